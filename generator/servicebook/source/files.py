"""Finding, reading and replacing the files of a catalog repository."""

from __future__ import annotations

import os
import secrets
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from servicebook.problems import Place, Problem, error

MAX_BYTES = 1024 * 1024


class UnwritableError(Exception):
    """A file cannot be written; its text is one line for the user."""


class UnreadableError(Exception):
    """The folder of the catalog is not there or cannot be read; its text is one line for the user."""


class NoCatalogError(UnreadableError):
    """The root holds no catalog."""

    def __init__(self, root: Path, catalog: str) -> None:
        super().__init__(f"there is no folder {catalog}/ in {root}")
        self.root, self.catalog = root, catalog

    @property
    def hint(self) -> str:
        """What to do: the catalog is further up, or elsewhere."""
        for folder in self.root.absolute().parents:
            if (folder / self.catalog).is_dir() and (folder / "mkdocs.yml").is_file():
                return f"go to {folder}, or add --root {os.path.relpath(folder)}"
        return "go to the folder that holds it, or add --root DIR; servicebook init DIR makes a new one"


@dataclass(frozen=True, slots=True)
class Listing:
    """The files below one folder, as sorted paths relative to the root, and what was wrong with others."""

    paths: tuple[str, ...]
    problems: tuple[Problem, ...]


def list_files(root: Path, folder: str, *, skip: frozenset[str] = frozenset()) -> Listing:
    """All files below ``root/folder``; dotfiles, ``README.md`` and the folders of ``skip`` are let be.

    A symbolic link that leaves the folder, or leads to another folder, is a problem, and so is what is
    neither file nor folder, or has a name that is not UTF-8 (of a folder: with all that is in it). Raises
    :class:`UnreadableError` when the folder cannot be listed.
    """
    top = root / folder
    paths: list[str] = []
    problems: list[Problem] = []
    try:
        for entry, path in _walk(top, folder, skip):
            if not _is_utf8(entry.name):
                problems.append(
                    error(
                        "stray-file",
                        Place(path),
                        "the name is not UTF-8",
                        "rename it: lower-case letters, digits and hyphens",
                    )
                )
                continue
            if entry.is_symlink():
                target = Path(os.path.realpath(entry.path))
                inside = target.is_relative_to(os.path.realpath(top))
                if not inside or not target.is_file():
                    problems.append(_link_problem(path, inside=inside))
                    continue
            elif not stat.S_ISREG(entry.stat().st_mode):
                problems.append(
                    error("stray-file", Place(path), "is neither a file nor a folder", "remove it")
                )
                continue
            paths.append(path)
    except OSError as fault:
        raise UnreadableError(f"cannot read {fault.filename}: {fault.strerror}") from fault
    return Listing(tuple(sorted(paths)), tuple(problems))


def _walk(top: Path, folder: str, skip: frozenset[str]) -> Iterator[tuple[os.DirEntry[str], str]]:
    with os.scandir(top) as entries:
        for entry in entries:
            path = f"{folder}/{_printable(entry.name)}"
            if entry.name.startswith(".") or entry.name == "README.md" or path in skip:
                continue
            if entry.is_dir(follow_symlinks=False) and _is_utf8(entry.name):
                yield from _walk(top / entry.name, path, skip)
            else:
                yield entry, path


def _is_utf8(name: str) -> bool:
    return not any("\udc80" <= char <= "\udcff" for char in name)


def _printable(name: str) -> str:
    """The name with bytes that are not UTF-8 shown as \\xNN."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _link_problem(path: str, *, inside: bool) -> Problem:
    if inside:
        return error(
            "symbolic-link",
            Place(path),
            "is a symbolic link to something that is not a file",
            "put a real file in its place",
        )
    return error(
        "symbolic-link",
        Place(path),
        "is a symbolic link that leads out of the catalog",
        "copy the file to this place",
    )


def read_text(root: Path, path: str, limit: int = MAX_BYTES) -> str | Problem:
    """The text of a file without its byte order mark, or the problem that keeps it from being read.

    One of more than ``limit`` bytes is not read.
    """
    try:
        with (root / path).open("rb") as stream:
            raw = stream.read(limit + 1)
    except OSError as fault:
        return error(
            "unreadable-file", Place(path), f"cannot be read: {fault.strerror}", "check its permissions"
        )
    if len(raw) > limit:
        message = f"is larger than {limit // 1024 // 1024} MiB"
        return error("too-large", Place(path), message, "split it, or move long texts to linked pages")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as fault:
        before = raw[: fault.start].decode("utf-8").removeprefix("\ufeff")
        lines = before.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        return error(
            "not-utf8",
            Place(path, len(lines), len(lines[-1]) + 1),
            f"the byte 0x{raw[fault.start]:02x} is not UTF-8",
            "save the file as UTF-8",
        )
    return text.removeprefix("\ufeff")


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
            raise UnwritableError(f"{path} has changed meanwhile; try again")
        mark = raw[:3] if raw.startswith(b"\xef\xbb\xbf") else b""
        with partial.open("xb") as stream:
            stream.write(mark + new.encode())
            stream.flush()
            os.fsync(stream.fileno())
        partial.chmod(mode)
        partial.replace(file)
    except OSError as fault:
        raise UnwritableError(f"cannot write {path}: {fault.strerror}") from fault
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
            raise UnwritableError(f"cannot write {file}: it is a folder")
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
        raise UnwritableError(f"cannot write {file}: {fault.strerror}") from fault
