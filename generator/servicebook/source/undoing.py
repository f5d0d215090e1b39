"""Undoing a change to several files wherever it stopped: by its journal, and by what is there now.

Nothing is noted down while a change is made. Every file is as before or as after, every move is made or not, and
undoing may itself stop anywhere and be begun again.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from servicebook import wording
from servicebook.source.atomic_files import UnwritableError, cannot_write, write_aside
from servicebook.source.journal import NAME, FileChange, FolderMove, Journal, digest
from servicebook.source.planned_changes import place


class NotUndoneError(UnwritableError):
    """A change could not be undone, so that its journal is still needed."""


def undo(root: Path, journal: Journal) -> None:
    """Put everything back as it was before the change.

    Raises :class:`NotUndoneError`, before anything is touched, where somebody has changed one of the files since, and
    where something cannot be written.
    """
    made = [move for move in journal.moves if _is_made(root, move)]
    places = [(change, root / _place(change.path, journal, made)) for change in journal.files]
    for change, file in places:
        _refuse_if_edited(change, file)
    try:
        for change, file in reversed(places):
            _put_back(change, file, root, journal)
        _remove_empty(root, journal.made)
        for move in reversed(made):
            (root / move.new).rename(root / move.old)
        _remove_empty(root, journal.made)  # those that what was moved was in
    except OSError as fault:
        raise NotUndoneError(str(cannot_write(fault.filename or root, fault))) from fault


def _is_made(root: Path, move: FolderMove) -> bool:
    """Whether a folder is in its new place."""
    is_old, is_new = os.path.lexists(root / move.old), os.path.lexists(root / move.new)
    if is_old == is_new:
        raise NotUndoneError(wording.text("journal.edited", path=move.old, journal=NAME))
    return is_new


def _place(path: str, journal: Journal, made: Sequence[FolderMove]) -> str:
    """Where a file is now that is to be at a path once all folders have moved."""
    return place(path, [(move.old, move.new) for move in journal.moves if move not in made])


def _content(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as fault:
        raise NotUndoneError(str(cannot_write(file, fault))) from fault


def _refuse_if_edited(change: FileChange, file: Path) -> None:
    now = _content(file)
    if now != change.before and (None if now is None else digest(now)) != change.after:
        raise NotUndoneError(wording.text("journal.edited", path=change.path, journal=NAME))


def _put_back(change: FileChange, file: Path, root: Path, journal: Journal) -> None:
    """One file as it was; a symbolic link leads to what it led to."""
    target = Path(os.path.realpath(file))
    partial = target.with_name(journal.partial)
    if target.parent.is_dir():
        partial.unlink(missing_ok=True)
    if change.before is None:
        target.unlink(missing_ok=True)
    elif _content(target) != change.before:
        _make_again(target.parent, root, journal)
        write_aside(partial, change.before, change.mode)
        partial.replace(target)


def _make_again(folder: Path, root: Path, journal: Journal) -> None:
    """A folder that was removed since nothing was in it any more, with its permissions."""
    for path, mode in journal.folders.items():
        above = root / path
        if Path(os.path.realpath(above)) in (folder, *folder.parents) and not above.exists():
            above.mkdir()
            above.chmod(mode)


def _remove_empty(root: Path, folders: Sequence[str]) -> None:
    """Remove the folders that were made, unless somebody has put something into them since."""
    for path in reversed(folders):
        folder = root / path
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
