"""What a process does while it waits for others."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection, wait

_steps: deque[Callable[[], object]] = deque()


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


def told_on(connections: Sequence[Connection], seconds: float | None = None) -> list[Connection]:
    """The connections on which something was told: one at least, unless nothing is within so many seconds."""
    while not (told := wait(connections, 0 if _steps else seconds)) and _steps and seconds is None:
        _steps.popleft()()
    return [one for one in told if isinstance(one, Connection)]
