"""Work on many things: on all cores, where that is worth it, and without a search for garbage that is not there.

The result never depends on either.
"""

from __future__ import annotations

import errno
import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from typing import Any, TypeVar

T = TypeVar("T")

_job: Callable[[int, int], Any] | None = None
"""What forked processes inherit, so that what the job works on need not be sent to them."""


def map_chunks(job: Callable[[int, int], T], count: int, *, size: int, min_items: int) -> list[T]:
    """``job(start, end)`` for consecutive chunks of ``size`` in 0…``count``, in order.

    With fewer than ``min_items`` things, on one core, where processes cannot be forked, or beside other threads,
    everything is done here. What a job returns is pickled.
    """
    return list(each_chunk(job, count, size=size, min_items=min_items))


def each_chunk(job: Callable[[int, int], T], count: int, *, size: int, min_items: int) -> Iterator[T]:
    """The same, each as soon as it is there: who writes it away at once need not hold all of them."""
    chunks = [(start, min(start + size, count)) for start in range(0, count, size)]
    if count < min_items or not _can_fork():
        for start, end in chunks:
            yield job(start, end)
        return
    global _job  # handed to the processes by forking
    _job = job
    gc.freeze()  # the processes then share what is there instead of copying it; they look for no garbage
    try:
        with multiprocessing.get_context("fork").Pool(_cores(), _begin) as pool:
            yield from pool.imap(_do, chunks)
    finally:
        _job = None
        gc.unfreeze()


@contextmanager
def in_another_process(job: Callable[[], T], count: int, *, min_items: int) -> Iterator[Callable[[], T]]:
    """``job()`` beside what the block does; what is yielded waits for its end, and says what it returned.

    What it needs of memory goes with the process; one that is killed raises :class:`ChildProcessError`.
    With fewer than ``min_items`` things, ``count`` of them, or where processes cannot be forked, it is done here when
    it is waited for. What a job returns or raises is pickled.
    """
    if count < min_items or not _can_fork():
        yield job
        return
    fork = multiprocessing.get_context("fork")
    receiver, sender = fork.Pipe(duplex=False)
    gc.freeze()
    process = fork.Process(target=_tell, args=(job, sender))
    try:
        process.start()
    finally:
        gc.unfreeze()
    sender.close()  # here; when the process ends without a word, waiting for one ends, too

    def result() -> T:
        try:
            done, told = receiver.recv()
        except EOFError:
            raise ChildProcessError(errno.ECHILD, os.strerror(errno.ECHILD)) from None
        if not done:
            raise told
        answer: T = told
        return answer

    try:
        yield result
    finally:
        process.terminate()  # where nobody has waited for it; one that has told its result has nothing left to do
        process.join()
        receiver.close()


def _tell(job: Callable[[], Any], sender: Connection) -> None:
    _begin()
    try:
        told: tuple[bool, Any] = True, job()
    except Exception as fault:  # noqa: BLE001  # raised where the result is asked for
        told = False, fault
    sender.send(told)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1


def _can_fork() -> bool:
    """Whether work can be shared: a process beside whose threads another was forked might wait for these forever."""
    return _cores() > 1 and threading.active_count() == 1


def _begin() -> None:
    """What a process does first. Ctrl-C reaches all processes of a terminal, and the one that waits ends the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    gc.disable()


def _do(chunk: tuple[int, int]) -> Any:
    assert _job is not None
    return _job(*chunk)


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
