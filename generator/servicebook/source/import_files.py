"""Finding and reading files that are not a catalog's: the sources of an import."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from servicebook import wording
from servicebook.problems import Place, Problem, error
from servicebook.source.tree import UnreadableError


def files_at(path: Path, is_wanted: Callable[[str], bool], *, deep: bool = False) -> list[Path]:
    """The file that was given, or those of a folder whose names are wanted, sorted; ``deep``: of all below it.

    Hidden folders and links to folders are skipped. Raises :class:`UnreadableError` when there is nothing
    of that name, or a folder cannot be listed.
    """
    if path.is_file():
        return [path]
    if not path.is_dir():
        raise UnreadableError(wording.text("tree.not-there", path=path))
    files: list[Path] = []

    def fail(fault: OSError) -> None:
        raise UnreadableError(
            wording.text("tree.cannot-read", path=fault.filename, reason=fault.strerror)
        ) from fault

    for folder, below, names in os.walk(path, onerror=fail):
        below[:] = sorted(name for name in below if deep and not name.startswith("."))
        files.extend(Path(folder) / name for name in names if is_wanted(name))
    return sorted(files, key=lambda file: file.as_posix())


def read_bytes(file: Path, limit: int) -> bytes | Problem:
    """The bytes of a file that has at most ``limit``, or the problem that keeps it from being read."""
    place = Place(file.as_posix())
    try:
        with file.open("rb") as stream:
            raw = stream.read(limit + 1)
    except OSError as fault:
        message = wording.text("unreadable-file.message", reason=fault.strerror)
        return error("unreadable-file", place, message, wording.text("unreadable-file.hint"))
    if len(raw) > limit:
        message = wording.text("too-large.message", size=limit // 1024 // 1024)
        return error("too-large", place, message, wording.text("too-large.hint-import"))
    return raw
