"""Writing one file so that it has either its old or its new content at any time, whatever happens."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

from servicebook import wording


class UnwritableError(Exception):
    """A file cannot be written; its text is one line for the user."""


def cannot_write(path: Path | str, fault: OSError) -> UnwritableError:
    """What to raise for a file of that name."""
    return UnwritableError(wording.text("write.failed", path=path, reason=fault.strerror))


def write_aside(file: Path, content: bytes, mode: int | None = None) -> None:
    """Write a file that nobody knows of yet, so that it is there after a power cut too. Raises :class:`OSError`."""
    with file.open("xb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    if mode is not None:
        file.chmod(mode)


def keep_names(folder: Path) -> None:
    """See to it that what a folder lists now is what it lists after a power cut. Raises :class:`OSError`."""
    if sys.platform == "win32":  # has no such call, and does it by itself
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def permissions(path: Path) -> int:
    """Links followed. Raises :class:`OSError`."""
    return stat.S_IMODE(path.stat().st_mode)
