"""What a change to several files is about to do, written down before it begins, so that it can be undone at any point.

A journal is a hidden file at the root of a repository while a change is made. Whoever holds it (`file_lock.py`) is the
only one who changes files there; a journal that nobody holds is of a process that was killed.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import asdict, field

from servicebook import wording
from servicebook.frozen import frozen
from servicebook.source.atomic_files import UnwritableError

NAME = ".servicebook-journal"
"""Catalogs do not read hidden files."""

_COMPLETE = re.compile(rb"(?P<owner>[^\n]*\n)(?P<body>[^\n]*\n)(?P<digest>[0-9a-f]{64})\n")
_OWNER = re.compile(rb"process ([0-9]+)\n")


@frozen(kw_only=True)
class FolderMove:
    """A folder, or a symbolic link, that is moved as it is."""

    old: str
    new: str


@frozen(kw_only=True)
class FileChange:
    """A file by its path once the folders have moved: its bytes before, a digest of those after; None for no file.

    ``mode`` are its permissions before.
    """

    path: str
    before: bytes | None
    after: str | None
    mode: int | None = None


@frozen(kw_only=True)
class Journal:
    """All that a change does, by paths relative to the root, and in order.

    ``made`` are folders that it makes, a folder before those in it; ``folders`` the permissions of those that may be
    empty afterwards, and go then; ``partial`` is the name, in any folder, of a file that is not complete.
    """

    moves: tuple[FolderMove, ...]
    files: tuple[FileChange, ...]
    made: tuple[str, ...]
    folders: Mapping[str, int] = field(default_factory=dict)
    partial: str


def digest(content: bytes) -> str:
    """What tells contents apart."""
    return hashlib.sha256(content).hexdigest()


def begin_journal(descriptor: int) -> None:
    """Say in the file, which is held and empty, who holds it. Raises :class:`OSError`."""
    os.write(descriptor, b"process %d\n" % os.getpid())


def write_journal(descriptor: int, journal: Journal) -> None:
    """Complete what was begun; it is on disk, as a whole, once this returns. Raises :class:`OSError`."""
    files = [
        {**asdict(file), "before": None if file.before is None else b64encode(file.before).decode()}
        for file in journal.files
    ]
    told = {
        "moves": [asdict(move) for move in journal.moves],
        "files": files,
        "made": journal.made,
        "folders": dict(journal.folders),
        "partial": journal.partial,
    }
    body = json.dumps(told).encode() + b"\n"
    rest = body + digest(body).encode() + b"\n"
    while rest:
        rest = rest[os.write(descriptor, rest) :]
    os.fsync(descriptor)


def owner_of(content: bytes) -> str:
    """The number of the process that wrote a journal; empty where it has not said so yet."""
    found = _OWNER.match(content)
    return found[1].decode() if found else ""


def read_journal(content: bytes) -> Journal | None:
    """The journal in a file; None in one that is not complete, which means that no file had been changed yet.

    Raises :class:`UnwritableError` for one that somebody has edited, or a disk damaged.
    """
    found = _COMPLETE.fullmatch(content)
    if found is None:
        return None
    if digest(found["body"]).encode() != found["digest"]:
        raise UnwritableError(wording.text("journal.damaged", journal=NAME))
    told = json.loads(found["body"])
    files = (
        FileChange(**{**file, "before": None if file["before"] is None else b64decode(file["before"])})
        for file in told["files"]
    )
    return Journal(
        moves=tuple(FolderMove(**move) for move in told["moves"]),
        files=tuple(files),
        made=tuple(told["made"]),
        folders=told["folders"],
        partial=told["partial"],
    )
