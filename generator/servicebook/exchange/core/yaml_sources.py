"""Reading the YAML files of other formats."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from servicebook.exchange.core.imported import SourceDocument
from servicebook.problems import Problem, in_order
from servicebook.source.files import UnreadableError, read_text
from servicebook.source.yaml_faults import BREAK
from servicebook.source.yaml_reader import parse

MAX_BYTES = 64 * 1024 * 1024
"""The most that a file with several documents may have."""

_MARKER = re.compile(r"^---(?=[ \t]|\r?$)", re.MULTILINE)


def documents_in(folder: Path, names: Iterable[str]) -> tuple[dict[str, SourceDocument], tuple[Problem, ...]]:
    """The files of a folder by name, all of which must be there, and every problem of reading them.

    Raises :class:`UnreadableError` when one is missing.
    """
    listed = list(names)
    try:
        if not folder.is_dir():
            raise UnreadableError(f"there is no folder {folder}")
        for name in listed:
            if not (folder / name).is_file():
                raise UnreadableError(f"there is no file {name} in {folder}")
    except OSError as fault:
        raise UnreadableError(f"cannot read {folder}: {fault.strerror}") from fault
    sources: dict[str, SourceDocument] = {}
    problems: list[Problem] = []
    for name in listed:
        shown = (folder / name).as_posix()
        text = read_text(Path(), shown)
        if isinstance(text, Problem):
            problems.append(text)
            continue
        parsed = parse(text, shown)
        problems.extend(parsed.problems)
        sources[name] = SourceDocument(path=shown, text=text, value=parsed.value)
    return sources, in_order(problems)


def several_in(file: Path) -> tuple[list[SourceDocument], list[Problem]]:
    """The documents of a file that may hold several, divided by ``---``; those that are empty are left out."""
    shown = file.as_posix()
    text = read_text(Path(), shown, MAX_BYTES)
    if isinstance(text, Problem):
        return [], [text]
    sources: list[SourceDocument] = []
    problems: list[Problem] = []
    for part, above in _parts(text):
        parsed = parse(part, shown)
        found = [p for p in parsed.problems if p.code != "empty-file"]
        problems.extend(replace(p, place=replace(p.place, line=p.place.line + above)) for p in found)
        if not parsed.problems:
            sources.append(SourceDocument(path=shown, text=part, value=parsed.value, above=above))
    return sources, problems


def _parts(text: str) -> Iterator[tuple[str, int]]:
    """Each document of a text, and the number of lines before it."""
    starts = [0, *(found.start() for found in _MARKER.finditer(text) if found.start())]
    above = 0
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        part = text[start:end]
        yield part, above
        above += len(BREAK.findall(part))
