"""What is raised for a process that was ended: who says so need not load what begins one."""

from __future__ import annotations

import signal


class ProcessEndedError(Exception):
    """A process has ended without a word, as the system ends one when memory is short.

    ``status`` is what it ended with, or the negative number of the signal that ended it.
    """

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status

    def __str__(self) -> str:
        return f"another process ended: {self.how}"

    @property
    def how(self) -> str:
        """How it has ended, for those who know signals."""
        is_signal = -self.status in signal.valid_signals()
        return signal.Signals(-self.status).name if is_signal else f"status {self.status}"
