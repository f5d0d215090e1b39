"""Commands that read a catalog, print or build, and end: nothing is searched for garbage meanwhile."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_garbage_collection() -> Iterator[None]:
    """For work on one catalog, after which the program ends; not for what reads a catalog again and again.

    A catalog is millions of values that refer to one another. To search through them costs a tenth of what ``check``
    takes, once when it is loaded and once more as the program ends, and would find nothing.
    """
    was_on = gc.isenabled()
    gc.unfreeze()  # what an earlier command in this process left, as in tests, may be found now
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()  # so that the end of the program passes over what is left
        if was_on:
            gc.enable()
