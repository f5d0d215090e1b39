"""Work on many things: on all cores, where that is worth it. The result never depends on that."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from types import ModuleType
from typing import Any, Generic, TypeVar

from servicebook.forking import (
    HOW,
    at_work,
    cores,
    forked,
    heard,
    is_forked,
    is_spawned,
    signals_blocked,
    tell,
)
from servicebook.frozen import frozen
from servicebook.while_waiting import is_busy, told_on

T = TypeVar("T")

Job = Callable[[int, int], T]
Chunk = tuple[int, int]
"""The first of some consecutive things, and the first after them."""
CHUNKS_A_PROCESS = 40
"""How many chunks a process makes at most. What it has written into the memory that it shares with the others becomes
its own, page by page; with it this is free again. But each works out anew what several chunks need."""


_SHRINKS_TO = 8
"""The last chunks have so many times fewer things than the first."""


@frozen
class Elsewhere(Generic[T]):
    """The same job for processes that inherit nothing: ``prepare``, pickled, makes it. Pays from ``min_items`` on."""

    prepare: Callable[[], Callable[[int, int], T]]
    min_items: int


def map_chunks(
    job: Job[T], count: int, *, size: int, min_items: int, elsewhere: Elsewhere[T] | None = None
) -> list[T]:
    """``job(start, end)`` for consecutive chunks of ``size`` in 0…``count``, in order.

    With fewer than ``min_items`` things, or on one core, everything is done here; where processes cannot be forked, or
    beside other threads, too, unless it is said how to do it ``elsewhere``. What a job returns or raises is pickled; a
    process that is killed raises :class:`~servicebook.ended_process.ProcessEndedError`.
    """
    return list(each_chunk(job, count, size=size, min_items=min_items, elsewhere=elsewhere))


def each_chunk(
    job: Job[T],
    count: int,
    *,
    size: int,
    min_items: int,
    elsewhere: Elsewhere[T] | None = None,
    helps: bool = False,
    most: int = CHUNKS_A_PROCESS,
) -> Iterator[T]:
    """The same, each as soon as it is there: who writes it away at once need not hold all of them.

    With ``helps`` this process makes chunks in the place of one that is forked, and hears the others between these; the
    last chunks are smaller, so that nobody waits long for the last one of another. A process that is forked makes
    ``most`` chunks at most.
    """
    chunks = list(_chunks(count, size, size // _SHRINKS_TO if helps else size))
    if is_forked(count, min_items):
        workers = _Workers(chunks, partial(_forked_worker, job), most, job, helps=helps)
    elif elsewhere and is_spawned(count, elsewhere.min_items):
        prepare = pickle.dumps(elsewhere.prepare, pickle.HIGHEST_PROTOCOL)  # once, and not for each
        # much is to be done before the first chunk, so that each makes many
        workers = _Workers(chunks, partial(_spawned_worker, prepare), len(chunks), job)
    else:
        for start, end in chunks:
            yield job(start, end)
        return
    try:
        yield from workers.results()
    finally:
        workers.end()


def _chunks(count: int, size: int, smallest: int) -> Iterator[Chunk]:
    """All of so many things in chunks of a size, from which the last ones go down to the smallest."""
    start = 0
    while start < count:
        left = count - start
        end = min(start + max(min(size, left // (2 * cores())), smallest, 1), count)
        yield start, end
        start = end


Begin = Callable[[], tuple[BaseProcess, Connection]]
"""Begins a process that makes the chunks it is handed until it is handed None. Raises :class:`OSError`."""


class _Workers:
    """Processes, one for each core, each of which is handed one chunk after the other: none is idle before the end."""

    def __init__(
        self, chunks: Sequence[Chunk], begin: Begin, most: int, job: Job[Any], *, helps: bool = False
    ) -> None:
        """Each process makes ``most`` chunks, then another one takes its place.

        This one makes some, too, if it ``helps``, and where the system has no process left.
        """
        self._chunks, self._begin_one, self._most, self._job = chunks, begin, most, job
        self._helps, self._may_begin = helps, True
        self._handed = 0
        self._done: dict[int, Any] = {}
        self._running: dict[Connection, _Worker] = {}

    def results(self) -> Iterator[Any]:
        """What the job returns of each chunk, in order. Raises what it raises."""
        for number in range(len(self._chunks)):
            while number not in self._done:
                self._begin()
                if self._handed < len(self._chunks) and (self._helps or not self._running):
                    self._make()
                else:
                    self._hear()
            yield self._done.pop(number)

    def _make(self) -> None:
        """Make the next chunk, and hear what others have told meanwhile."""
        own, self._handed = self._handed, self._handed + 1
        self._done[own] = self._job(*self._chunks[own])
        while self._hear(0):
            pass

    def end(self) -> None:
        """End those that nobody waits for any more."""
        for connection, worker in self._running.items():
            worker.process.kill()
            worker.process.join()
            connection.close()
        self._running.clear()

    def _begin(self) -> None:
        """Begin processes while there are fewer at work than cores, of which this one may take one."""
        most = max(cores() - len(at_work), 1) - self._helps
        if is_busy():
            most = max(most - 1, 1)
        while self._may_begin and self._handed < len(self._chunks) and len(self._running) < most:
            try:
                with signals_blocked():
                    process, connection = self._begin_one()
                    worker = self._running[connection] = _Worker(process, deque())
            except OSError:  # the system has none left: those that there are make the rest
                self._may_begin = False
            else:
                self._hand(connection, worker)

    def _hand(self, connection: Connection, worker: _Worker) -> None:
        """Hand a process what it is to make next, and, while much is left, more, as nobody may hear it at once."""
        left = len(self._chunks) - self._handed
        # during a step of what this process does meanwhile, nobody is heard for longer; but others get their share
        ahead = min(5 if is_busy() else 2, max(left // cores(), 1))
        while len(worker.numbers) < ahead and worker.handed < self._most and self._handed < len(self._chunks):
            worker.numbers.append(self._handed)
            _send(connection, self._chunks[self._handed])
            worker.handed += 1
            self._handed += 1

    def _hear(self, seconds: float | None = None) -> bool:
        """Wait until some process says something, or ends, or so many seconds; whether one did."""
        ready = told_on([*self._running, *(one.receiver for one in at_work)], seconds)
        for connection in ready:
            worker = self._running.get(connection)
            if worker is None:
                for one in [one for one in at_work if one.receiver is connection]:
                    one.hear()
                continue
            is_done, told = heard(worker.process, connection)
            if not is_done:
                raise told
            self._done[worker.numbers.popleft()] = told
            self._hand(connection, worker)
            if not worker.numbers:
                _send(connection, None)
                del self._running[connection]
                worker.process.join()
                connection.close()
        return bool(ready)


@dataclass(slots=True)
class _Worker:
    """A process, the numbers of the chunks that it still has to tell of, in order, and how many it was handed."""

    process: BaseProcess
    numbers: deque[int]
    handed: int = 0


def _send(connection: Connection, chunk: Chunk | None) -> None:
    with suppress(BrokenPipeError, ConnectionResetError):  # it was killed, as is heard next
        connection.send(chunk)


def _forked_worker(job: Job[Any]) -> tuple[BaseProcess, Connection]:
    return forked(partial(_made, job), duplex=True)


def _spawned_worker(prepare: bytes) -> tuple[BaseProcess, Connection]:
    spawn = multiprocessing.get_context("spawn")
    connection, own = spawn.Pipe()
    process = spawn.Process(target=_tell_anew, args=(prepare, own))
    with _nothing_of_main():
        process.start()
    own.close()
    return process, connection


@contextmanager
def _nothing_of_main() -> Iterator[None]:
    """A process that begins anew would run the script by which this one was begun, and that may not expect it."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def _made(job: Job[Any], own: Connection) -> Iterator[Any]:
    while (chunk := own.recv()) is not None:
        yield job(*chunk)


def _tell_anew(prepare: bytes, own: Connection) -> None:
    """The same in a process that has inherited nothing."""
    os.environ[HOW] = "none"  # it is one of several
    tell(lambda own: _made(pickle.loads(prepare)(), own), own)
