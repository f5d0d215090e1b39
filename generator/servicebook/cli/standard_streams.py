"""Standard input, output and error as commands find them, whatever they were started with."""

from __future__ import annotations

import errno
import io
import os
import select
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TextIO


class CannotPrintError(Exception):
    """Standard output cannot be written to; ``reason`` says why, and ``is_left`` whether its reader has gone."""

    def __init__(self, fault: OSError) -> None:
        super().__init__(fault)
        self.reason = fault.strerror
        self.is_left = fault.errno in (errno.EPIPE, errno.ESHUTDOWN)


class _Stream(io.FileIO):
    """A standard stream whose faults are told from those of other files; after one, nothing is written any more."""

    def __init__(self, descriptor: int, *, needed: bool) -> None:
        super().__init__(descriptor, "wb", closefd=False)
        self._needed = needed
        self._failed = False

    def write(self, data: Any) -> int:
        """All of it, also where there is no buffer above that would come back with the rest."""
        rest = memoryview(data).cast("B")
        length = len(rest)
        try:
            while rest and not self._failed:
                if (written := super().write(rest)) is None:  # a pipe that does not wait, and is full
                    select.select([], [self], [])
                else:
                    rest = rest[written:]
        except OSError as fault:
            self._failed = True
            if self._needed:
                raise CannotPrintError(fault) from fault
        return length


@contextmanager
def standard_streams() -> Iterator[bool]:
    """Streams in UTF-8, for a command; whether there is an output. Nobody can be told of errors that are not printed.

    Within the block, printing raises :class:`CannotPrintError` where it cannot be done.
    """
    before = sys.stdin, sys.stdout, sys.stderr
    is_open = sys.stdout is not None
    # Python has None for what is closed. The next file opened would get its number, and what other programs print.
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123
    sys.stdout = _in_utf8(sys.stdout, needed=True)
    sys.stderr = _in_utf8(sys.stderr, needed=False)
    try:
        yield is_open
    finally:
        sys.stderr.flush()
        sys.stdin, sys.stdout, sys.stderr = before


def _in_utf8(stream: TextIO, *, needed: bool) -> TextIO:
    if not isinstance(stream, io.TextIOWrapper):  # a test's, or an editor's
        return stream
    stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    raw = getattr(stream.buffer, "raw", stream.buffer)
    if type(raw) is not io.FileIO:  # the console of Windows has a class of its own
        return stream
    stream.flush()
    ours = _Stream(raw.fileno(), needed=needed)
    return io.TextIOWrapper(
        ours if stream.buffer is raw else io.BufferedWriter(ours),  # as Python does for -u
        encoding="utf-8",
        errors="backslashreplace",
        line_buffering=stream.line_buffering,
        write_through=stream.write_through,
    )
