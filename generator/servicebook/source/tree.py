"""The files of a repository: as they lie on disk, as a revision has them, or as they would be after a change.

Whatever reads a catalog reads a :class:`Tree`, so that it works with each of these: :class:`Disk` and :class:`Overlay`
here, :class:`~servicebook.source.git_tree.Git` in a module of its own.

Paths go from the root of the tree on, with ``/``; those that begin with ``../`` lead into the repository around it.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum, auto
from pathlib import Path
from typing import NamedTuple, Protocol, TypeAlias

from servicebook import wording

MAX_BYTES = 1024 * 1024
"""The most that a file of a catalog may hold."""


class UnreadableError(Exception):
    """A tree is not there or cannot be read; its text is one line for the user."""


class UnreadableFileError(Exception):
    """A single file cannot be read; its text says why, to follow "cannot be read: "."""


class Mode(Enum):
    """What a path is, links not followed; ``OTHER`` is a pipe, a device or a socket."""

    FILE = auto()
    FOLDER = auto()
    LINK = auto()
    SUBMODULE = auto()
    OTHER = auto()


class Entry(NamedTuple):
    """Something in a folder. Bytes of its name that are not UTF-8 are surrogates, as ``os.fsdecode`` makes them."""

    name: str
    mode: Mode


class Tree(Protocol):
    """The files below one root; it never changes anything."""

    @property
    def name(self) -> str:
        """What messages call it."""
        ...

    @property
    def folder(self) -> str:
        """Where the root lies within its repository, such as ``services``; empty for the top."""
        ...

    def list(self, folder: str) -> Iterable[Entry]:
        """What a folder holds, in no order. Raises :class:`UnreadableError`."""
        ...

    def mode(self, path: str) -> Mode | None:
        """What the path is; None for nothing. Raises :class:`UnreadableError`."""
        ...

    def real(self, path: str) -> str:
        """Where a path leads when all symbolic links are followed, whether or not anything is there.

        Outside of the tree it may be an absolute path.
        """
        ...

    def read(self, path: str, limit: int = MAX_BYTES) -> bytes:
        """The bytes of a file, links followed; of one with more than ``limit``, only ``limit + 1``.

        Raises :class:`UnreadableFileError`.
        """
        ...

    def says(self, path: str, content: bytes) -> bool:
        """Whether a file has exactly these bytes, found out in the way that costs least; False where none is there."""
        ...

    def preloaded(self, paths: Sequence[str]) -> Tree:
        """The same tree, with those files read already where it costs much to read them one by one."""
        ...


Signature: TypeAlias = "tuple[int, int, int, int]"
"""Of a file: its size, when it was last changed (its content, and anything of it, in nanoseconds), and its inode."""


class Disk:
    """The files below a folder as they lie there now."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._prefix = os.path.join(root, "")  # noqa: PTH118  # for tens of thousands of files
        self._real_root = Path(os.path.realpath(root))

    @property
    def name(self) -> str:
        return str(self.root)

    @property
    def folder(self) -> str:
        root = self._real_root
        return "" if (top := _top_of(root)) == root else root.relative_to(top).as_posix()

    def list(self, folder: str) -> Iterable[Entry]:
        try:
            with os.scandir(self.root / folder) as entries:
                return [Entry(entry.name, _mode_of(entry)) for entry in entries]
        except OSError as fault:
            raise _cannot_read(fault) from fault

    def mode(self, path: str) -> Mode | None:
        try:
            mode = (self.root / path).lstat().st_mode
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as fault:
            raise _cannot_read(fault) from fault
        if stat.S_ISLNK(mode):
            return Mode.LINK
        return Mode.FOLDER if stat.S_ISDIR(mode) else Mode.FILE if stat.S_ISREG(mode) else Mode.OTHER

    def real(self, path: str) -> str:
        real, top = Path(os.path.realpath(self.root / path)), self._real_root
        return real.relative_to(top).as_posix() if real.is_relative_to(top) else real.as_posix()

    def read(self, path: str, limit: int = MAX_BYTES) -> bytes:
        try:
            with open(os.path.join(self.root, path), "rb") as stream:  # noqa: PTH118, PTH123  # in half the time
                status = os.fstat(stream.fileno())
                # to ask for as much as the limit allows would cost more than the reading; a pipe has no size
                expected = min(status.st_size, limit) if stat.S_ISREG(status.st_mode) else limit
                return stream.read(expected + 1)
        except OSError as fault:
            raise UnreadableFileError(fault.strerror) from fault

    def says(self, path: str, content: bytes) -> bool:
        return _says(self, path, content)

    def signature(self, path: str) -> Signature | None:
        """What tells a file from what it was before, and costs little to ask; links followed, None for nothing."""
        try:
            status = os.stat(self._prefix + path)  # noqa: PTH116  # a quarter of the time
        except OSError:
            return None
        return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino

    def preloaded(self, paths: Sequence[str]) -> Tree:
        return self  # one by one is as fast, and several processes read more at once


def _says(tree: Tree, path: str, content: bytes) -> bool:
    """Whether a file has exactly these bytes, which it is read for."""
    try:
        return tree.read(path, len(content)) == content
    except UnreadableFileError:
        return False


def _cannot_read(fault: OSError) -> UnreadableError:
    return UnreadableError(wording.text("tree.cannot-read", path=fault.filename, reason=fault.strerror))


def _mode_of(entry: os.DirEntry[str]) -> Mode:
    """The mode of an entry, from what its folder says: asking every single file would take longer than reading it."""
    if entry.is_symlink():
        return Mode.LINK
    if entry.is_dir(follow_symlinks=False):
        return Mode.FOLDER
    return Mode.FILE if entry.is_file(follow_symlinks=False) else Mode.OTHER


def top_of(root: Path) -> Path:
    """The folder of the whole repository: the nearest at or above ``root`` that git knows, else ``root`` itself."""
    return _top_of(root.resolve())


def _top_of(resolved: Path) -> Path:
    return next((above for above in (resolved, *resolved.parents) if (above / ".git").exists()), resolved)


Contents: TypeAlias = "Mapping[str, str | None]"
"""By path what a file says; None for one that is not there."""


class Overlay:
    """A tree as it would be if some of its files said something else, were added, or (None) were not there.

    Folders need not be there for files to be added to them, nor need the tree that is overlaid.
    """

    def __init__(self, base: Tree, files: Contents) -> None:
        self.base, self.files = base, files
        self._folders = folders_of((path, Mode.FILE) for path, text in files.items() if text is not None)

    @property
    def name(self) -> str:
        return self.base.name

    @property
    def folder(self) -> str:
        return self.base.folder

    def list(self, folder: str) -> Iterable[Entry]:
        place = self._place(folder)
        added = self._folders.get(place, {})
        below = self.base.list(folder) if not added or self.base.mode(self.base.real(folder)) else ()
        kept = {name: mode for name, mode in below if self.files.get(_joined(place, name), "") is not None}
        return [Entry(name, mode) for name, mode in (kept | added).items()]

    def mode(self, path: str) -> Mode | None:
        above, _, name = path.rpartition("/")
        place = _joined(self._place(above), name)
        if place in self.files:
            return None if self.files[place] is None else Mode.FILE
        return self.base.mode(path) or (Mode.FOLDER if place in self._folders else None)

    def real(self, path: str) -> str:
        return path if path in self.files else self.base.real(path)

    def read(self, path: str, limit: int = MAX_BYTES) -> bytes:
        place = self._place(path)
        if place not in self.files:
            return self.base.read(path, limit)
        text = self.files[place]
        if text is None:
            raise UnreadableFileError(os.strerror(errno.ENOENT))
        # a lone surrogate is found, and complained of, when the text is decoded
        return text.encode("utf-8", "surrogatepass")[: limit + 1]

    def says(self, path: str, content: bytes) -> bool:
        place = self._place(path)
        return _says(self, path, content) if place in self.files else self.base.says(path, content)

    def _place(self, path: str) -> str:
        """Where a path leads, since links may lead to what is laid over; "" is the root."""
        real = self.real(path)
        return "" if real == "." else real

    def preloaded(self, paths: Sequence[str]) -> Tree:
        return Overlay(self.base.preloaded([path for path in paths if path not in self.files]), self.files)


def _joined(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name


def folders_of(files: Iterable[tuple[str, Mode]]) -> dict[str, dict[str, Mode]]:
    """By folder, the names and modes of what it holds; ``""`` is the root."""
    folders: dict[str, dict[str, Mode]] = {"": {}}

    def add(path: str, mode: Mode) -> None:
        folder, _, name = path.rpartition("/")
        if folder not in folders:
            folders[folder] = {}
            add(folder, Mode.FOLDER)
        folders[folder][name] = mode

    for path, mode in files:
        add(path, mode)
    return folders
