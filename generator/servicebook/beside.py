"""One thing beside what this process does, on another core, where that is worth it. The result never depends on it."""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import IO, Any, Generic, TypeVar

from servicebook.ended_process import ProcessEndedError
from servicebook.forking import (
    Outcome,
    at_work,
    cores,
    forked,
    heard,
    is_forked,
    signals_blocked,
    waiting,
)
from servicebook.frozen import frozen
from servicebook.while_waiting import is_within_step, told_on

T = TypeVar("T")
M = TypeVar("M")


@frozen
class Begun(Generic[M, T]):
    """A job that begins before all is known that it needs.

    ``tell`` tells it the rest, once; ``result`` waits for its end, and says what it returned, or raises what it raised;
    ``end`` is for who no longer wants it. What ``then`` is given is done as soon as this process has heard that the job
    is done, and at once where it is left to this process.
    """

    tell: Callable[[M], None]
    result: Callable[[], T]
    end: Callable[[], None]
    then: Callable[[Callable[[], object]], object]


@contextmanager
def in_another_process(
    job: Callable[[], T], count: int, *, min_items: int, leaves_cores: bool = False
) -> Iterator[Callable[[], T]]:
    """``job()`` beside what the block does; what is yielded waits for its end, and says what it returned.

    With ``leaves_cores``, half of the cores are left to the block. What it needs of memory goes with the process; one
    that is killed raises :class:`ProcessEndedError`. With fewer than ``min_items`` things, ``count`` of them, or where
    processes cannot be forked, it is done when it is waited for. What a job returns or raises is pickled.
    """

    def alone(_: Callable[[], None]) -> T:
        return job()

    with begun_in_another_process(alone, count, min_items=min_items, leaves_cores=leaves_cores) as begun:
        yield begun.result


def unless_killed(result: Callable[[], T]) -> T | None:
    """What another process returns; None where the system has ended it, short of memory: for what is no loss."""
    try:
        return result()
    except ProcessEndedError:
        return None


@contextmanager
def begun_in_another_process(
    job: Callable[[Callable[[], M]], T],
    count: int,
    *,
    min_items: int,
    leaves_cores: bool = False,
    waits: bool = False,
) -> Iterator[Begun[M, T]]:
    """The same for a job that is told something later on: it calls what it is given, which waits for that.

    What it is told is pickled. Where it is done in this process, it is so when its result is asked for. One that
    ``waits`` does next to nothing before it is told.
    """
    is_shared = is_forked(count, min_items)
    # within a step one of them may be waited for already, and who waits for it would then hear nothing
    if is_shared and not is_within_step():
        for done in [one for one in at_work if one.receiver.poll()]:
            done.hear()  # it keeps its memory until all of what it tells is heard
    left = cores() // 2 if leaves_cores else 0
    with ExitStack() as beside:
        one = _begun(job, beside, left) if is_shared else None
        if one is None:
            later: list[M] = []
            yield Begun(later.append, lambda: job(lambda: later[0]), lambda: None, lambda step: step())
            return
        (waiting if waits else at_work).append(one)
        yield Begun(one.tell, one.result, one.end, one.then)


def _begun(job: Callable[[Callable[[], M]], T], beside: ExitStack, left: int) -> _Beside | None:
    """A process that ends with ``beside``; None where the system has none left, or no room for what it is told."""
    try:
        told = beside.enter_context(tempfile.TemporaryFile())  # noqa: SIM115  # it is closed with these
        with signals_blocked():
            one = _Beside(*forked(partial(_done, job, told), duplex=True, left=left), told)
            beside.callback(one.end)
    except OSError:
        return None
    return one


def _done(job: Callable[[Callable[[], M]], T], told: IO[bytes], own: Connection) -> Iterator[T]:
    def wait() -> M:
        own.recv_bytes()
        told.seek(0)
        message: M = pickle.load(told)  # this very program wrote it
        return message

    yield job(wait)


class _Beside:
    """A process that does one thing; what it is told later lies in a file, so that nobody waits until it asks."""

    def __init__(self, process: BaseProcess, receiver: Connection, told: IO[bytes]) -> None:
        self.receiver = receiver
        self._process, self._told = process, told
        self._outcome: Outcome | None = None
        self._next: list[Callable[[], object]] = []

    def tell(self, message: object) -> None:
        """Tell it what it still has to know."""
        pickle.dump(message, self._told, pickle.HIGHEST_PROTOCOL)
        self._told.flush()
        with suppress(BrokenPipeError, ConnectionResetError):  # it was killed, as is heard next
            self.receiver.send_bytes(b"!")
        if self in waiting:
            waiting.remove(self)
            at_work.append(self)

    def hear(self) -> Outcome:
        """Wait until it is done."""
        if self._outcome is None:
            told_on([self.receiver])
            self._outcome = heard(self._process, self.receiver)
            self._leave()
            while self._next:
                self._next.pop(0)()
        return self._outcome

    def then(self, step: Callable[[], object]) -> None:
        """Do something once it is heard."""
        if self._outcome is None:
            self._next.append(step)
        else:
            step()

    def result(self) -> Any:
        """What its job has returned. Raises what that raises."""
        is_done, told = self.hear()
        if not is_done:
            raise told
        return told

    def end(self) -> None:
        """End it where nobody has waited for it; one that has told its result has nothing left to do."""
        self._leave()
        if not self.receiver.closed:
            self._process.kill()
            self._process.join()
            self.receiver.close()

    def _leave(self) -> None:
        for listed in (at_work, waiting):
            if self in listed:
                listed.remove(self)
