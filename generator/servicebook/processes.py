"""Work on many things: on all cores, where that is worth it, and without a search for garbage that is not there.

The result never depends on either.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

T = TypeVar("T")

_job: Callable[[int, int], Any] | None = None
"""What forked processes inherit, so that what the job works on need not be sent to them."""


def map_chunks(job: Callable[[int, int], T], count: int, *, size: int, min_items: int) -> list[T]:
    """``job(start, end)`` for consecutive chunks of ``size`` in 0…``count``, in order.

    With fewer than ``min_items`` things, on one core, where processes cannot be forked, or beside other threads,
    everything is done here. What a job returns is pickled.
    """
    starts = range(0, count, size)
    workers = len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1
    if count < min_items or workers < 2 or threading.active_count() > 1:
        return [job(start, min(start + size, count)) for start in starts]
    global _job  # handed to the processes by forking
    _job = job
    gc.freeze()  # the processes then share what is there instead of copying it; they look for no garbage
    try:
        with multiprocessing.get_context("fork").Pool(workers, _begin) as pool:
            return pool.starmap(_do, [(start, min(start + size, count)) for start in starts], chunksize=1)
    finally:
        _job = None
        gc.unfreeze()


def _begin() -> None:
    """What a process does first. Ctrl-C reaches all processes of a terminal, and the one that waits ends the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    gc.disable()


def _do(start: int, end: int) -> Any:
    assert _job is not None
    return _job(start, end)


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
