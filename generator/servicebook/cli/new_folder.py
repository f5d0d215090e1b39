"""A folder of files that a command makes: all of it, or nothing."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from servicebook import wording
from servicebook.cli.options import CannotRunError
from servicebook.source.atomic_files import permissions
from servicebook.source.temporary_folder import NEW, take_place, temporary_folder


def refuse_unless_new(folder: Path) -> None:
    """Raise :class:`CannotRunError` unless the folder can be made, or is there and empty."""
    try:
        if folder.is_symlink() or folder.exists():
            if any(folder.iterdir()):
                raise CannotRunError(wording.text("folder.not-empty", folder=folder))
            if folder.samefile(Path()):
                raise CannotRunError(wording.text("folder.current"))
        above = next(parent for parent in (*folder.parents, Path()) if parent.exists())
        if not above.is_dir():
            raise CannotRunError(wording.text("folder.not-a-folder", path=above))
    except OSError as fault:
        raise CannotRunError(wording.text("folder.unusable", folder=folder, reason=fault.strerror)) from fault


def write_new_folder(folder: Path, texts: Mapping[str, str]) -> None:
    """Write the texts by path below ``folder``, which is new or empty: all of them, or nothing.

    They are written to a hidden folder beside it, part of which is then renamed. Raises :class:`CannotRunError`.
    """
    target = folder.resolve()
    try:
        with temporary_folder(target) as temporary:
            new = temporary / NEW
            new.mkdir()
            write_texts(new, texts)
            if target.exists():
                new.chmod(permissions(target))
            if os.name == "nt" and target.exists():
                target.rmdir()  # elsewhere, renaming replaces an empty folder
            take_place(new, target, temporary)
    except OSError as fault:
        raise CannotRunError(
            wording.text("folder.cannot-write", folder=folder, reason=fault.strerror)
        ) from fault


def write_texts(folder: Path, texts: Mapping[str, str]) -> None:
    """Write the texts by path below ``folder``, with the line ends that they have. Raises :class:`OSError`."""
    for path, text in texts.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="")
