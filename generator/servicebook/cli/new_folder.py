"""A folder of files that a command makes: all of it, or nothing."""

from __future__ import annotations

import os
import secrets
import shutil
import stat
from collections.abc import Mapping
from pathlib import Path

from servicebook import wording
from servicebook.cli.options import CannotRunError


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

    They are written to a hidden folder beside it, which is then renamed. Raises :class:`CannotRunError`.
    """
    target = folder.resolve()
    partial = target.with_name(f".{target.name}.{secrets.token_hex(4)}.partial")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        partial.mkdir()
        if target.exists():
            partial.chmod(stat.S_IMODE(target.stat().st_mode))
        write_texts(partial, texts)
        if os.name == "nt" and target.exists():
            target.rmdir()  # elsewhere, renaming replaces an empty folder
        partial.rename(target)
    except OSError as fault:
        raise CannotRunError(
            wording.text("folder.cannot-write", folder=folder, reason=fault.strerror)
        ) from fault
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def write_texts(folder: Path, texts: Mapping[str, str]) -> None:
    """Write the texts by path below ``folder``, with the line ends that they have. Raises :class:`OSError`."""
    for path, text in texts.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="")
