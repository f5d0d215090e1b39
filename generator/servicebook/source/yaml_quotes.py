"""Quotation marks of a YAML text that do not end where they should."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from servicebook.source.yaml_lines import Line

_OPENS_IN_FLOW = re.compile(r"(?:[\[{,]|: )\s*([\"'])")
_CLOSES = {'"': re.compile(r'(?:[^"\\]|\\.)*"'), "'": re.compile(r"(?:[^']|'')*'(?!')")}
_MAY_FOLLOW = re.compile(r"\s*(?:[,\]}:].*)?\Z|\s+#")


@dataclass(frozen=True, slots=True)
class QuoteSlip:
    """Where a quotation mark opens: the line, and the column from 0. ``closed`` is the one behind its end in the line.

    It is None where the line has no end of it.
    """

    line: Line
    column: int
    mark: str
    closed: int | None


def quote_slips(lines: Sequence[Line]) -> Iterator[QuoteSlip]:
    """The quotation marks that end within their text, or in a later line in the midst of something else, or nowhere."""
    carried: QuoteSlip | None = None
    for line in lines:
        start = line.value_column
        if carried is not None:
            end = _CLOSES[carried.mark].match(line.text)
            if end is None:
                continue
            if not _MAY_FOLLOW.match(line.text, end.end()):
                yield carried
                return  # what follows is read the wrong way round
            carried, start = None, end.end()
        slip = _in_line(line, start)
        if slip is not None and slip.closed is not None:
            yield slip
        elif slip is not None:
            carried = slip
    if carried is not None:
        yield carried


def _in_line(line: Line, start: int) -> QuoteSlip | None:
    """The first quotation mark of a line that does not end where it should."""
    text = line.text
    opened = start if text[start : start + 1] in ("'", '"') else _next_opening(text, start)
    while opened is not None:
        mark = text[opened]
        end = _CLOSES[mark].match(text, opened + 1)
        if end is None:
            return QuoteSlip(line, opened, mark, None)
        if not _MAY_FOLLOW.match(text, end.end()):
            return QuoteSlip(line, opened, mark, end.end())
        opened = _next_opening(text, end.end())
    return None


def _next_opening(text: str, at: int) -> int | None:
    """The index of the next quotation mark that begins a value or a key in brackets; a comment has none."""
    comment = re.search(r"\s#", text[at:])
    found = _OPENS_IN_FLOW.search(text, at, at + comment.start() if comment else len(text))
    return found.start(1) if found else None
