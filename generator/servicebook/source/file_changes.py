"""Writing the files of a repository: one at a time, and several of them together, all or none."""

from __future__ import annotations

import os
import secrets
import stat
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from servicebook import wording


class UnwritableError(Exception):
    """A file cannot be written; its text is one line for the user."""


def _failed(path: Path | str, fault: OSError) -> UnwritableError:
    return UnwritableError(wording.text("write.failed", path=path, reason=fault.strerror))


def replace_text(root: Path, path: str, old: str, new: str) -> None:
    """Put a new text in place of an old one, both without the byte order mark; it stays where there is one.

    The file has either text at any time, and keeps its permissions; a symbolic link leads to the new text.
    Raises :class:`UnwritableError` where it cannot be written, or no longer holds the old text.
    """
    file = Path(os.path.realpath(root / path))
    partial = file.with_name(f".{secrets.token_hex(4)}.partial")
    try:
        with file.open("r+b") as stream:  # what may not be written is not replaced either
            raw = stream.read()
            mode = stat.S_IMODE(os.fstat(stream.fileno()).st_mode)
        if raw.decode("utf-8", "replace").removeprefix("\ufeff") != old:
            raise UnwritableError(wording.text("write.changed", path=path))
        mark = raw[:3] if raw.startswith(b"\xef\xbb\xbf") else b""
        with partial.open("xb") as stream:
            stream.write(mark + new.encode())
            stream.flush()
            os.fsync(stream.fileno())
        partial.chmod(mode)
        partial.replace(file)
    except OSError as fault:
        raise _failed(path, fault) from fault
    finally:
        partial.unlink(missing_ok=True)


def write_text(file: Path, text: str) -> None:
    """Write a file with the text's own line ends, whatever was there; it has either text at any time.

    Folders above it are made. Raises :class:`UnwritableError`.
    """
    target = Path(os.path.realpath(file))
    partial = target.with_name(f".{secrets.token_hex(4)}.partial")
    try:
        if target.is_dir():
            raise UnwritableError(wording.text("write.is-folder", path=file))
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            with partial.open("xb") as stream:
                stream.write(text.encode())
                stream.flush()
                os.fsync(stream.fileno())
            if target.exists():
                partial.chmod(stat.S_IMODE(target.stat().st_mode))
            partial.replace(target)
        finally:
            partial.unlink(missing_ok=True)
    except OSError as fault:
        raise _failed(file, fault) from fault


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What is to be done, by paths relative to the root, in this order.

    ``moves`` are files or folders with the place where they go; ``texts`` what a file says, by the path that it has
    then, and what it is to say, both without the byte order mark; ``added`` files that are not there yet; ``removed``
    files that are not to be there any more, and the folders that are empty then.
    """

    moves: tuple[tuple[str, str], ...] = ()
    texts: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    added: Mapping[str, str] = field(default_factory=dict)
    removed: tuple[str, ...] = ()


def make_changes(root: Path, changes: Changes) -> None:
    """Make all of the changes. Where one fails, or is interrupted, those before it are taken back.

    Folders that are missing are made. Raises :class:`UnwritableError` for what cannot be written, is there
    already, or no longer says what it said.
    """
    undo: list[Callable[[], object]] = []
    try:
        for old, new in changes.moves:
            _move(root, old, new, undo)
        for path, (before, after) in changes.texts.items():
            replace_text(root, path, before, after)
            undo.append(lambda path=path, before=before, after=after: replace_text(root, path, after, before))  # type: ignore[misc]
        for path, text in changes.added.items():
            _add(root, path, text, undo)
        for path in changes.removed:
            _remove(root, path, undo)
    except BaseException as fault:
        left = _taken_back(undo)
        if left:
            raise UnwritableError(wording.text("write.not-undone", fault=fault, left=left)) from fault
        raise


def _taken_back(undo: list[Callable[[], object]]) -> str:
    """Undo every step, the last first, as far as possible; the reasons why some could not be, if any."""
    left = []
    for step in reversed(undo):
        try:
            step()
        except (OSError, UnwritableError) as fault:
            left.append(str(fault))
    return "; ".join(left)


def _move(root: Path, old: str, new: str, undo: list[Callable[[], object]]) -> None:
    source, target = root / old, root / new
    _make_folders(target.parent, new, undo)
    if target.exists() or target.is_symlink():
        raise UnwritableError(wording.text("write.exists", path=new))
    try:
        source.rename(target)
    except OSError as fault:
        raise UnwritableError(
            wording.text("write.move-failed", old=old, new=new, reason=fault.strerror)
        ) from fault
    undo.append(lambda: target.rename(source))


def _add(root: Path, path: str, text: str, undo: list[Callable[[], object]]) -> None:
    file = root / path
    _make_folders(file.parent, path, undo)
    try:
        with file.open("xb") as stream:
            undo.append(file.unlink)
            stream.write(text.encode())
    except FileExistsError:
        raise UnwritableError(wording.text("write.exists", path=path)) from None
    except OSError as fault:
        raise _failed(path, fault) from fault


def _remove(root: Path, path: str, undo: list[Callable[[], object]]) -> None:
    file = root / path
    try:
        raw, mode = file.read_bytes(), stat.S_IMODE(file.stat().st_mode)
        file.unlink()
    except OSError as fault:
        raise _failed(path, fault) from fault
    undo.append(lambda: file.chmod(mode))
    undo.append(lambda: file.write_bytes(raw))
    for folder in file.parents:
        # by asking first, since a folder that is not empty is no fault
        if folder == root or any(folder.iterdir()):
            break
        folder.rmdir()
        undo.append(lambda folder=folder: folder.mkdir(exist_ok=True))  # type: ignore[misc]


def _make_folders(folder: Path, path: str, undo: list[Callable[[], object]]) -> None:
    missing = [above for above in (folder, *folder.parents) if not above.exists()]
    for above in reversed(missing):
        try:
            above.mkdir()
        except OSError as fault:
            raise _failed(path, fault) from fault
        undo.append(above.rmdir)
