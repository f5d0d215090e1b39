"""Signals that end a command as Ctrl-C does, so that it undoes what it has begun."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from servicebook.source.held_signals import ENDING


class TerminatedError(KeyboardInterrupt):
    """A signal asked the command to end; what heeds Ctrl-C heeds this."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number


@contextmanager
def ending_signals() -> Iterator[None]:
    """Within the block such a signal raises :class:`TerminatedError`, Ctrl-C still :class:`KeyboardInterrupt`."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    # what somebody has set already, or wants ignored, as nohup does, stays so
    ours = [number for number in ENDING if signal.getsignal(number) is signal.SIG_DFL]
    for number in ours:
        signal.signal(number, _end)
    try:
        yield
    finally:
        for number in ours:
            signal.signal(number, signal.SIG_DFL)


def _end(number: int, _: FrameType | None) -> None:
    raise TerminatedError(number)
