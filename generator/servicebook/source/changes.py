"""Several changes to the files of a repository: all of them are made, or none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from servicebook.source.files import UnwritableError, replace_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What is to be done, by paths relative to the root, in this order.

    ``moves`` are files or folders with the place where they go; ``texts`` what a file says, by the path that it has
    then, and what it is to say, both without the byte order mark; ``added`` files that are not there yet.
    """

    moves: tuple[tuple[str, str], ...] = ()
    texts: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    added: Mapping[str, str] = field(default_factory=dict)


def make_changes(root: Path, changes: Changes) -> None:
    """Make all of the changes. Where one fails, or is interrupted, those before it are taken back.

    Folders that are missing are made. Raises :class:`UnwritableError` for what cannot be written, is there
    already, or no longer says what it said.
    """
    undo: list[Callable[[], object]] = []
    try:
        for old, new in changes.moves:
            _move(root, old, new, undo)
        for path, (before, after) in changes.texts.items():
            replace_text(root, path, before, after)
            undo.append(lambda path=path, before=before, after=after: replace_text(root, path, after, before))  # type: ignore[misc]
        for path, text in changes.added.items():
            _add(root, path, text, undo)
    except BaseException as fault:
        left = _taken_back(undo)
        if left:
            raise UnwritableError(f"{fault}; and then something could not be put back: {left}") from fault
        raise


def _taken_back(undo: list[Callable[[], object]]) -> str:
    """Take everything back, the last first, as far as it goes; what was in the way, if anything."""
    left = []
    for step in reversed(undo):
        try:
            step()
        except (OSError, UnwritableError) as fault:
            left.append(str(fault))
    return "; ".join(left)


def _move(root: Path, old: str, new: str, undo: list[Callable[[], object]]) -> None:
    source, target = root / old, root / new
    _make_folders(target.parent, new, undo)
    if target.exists() or target.is_symlink():
        raise UnwritableError(f"{new} is there already")
    try:
        source.rename(target)
    except OSError as fault:
        raise UnwritableError(f"cannot move {old} to {new}: {fault.strerror}") from fault
    undo.append(lambda: target.rename(source))


def _add(root: Path, path: str, text: str, undo: list[Callable[[], object]]) -> None:
    file = root / path
    _make_folders(file.parent, path, undo)
    try:
        with file.open("xb") as stream:
            undo.append(file.unlink)
            stream.write(text.encode())
    except FileExistsError:
        raise UnwritableError(f"{path} is there already") from None
    except OSError as fault:
        raise UnwritableError(f"cannot write {path}: {fault.strerror}") from fault


def _make_folders(folder: Path, path: str, undo: list[Callable[[], object]]) -> None:
    missing = [above for above in (folder, *folder.parents) if not above.exists()]
    for above in reversed(missing):
        try:
            above.mkdir()
        except OSError as fault:
            raise UnwritableError(f"cannot write {path}: {fault.strerror}") from fault
        undo.append(above.rmdir)
