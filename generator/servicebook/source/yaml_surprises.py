"""Texts that YAML reads, but not as they look: cut by a comment, or with a character that a backslash makes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from servicebook.problems import Place
from servicebook.source.lines import place_at
from servicebook.source.yaml_lines import LONGEST, line_of
from servicebook.source.yaml_nodes import mask_line_separators
from servicebook.source.yaml_writer import in_double_quotes

_HASH = re.compile(r"^[^#\r\n]*\S (#[^\s#][^\r\n]*)", re.MULTILINE)
"""A word right behind one space and ``#``; a comment has a space after its ``#``, or two before it."""
_PATH = re.compile(r"(?<=[^\\])\\[abefnrtvNLP0_][A-Za-z0-9_. -]")
_DRIVE = re.compile(r"(?:\b[A-Za-z]:|\\\\\\\\[\w.-]+)\\")


def cut_texts(text: str, path: str) -> Iterator[tuple[Place, str | None]]:
    """Where a comment seems to cut a text, and the line with all of it in quotes, where that is short enough."""
    found = {match.start(1): match for match in _HASH.finditer(text)} if " #" in text else {}
    if not found:
        return
    for token in _scalars(text):
        match = found.get(token.end_mark.index + 1)
        if match is not None and token.plain:
            line = line_of(1, match[0])
            whole = text[token.start_mark.index : match.end()].rstrip()
            is_value = line.value.rstrip() == whole
            written = line.with_value(in_double_quotes(whole)) if is_value else in_double_quotes(whole)
            yield place_at(text, path, match.start(1)), written if len(written or "") <= LONGEST else None


def escaped_paths(text: str, path: str) -> Iterator[tuple[Place, str | None]]:
    """Where a backslash of a path makes another character with the letter behind it, and the text in single quotes."""
    # nearly no text has a backslash, and looking for one costs nothing
    if "\\" not in text or not (_DRIVE.search(text) and _PATH.search(text)):
        return
    for token in _scalars(text):
        raw = text[token.start_mark.index : token.end_mark.index]
        if token.style == '"' and _DRIVE.search(raw) and (found := _PATH.search(raw)):
            content = raw[1:-1].replace("\\\\", "\\").replace("'", "''")
            written = f"'{content}'" if len(raw) <= LONGEST and "\n" not in raw else None
            yield place_at(text, path, token.start_mark.index + found.start()), written


def _scalars(text: str) -> Iterator[Any]:
    """The scalars of a text that can be read, in order."""
    for token in yaml.scan(mask_line_separators(text)[0], Loader=yaml.CSafeLoader):
        if isinstance(token, yaml.ScalarToken):
            yield token
