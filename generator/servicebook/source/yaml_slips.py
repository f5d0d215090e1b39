"""Edits of what YAML cannot read or refuses, where exactly one small change makes it readable."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import replace

import yaml

from servicebook.problems import Edit, Place
from servicebook.source.lines import LINE_BREAK, index_at
from servicebook.source.yaml_backslash import QuotedText, quoted_text_at
from servicebook.source.yaml_lines import Line, after_bullet, first_without_hyphen, key_of_prose, lines_of
from servicebook.source.yaml_mentions import without_spaces
from servicebook.source.yaml_nodes import compose, too_deep_at
from servicebook.source.yaml_quotes import quote_slips

_MAX_TEXT = 200_000
"""Each change is tried by reading the whole text."""
_NO_SPACE = re.compile(r"(\s*(?:- +)?[a-z_]+:)(?!//)\S.*")
_NO_SPACE_AFTER_HYPHEN = re.compile(r"(\s*-)[^\s-].*")
_COMMA = re.compile(r"\s*\"[A-Za-z_]+\": .*?(,\s*)")
_VALUE = re.compile(r"(\s*(?:- +)*(?:[a-z_][a-z0-9_-]*: +)?)(\S.*?)[ \t]*")
_RESERVED = ("@", "`", "%", "*", "!", ",", "]", "}")
_BRACKETS_FIRST = re.compile(r"\[[^\[\]]*\] ?[^\s,\]].*|\{[^{}]*\} ?[^\s,}].*")


def edit_of_slip(text: str, path: str, place: Place) -> Edit | None:
    """The one change of a line after which the text can be read, at least up to a fault further down.

    ``place`` is where reading ends: the slip is on that line, or on the one before it; a quotation mark that is not
    closed is further up. None where no change helps, or several do.
    """
    if len(text) > _MAX_TEXT:
        return None
    own = lines_of(text)
    for meant in (_marked, _first_hyphened, _unfenced, _hyphened):
        if edit := meant(path, own, place.line):
            return edit if _helps(text, edit, place) else None
    lines = LINE_BREAK.split(text)
    quoted = quoted_text_at(own[place.line - 1], place.column - 1) if place.line <= len(own) else None
    if quoted and "\\" in quoted.inner:
        return _without_backslash(text, path, place, quoted)
    tried = [
        edit
        for number in (place.line, place.line - 1)
        if 0 < number <= len(lines)
        for edit in _edits(lines[number - 1], path, number)
    ]
    edits = [edit for edit in (*tried, *_closed(text, path, place)) if _helps(text, edit, place)]
    return edits[0] if len(set(edits)) == 1 else None


def _marked(path: str, lines: list[Line], number: int) -> Edit | None:
    """What says behind a key that the lines below it are a long text."""
    if key := key_of_prose(lines, number):
        end = Place(path, key.number, len(key.text.rstrip()) + 1)
        return Edit(end, end, " |")
    return None


def _first_hyphened(path: str, lines: list[Line], number: int) -> Edit | None:
    """What makes the first line of a list one of an entry, in place of its indentation."""
    if first := first_without_hyphen(lines, number):
        return Edit(Place(path, first.number, 1), Place(path, first.number, first.indent + 1), "- ")
    return None


def _unfenced(path: str, lines: list[Line], number: int) -> Edit | None:
    """What takes away a line of Markdown that stands around code."""
    if number <= len(lines) and lines[number - 1].is_fence:
        return Edit(Place(path, number, 1), Place(path, number, len(lines[number - 1].text) + 1), "")
    return None


def _hyphened(path: str, lines: list[Line], number: int) -> Edit | None:
    """What gives an entry, on that line or on the one above it, its hyphen in place of another sign."""
    if number > len(lines):
        return None
    for line in (lines[number - 1], *lines[max(number - 2, 0) : number - 1]):
        if after_bullet(lines, line.number):
            place = Place(path, line.number, line.indent + 1)
            return Edit(place, replace(place, column=place.column + 1), "-")
    return None


def _without_backslash(text: str, path: str, place: Place, quoted: QuotedText) -> Edit | None:
    written = quoted.meant
    if written is None or (quoted.key != "path" and re.search(r"\\[nt\\]", quoted.inner)):
        return None  # a backslash that is meant would lose its meaning
    start, end = Place(path, place.line, quoted.start + 1), Place(path, place.line, quoted.end + 1)
    edit = Edit(start, end, written)
    return edit if _helps(text, edit, place) else None


def _closed(text: str, path: str, place: Place) -> Iterator[Edit]:
    """What closes the first quotation mark within brackets that is open before ``place``."""
    for slip in quote_slips(lines_of(text)):
        if slip.closed is None and slip.line.number <= place.line:
            if slip.bracket and slip.has_one_end and not (slip.mark == '"' and "\\" in slip.line.text):
                end = Place(path, slip.line.number, slip.end + 1)
                yield Edit(end, end, slip.mark)
            return


def _edits(line: str, path: str, number: int) -> Iterator[Edit]:
    """The changes that may help a line."""
    for pattern in (_NO_SPACE, _NO_SPACE_AFTER_HYPHEN):
        if found := pattern.fullmatch(line):
            place = Place(path, number, found.end(1) + 1)
            yield Edit(place, place, " ")
    if found := _COMMA.fullmatch(line):
        yield Edit(Place(path, number, found.start(1) + 1), Place(path, number, found.end(1) + 1), "")
        return
    found = _VALUE.fullmatch(line)
    if found is None or " #" in found[2]:
        return
    for written in _quoted(found[2]):
        yield Edit(Place(path, number, found.start(2) + 1), Place(path, number, found.end(2) + 1), written)


def _quoted(value: str) -> Iterator[str]:
    """The value in quotation marks that it lacks, or that are within it."""
    if value[0] in ('"', "'"):
        yield from _requoted(value, value[0])
    elif value[0] in "[{":
        # a bracket that is not closed may end anywhere
        if _BRACKETS_FIRST.fullmatch(value):
            yield _in_quotes(value)
    elif mention := without_spaces(value):
        yield mention
    elif value.startswith(_RESERVED) or ": " in value:
        yield _in_quotes(value)


def _requoted(value: str, mark: str) -> Iterator[str]:
    """A value that begins with a quotation mark, which is the first of a pair around all of it, or part of the text."""
    inner = value[1:-1]
    if value.endswith(mark) and mark in inner and not _ends_at(inner, mark):
        yield _in_double(inner) if "'" in inner and "\\" not in inner else _in_single(inner)
    elif value.count(mark) > 1:
        yield _in_single(value) if mark == '"' else _in_double(value)
    elif mark == '"' and "\\" not in value:
        yield f'{value}"'


def _in_quotes(value: str) -> str:
    # a backslash means itself in single quotes only
    return _in_single(value) if "\\" in value else _in_double(value)


def _ends_at(inner: str, mark: str) -> bool:
    """Whether the first mark within ends a quotation (``"x" and "y"``), and does not begin one or is in a word."""
    at = inner.index(mark)
    return inner[at - 1 : at] != " " and inner[at + 1 : at + 2] in (" ", ",", ".", ";")


def _in_double(value: str) -> str:
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _in_single(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _helps(text: str, edit: Edit, place: Place) -> bool:
    """Whether the text can be read with the edit, at least further than up to ``place``."""
    changed = text[: index_at(text, edit.start)] + edit.text + text[index_at(text, edit.end) :]
    try:
        if too_deep_at(changed):
            return False
        compose(changed)
    except yaml.YAMLError as fault:
        marks = [getattr(fault, name, None) for name in ("problem_mark", "context_mark")]
        ends = min(((mark.line + 1, mark.column + 1) for mark in marks if mark), default=(0, 0))
        # on the line of the edit the same fault would only have moved
        return ends > (place.line, place.column if edit.start.line < place.line else math.inf)
    return True
