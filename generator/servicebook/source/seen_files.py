"""Files as they were seen, to tell later whether any of them has changed since.

Size, moments and inode of a file tell at once that it is as it was. Where they differ, as in another checkout, its
bytes decide; and they decide where it was written so shortly before that a later change may bear the same moment.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

from servicebook.frozen import frozen

_TICK = 2_000_000_000
"""Nanoseconds within which some disks give two changes of a file the same moment."""
_FOLDER = -1
_MADE_BY_PYTHON = "__pycache__"
_AT_ONCE = 1 << 20
_READ = os.O_RDONLY | getattr(os, "O_BINARY", 0)  # which only Windows tells from text


class _State(NamedTuple):
    """Of a file its size, moments and inode; ``link`` is what a symbolic link says. A folder has no size."""

    size: int
    changed: int
    noted: int
    inode: int
    link: str


@frozen
class SeenFiles:
    """By path what was there ``at`` a moment (nanoseconds), and of files the digest of what they said."""

    at: int
    states: Mapping[str, tuple[_State, str]]

    def said(self, path: str) -> str | None:
        """The digest of what a file said; None where there was none."""
        found = self.states.get(path)
        return found[1] if found else None

    def with_more(self, more: SeenFiles) -> SeenFiles:
        """All that either saw; as of the earlier moment."""
        return SeenFiles(min(self.at, more.at), {**more.states, **self.states})

    def say_the_same(self, other: SeenFiles) -> bool:
        """Whether there were the same files, and said the same, whenever they were written."""
        return self.states.keys() == other.states.keys() and all(
            mine is theirs or (_told(*mine) == _told(*theirs))
            for mine, theirs in ((state, other.states[path]) for path, state in self.states.items())
        )

    def to_json(self) -> dict[str, Any]:
        return {
            "at": self.at,
            "states": {path: [*state, told] for path, (state, told) in self.states.items()},
        }


def seen_from_json(written: Mapping[str, Any]) -> SeenFiles:
    """What :meth:`SeenFiles.to_json` wrote. Raises ValueError, TypeError or KeyError for anything else."""
    states = {path: (_State(*values[:-1]), str(values[-1])) for path, values in written["states"].items()}
    return SeenFiles(int(written["at"]), states)


def see(root: Path, paths: Iterable[Path], known: SeenFiles | None = None) -> SeenFiles:
    """All files at and below some paths; those within ``root`` are named from there on. Nothing need be there.

    What ``known`` says of files that are as they were is taken over, so that they need not be read.
    Raises :class:`OSError` for what cannot be read.
    """
    at, top = time.time_ns(), os.fspath(root)
    found = {}
    for path, state in _states(root, paths).items():
        before = known.states.get(path) if known else None
        if known and before and before[0] == state and not _may_be_later(state, known.at):
            found[path] = before
        else:
            found[path] = state, _digest(top, path, state)
    return SeenFiles(at, found)


def digest_of_files(root: Path, paths: Iterable[Path]) -> str:
    """What all files at and below some paths say, the same in every checkout. Raises :class:`OSError`."""
    digest, top = blake2b(digest_size=16), os.fspath(root)
    for path, state in sorted(_states(root, paths).items()):
        told = f"{path}\0{state.link}\0{state.size == _FOLDER}\0{_digest(top, path, state)}\n"
        digest.update(told.encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def is_untouched(root: Path, paths: Iterable[Path], seen: SeenFiles) -> bool:
    """Whether the same files are at and below the paths, and nobody has written one of them, even the same again."""
    try:
        now, top = _states(root, paths), os.fspath(root)
        return now.keys() == seen.states.keys() and all(
            _is_untouched(top, path, state, seen) for path, state in now.items()
        )
    except OSError:
        return False


def _is_untouched(top: str, path: str, state: _State, seen: SeenFiles) -> bool:
    before, told = seen.states[path]
    return before == state and (not _may_be_later(state, seen.at) or _digest(top, path, state) == told)


def _told(state: _State, told: str) -> tuple[int, str, str]:
    return state.size, state.link, told


def _may_be_later(state: _State, at: int) -> bool:
    """Whether a change after that moment could have left the same state."""
    return max(state.changed, state.noted) >= at - _TICK


def _digest(top: str, path: str, state: _State) -> str:
    if state.size == _FOLDER:
        return ""
    try:
        # with open() the system would be asked three times as often, which takes half as long again
        file = os.open(os.path.join(top, path), _READ)  # noqa: PTH118
    except FileNotFoundError:
        if state.link:  # which leads nowhere
            return ""
        raise
    try:
        content = os.read(file, state.size + 1)
        # it has become longer or shorter, or is so long that one call cannot read it
        while len(content) != state.size and (more := os.read(file, _AT_ONCE)):
            content += more
    finally:
        os.close(file)
    return blake2b(content, digest_size=16).hexdigest()


def _states(root: Path, paths: Iterable[Path]) -> dict[str, _State]:
    top = os.path.join(os.path.abspath(root), "")  # noqa: PTH100, PTH118  # ten thousands of them: as text
    found: dict[str, _State] = {}
    entered: set[tuple[int, int]] = set()
    left = [os.path.abspath(path) for path in paths]  # noqa: PTH100
    for path in left:  # which grows
        name = path.removeprefix(top)
        if name in found:
            continue
        try:
            status = os.lstat(path)
        except (FileNotFoundError, NotADirectoryError):
            continue
        link = ""
        if _is(status, 0o120000):
            link = os.readlink(path)  # noqa: PTH115
            status = _behind(path) or status
        if not _is(status, 0o040000):
            found[name] = _State(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino, link)
            continue
        found[name] = _State(_FOLDER, 0, 0, 0, link)
        if (status.st_dev, status.st_ino) not in entered:  # a link may lead to what is above it
            entered.add((status.st_dev, status.st_ino))
            left.extend(os.path.join(path, each) for each in os.listdir(path) if each != _MADE_BY_PYTHON)  # noqa: PTH118, PTH208
    return found


def _is(status: os.stat_result, kind: int) -> bool:
    return status.st_mode & 0o170000 == kind


def _behind(path: str) -> os.stat_result | None:
    try:
        return os.stat(path)  # noqa: PTH116
    except OSError:
        return None
