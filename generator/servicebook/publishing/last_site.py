"""The site that is where a new one is to be, of which most files may stay where they are.

What stays is neither written nor moved; what is new or says something else takes its place file by file, so that each
is there at any time, whole. What is gone goes last.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from servicebook.frozen import frozen
from servicebook.publishing.mark import mark_file
from servicebook.source.file_lock import wait_for_lock
from servicebook.source.held_signals import held_signals
from servicebook.source.stamped_folder import Stamp, StampedFolder, Usual, stamped, usual

_MARK = mark_file().path
REPLACED = "replaced"
"""Where in the temporary folder what is replaced is kept until all is done."""
_PATIENCE = 60.0
"""Seconds for which another build of the same site is waited for while it puts files into their places."""

_TICK = 2_000_000_000
"""Nanoseconds within which some disks give two changes of a file the same moment."""


@frozen
class Unchanged:
    """Files of the last site, by their paths in it, that are not written where they would say the same again."""

    folder: str
    files: dict[str, Stamp]

    def says(self, path: str, content: bytes) -> bool:
        """Whether a file is there, and what it says."""
        stamp = self.files.get(path)
        if stamp is None or stamp[0] != len(content):
            return False
        try:
            with open(os.path.join(self.folder, path), "rb", buffering=0) as file:  # noqa: PTH118, PTH123
                return file.read() == content
        except OSError:
            return False


@frozen
class SeenSite:
    """What lay ``there``, in a ``folder``; what was not as ``expected`` is odd.

    It says nothing of the folder in another ``state``: another site is there then.
    """

    folder: Path
    expected: Usual
    state: tuple[int, ...]
    there: StampedFolder


def see_site(folder: Path) -> SeenSite | None:
    """See all that there is in a folder; None where it is no site, or cannot be read."""
    state = _state(folder)  # before all else: it may be replaced
    if state is None:
        return None
    try:
        expected = usual(folder)
        return SeenSite(folder, expected, state, stamped(folder, expected))
    except OSError:
        return None


@dataclass(slots=True)
class LastSite:
    """The site in a ``folder``, which need not be there.

    ``stay`` are the paths of files that the new site has, too, and that need not be written again; they may be. What is
    called ``before`` is called before anything takes its place; ``seen`` has what somebody has seen of it already.
    ``new`` is where the new site is written, ``published`` is what lies in the folder in the end: whoever replaces it
    says so.
    """

    folder: Path
    before: Callable[[], object] | None = None
    seen: Callable[[], SeenSite | None] | None = None
    stay: set[str] = field(default_factory=set)
    new: Path | None = None
    published: StampedFolder = field(default_factory=StampedFolder)
    _there: StampedFolder | None = None
    _state: tuple[int, ...] | None = None

    def look(self) -> None:
        """See what is there, as a whole; processes that begin afterwards know it, too."""
        self._there, self._state = StampedFolder(), _state(self.folder)  # in this order: it may be replaced
        if self.new is None or self._state is None:
            return
        seen = self.seen() if self.seen else None
        with suppress(OSError):
            expected = usual(self.new)
            if seen and (seen.folder, seen.expected, seen.state) == (self.folder, expected, self._state):
                self._there = seen.there
            else:
                self._there = stamped(self.folder, expected)

    def has(self, path: str, stamp: Stamp | None) -> bool:
        """Whether a file is there that bears this stamp, and may stay. It has been looked at before."""
        there = self._there
        return (
            stamp is not None
            and there is not None
            and there.files.get(path) == stamp
            and path not in there.odd
        )

    def below(self, root: str) -> Unchanged | None:
        """The files that may stay whose paths begin so; None where it has not been looked at."""
        there = self._there
        if there is None:
            return None
        files = there.files.items()
        return Unchanged(
            os.fspath(self.folder),
            {path: stamp for path, stamp in files if path.startswith(root) and path not in there.odd},
        )

    def stamp(self, path: str) -> Stamp | None:
        """What a file bore when it was looked at."""
        return self._there.files.get(path) if self._there else None

    def put_in_place(self, made: StampedFolder, aside: Path) -> StampedFolder | None:
        """Put the files of the new site into the folder, and have nothing else there but what stays.

        ``made`` is what has been written of it, ``aside`` a folder on the same disk. What is there then; None where
        that cannot be, or is too much: then all is as it was.
        """
        there, new = self._there, self.new
        if there is None or new is None or not self.stay:
            return None
        with suppress(OSError):
            plan = _plan(there, made, self.stay, self.folder, new)
            if plan is None:
                return None
            _date_otherwise(plan.replaced, there, made, new)
            with held(self.folder):
                # another build may have replaced some of it since it was looked at
                if _state(self.folder) != self._state:
                    return None
                if not _carry_out(plan, self.folder, new, aside / REPLACED, self._begin):
                    return None
                mark = (self.folder / _MARK).lstat()
            files = {path: there.files[path] for path in plan.stays}
            files |= {path: made.files[path] for path in plan.moved}
            files[_MARK] = mark.st_size, mark.st_mtime_ns
            return StampedFolder(files, plan.folders)
        return None

    def _begin(self) -> None:
        if self.before is not None:
            self.before()
        os.utime(self.folder / _MARK)  # another build that has looked at it learns that it is another


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Let no other build put files into the folder meanwhile; one that takes forever is not waited for.

    Nobody may open the site's mark meanwhile: who closes it lets go of it.
    """
    descriptor = None
    with suppress(OSError):  # there is no site yet, or one of somebody else
        descriptor = wait_for_lock(folder / _MARK, _PATIENCE, create=False)
    try:
        yield
    finally:
        if descriptor is not None:
            os.close(descriptor)


def _state(folder: Path) -> tuple[int, ...] | None:
    """What tells a site from those that replace it: each has a mark of its own, or one that was touched."""
    try:
        status = (folder / _MARK).lstat()
    except OSError:
        return None
    return status.st_dev, status.st_ino, status.st_mtime_ns, status.st_ctime_ns


@frozen
class _Plan:
    """What is to be done, by paths: what is ``moved`` from the new site, in this order, of which some is ``replaced``.

    What comes with a folder that is new is moved with it. ``gone`` are files and whole folders, ``folders`` and
    ``stays`` the folders that there are in the end, and the files that are left alone.
    """

    steps: list[str]
    moved: set[str]
    replaced: set[str]
    gone: list[str]
    folders: set[str]
    stays: set[str]


def _plan(there: StampedFolder, made: StampedFolder, stay: set[str], folder: Path, new: Path) -> _Plan | None:
    """None where most is to be moved, or something is not as the last build has left it."""
    left = stay - made.files.keys()
    folders = made.folders | set(_above(left))
    if not left <= there.files.keys() or there.odd & (folders | left | made.files.keys()):
        return None
    old = made.files.keys() & there.files.keys()
    same = {path for path in old if _is_same(path, there, made, folder, new)}
    stays = left | same
    moved = made.files.keys() - same
    gone = there.files.keys() - made.files.keys() - left
    if len(moved) + len(gone) > len(stays) or _MARK in moved:
        return None
    added = folders - there.folders
    tops = {_top(path, added) for path in (*(moved - old), *added)}
    # a file where a folder was, or the reverse; somebody's who was quicker; the same name to the disk, in capitals
    if any(os.path.lexists(folder / path) for path in tops):
        return None
    less = there.folders - folders
    pages = {_top(path, added) for path in moved if path.endswith(".html")}
    return _Plan(
        steps=sorted(
            tops | (moved & old), key=lambda path: (path in pages, path)
        ),  # pages after what they name
        moved=moved,
        replaced=moved & old,
        gone=sorted({_top(path, less) for path in (*gone, *less)}),
        folders=folders,
        stays=stays,
    )


def _is_same(path: str, there: StampedFolder, made: StampedFolder, folder: Path, new: Path) -> bool:
    return (
        there.files[path][0] == made.files[path][0]
        and (folder / path).read_bytes() == (new / path).read_bytes()
    )


def _above(paths: Iterable[str]) -> Iterator[str]:
    """The folders above some files, some of them more than once."""
    seen = set()
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder not in seen:
            seen.add(folder)
            yield folder
            folder = folder.rpartition("/")[0]


def _top(path: str, folders: set[str]) -> str:
    """The uppermost of some folders in which something lies; itself where there is none."""
    parts = path.split("/")
    each = ("/".join(parts[:count]) for count in range(1, len(parts)))
    return next((above for above in each if above in folders), path)


def _carry_out(plan: _Plan, folder: Path, new: Path, aside: Path, begin: Callable[[], object]) -> bool:
    """Whether it could be done; if not, all is as it was. Raises :class:`OSError` before anything is done."""
    aside.mkdir()
    # a second name of each file that is replaced: it can come back as it was
    kept = {path: aside / str(number) for number, path in enumerate(plan.replaced)}
    for path, second in kept.items():
        os.link(folder / path, second)
    undo: list[Callable[[], object]] = []
    with held_signals():  # a matter of moments, between which the site is neither
        try:
            begin()
            for path in plan.steps:
                place, written = folder / path, new / path
                written.replace(place)
                undo.append(_back(place, written, kept.get(path)))
            for number, path in enumerate(plan.gone, len(kept)):
                place, left = folder / path, aside / str(number)
                place.rename(left)
                undo.append(_back(left, place, None))
        except OSError:
            for step in reversed(undo):
                step()
            return False
    return True


def _back(place: Path, before: Path, old: Path | None) -> Callable[[], object]:
    """What takes back that a file or folder was moved to a place, where the ``old`` one was, if any."""

    def take_back() -> None:
        if old is None:
            place.rename(before)
        else:
            os.link(place, before)
            old.replace(place)

    return take_back


def _date_otherwise(paths: Iterable[str], there: StampedFolder, made: StampedFolder, new: Path) -> None:
    """See to it that a file bears another stamp than the one that it replaces, on disks with few moments, too."""
    for path in paths:
        size, moment = made.files[path]
        if there.files[path] == (size, moment):
            os.utime(new / path, ns=(moment + _TICK, moment + _TICK))
            made.files[path] = size, moment + _TICK
