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
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, TypeVar

T = TypeVar("T")

Outcome = tuple[bool, Any]
"""Whether a job was done, and what it returned or raised."""

CHUNKS_A_PROCESS = 10
"""How many chunks a process makes at most. What it has written into the memory that it shares with the others becomes
its own, page by page; with it this is free again."""

_beside: list[_Beside] = []
"""The processes of :func:`in_another_process` that are still at work."""

_NEVER = 2**30
"""So many searches for garbage among what is young are never counted before one among all."""


def map_chunks(job: Callable[[int, int], T], count: int, *, size: int, min_items: int) -> list[T]:
    """``job(start, end)`` for consecutive chunks of ``size`` in 0…``count``, in order.

    With fewer than ``min_items`` things, on one core, where processes cannot be forked, or beside other threads,
    everything is done here. What a job returns or raises is pickled; a process that is killed raises
    :class:`ChildProcessError`.
    """
    return list(each_chunk(job, count, size=size, min_items=min_items))


def each_chunk(job: Callable[[int, int], T], count: int, *, size: int, min_items: int) -> Iterator[T]:
    """The same, each as soon as it is there: who writes it away at once need not hold all of them."""
    chunks = [(start, min(start + size, count)) for start in range(0, count, size)]
    if count < min_items or not _can_fork():
        for start, end in chunks:
            yield job(start, end)
        return
    workers = _Workers(job, chunks)
    try:
        yield from workers.results()
    finally:
        workers.end()


class _Workers:
    """Processes, each of which makes some consecutive chunks; as many at once as there are cores for them."""

    def __init__(self, job: Callable[[int, int], Any], chunks: Sequence[tuple[int, int]]) -> None:
        self._job = job
        self._chunks = chunks
        self._begun = 0
        self._done: dict[int, Any] = {}
        self._running: dict[Connection, _Worker] = {}

    def results(self) -> Iterator[Any]:
        """What the job returns of each chunk, in order. Raises what it raises."""
        for number in range(len(self._chunks)):
            while number not in self._done:
                self._begin()
                self._hear()
            yield self._done.pop(number)

    def _made(self, begin: int, end: int) -> Iterator[Any]:
        for chunk in self._chunks[begin:end]:
            yield self._job(*chunk)

    def end(self) -> None:
        """End those that nobody waits for any more."""
        for receiver, worker in self._running.items():
            worker.process.terminate()
            worker.process.join()
            receiver.close()
        self._running.clear()

    def _begin(self) -> None:
        while self._begun < len(self._chunks) and len(self._running) < _free_cores():
            # fewer and fewer in the end, so that none is still at work long after the others
            left = len(self._chunks) - self._begun
            share = min(max(left // (2 * _cores()), 1), CHUNKS_A_PROCESS)
            end = self._begun + share
            job = partial(self._made, self._begun, end)
            process, receiver = _forked(job, self._running)
            self._running[receiver] = _Worker(process, self._begun, end)
            self._begun = end

    def _hear(self) -> None:
        """Wait until some process says something, or ends."""
        for receiver in _ready([*self._running, *(one.receiver for one in _beside)]):
            worker = self._running.get(receiver)
            if worker is None:
                next(one for one in _beside if one.receiver is receiver).hear()
                continue
            is_done, told = _heard(receiver)
            if not is_done:
                raise told
            self._done[worker.next] = told
            worker.next += 1
            if worker.next == worker.end:
                del self._running[receiver]
                worker.process.join()
                receiver.close()


@dataclass(slots=True)
class _Worker:
    """A process that has told what it made of all chunks before ``next``, and makes those before ``end``."""

    process: BaseProcess
    next: int
    end: int


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
    beside = _Beside(*_forked(lambda: iter((job(),)), ()))
    _beside.append(beside)
    try:
        yield beside.result
    finally:
        beside.end()


class _Beside:
    """A process that does one thing."""

    def __init__(self, process: BaseProcess, receiver: Connection) -> None:
        self.receiver = receiver
        self._process = process
        self._outcome: Outcome | None = None

    def hear(self) -> Outcome:
        """Wait until it is done."""
        if self._outcome is None:
            self._outcome = _heard(self.receiver)
            _beside.remove(self)
        return self._outcome

    def result(self) -> Any:
        """What its job has returned. Raises what that raises."""
        is_done, told = self.hear()
        if not is_done:
            raise told
        return told

    def end(self) -> None:
        """End it where nobody has waited for it; one that has told its result has nothing left to do."""
        if self in _beside:
            _beside.remove(self)
        self._process.terminate()
        self._process.join()
        self.receiver.close()


def _forked(job: Callable[[], Iterator[Any]], others: Iterable[Connection]) -> tuple[BaseProcess, Connection]:
    """A process that tells what a job yields, and where it does; it hears nothing of what ``others`` tell."""
    fork = multiprocessing.get_context("fork")
    receiver, sender = fork.Pipe(duplex=False)
    inherited = (receiver, *others, *(one.receiver for one in _beside))
    gc.freeze()  # the processes then share what is there instead of copying it; they look for no garbage
    process = fork.Process(target=_tell, args=(job, sender, inherited))
    try:
        process.start()
    finally:
        gc.unfreeze()
    sender.close()  # here; when the process ends without a word, waiting for one ends, too
    return process, receiver


def _tell(job: Callable[[], Iterator[Any]], sender: Connection, inherited: Iterable[Connection]) -> None:
    """What a process does. Ctrl-C reaches all processes of a terminal, and the one that waits ends the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    gc.disable()
    for receiver in inherited:
        receiver.close()
    _beside.clear()
    with suppress(BrokenPipeError):  # who waited for it has been killed
        try:
            for result in job():
                sender.send((True, result))
        except BrokenPipeError:
            raise
        except Exception as fault:  # noqa: BLE001  # raised where the result is asked for
            sender.send((False, fault))


def _heard(receiver: Connection) -> Outcome:
    """What a process tells next."""
    try:
        told: Outcome = receiver.recv()
    except EOFError:
        return False, ChildProcessError(errno.ECHILD, os.strerror(errno.ECHILD))
    return told


def _ready(receivers: Sequence[Connection]) -> list[Connection]:
    """Those on which something was told, of which there is one in the end."""
    return [one for one in wait(receivers) if isinstance(one, Connection)]


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1


def _free_cores() -> int:
    """How many processes may work at once beside those that do already."""
    return max(_cores() - len(_beside), 1)


def _can_fork() -> bool:
    """Whether work can be shared: a process beside whose threads another was forked might wait for these forever."""
    return _cores() > 1 and threading.active_count() == 1


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
