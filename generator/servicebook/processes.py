"""Work on many things: on all cores, where that is worth it, and without a search for garbage that is not there.

The result never depends on either.
"""

from __future__ import annotations

import errno
import gc
import multiprocessing
import os
import pickle
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from types import ModuleType
from typing import Any, Generic, TypeVar

T = TypeVar("T")

HOW = "SERVICEBOOK_PROCESSES"
"""The variable of the environment that says how work is shared, however little it is: ``fork``, ``spawn`` or ``none``.

It is for who has reason to doubt what is found best, and for tests.
"""

Chunk = tuple[int, int]
"""The first of some consecutive things, and the first after them."""
Outcome = tuple[bool, Any]
"""Whether a job was done, and what it returned or raised."""

CHUNKS_A_PROCESS = 10
"""How many chunks a process makes at most. What it has written into the memory that it shares with the others becomes
its own, page by page; with it this is free again."""

_beside: list[_Beside] = []
"""The processes of :func:`in_another_process` that are still at work."""

_NEVER = 2**30
"""So many searches for garbage among what is young are never counted before one among all."""


@dataclass(frozen=True, slots=True)
class Elsewhere(Generic[T]):
    """The same job for processes that inherit nothing: they begin anew, load the program, and ``prepare`` it.

    ``prepare`` is pickled. It pays from ``min_items`` things on.
    """

    prepare: Callable[[], Callable[[int, int], T]]
    min_items: int


def map_chunks(
    job: Callable[[int, int], T],
    count: int,
    *,
    size: int,
    min_items: int,
    elsewhere: Elsewhere[T] | None = None,
) -> list[T]:
    """``job(start, end)`` for consecutive chunks of ``size`` in 0…``count``, in order.

    With fewer than ``min_items`` things, or on one core, everything is done here; where processes cannot be forked, or
    beside other threads, too, unless it is said how to do it ``elsewhere``. What a job returns or raises is pickled; a
    process that is killed raises :class:`ChildProcessError`.
    """
    return list(each_chunk(job, count, size=size, min_items=min_items, elsewhere=elsewhere))


def each_chunk(
    job: Callable[[int, int], T],
    count: int,
    *,
    size: int,
    min_items: int,
    elsewhere: Elsewhere[T] | None = None,
) -> Iterator[T]:
    """The same, each as soon as it is there: who writes it away at once need not hold all of them."""
    chunks = [(start, min(start + size, count)) for start in range(0, count, size)]
    workers: _Workers
    if _is_forked(count, min_items):
        workers = _Forked(job, chunks)
    elif elsewhere and _is_spawned(count, elsewhere.min_items):
        workers = _Spawned(elsewhere.prepare, chunks)
    else:
        for start, end in chunks:
            yield job(start, end)
        return
    try:
        yield from workers.results()
    finally:
        workers.end()


class _Workers:
    """Processes, each of which makes some of the chunks."""

    def __init__(self, chunks: Sequence[Chunk]) -> None:
        self._chunks = chunks
        self._done: dict[int, Any] = {}
        self._running: dict[Connection, _Worker] = {}

    def results(self) -> Iterator[Any]:
        """What the job returns of each chunk, in order. Raises what it raises."""
        for number in range(len(self._chunks)):
            while number not in self._done:
                self._begin()
                self._hear()
            yield self._done.pop(number)

    def end(self) -> None:
        """End those that nobody waits for any more."""
        for receiver, worker in self._running.items():
            worker.process.terminate()
            worker.process.join()
            receiver.close()
        self._running.clear()

    def _begin(self) -> None:
        """Begin processes where there are to be more of them."""

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
            self._done[worker.numbers.popleft()] = told
            if not worker.numbers:
                del self._running[receiver]
                worker.process.join()
                receiver.close()


@dataclass(frozen=True, slots=True)
class _Worker:
    """A process, and the numbers of the chunks that it still has to tell of, in order."""

    process: BaseProcess
    numbers: deque[int]


class _Forked(_Workers):
    """Each makes a few consecutive chunks; as many are at work at once as there are cores for them."""

    def __init__(self, job: Callable[[int, int], Any], chunks: Sequence[Chunk]) -> None:
        super().__init__(chunks)
        self._job = job
        self._begun = 0

    def _begin(self) -> None:
        while self._begun < len(self._chunks) and len(self._running) < max(_cores() - len(_beside), 1):
            # fewer and fewer in the end, so that none is still at work long after the others
            left = len(self._chunks) - self._begun
            share = min(max(left // (2 * _cores()), 1), CHUNKS_A_PROCESS)
            numbers = range(self._begun, self._begun + share)
            made = partial(_made, self._job, [self._chunks[number] for number in numbers])
            process, receiver = _forked(made, self._running)
            self._running[receiver] = _Worker(process, deque(numbers))
            self._begun += share


class _Spawned(_Workers):
    """One for each core: much is to be done before its first chunk, so that it makes many, from everywhere."""

    def __init__(self, prepare: Callable[[], Callable[[int, int], Any]], chunks: Sequence[Chunk]) -> None:
        super().__init__(chunks)
        spawn = multiprocessing.get_context("spawn")
        job = pickle.dumps(prepare, pickle.HIGHEST_PROTOCOL)  # once, and not for each
        with _nothing_of_main():
            for first in range(min(_cores(), len(chunks))):
                numbers = range(first, len(chunks), _cores())
                receiver, sender = spawn.Pipe(duplex=False)
                own = [chunks[number] for number in numbers]
                process = spawn.Process(target=_tell_anew, args=(job, own, sender))
                process.start()
                sender.close()
                self._running[receiver] = _Worker(process, deque(numbers))


@contextmanager
def _nothing_of_main() -> Iterator[None]:
    """A process that begins anew would run the script by which this one was begun, and that may not expect it."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def _made(job: Callable[[int, int], Any], chunks: Iterable[Chunk]) -> Iterator[Any]:
    for start, end in chunks:
        yield job(start, end)


@contextmanager
def in_another_process(job: Callable[[], T], count: int, *, min_items: int) -> Iterator[Callable[[], T]]:
    """``job()`` beside what the block does; what is yielded waits for its end, and says what it returned.

    What it needs of memory goes with the process; one that is killed raises :class:`ChildProcessError`.
    With fewer than ``min_items`` things, ``count`` of them, or where processes cannot be forked, it is done here when
    it is waited for. What a job returns or raises is pickled.
    """
    if not _is_forked(count, min_items):
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


def _tell_anew(prepare: bytes, chunks: Sequence[Chunk], sender: Connection) -> None:
    """The same in a process that has inherited nothing."""
    os.environ[HOW] = "none"  # it is one of several
    _tell(lambda: _made(pickle.loads(prepare)(), chunks), sender, ())


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
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def _is_forked(count: int, min_items: int) -> bool:
    """Whether work is shared so: a process beside whose threads another was forked might wait for these forever."""
    is_possible = sys.platform == "linux" and threading.active_count() == 1 and _cores() > 1
    return is_possible and (count >= min_items if HOW not in os.environ else os.environ[HOW] == "fork")


def _is_spawned(count: int, min_items: int) -> bool:
    return _cores() > 1 and (count >= min_items if HOW not in os.environ else os.environ[HOW] == "spawn")


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
