"""Changes to several files, as what each is to say: found out before any is touched, with all that forbids them."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Mapping
from dataclasses import field
from pathlib import Path

from servicebook import wording
from servicebook.frozen import frozen
from servicebook.source.atomic_files import UnwritableError, cannot_write, permissions
from servicebook.source.journal import FileChange, FolderMove, Journal, digest

_MARK = b"\xef\xbb\xbf"


@frozen(kw_only=True)
class Changes:
    """What is to be done, by paths relative to the root, in this order.

    ``moves`` are files or folders, folders first, with the place where they go; ``texts`` what a file says, by the path
    that it has then, and what it is to say, both without the byte order mark; ``added`` files that are not there yet;
    ``removed`` files that are not to be there any more, and the folders that are empty then.
    """

    moves: tuple[tuple[str, str], ...] = ()
    texts: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    added: Mapping[str, str] = field(default_factory=dict)
    removed: tuple[str, ...] = ()


@frozen(kw_only=True)
class PlannedFile:
    """The bytes of a file before and after, None where there is none; its permissions, None for those of new files."""

    before: bytes | None
    after: bytes | None
    mode: int | None


def planned(root: Path, changes: Changes) -> tuple[Journal, dict[str, PlannedFile]]:
    """The journal of changes, and by its path after all moves each file that differs then.

    Raises :class:`UnwritableError` for what cannot be written, is there already, or no longer says what it said.
    """
    folder_moves = tuple(move for move in changes.moves if _is_folder(root / move[0]))
    _refuse_taken(root, folder_moves)
    draft = _Draft(root, folder_moves)
    for old, new in changes.moves:
        if (old, new) not in folder_moves:
            draft.move(old, new)
    for path, (before, after) in changes.texts.items():
        draft.replace(path, before, after)
    for path, text in changes.added.items():
        draft.add(path, text.encode())
    for path in changes.removed:
        draft.remove(path)
    files = draft.files()
    return _journal(root, folder_moves, changes.removed, files), files


def _is_folder(path: Path) -> bool:
    """Whether something is moved as a whole: a folder, or a symbolic link."""
    return path.is_dir() or path.is_symlink()


def _refuse_taken(root: Path, moves: Iterable[tuple[str, str]]) -> None:
    for _, new in moves:
        if os.path.lexists(root / new):
            raise UnwritableError(wording.text("write.exists", path=new))


def place(path: str, moves: Iterable[tuple[str, str]]) -> str:
    """Where something is before the moves that has this path after them."""
    for old, new in reversed([*moves]):
        if path == new or path.startswith(f"{new}/"):
            path = old + path[len(new) :]
    return path


class _Draft:
    """What files say, step by step, by the paths that they have once the folders have moved."""

    def __init__(self, root: Path, folder_moves: tuple[tuple[str, str], ...]) -> None:
        self._root, self._folder_moves = root, folder_moves
        self._before: dict[str, bytes | None] = {}
        self._after: dict[str, bytes | None] = {}
        self._modes: dict[str, int | None] = {}

    def _now(self, path: str) -> bytes | None:
        """What a file says so far; None where there is none. Raises :class:`OSError`."""
        if path not in self._after:
            file = self._root / place(path, self._folder_moves)
            content, mode = None, None
            if os.path.lexists(file):
                with file.open("r+b") as stream:  # what may not be written is not replaced either
                    content, mode = stream.read(), permissions(file)
            self._before[path] = self._after[path] = content
            self._modes[path] = mode
        return self._after[path]

    def _there(self, path: str) -> bytes:
        content = self._now(path)
        if content is None:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), path)
        return content

    def move(self, old: str, new: str) -> None:
        try:
            content = self._there(old)
        except OSError as fault:
            raise UnwritableError(
                wording.text("write.move-failed", old=old, new=new, reason=fault.strerror)
            ) from fault
        self.add(new, content)
        self._modes[new] = self._modes[old]
        self._after[old] = None

    def replace(self, path: str, before: str, after: str) -> None:
        try:
            raw = self._there(path)
        except OSError as fault:
            raise cannot_write(path, fault) from fault
        if raw.decode("utf-8", "replace").removeprefix("\ufeff") != before:
            raise UnwritableError(wording.text("write.changed", path=path))
        self._after[path] = (_MARK if raw.startswith(_MARK) else b"") + after.encode()

    def add(self, path: str, content: bytes) -> None:
        above = (self._root / place(path, self._folder_moves)).parents
        try:
            if self._now(path) is not None:
                raise UnwritableError(wording.text("write.exists", path=path))
            if not next(folder for folder in above if os.path.lexists(folder)).is_dir():
                raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), path)
        except OSError as fault:
            raise cannot_write(path, fault) from fault
        self._after[path] = content

    def remove(self, path: str) -> None:
        try:
            self._there(path)
        except OSError as fault:
            raise cannot_write(path, fault) from fault
        self._after[path] = None

    def files(self) -> dict[str, PlannedFile]:
        return {
            path: PlannedFile(before=self._before[path], after=after, mode=self._modes[path])
            for path, after in self._after.items()
            if after != self._before[path]
        }


def _journal(
    root: Path,
    folder_moves: tuple[tuple[str, str], ...],
    removed: Iterable[str],
    files: Mapping[str, PlannedFile],
) -> Journal:
    targets = {new for _, new in folder_moves}
    wanted = [*targets, *(path for path, file in files.items() if file.before is None)]
    made = [
        folder
        for path in wanted
        for folder in reversed(above(path))
        if folder not in targets and not (root / place(folder, folder_moves)).exists()
    ]
    emptied = sorted({folder for path in removed for folder in above(path)})
    return Journal(
        moves=tuple(FolderMove(old=old, new=new) for old, new in folder_moves),
        files=tuple(
            FileChange(
                path=path,
                before=file.before,
                after=None if file.after is None else digest(file.after),
                mode=file.mode,
            )
            for path, file in files.items()
        ),
        made=tuple(dict.fromkeys(made)),
        folders={folder: permissions(root / place(folder, folder_moves)) for folder in emptied},
        partial=f".{os.urandom(4).hex()}.partial",
    )


def above(path: str) -> list[str]:
    """The folders that a path is in, the nearest first; not the root."""
    steps = path.split("/")
    return ["/".join(steps[:end]) for end in range(len(steps) - 1, 0, -1)]
