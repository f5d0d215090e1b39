"""All that lies in a folder, with sizes and moments: to tell whether somebody has touched any of it."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import TypeAlias

from servicebook.frozen import frozen

Stamp: TypeAlias = "tuple[int, int]"
"""Size and moment (nanoseconds) of a file, which are others after whatever somebody writes into it."""


@dataclass(slots=True)
class StampedFolder:
    """What lies in a folder, by paths from there on, with ``/``; the folder itself is the path ``""``.

    ``odd`` are files and folders that are not as their owner would write them for everybody to read.
    """

    files: dict[str, Stamp] = field(default_factory=dict)
    folders: set[str] = field(default_factory=set)
    odd: set[str] = field(default_factory=set)

    def digest(self) -> str:
        """What tells it from all others, but for who may read it."""
        told = [f"{path}\0{size}\0{moment}" for path, (size, moment) in self.files.items()]
        told += [f"{path}/" for path in self.folders]
        told.sort()
        return blake2b("\n".join(told).encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()


@frozen
class Usual:
    """How the files and folders of an owner are that everybody may read: the ``st_mode`` of both."""

    owner: int
    file: int
    folder: int


def usual(folder: Path) -> Usual:
    """How all that belongs to a folder's owner should be: the group may write where the umask lets it.

    Raises :class:`OSError`.
    """
    umask = os.umask(0o022)
    os.umask(umask)
    group = 0o020 & ~umask
    return Usual(folder.stat().st_uid, stat.S_IFREG | 0o644 | group, stat.S_IFDIR | 0o755 | group)


def is_of_a_build(name: str) -> bool:
    """Whether a folder at the top of a site is what builds make there for a while, and leave if they are killed."""
    return name.startswith(".site-") and name.endswith(".partial")


def stamped(folder: Path, expected: Usual | None = None, *, mend: bool = False) -> StampedFolder:
    """What lies in a folder but for what builds make there; ``odd`` is known only where something is ``expected``.

    With ``mend``, what is odd for its mode gets the usual one. Raises :class:`OSError`.
    """
    if sys.platform == "win32":  # has other modes, and owners that no number tells
        expected = None
    found = StampedFolder()
    for path, place, status in _listed(folder):
        is_folder = stat.S_ISDIR(status.st_mode)
        if is_folder:
            found.folders.add(path)
        else:
            found.files[path] = status.st_size, status.st_mtime_ns
        if expected is None:
            continue
        mode = expected.folder if is_folder else expected.file
        if mend and not stat.S_ISLNK(status.st_mode):
            if status.st_mode != mode:
                os.chmod(place, stat.S_IMODE(mode))  # noqa: PTH101
        elif (status.st_mode, status.st_uid) != (mode, expected.owner):
            found.odd.add(path)
    return found


def _listed(folder: Path) -> Iterator[tuple[str, str, os.stat_result]]:
    """The path of a folder and of all in it, where that is on the disk, and what is known of it."""
    left = [(os.fspath(folder), "")]
    for place, path in left:  # which grows
        yield path, place, os.stat(place)  # noqa: PTH116
        within = f"{path}/" if path else ""
        with os.scandir(place) as entries:
            for entry in entries:
                if not entry.is_dir(follow_symlinks=False):
                    yield within + entry.name, entry.path, entry.stat(follow_symlinks=False)
                elif within or not is_of_a_build(entry.name):
                    left.append((entry.path, within + entry.name))
