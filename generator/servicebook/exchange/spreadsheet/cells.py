"""What a cell says, as a value of the catalog; or why it cannot be told."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from servicebook.clock.durations import parse_duration
from servicebook.documents.schemas import all_schemas
from servicebook.documents.words import did_you_mean, either
from servicebook.exchange.spreadsheet.sheet_columns import Cell, Column, cost_of, link_of, named_of, split
from servicebook.exchange.spreadsheet.tables import words_of
from servicebook.source.yaml_reader import Value

_COMMON = all_schemas()["common.schema.json"]["$defs"]
_CHOICES: tuple[str, ...] = tuple(all_schemas()["service.schema.json"]["properties"]["lifecycle"]["enum"])
_SPAN = re.compile(_COMMON["span"]["pattern"])
_WHOLE = re.compile(r"(-?[0-9]+)\.0+\Z")
_SERIAL = re.compile(r"([2-9][0-9]{4})(?:\.[0-9]+)?\Z")
_FIRST_DAY = date(1899, 12, 30)
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?)?\Z")
_DOTTED = re.compile(r"([0-9]{1,2})\.\s?([0-9]{1,2})\.\s?([0-9]{4})\Z")
_SLASHED = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})\Z")


class UnclearError(Exception):
    """A cell does not say what its column needs: its problem's code, the fact, and one action."""

    def __init__(self, code: str, message: str, hint: str | None) -> None:
        super().__init__(message)
        self.code, self.message, self.hint = code, message, hint


def value_of(column: Column, cell: str) -> Value:
    """The value of a cell that holds no reference. Raises :class:`UnclearError`.

    Of a named column, an entry that says what it is called is a map with ``name`` and the column's ``item``.
    """
    if not column.named:
        return _READ[column.cell](cell)
    found: list[Value] = []
    for entry in split(cell):
        name, value = named_of(entry)
        one: Value = value if column.cell is Cell.LIST else whole_number(words_of(value, Cell.PLAIN))
        found.append({"name": name, column.item: one} if name else one)
    return found


def entry_of(words: str) -> str:
    """The words by which another object is named."""
    return whole_number(words_of(words, Cell.REFERENCE))


def whole_number(words: str) -> str:
    """A number that a spreadsheet wrote as ``12.0`` is 12; other words are what they are."""
    found = _WHOLE.match(words)
    return found[1] if found else words


def day_of(cell: str) -> str:
    """A day as 2026-11-22. With dots the day comes first; with slashes it must be clear which number is the month.

    Raises :class:`UnclearError`.
    """
    words = words_of(cell, Cell.DATE)
    if found := _ISO.match(words):
        numbers = found[1], found[2], found[3]
    elif found := _DOTTED.match(words):
        numbers = found[3], found[2], found[1]
    elif found := _SLASHED.match(words):
        first, second = int(found[1]), int(found[2])
        if first <= 12 and second <= 12 and first != second:
            raise UnclearError(
                "bad-date",
                f'"{words}" can be two days: which number is the month?',
                "write year-month-day, like 2026-09-01",
            )
        numbers = (found[3], found[1], found[2]) if second > 12 else (found[3], found[2], found[1])
    elif found := _SERIAL.match(words):
        day = (_FIRST_DAY + timedelta(days=int(found[1]))).isoformat()
        raise UnclearError(
            "bad-date",
            f'"{words}" is the number by which spreadsheets count days, of {day}',
            "format the column as dates, or write the day like 2026-09-01",
        )
    else:
        raise UnclearError("bad-date", f'"{words}" is not a date', _COMMON["date"]["x-hint"])
    try:
        return date(*map(int, numbers)).isoformat()
    except ValueError:
        raise UnclearError("bad-date", f'"{words}" is not a day', "write a day that exists") from None


def duration_of(cell: str) -> str:
    """A duration as the catalog writes it. Raises :class:`UnclearError`; nothing is guessed."""
    words = whole_amount(words_of(cell, Cell.DURATION).lower())
    try:
        return str(parse_duration(words))
    except ValueError:
        pass
    if re.match(r"[0-9]+ (days?|weeks?)\Z", words):
        unit = "working days or calendar days" if "day" in words else "calendar weeks or working days"
        raise UnclearError("bad-duration", f'"{words}" can be two times', f"say whether these are {unit}")
    message = f'"{words_of(cell, Cell.DURATION)}" is not a duration'
    raise UnclearError("bad-duration", message, _COMMON["duration"]["x-hint"])


def whole_amount(words: str) -> str:
    """``3.0 working days`` is ``3 working days``."""
    amount, space, unit = words.partition(" ")
    return f"{whole_number(amount)}{space}{unit}"


def _span(cell: str) -> Value:
    words = whole_amount(words_of(cell, Cell.SPAN).lower())
    if not _SPAN.match(words):
        raise UnclearError("bad-duration", f'"{words}" is not a span of time', _COMMON["span"]["x-hint"])
    return words


def _percent(cell: str) -> Value:
    words = words_of(cell, Cell.PERCENT).removesuffix("%").strip()
    if not re.match(r"[0-9]{1,3}([.,][0-9]{1,9})?\Z", words):
        hint = _COMMON["percent"]["x-hint"]
        raise UnclearError("bad-value", f'"{words_of(cell, Cell.PERCENT)}" is not a percentage', hint)
    number = float(words.replace(",", "."))
    if 0 < number <= 1 and "%" not in cell:
        message = f'"{words}" can be two shares: {number * 100:g} % or {number:g} %'
        raise UnclearError("bad-value", message, "write it with the percent sign, like 99.5 %")
    return int(number) if number.is_integer() else number


def _choice(cell: str) -> Value:
    words = words_of(cell, Cell.CHOICE).lower()
    if words not in _CHOICES:
        hint = did_you_mean(words, _CHOICES) or f"write {either(_CHOICES)}"
        raise UnclearError("bad-value", f'"{words}" is not one of the words that are known here', hint)
    return words


def own_id(cell: str) -> str:
    """An id as it is written in a cell."""
    return whole_number(words_of(cell, Cell.ID))


def text_of(cell: str) -> str:
    """Words as they are, with the line breaks of a catalog; several lines end with one."""
    text = re.sub(r"\r\n?", "\n", cell)
    return f"{text}\n" if "\n" in text and not text.endswith("\n") else text


_READ: Mapping[Cell, Callable[[str], Value]] = {
    Cell.TEXT: text_of,
    Cell.MARKDOWN: text_of,
    Cell.LIST: lambda cell: list(dict.fromkeys(split(cell))),
    Cell.ID: own_id,
    Cell.DATE: day_of,
    Cell.DURATION: duration_of,
    Cell.SPAN: _span,
    Cell.PERCENT: _percent,
    Cell.CHOICE: _choice,
    Cell.COST: lambda cell: {**made} if isinstance(made := cost_of(cell), dict) else made,
    Cell.LINKS: lambda cell: [{**link_of(entry)} for entry in split(cell)],
    Cell.PLAIN: lambda cell: whole_number(words_of(cell, Cell.PLAIN)),
    Cell.PLAINS: lambda cell: [whole_number(words_of(entry, Cell.PLAIN)) for entry in split(cell)],
}
