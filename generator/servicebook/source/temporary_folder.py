"""A hidden folder beside something that is being made, so that it takes its place in one step.

It is named after what is made, so that whoever makes that again finds, and removes, what killed processes left.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from servicebook import wording
from servicebook.source.atomic_files import UnwritableError, cannot_write, permissions, write_aside
from servicebook.source.file_lock import remove_locked, try_lock
from servicebook.source.held_signals import held_signals

_LOCK = "in-use"
"""A file in the folder, which is held by who uses it."""

NEW, _ABOVE = "new", "above"
"""All else that is in the folder: what is made, and folders that are made with it."""

_own: set[Path] = set()
"""Those that this process uses, which a lock does not tell it, since locks are of processes."""


def write_text(file: Path, text: str) -> None:
    """Write a file with the text's own line ends, whatever was there; it has either text at any time.

    Folders above it are made. Raises :class:`UnwritableError`.
    """
    target = Path(os.path.realpath(file))
    try:
        if target.is_dir():
            raise UnwritableError(wording.text("write.is-folder", path=file))
        if target.exists() and not target.is_file():  # a device or a pipe, such as /dev/null, which stays one
            target.write_bytes(text.encode())
            return
        with temporary_folder(target) as folder:
            new = folder / NEW
            write_aside(new, text.encode(), permissions(target) if target.exists() else None)
            take_place(new, target, folder)
    except OSError as fault:
        raise cannot_write(file, fault) from fault


@contextmanager
def temporary_folder(target: Path) -> Iterator[Path]:
    """A new folder near ``target``, which is absolute, on its disk; it is removed in the end with all that is in it.

    What is to be made in it is named ``new``. Raises :class:`OSError` where it cannot be made.
    """
    with ExitStack() as stack:
        with held_signals():  # a signal takes effect when it is known how to remove the folder
            remove_abandoned(target)
            folder, descriptor = _made(*next(place for place in _places(target) if place[0].exists()))
            stack.callback(_remove, folder, descriptor)
        yield folder


def remove_abandoned(target: Path) -> None:
    """Remove what processes that were killed while they made ``target``, which is absolute, have left.

    That of others, and what cannot be removed, stays.
    """
    for _ in abandoned(target):
        pass


def abandoned(target: Path) -> Iterator[Path]:
    """The folders that killed processes have left; each is removed afterwards, unless there is something else in it."""
    for parent, name in _places(target):
        pattern = re.compile(rf"{re.escape(name)}[0-9a-f]{{8}}\.partial")
        # a folder for temporary files may have very many, which are looked at for each file that is written
        for folder in [parent / other for other in _listed(parent) if pattern.fullmatch(other)]:
            descriptor = _unused(folder) if folder not in _own else None
            if descriptor is None:
                continue
            try:
                yield folder
            finally:
                if {*_listed(folder)} <= {_LOCK, NEW, _ABOVE}:
                    _remove(folder, descriptor)
                else:
                    os.close(descriptor)


def _listed(folder: Path) -> list[str]:
    """The names of what is in a folder; none if it cannot be seen."""
    with suppress(OSError):
        return os.listdir(folder)  # noqa: PTH208  # without a path for each of very many
    return []


def _unused(folder: Path) -> int | None:
    """A descriptor of the folder's lock, if nobody holds it, and it is ours to have."""
    with suppress(OSError):
        return try_lock(folder / _LOCK, create=True)
    return None


def _places(target: Path) -> Iterator[tuple[Path, str]]:
    """Where temporary folders of a target may be: beside it, or beside the first folder that is missing above it.

    With how their names begin.
    """
    for path in (target, *target.parents):
        if path != path.parent:
            yield path.parent, f".{path.name[:200]}-"


def _remove(folder: Path, descriptor: int) -> None:
    with held_signals():
        _own.discard(folder)
        remove_locked(folder / _LOCK, descriptor)
        shutil.rmtree(folder, ignore_errors=True)  # what was made is in its place by now, or not wanted


def take_place(new: Path, target: Path, folder: Path) -> None:
    """Rename what was made to ``target``, which is not there, or a file; missing folders above come with it.

    ``folder`` is the temporary one. Raises :class:`OSError`.
    """
    missing = [above for above in target.parents if not above.exists()]
    if not missing:
        new.replace(target)
        return
    top = missing[-1]
    chain = folder / _ABOVE
    within = chain / target.relative_to(top.parent)
    within.parent.mkdir(parents=True)
    new.rename(within)
    (chain / top.name).rename(top)


def _made(parent: Path, name: str) -> tuple[Path, int]:
    while True:
        folder = parent / f"{name}{os.urandom(4).hex()}.partial"
        folder.mkdir(mode=0o700)
        with suppress(FileNotFoundError):  # somebody took it for abandoned before it was locked
            descriptor = try_lock(folder / _LOCK, create=True)
            if descriptor is not None:
                _own.add(folder)
                return folder, descriptor
