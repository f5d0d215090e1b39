"""Signals that end a program, held back while files are in between."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TypeAlias

Handler: TypeAlias = "Callable[[int, FrameType | None], object] | int | None"

ENDING = tuple(
    number for name in ("SIGINT", "SIGTERM", "SIGHUP") if (number := getattr(signal, name, None)) is not None
)
"""Ctrl-C; what ``kill`` and container runtimes send; a terminal that is closed (not on Windows)."""


@contextmanager
def held_signals() -> Iterator[Callable[[], None]]:
    """Within the block no signal interrupts; what came takes effect at its end.

    Yields what is to be called wherever the block may stop: it raises :class:`KeyboardInterrupt` if one has come.
    """
    came: list[int] = []
    before: dict[int, Handler] = {}

    def stop_if_asked() -> None:
        if came:
            raise KeyboardInterrupt

    try:
        # Python lets only the main thread set handlers, and runs them there
        if threading.current_thread() is threading.main_thread():
            for number in ENDING:
                handler = signal.getsignal(number)
                # what is ignored stays so, and what was not set from Python (None) could not be set again
                if handler not in (signal.SIG_IGN, None):
                    before[number] = handler
                    signal.signal(number, lambda given, _: came.append(given))
        yield stop_if_asked
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        for number in dict.fromkeys(came):
            signal.raise_signal(number)
