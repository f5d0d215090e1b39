"""The right to change the files of a repository, which one process has at a time; first it undoes what is left."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from servicebook import wording
from servicebook.source.atomic_files import UnwritableError, cannot_write
from servicebook.source.file_lock import remove_locked, wait_for_lock
from servicebook.source.held_signals import held_signals
from servicebook.source.journal import NAME, begin_journal, owner_of, read_journal
from servicebook.source.undoing import NotUndoneError, undo

_PATIENCE = 10
"""Seconds after which a change that another process makes is not waited for: only a slow disk takes as long."""


def undo_unfinished(root: Path) -> str | None:
    """Undo what a process that was killed has left half done in a repository; what to tell the user, if anything.

    A change that another process is making is waited for. Raises :class:`UnwritableError` where it takes too long, or
    where something cannot be undone.
    """
    if not os.path.lexists(root / NAME):
        return None
    try:
        with held_signals(), held_journal(root, create=False) as (_, undone):
            return undone
    except FileNotFoundError:  # the change has just been completed
        return None


@contextmanager
def held_journal(root: Path, *, create: bool = True) -> Iterator[tuple[int, str | None]]:
    """A descriptor of the journal, which holds nothing but who holds it, and what to tell the user of what was undone.

    It is removed in the end, unless the block raises :class:`NotUndoneError`. Raises :class:`UnwritableError`, and
    :class:`FileNotFoundError` where there is no journal, or no root, and none is to be made.
    """
    file = root / NAME
    descriptor = _locked(file, create=create)
    is_needed = True
    try:
        undone = _undo_left(root, descriptor)
        is_needed = False
        yield descriptor, undone
    except NotUndoneError:
        is_needed = True
        raise
    finally:
        if is_needed:
            os.close(descriptor)
        else:
            remove_locked(file, descriptor)


def _locked(file: Path, *, create: bool) -> int:
    try:
        descriptor = wait_for_lock(file, _PATIENCE, create=create)
        if descriptor is None:
            raise UnwritableError(wording.text("journal.busy", process=owner_of(file.read_bytes())))
    except FileNotFoundError:
        raise
    except OSError as fault:
        if create and not os.path.lexists(file):
            raise cannot_write(file, fault) from fault
        raise UnwritableError(
            wording.text("journal.cannot-open", file=file, reason=fault.strerror)
        ) from fault
    return descriptor


def _undo_left(root: Path, descriptor: int) -> str | None:
    """Undo what the journal tells of, and begin it anew."""
    journal = read_journal(_all(descriptor))
    if journal is not None:
        undo(root, journal)
    os.ftruncate(descriptor, 0)
    os.lseek(descriptor, 0, os.SEEK_SET)
    begin_journal(descriptor)
    return None if journal is None else wording.text("journal.undone", count=len(journal.files))


def _all(descriptor: int) -> bytes:
    """What a file holds, read by this descriptor, since to close another would let go of the lock."""
    content = b""
    while part := os.read(descriptor, 1 << 20):
        content += part
    return content
