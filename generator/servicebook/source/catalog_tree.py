"""Which files belong to a catalog, and the text of one."""

from __future__ import annotations

import codecs
import os
import re
from collections.abc import Iterator
from pathlib import Path

from servicebook import wording
from servicebook.frozen import frozen
from servicebook.problems import Place, Problem, error
from servicebook.source.lines import place_at
from servicebook.source.tree import MAX_BYTES, Disk, Mode, Tree, UnreadableError, UnreadableFileError

_SURROGATE = re.compile("[\udc80-\udcff]")
_KEY_BYTES = 8
"""So many bytes of a file tell UTF-16 without a byte order mark: those of a key, in Latin letters, of which every other
one is 0. What follows may be in any script."""


class NoCatalogError(UnreadableError):
    """The tree has no folder ``catalog``; ``hint`` is what to do."""

    def __init__(self, tree: Tree, catalog: str) -> None:
        super().__init__(wording.text("tree.no-folder", folder=catalog, tree=tree.name))
        self.hint = wording.text("tree.another-revision")
        if isinstance(tree, Disk):
            self.hint = _where_to_look(tree.root, catalog)


def _where_to_look(root: Path, catalog: str) -> str:
    """What to do where a folder on disk holds no catalog: it is further up, or elsewhere."""
    for folder in root.absolute().parents:
        if (folder / catalog).is_dir() and (folder / "mkdocs.yml").is_file():
            return wording.text("tree.go-to", folder=folder, root=os.path.relpath(folder))
    return wording.text("tree.go-elsewhere")


def require_catalog(tree: Tree, catalog: str) -> None:
    """Raises :class:`NoCatalogError` where there is no such folder."""
    if not has_folder(tree, catalog):
        raise NoCatalogError(tree, catalog)


def has_folder(tree: Tree, folder: str) -> bool:
    """Whether there is a folder, or a symbolic link to one."""
    return tree.mode(tree.real(folder)) is Mode.FOLDER


@frozen
class Listing:
    """The files below one folder, as sorted paths relative to the root, and what was wrong with others."""

    paths: tuple[str, ...]
    problems: tuple[Problem, ...]


def list_files(tree: Tree, folder: str, *, skip: frozenset[str] = frozenset()) -> Listing:
    """All files below a folder but dotfiles, ``README.md`` and what is in the folders of ``skip``.

    A symbolic link that leaves the folder, or leads to another folder, is a problem, and so is what is
    neither file nor folder, or has a name that is not UTF-8 (of a folder: with all that is in it). Raises
    :class:`UnreadableError` when the folder cannot be listed.
    """
    paths: list[str] = []
    problems: list[Problem] = []
    for path, mode in _walk(tree, folder, skip):
        problem = _problem(tree, folder, path, mode)
        if problem is None:
            paths.append(path)
        else:
            problems.append(problem)
    return Listing(tuple(sorted(paths)), tuple(problems))


def _walk(tree: Tree, folder: str, skip: frozenset[str]) -> Iterator[tuple[str, Mode]]:
    """Everything below a folder that is no folder itself, and folders whose names cannot be used."""
    for name, mode in tree.list(folder):
        path = f"{folder}/{name}"
        if is_let_be(name) or path in skip:
            continue
        if mode is Mode.FOLDER and _is_utf8(name):
            yield from _walk(tree, path, skip)
        else:
            yield path, mode


def is_let_be(name: str) -> bool:
    """Whether a file or folder of that name is none of the catalog's: dotfiles and ``README.md``."""
    return name.startswith(".") or name == "README.md"


def _problem(tree: Tree, folder: str, path: str, mode: Mode) -> Problem | None:
    """What keeps a path from being read as a file of the catalog."""
    if not _is_utf8(path):
        place = Place(printable(path))
        message, hint = wording.text("stray-file.not-utf8"), wording.text("stray-file.not-utf8-hint")
        return error("stray-file", place, message, hint)
    match mode:
        case Mode.FILE:
            return None
        case Mode.LINK:
            return _problem_of_link(tree, folder, path)
        case Mode.SUBMODULE:
            message, hint = wording.text("stray-file.submodule"), wording.text("stray-file.submodule-hint")
        case _:
            message, hint = wording.text("stray-file.not-a-file"), wording.text("stray-file.not-a-file-hint")
    return error("stray-file", Place(path), message, hint)


def _problem_of_link(tree: Tree, folder: str, path: str) -> Problem | None:
    target = tree.real(path)
    if not target.startswith(f"{tree.real(folder)}/"):
        message, hint = wording.text("symbolic-link.outside"), wording.text("symbolic-link.outside-hint")
    elif tree.mode(target) is not Mode.FILE:
        message = wording.text("symbolic-link.not-a-file")
        hint = wording.text("symbolic-link.not-a-file-hint")
    else:
        return None
    return error("symbolic-link", Place(path), message, hint)


def files_below(tree: Tree, path: str) -> Iterator[str]:
    """The path of every file at or below a path, hidden ones too; no symbolic link to a folder is followed."""
    mode = tree.mode(path)
    if mode is Mode.FOLDER:
        for name, _ in tree.list(path):
            yield from files_below(tree, f"{path}/{name}")
    elif mode and not (mode is Mode.LINK and has_folder(tree, path)):
        yield path


def _is_utf8(name: str) -> bool:
    return _SURROGATE.search(name) is None


def printable(name: str) -> str:
    """The name with bytes that are not UTF-8 shown as \\xNN."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def read_text(tree: Tree, path: str, limit: int = MAX_BYTES) -> str | Problem:
    """The text of a file without its byte order mark, or the problem that keeps it from being read.

    One of more than ``limit`` bytes is not read.
    """
    try:
        return text_of(tree.read(path, limit), path, limit)
    except UnreadableFileError as fault:
        message = wording.text("unreadable-file.message", reason=fault)
        return error("unreadable-file", Place(path), message, wording.text("unreadable-file.hint"))


def text_of(raw: bytes, path: str, limit: int = MAX_BYTES) -> str | Problem:
    """The text of a file that has these bytes, or at least ``limit + 1`` of them; as :func:`read_text`."""
    if len(raw) > limit:
        message = wording.text("too-large.message", size=limit // 1024 // 1024)
        return error("too-large", Place(path), message, wording.text("too-large.hint"))
    if _is_utf_16(raw):
        return error("not-utf8", Place(path), wording.text("not-utf8.utf-16"), wording.text("not-utf8.hint"))
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as fault:
        before = raw[: fault.start].decode("utf-8").removeprefix("\ufeff")
        place = place_at(before, path, len(before))
        if word := _word_at(raw, fault.start):
            others = _lines_not_utf8(raw, place.line)
            message = (
                wording.text("not-utf8.word-and-lines", word=word, lines=", ".join(map(str, others)))
                if others
                else wording.text("not-utf8.word", word=word)
            )
            return error("not-utf8", place, message, wording.text("not-utf8.hint-word", word=word))
        message = wording.text("not-utf8.byte", byte=f"{raw[fault.start]:02x}", encoding="UTF-8")
        return error("not-utf8", place, message, wording.text("not-utf8.hint"))
    return text.removeprefix("\ufeff")


def _is_utf_16(raw: bytes) -> bool:
    """Whether these bytes are UTF-16, of either byte order, with a byte order mark or without."""
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return True
    begin = raw[:_KEY_BYTES]
    return len(begin) >= 4 and any(
        not any(begin[high::2]) and all(begin[1 - high :: 2])
        for high in (0, 1)  # where the upper bytes are
    )


def _word_at(raw: bytes, index: int) -> str | None:
    """The word around a byte as Windows-1252 shows it, the most common of the old encodings; None if it is none."""
    start = max(0, index - 40)
    words = raw[start : index + 40].decode("cp1252", "replace")  # a character for each byte
    found = next(one for one in re.finditer(r"\w+|\W", words) if one.start() <= index - start < one.end())
    return found[0] if len(found[0]) > 1 and found[0].isalpha() else None


_FEW_LINES = 8


def _lines_not_utf8(raw: bytes, first: int) -> list[int]:
    """The lines behind the first in which there is more that is not UTF-8."""
    found: list[int] = []
    for number, line in enumerate(raw.split(b"\n")[first:], first + 1):
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            found.append(number)
            if len(found) == _FEW_LINES:
                break
    return found
