"""A file that one process at a time holds. The system lets go of it when the process ends, however it does."""

from __future__ import annotations

import errno
import os
import sys
import time
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_PAUSE = 0.02
"""Seconds between two tries."""


def try_lock(file: Path, *, create: bool) -> int | None:
    """A descriptor of the file, locked, for reading and writing; None while another process holds it.

    Raises :class:`OSError`: :class:`FileNotFoundError` where it is not there and not to be created.
    """
    flags = os.O_RDWR | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    while True:
        descriptor = os.open(file, flags | (os.O_CREAT if create else 0), 0o600)
        if not _lock(descriptor):
            os.close(descriptor)
            return None
        if _is_still(descriptor, file):
            return descriptor
        os.close(descriptor)  # whoever held it has removed it since it was opened


def wait_for_lock(file: Path, seconds: float, *, create: bool) -> int | None:
    """The same as soon as the other process lets go of it; None if it has not after so many seconds."""
    until = time.monotonic() + seconds
    while (descriptor := try_lock(file, create=create)) is None and time.monotonic() < until:
        time.sleep(_PAUSE)
    return descriptor


def remove_locked(file: Path, descriptor: int) -> None:
    """Let go of a file that is held, and remove it. Raises :class:`OSError`."""
    if sys.platform == "win32":  # which removes no file that is open
        os.close(descriptor)
        file.unlink(missing_ok=True)
        return
    try:
        file.unlink(missing_ok=True)  # still held: whoever waits for it finds that it is another then
    finally:
        os.close(descriptor)


if sys.platform == "win32":

    def _lock(descriptor: int) -> bool:
        os.lseek(descriptor, 2**30, os.SEEK_SET)  # what is locked cannot be read: a byte that is never there
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            os.lseek(descriptor, 0, os.SEEK_SET)
        return True

else:

    def _lock(descriptor: int) -> bool:
        try:
            # of the process, not of the open file: those that it forks do not hold it
            fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as fault:
            # EACCES is how some systems say EAGAIN; a disk that knows no locks (others) keeps nobody away
            return fault.errno not in (errno.EACCES, errno.EAGAIN)
        return True


def _is_still(descriptor: int, file: Path) -> bool:
    """Whether the open file is the one of that name."""
    try:
        return os.path.samestat(os.fstat(descriptor), file.lstat())
    except FileNotFoundError:
        return False
