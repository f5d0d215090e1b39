"""Writing a site: all of it or nothing.

Of this package only this, ``last_site``, ``within``, ``mark`` and ``slices`` touch the disk.

A site is written beside the old one and takes its place in one step, so that readers never see half of it. Where most
of the old one stays, only the rest is, file by file (:mod:`.last_site`).
"""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from functools import cached_property
from pathlib import Path

from servicebook.publishing.last_site import LastSite, Unchanged, held
from servicebook.publishing.mark import is_marked
from servicebook.publishing.publication import SiteFile
from servicebook.publishing.within import OLD, hidden_in, publish_within, settle, visible
from servicebook.source.atomic_files import UnwritableError
from servicebook.source.held_signals import held_signals
from servicebook.source.stamped_folder import Stamp, StampedFolder, stamped, usual
from servicebook.source.temporary_folder import NEW, take_place, temporary_folder
from servicebook.wording import text

_AS_IT_IS = getattr(os, "O_BINARY", 0)
"""On Windows, a file would otherwise get line ends of its own."""


class FolderWriter:
    """Writes many files below a folder, with as few calls of the system as that takes; each raises :class:`OSError`.

    None is written that is ``unchanged``.
    """

    def __init__(self, folder: Path, unchanged: Unchanged | None = None) -> None:
        self._unchanged = unchanged
        self._root = str(folder)
        self._made: set[str] = set()
        self._begun: set[str] = set()

    def write(self, file: SiteFile) -> None:
        """Write a file over what is there, or a part of one after the part before."""
        is_whole = not file.more and file.path not in self._begun
        if is_whole and self._unchanged and self._unchanged.says(file.path, file.content):
            return
        folder, _, name = file.path.rpartition("/")
        target = self._folder(folder) + name
        # without a buffer, and without asking what kind of file it is
        place = os.O_APPEND if file.path in self._begun else os.O_TRUNC
        descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | place | _AS_IT_IS, 0o666)
        try:
            rest = memoryview(file.content)
            while rest:
                rest = rest[os.write(descriptor, rest) :]
        finally:
            os.close(descriptor)
        (self._begun.add if file.more else self._begun.discard)(file.path)

    def write_all(self, files: Iterable[SiteFile], root: str) -> list[str]:
        """Write files, be they in parts, below ``root`` in the folder; their paths."""
        paths = []
        for file in files:
            self.write(SiteFile(root + file.path, file.content, file.more))
            if not file.more:
                paths.append(file.path)
        return paths

    def take_over(self, old: Path, path: str, stamp: Stamp | None) -> bool:
        """Whether a file of another folder could be put here, still with that stamp; otherwise it is not here.

        It may then be the other folder's, too: nobody may write into it.
        """
        folder, _, name = path.rpartition("/")
        try:
            target = self._folder(folder) + name
            try:
                os.link(old / path, target)
            except FileNotFoundError:
                return False
            except OSError:  # another disk, or one without such links
                return self._copy(old, path, stamp)
            status = os.lstat(target)
            # whoever owns it alone may say who reads it, as is said of all of a new site
            if _stamp(status) == stamp and status.st_uid == self._owner:
                return True
            os.unlink(target)  # noqa: PTH108
        except OSError:
            pass  # whoever makes it instead will say what is wrong
        return False

    def _copy(self, old: Path, path: str, stamp: Stamp | None) -> bool:
        with (old / path).open("rb", buffering=0) as file:
            content = file.read()
            if _stamp(os.fstat(file.fileno())) != stamp:
                return False
        self.write(SiteFile(path, content))
        return True

    @cached_property
    def _owner(self) -> int:
        return os.stat(self._root).st_uid  # noqa: PTH116

    def _folder(self, folder: str) -> str:
        """The whole path of a folder, which is there then, with a separator at its end."""
        path = os.path.join(self._root, folder, "")  # noqa: PTH118  # ten times as fast as Path
        if folder not in self._made:
            try:
                os.mkdir(path)  # noqa: PTH102
            except FileExistsError:
                pass
            except FileNotFoundError:
                os.makedirs(path, exist_ok=True)  # noqa: PTH103
            self._made.add(folder)
        return path


def _stamp(status: os.stat_result) -> Stamp:
    return status.st_size, status.st_mtime_ns


def write_file(folder: Path, file: SiteFile) -> None:
    """Write a file below ``folder``, over what is there. Raises :class:`OSError`."""
    FolderWriter(folder).write(file)


@contextmanager
def replaced_site(site_dir: Path, sources: Iterable[Path], last: LastSite | None = None) -> Iterator[Path]:
    """A new folder for a site, which takes the place of ``site_dir`` when the block ends.

    Where the block raises, ``site_dir`` stays as it was. What it says of the ``last`` site to stay need not be written;
    where that is most of it, only the rest takes its place. Raises :class:`UnwritableError` where the folder cannot be
    made or may not be replaced: it holds one of ``sources`` or lies in it, or files and no site of ours.
    """
    target = site_dir.resolve()  # a link to a site stays one: what it leads to is replaced
    _refuse_sources(target, [source.resolve() for source in sources])
    try:
        settle(target)
        _refuse_to_replace(target)
    except OSError as fault:
        raise UnwritableError(text("site.cannot-replace", folder=target, reason=fault.strerror)) from fault
    with ExitStack() as stack:
        try:
            folder = stack.enter_context(temporary_folder(_near(target)))
            new = folder / NEW
            new.mkdir()
        except OSError as fault:
            raise UnwritableError(
                text("site.cannot-write", folder=target.parent, reason=fault.strerror)
            ) from fault
        last = last or LastSite(target)
        last.new = new
        yield new
        try:
            last.published = _publish(target, new, folder, last)
        except OSError as fault:
            raise UnwritableError(
                text("site.cannot-replace", folder=target, reason=fault.strerror)
            ) from fault


def _publish(target: Path, new: Path, folder: Path, last: LastSite) -> StampedFolder:
    """Put the new site in its place: what is there then.

    Everybody may read it, whatever the umask, since web servers run as somebody else.
    """
    modes = usual(new)
    made = stamped(new, modes, mend=True)
    published = last.put_in_place(made, folder)
    if published is not None:
        return published
    if left := last.stay - made.files.keys():
        writer = FolderWriter(new)
        for path in left:
            if not writer.take_over(target, path, last.stamp(path)):
                raise UnwritableError(text("site.changed-meanwhile", folder=target))
        made = stamped(new, modes, mend=True)
    # Windows moves no folder with what is open
    with nullcontext() if sys.platform == "win32" else held(target):
        if last.before is not None:
            last.before()
        _replace(target, new, folder)
    return made


def _refuse_sources(target: Path, sources: Iterable[Path]) -> None:
    if any(source.is_relative_to(target) or target.is_relative_to(source) for source in sources):
        raise UnwritableError(text("site.in-catalog", folder=target))


def _refuse_to_replace(target: Path) -> None:
    if target.exists() and not target.is_dir():
        raise UnwritableError(text("folder.not-a-folder", path=target))
    if target.is_dir() and visible(target) and not is_marked(target):
        raise UnwritableError(text("site.not-a-site", folder=target))


def _near(target: Path) -> Path:
    """What the folder for the new site is named after: in the old one where nothing can be put beside that."""
    within = target.is_dir() and (os.path.ismount(target) or not os.access(target.parent, os.W_OK | os.X_OK))
    return hidden_in(target) if within else target


def _replace(target: Path, new: Path, folder: Path) -> None:
    """Put the new folder in the old one's place; the old one is then in the temporary folder, or gone."""
    if not target.exists():
        take_place(new, target, folder)
    elif target in new.parents or not (_exchange(new, target) or _move_in_turn(target, new)):
        publish_within(target, new)


def _exchange(new: Path, target: Path) -> bool:
    """Swap two folders in one step, where the system can; whether it did.

    Python has no call for it: this is Linux's ``renameat2`` with ``RENAME_EXCHANGE``, of the C library.
    """
    if sys.platform != "linux":
        return False
    # both paths are absolute, so that the folders from which they would be looked for say nothing (AT_FDCWD)
    current_folder, rename_exchange = -100, 2
    renameat2 = getattr(ctypes.CDLL(None), "renameat2", None)
    if renameat2 is None:  # a C library without it, such as an old musl
        return False
    # a disk that cannot exchange (some network disks) answers with something else than 0
    return bool(
        renameat2(current_folder, os.fsencode(new), current_folder, os.fsencode(target), rename_exchange) == 0
    )


def _move_in_turn(target: Path, new: Path) -> bool:
    """The same where the folder can be moved, but not exchanged; not if it is a volume."""
    try:
        move_in_turn(target, new)
    except OSError as fault:
        # a volume is in use, or on another disk than what is beside it
        if fault.errno in (errno.EBUSY, errno.EXDEV):
            return False
        raise
    return True


def move_in_turn(target: Path, new: Path) -> None:
    """Put the new folder in the old one's place by moving that one away: for a moment there is neither.

    Raises :class:`OSError`; the old folder is then where it was. It is beside the new one in the end.
    """
    old = new.with_name(OLD)
    with held_signals():
        target.rename(old)
        try:
            new.rename(target)
        except OSError:
            old.rename(target)
            raise
