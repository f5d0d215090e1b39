"""Which files have changed, told once nobody writes to them any more.

Editors write a file anew in many ways: in place, in two steps, beside it and then renamed; a switch of branches writes
thousands. What counts is what is there in the end: a change is told when a second look finds the same as the first.
"""

from __future__ import annotations

import os
import stat
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

Stamp = tuple[int, int, int, int]
"""When a file was written, how long it is, which one it is, and when anything of it was changed last.

The last tells of what keeps the moment of writing, as archives and synchronization do, and of who may read it.
"""

PAUSE = 0.02
"""Between two looks at the same files, in seconds: editors write a file within a few thousandths of one."""
_READ_BY_PLUGINS = frozenset((".pages", ".nav.yml", ".meta.yml"))
"""Files that plugins of MkDocs read beside pages, though their names begin with a dot."""
_MANY = 200
"""Of more files than these, all are looked at: that is quicker, and misses none of which the system tells nothing."""


class SettledFiles:
    """The files at and below some paths, as they were at the last look."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self._paths = tuple(paths)
        self._known = dict(self._all())

    def look_at(self, paths: Iterable[Path]) -> None:
        """Look at other paths from now on: what is new there is known as it is, of the rest the last look counts."""
        before, self._paths = self._known, tuple(paths)
        self._known = dict(self._all())
        self._known |= {path: stamp for path, stamp in before.items() if is_followed(path, self._paths)}

    def changed(self, hints: Callable[[], set[str] | None]) -> set[str]:
        """The paths of files that are another, new or gone since the last call, once they are written.

        ``hints`` takes what the system has told of since it was asked last; None for "anything".
        """
        changed: set[str] = set()
        asked = hints()
        while True:
            found = self._differing(asked)
            changed |= found
            threading.Event().wait(PAUSE)
            asked = hints()
            if asked is not None:
                if not asked and not self._still_differ(found):
                    return changed
                asked |= found

    def _still_differ(self, paths: Iterable[str]) -> bool:
        return any(stamp_of(path) != self._known.get(path) for path in paths)

    def _differing(self, asked: set[str] | None) -> set[str]:
        """The files that differ from what is known of them, which is then what they are."""
        if asked is None or len(asked) > _MANY or any(_is_folder(path) for path in asked):
            now = dict(self._all())
            found = {
                path for path in now.keys() | self._known.keys() if now.get(path) != self._known.get(path)
            }
            self._known = now
            return found
        found = set()
        for path in asked:
            stamp = stamp_of(path)
            if (
                stamp is None
                and path not in self._known
                and any(known.startswith(path + os.sep) for known in self._known)
            ):
                return self._differing(None)  # a folder that is gone
            if stamp != self._known.get(path):
                found.add(path)
                if stamp is None:
                    self._known.pop(path, None)
                else:
                    self._known[path] = stamp
        return found

    def _all(self) -> Iterator[tuple[str, Stamp]]:
        for path in self._paths:
            yield from _below(str(path))


def stamp_of(path: str) -> Stamp | None:
    """The stamp of a file, links followed; None where there is none."""
    try:
        status = os.stat(path)  # noqa: PTH116  # of thousands of files, three times as fast as Path
    except OSError:
        return None
    if stat.S_ISDIR(status.st_mode):
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino, status.st_ctime_ns


def is_followed(path: str, paths: Iterable[Path]) -> bool:
    """Whether a path is one of those, or below one and not let be: editors keep their own in files with a dot."""
    asked = Path(path)
    return any(
        asked.is_relative_to(above) and not any(map(_is_let_be, asked.relative_to(above).parts))
        for above in paths
    )


def _is_let_be(name: str) -> bool:
    return name.startswith(".") and name not in _READ_BY_PLUGINS


def _is_folder(path: str) -> bool:
    return os.path.isdir(path)  # noqa: PTH112


def _below(path: str) -> Iterator[tuple[str, Stamp]]:
    if stamp := stamp_of(path):
        yield path, stamp
        return
    try:
        with os.scandir(path) as entries:
            for entry in entries:
                if not _is_let_be(entry.name):
                    if entry.is_dir(follow_symlinks=False):
                        yield from _below(entry.path)
                    elif stamp := stamp_of(entry.path):
                        yield entry.path, stamp
    except OSError:  # it is not there, or no longer
        return
