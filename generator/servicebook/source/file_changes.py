"""Making changes to several files of a repository: all of them, or none."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from servicebook import wording
from servicebook.source.atomic_files import (
    UnwritableError,
    cannot_write,
    keep_names,
    permissions,
    write_aside,
)
from servicebook.source.held_journal import held_journal
from servicebook.source.held_signals import held_signals
from servicebook.source.journal import Journal, write_journal
from servicebook.source.planned_changes import Changes, PlannedFile, above, planned
from servicebook.source.undoing import NotUndoneError, undo


def make_changes(root: Path, changes: Changes) -> None:
    """Make all of the changes. Where one fails, or is interrupted, all are undone.

    A process that is killed leaves a journal, by which the next command undoes them. Missing folders are made; a byte
    order mark, permissions and symbolic links stay. Raises :class:`UnwritableError` for what cannot be written, is
    there already, or no longer says what it said.
    """
    try:
        with held_signals() as stop_if_asked, held_journal(root) as (descriptor, _):
            journal, files = planned(root, changes)
            stop_if_asked()
            write_journal(descriptor, journal)
            keep_names(root)
            try:
                for _ in _steps(root, journal, files):
                    stop_if_asked()
            except BaseException as fault:
                _undo(root, journal, fault)
                raise
    except OSError as fault:
        raise cannot_write(fault.filename or root, fault) from fault


def _undo(root: Path, journal: Journal, fault: BaseException) -> None:
    try:
        undo(root, journal)
    except NotUndoneError as left:
        raise NotUndoneError(wording.text("write.not-undone", fault=fault, left=left)) from fault


def _steps(root: Path, journal: Journal, files: Mapping[str, PlannedFile]) -> Iterator[None]:
    """Do it, one step after the other."""
    for move in journal.moves:
        _make_folders(root, move.new, journal)
        _move(root, move.old, move.new)
        yield
    for path, file in files.items():
        if file.after is None:
            _remove(root, path, file)
        else:
            _make_folders(root, path, journal)
            _write(root, path, file, journal)
        yield
    _remove_emptied(root, journal)


def _make_folders(root: Path, path: str, journal: Journal) -> None:
    """Those that a path is in, if they were missing before."""
    for folder in reversed(above(path)):
        if folder in journal.made and not (root / folder).exists():
            try:
                (root / folder).mkdir()
            except OSError as fault:
                raise cannot_write(path, fault) from fault


def _move(root: Path, old: str, new: str) -> None:
    if os.path.lexists(root / new):
        raise UnwritableError(wording.text("write.exists", path=new))
    try:
        (root / old).rename(root / new)
    except OSError as fault:
        raise UnwritableError(
            wording.text("write.move-failed", old=old, new=new, reason=fault.strerror)
        ) from fault


def _write(root: Path, path: str, planned_file: PlannedFile, journal: Journal) -> None:
    assert planned_file.after is not None
    target = Path(os.path.realpath(root / path))
    partial = target.with_name(journal.partial)
    try:
        if planned_file.before is None:
            if os.path.lexists(root / path):
                raise UnwritableError(wording.text("write.exists", path=path))
            write_aside(partial, planned_file.after, planned_file.mode)
            partial.rename(target)
            return
        _refuse_if_edited(target, path, planned_file)
        write_aside(partial, planned_file.after, permissions(target))
        partial.replace(target)
    except OSError as fault:
        raise cannot_write(path, fault) from fault


def _remove(root: Path, path: str, planned_file: PlannedFile) -> None:
    file = root / path
    try:
        _refuse_if_edited(file, path, planned_file)
        file.unlink()
    except OSError as fault:
        raise cannot_write(path, fault) from fault


def _refuse_if_edited(file: Path, path: str, planned_file: PlannedFile) -> None:
    """An editor may have saved the file since it was read; it is not asked whether it may."""
    if file.read_bytes() != planned_file.before:
        raise UnwritableError(wording.text("write.changed", path=path))


def _remove_emptied(root: Path, journal: Journal) -> None:
    """Remove the folders in which nothing is any more, the innermost first."""
    for path in sorted(journal.folders, reverse=True):
        folder = root / path
        try:
            # by asking first, since a folder that is not empty is no fault
            if not any(folder.iterdir()):
                folder.rmdir()
        except OSError as fault:
            raise cannot_write(path, fault) from fault
