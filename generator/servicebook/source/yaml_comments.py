"""The comments of a YAML text, which libyaml passes over."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from servicebook.frozen import frozen
from servicebook.source.lines import LINE_BREAK
from servicebook.source.yaml_nodes import mask_line_separators

_COMMENT = re.compile(r"(?<![^\s])#[^\r\n]*")
_FIRST_LINE = re.compile(r"[^\r\n]*")


@frozen
class Comment:
    """A comment from its hash sign to the end of its line, in characters from 0; spaces at its end do not count."""

    text: str
    start: int
    end: int


def comments_of(text: str) -> list[Comment]:
    """All comments of a text that parses and has no byte order mark, in order."""
    return list(_found(text))


def _found(text: str) -> Iterator[Comment]:
    masked, _ = mask_line_separators(text)
    at = 0
    for token in yaml.scan(masked, Loader=yaml.CSafeLoader):
        start, end = token.start_mark.index, token.end_mark.index
        yield from _within(text, at, start)
        if isinstance(token, yaml.ScalarToken) and token.style in ("|", ">"):
            # the line of the mark may have a comment; all below it is text
            first = _FIRST_LINE.match(text, start)
            assert first  # it matches anything
            yield from _within(text, start, first.end())
            end = _end_of_block(text, first.end(), end)
        at = max(at, end)
    yield from _within(text, at, len(text))


def _end_of_block(text: str, first: int, end: int) -> int:
    """The end of a text in lines: libyaml may let it begin and end at the same place, where it is empty."""
    return max(first, end)


def _within(text: str, start: int, end: int) -> Iterator[Comment]:
    """The comments between two tokens, where there is nothing but them and white space."""
    at = start
    while (found := _COMMENT.search(text, at, end)) is not None:
        ending = LINE_BREAK.search(text, found.start())
        stop = ending.start() if ending else len(text)
        written = text[found.start() : stop].rstrip()
        yield Comment(written, found.start(), found.start() + len(written))
        at = stop
