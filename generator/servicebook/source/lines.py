"""The lines of a text, as YAML 1.2 and editors count them."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

from servicebook.problems import Place

LINE_BREAK = re.compile("\r\n|\r|\n")


@lru_cache(maxsize=16)
def _starts(text: str) -> tuple[int, ...]:
    """Where each line begins; kept, since of the same text many places are asked for."""
    return (0, *(found.end() for found in LINE_BREAK.finditer(text)))


def place_at(text: str, path: str, index: int) -> Place:
    """The place of a character of the text."""
    starts = _starts(text)
    line = bisect_right(starts, index)
    return Place(path, line, index - starts[line - 1] + 1)


def index_at(text: str, place: Place) -> int:
    """The character at a place of the text, counted from 0."""
    return _starts(text)[place.line - 1] + place.column - 1


def start_of_line(text: str, index: int) -> int:
    """Where the line of a character begins."""
    return max(text.rfind("\n", 0, index), text.rfind("\r", 0, index)) + 1


def begins_line(text: str, index: int) -> bool:
    """Whether a line break comes right before the character."""
    return text[index - 1 : index] in ("\n", "\r")


def line_break_at(text: str, index: int) -> str:
    """How the line before that of a character ends, else the first line of all."""
    start = start_of_line(text, index)
    if start:
        return "\r\n" if text[start - 2 : start] == "\r\n" else text[start - 1]
    first = LINE_BREAK.search(text)
    return first[0] if first else "\n"


BULLETS = "\u2022\u2023\u25e6\u2043\u00b7\u25aa\u25ab\u25cf\u25cb\u2013\u2014\u2212\u2010\u2011*"
"""Signs before the entries of a list in word processors, mails and Markdown, where YAML wants a hyphen."""
