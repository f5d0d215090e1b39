"""Reading the YAML files of other formats."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from servicebook.exchange.core.source_document import SourceDocument
from servicebook.problems import Problem, in_order
from servicebook.source.catalog_tree import read_text
from servicebook.source.lines import LINE_BREAK
from servicebook.source.tree import Disk, UnreadableError
from servicebook.source.yaml_reader import parse

MAX_BYTES = 64 * 1024 * 1024
"""The largest file with several documents that is read."""

_MARKER = re.compile(r"^---(?=[ \t]|\r?$)", re.MULTILINE)


def read_files(folder: Path, names: Iterable[str]) -> tuple[dict[str, SourceDocument], tuple[Problem, ...]]:
    """The files of a folder by name, and every problem of reading them.

    Raises :class:`UnreadableError` when one of them is missing.
    """
    required = list(names)
    try:
        if not folder.is_dir():
            raise UnreadableError(f"there is no folder {folder}")
        for name in required:
            if not (folder / name).is_file():
                raise UnreadableError(f"there is no file {name} in {folder}")
    except OSError as fault:
        raise UnreadableError(f"cannot read {folder}: {fault.strerror}") from fault
    sources: dict[str, SourceDocument] = {}
    problems: list[Problem] = []
    for name in required:
        path = (folder / name).as_posix()
        text = read_text(Disk(Path()), path)
        if isinstance(text, Problem):
            problems.append(text)
            continue
        parsed = parse(text, path)
        problems.extend(parsed.problems)
        sources[name] = SourceDocument(path=path, text=text, value=parsed.value)
    return sources, in_order(problems)


def parse_multi_document(text: str, path: str) -> tuple[list[SourceDocument], list[Problem]]:
    """The documents of a text that may hold several; a faulty one is only a problem, whatever else is there."""
    sources: list[SourceDocument] = []
    problems: list[Problem] = []
    for part, lines_before in _split(text):
        # Each document is parsed by itself, so that a fault in one does not hide those of the others.
        parsed = parse(part, path)
        faults = [problem for problem in parsed.problems if problem.code != "empty-file"]
        problems.extend(
            replace(fault, place=replace(fault.place, line=fault.place.line + lines_before))
            for fault in faults
        )
        if not parsed.problems:
            sources.append(
                SourceDocument(path=path, text=part, value=parsed.value, lines_before=lines_before)
            )
    return sources, problems


def _split(text: str) -> Iterator[tuple[str, int]]:
    """Each document of a text, and the number of lines before it."""
    starts = [0, *(marker.start() for marker in _MARKER.finditer(text) if marker.start())]
    lines_before = 0
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        part = text[start:end]
        yield part, lines_before
        lines_before += len(LINE_BREAK.findall(part))
