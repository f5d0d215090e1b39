"""What a process does while it waits for others."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection, wait

_steps: deque[Callable[[], object]] = deque()
"""What is still to be done meanwhile."""
_under_way: list[Callable[[], object]] = []
"""The step that is being done, if one is."""


@contextmanager
def meanwhile(steps: Iterable[Callable[[], object]]) -> Iterator[None]:
    """In the block, these steps are done one after the other where this process would wait; maybe only the first.

    Nobody is heard during a step, so that each should be short.
    """
    _steps.extend(steps)
    try:
        yield
    finally:
        _steps.clear()


def least(alone: int, meanwhile: int) -> int:
    """From how many things on another process is worth it: ``alone``, or while this one has something else to do."""
    return meanwhile if _steps else alone


def is_busy() -> bool:
    """Whether there is something left to do meanwhile."""
    return bool(_steps)


def is_within_step() -> bool:
    """Whether this is done while somebody is waited for, who must not be heard by anybody else."""
    return bool(_under_way)


def forget_steps() -> None:
    """In a process that is forked: what is to be done meanwhile is left to the one that has begun it."""
    _steps.clear()
    _under_way.clear()


def told_on(connections: Sequence[Connection], seconds: float | None = None) -> list[Connection]:
    """The connections on which something was told: one at least, unless nothing is within so many seconds."""
    while not (told := wait(connections, 0 if _steps else seconds)) and _steps and seconds is None:
        _under_way.append(_steps.popleft())
        try:
            _under_way[-1]()
        finally:
            _under_way.pop()
    return [one for one in told if isinstance(one, Connection)]
