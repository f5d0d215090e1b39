"""Quotation marks of a YAML text that do not end where they should."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from servicebook.frozen import frozen
from servicebook.source.yaml_lines import Line

_OPENS_IN_FLOW = re.compile(r"(?:[\[{,]|: )\s*([\"'])")
_CLOSES = {'"': re.compile(r'(?:[^"\\]|\\.)*"'), "'": re.compile(r"(?:[^']|'')*'(?!')")}
_QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'")
_LINE_ENDS = r"\s*[\]}]+\s*(?:,|\Z|\s#)"
_VALUE_ENDS = {
    "{": re.compile(rf"\s*,\s*[A-Za-z_][A-Za-z0-9_-]*:(?:\s|\Z)|{_LINE_ENDS}"),
    "[": re.compile(rf"\s*,\s|{_LINE_ENDS}"),
}
"""By the bracket that is open around a value, what comes behind its end."""
_NEXT_BEGINS = {"{": re.compile(r",\s*[A-Za-z_][A-Za-z0-9_-]*:\s+\Z"), "[": re.compile(r",\s*\Z")}
"""By the bracket, what comes right before the quotation mark of the next value."""
_MAY_FOLLOW = re.compile(r"\s*(?:[,\]}:].*)?\Z|\s+#")


@frozen
class QuoteSlip:
    """Where a quotation mark opens: the line, and the column from 0. ``closed`` is the one behind its end in the line.

    It is None where the line has no end of it; ``opens_next`` says that the next mark opens the next value.
    """

    line: Line
    column: int
    mark: str
    closed: int | None
    opens_next: bool = False

    @property
    def bracket(self) -> str:
        """The bracket that is open around the value in its line; none if there is no such."""
        before = _QUOTED.sub("", self.line.text[: self.column])
        opened: list[str] = []
        for sign in before:
            if sign in "[{":
                opened.append(sign)
            elif sign in "]}" and opened:
                opened.pop()
        return opened[-1] if opened else ""

    @property
    def has_one_end(self) -> bool:
        """Whether its value can end in one place only: a text in a list may have commas."""
        return self.bracket != "[" or self.opens_next or ", " not in self.line.text[self.column :]

    @property
    def end(self) -> int:
        """Where its value ends, and the mark that closes it belongs, from 0.

        In braces that is before the next key, or where the braces end; in a list before the next entry.
        """
        ends = _VALUE_ENDS.get(self.bracket)
        found = ends.search(self.line.text, self.column + 1) if ends else None
        return found.start() if found else len(self.line.text.rstrip())


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
        if (slip is not None and slip.closed is not None) or (slip is not None and slip.opens_next):
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
            slip = QuoteSlip(line, opened, mark, end.end())
            return replace(slip, closed=None, opens_next=True) if _opens_next(slip) else slip
        opened = _next_opening(text, end.end())
    return None


def _opens_next(slip: QuoteSlip) -> bool:
    """Whether the mark that seems to close a value in brackets opens the next one."""
    text, start = slip.line.text, slip.closed or 0
    begins = _NEXT_BEGINS.get(slip.bracket)
    next_end = _CLOSES[slip.mark].match(text, start)
    return (
        begins is not None
        and begins.search(text[slip.column + 1 : start - 1]) is not None
        and next_end is not None
        and _MAY_FOLLOW.match(text, next_end.end()) is not None
    )


def _next_opening(text: str, at: int) -> int | None:
    """The index of the next quotation mark that begins a value or a key in brackets; a comment has none."""
    comment = re.search(r"\s#", text[at:])
    found = _OPENS_IN_FLOW.search(text, at, at + comment.start() if comment else len(text))
    return found.start(1) if found else None
