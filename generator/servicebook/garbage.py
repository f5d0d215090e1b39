"""When to look for garbage, where very many values are made: never for what is not there."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_NEVER = 2**30
"""So many searches for garbage among what is young are never counted before one among all."""


@contextmanager
def no_garbage_collection() -> Iterator[None]:
    """For what makes very many small values, all of which stay: to look for garbage meanwhile would find none."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@contextmanager
def garbage_looked_for_at_rest() -> Iterator[None]:
    """For what keeps very much and answers somebody who waits: only what is new is searched for garbage meanwhile.

    Whoever is at rest calls :func:`gc.collect` for the rest.
    """
    young, middle, old = gc.get_threshold()
    gc.set_threshold(young, middle, _NEVER)
    try:
        yield
    finally:
        gc.set_threshold(young, middle, old)
