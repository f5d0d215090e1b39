"""Writing a site: all of it or nothing. The only module of this package that touches the disk.

A site is written beside the old one and takes its place in one step, so that readers never see half of it.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from servicebook.publishing.publication import SiteFile
from servicebook.source.atomic_files import UnwritableError
from servicebook.wording import text

_MARK = "sitemap.xml"
"""Every site has one at its root; a folder without is somebody's work."""


def write_file(folder: Path, file: SiteFile) -> None:
    """Write a file below ``folder``, over what is there. Raises :class:`OSError`."""
    target = folder / file.path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(file.content)


@contextmanager
def replaced_site(site_dir: Path, sources: Iterable[Path]) -> Iterator[Path]:
    """A new folder for a site, which takes the place of ``site_dir`` when the block ends.

    Where the block raises, ``site_dir`` stays as it was. Raises :class:`UnwritableError` where the folder cannot be
    made or may not be replaced: it holds one of ``sources`` or lies in it, or it holds files and no site.
    """
    target = site_dir.resolve()  # a link to a site stays one: what it leads to is replaced
    _refuse_to_replace(target, [source.resolve() for source in sources])
    with _new_folder_beside(target) as new:
        yield new
        try:
            _replace(target, new)
        except OSError as fault:
            raise UnwritableError(
                text("site.cannot-replace", folder=target, reason=fault.strerror)
            ) from fault


def _refuse_to_replace(target: Path, sources: Iterable[Path]) -> None:
    if any(source.is_relative_to(target) or target.is_relative_to(source) for source in sources):
        raise UnwritableError(text("site.in-catalog", folder=target))
    if target.is_dir() and any(target.iterdir()) and not (target / _MARK).is_file():
        raise UnwritableError(text("site.not-a-site", folder=target))
    if target.exists() and not target.is_dir():
        raise UnwritableError(text("folder.not-a-folder", path=target))


@contextmanager
def _new_folder_beside(target: Path) -> Iterator[Path]:
    """A fresh folder; whatever is in it in the end is removed."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise UnwritableError(
            text("site.cannot-create", folder=target.parent, reason=fault.strerror)
        ) from fault
    try:
        # beside it, because folders are moved in one step only within one disk
        new = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    except OSError as fault:
        raise UnwritableError(
            text("site.cannot-write", folder=target.parent, reason=fault.strerror)
        ) from fault
    new.chmod(0o755)  # a temporary folder is its owner's alone; a server may run as somebody else
    try:
        yield new
    finally:
        shutil.rmtree(new, ignore_errors=True)  # the site is whole with or without what is left here


def _replace(target: Path, new: Path) -> None:
    """Put the new folder in the old one's place; the old one is then where the new one was, or gone."""
    if not target.exists():
        new.rename(target)
    elif not _exchange(new, target):
        move_in_turn(target, new)


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


def move_in_turn(target: Path, new: Path) -> None:
    """Put the new folder in the old one's place by moving that one away: for a moment there is neither.

    Raises :class:`OSError`; the old folder is then where it was.
    """
    aside = Path(tempfile.mkdtemp(prefix=f".{target.name}-old-", dir=target.parent))
    old = aside / target.name
    try:
        target.rename(old)
        try:
            new.rename(target)
        except OSError:
            old.rename(target)
            raise
    except OSError:
        if not any(aside.iterdir()):  # the old site, where even moving it back has failed, is not lost
            aside.rmdir()
        raise
    shutil.rmtree(aside, ignore_errors=True)
