"""All that lies in a folder, with sizes and moments: to tell whether somebody has touched any of it."""

from __future__ import annotations

import os
import stat
import sys
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
    left = [(os.fspath(folder), "")]
    for place, path in left:  # which grows
        found.folders.add(path)
        # nobody asks for more of a folder than that it is there, unless it might be odd
        if expected and _stays_odd(os.stat(place), place, expected.folder, expected.owner, mend):  # noqa: PTH116
            found.odd.add(path)
        within = f"{path}/" if path else ""
        with os.scandir(place) as entries:
            for entry in entries:
                name = within + entry.name
                if not entry.is_dir(follow_symlinks=False):
                    status = entry.stat(follow_symlinks=False)
                    found.files[name] = status.st_size, status.st_mtime_ns
                    if expected and _stays_odd(status, entry, expected.file, expected.owner, mend):
                        found.odd.add(name)
                elif within or not is_of_a_build(name):
                    left.append((entry.path, name))
    return found


def _stays_odd(
    status: os.stat_result, place: str | os.DirEntry[str], mode: int, owner: int, mend: bool
) -> bool:
    """Whether something has another mode or owner, once its mode is mended where that is wanted: a link has none."""
    if mend and not stat.S_ISLNK(status.st_mode):
        if status.st_mode != mode:
            os.chmod(place, stat.S_IMODE(mode))  # noqa: PTH101
        return False
    return status.st_mode != mode or status.st_uid != owner
