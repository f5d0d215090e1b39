"""The value of a cell that holds no reference."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from servicebook import wording
from servicebook.clock.durations import parse_duration
from servicebook.documents.schemas import all_schemas
from servicebook.documents.suggestions import did_you_mean
from servicebook.documents.translated_values import duration_in_english, lifecycle_in_english
from servicebook.exchange.spreadsheet.cell_syntax import (
    parse_cost,
    parse_labelled,
    parse_link,
    split_entries,
)
from servicebook.exchange.spreadsheet.column import CellError, CellType, Column
from servicebook.source.yaml_reader import Value
from servicebook.wording.lists import either

_COMMON = all_schemas()["common.schema.json"]["$defs"]
_LIFECYCLES: tuple[str, ...] = tuple(all_schemas()["service.schema.json"]["properties"]["lifecycle"]["enum"])
_SPAN = re.compile(_COMMON["span"]["pattern"])
_WHOLE_NUMBER = re.compile(r"(-?[0-9]+)\.0+\Z")
_SERIAL_DAY = re.compile(r"([2-9][0-9]{4})(?:\.[0-9]+)?\Z")
_SERIAL_DAY_0 = date(1899, 12, 30)
"""Spreadsheets count days from here, so that 1 March 1900 is day 61: they take 1900 for a leap year."""
_HOURS_AND_MINUTES = re.compile(r"([0-9]{1,4}):([0-5][0-9])(?::00)?\Z")
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?)?\Z")
_DOTTED = re.compile(r"([0-9]{1,2})\.\s?([0-9]{1,2})\.\s?([0-9]{4})\Z")
_SLASHED = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})\Z")


def cell_value(column: Column, cell: str) -> Value:
    """The value of a cell that holds no reference. Raises :class:`CellError`.

    In a labelled column, an entry with a name is a map of ``name`` and the column's ``item_key``.
    """
    if not column.labelled:
        return _PARSERS[column.type](cell)
    values: list[Value] = []
    for entry in split_entries(cell):
        name, text = parse_labelled(entry)
        value: Value = text if column.type is CellType.LIST else _plain(text)
        values.append({"name": name, column.item_key: value} if name else value)
    return values


def parse_reference(cell: str) -> str:
    """The words that name another object."""
    return _whole_number(_words(cell))


def parse_id(cell: str) -> str:
    """An id as it is written in a cell."""
    return _whole_number(_words(cell))


def _words(cell: str) -> str:
    """The text of a cell for machines: with plain spaces, and without quotation marks around it."""
    words = " ".join(cell.replace("\u00a0", " ").replace("\u202f", " ").split())
    if len(words) > 1 and words[0] in "“”„‟\"'‘’" and words[-1] in "“”„‟\"'‘’":
        words = words[1:-1].strip()
    return words


def _plain(cell: str) -> str:
    """A word for machines: spreadsheets make typographic apostrophes of plain ones while people type."""
    return _whole_number(_words(cell).replace("’", "'"))


def _whole_number(words: str) -> str:
    """A number that a spreadsheet wrote as ``12.0`` is 12; other words stay as they are."""
    number = _WHOLE_NUMBER.match(words)
    return number[1] if number else words


def day_in(cell: str) -> str:
    """A day as 2026-11-22. With dots the day comes first; with slashes it must be clear which number is the month.

    Raises :class:`CellError`.
    """
    words = _words(cell)
    if iso := _ISO.match(words):
        year, month, day = iso.groups()
    elif dotted := _DOTTED.match(words):
        day, month, year = dotted.groups()
    elif slashed := _SLASHED.match(words):
        month, day, year = slashed.groups()
        if int(month) <= 12 and int(day) <= 12 and int(month) != int(day):
            raise CellError(
                "bad-date",
                f'"{words}" is ambiguous: which number is the month?',
                "write year-month-day, like 2026-09-01",
            )
        if int(day) <= 12:
            month, day = day, month
    elif serial := _SERIAL_DAY.match(words):
        meant = (_SERIAL_DAY_0 + timedelta(days=int(serial[1]))).isoformat()
        raise CellError(
            "bad-date",
            f'"{words}" is the serial number of {meant} in a spreadsheet',
            "format the column as dates, or write the day like 2026-09-01",
        )
    else:
        raise CellError("bad-date", f'"{words}" is not a date', wording.text("field-hint.date"))
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        raise CellError("bad-date", f'"{words}" is not a day', "write a day that exists") from None


def _duration(cell: str) -> str:
    """A duration as the catalog writes it. Raises :class:`CellError`; nothing is guessed."""
    words = _whole_amount(_words(cell).lower())
    if clock := _HOURS_AND_MINUTES.match(words):
        words = _in_words(int(clock[1]), int(clock[2]))
    words = duration_in_english(words)
    try:
        return str(parse_duration(words))
    except ValueError:
        pass  # the message below says more than the parser knows
    if re.match(r"[0-9]+ (days?|weeks?)\Z", words):
        unit = "working days or calendar days" if "day" in words else "calendar weeks or working days"
        raise CellError("bad-duration", f'"{words}" is ambiguous', f"write whether these are {unit}")
    message = f'"{_words(cell)}" is not a duration'
    raise CellError("bad-duration", message, wording.text("field-hint.duration"))


def _in_words(hours: int, minutes: int) -> str:
    """A span of time as a spreadsheet shows it (36:00, 1:30) in words."""
    amount, unit = (hours * 60 + minutes, "minute") if minutes else (hours, "hour")
    return f"{amount} {unit}" if amount == 1 else f"{amount} {unit}s"


def _whole_amount(words: str) -> str:
    """``3.0 working days`` is ``3 working days``."""
    amount, space, unit = words.partition(" ")
    return f"{_whole_number(amount)}{space}{unit}"


def _span(cell: str) -> Value:
    words = duration_in_english(_whole_amount(_words(cell).lower()))
    if not _SPAN.match(words):
        raise CellError("bad-duration", f'"{words}" is not a span of time', wording.text("field-hint.span"))
    return words


def _percent(cell: str) -> Value:
    words = _words(cell).removesuffix("%").strip()
    if not re.match(r"[0-9]{1,3}([.,][0-9]{1,9})?\Z", words):
        hint = wording.text("field-hint.percent")
        raise CellError("bad-value", f'"{_words(cell)}" is not a percentage', hint)
    number = float(words.replace(",", "."))
    # A spreadsheet saves 99 % as 0.99, and somebody may mean less than one percent.
    if 0 < number <= 1 and "%" not in cell:
        message = f'"{words}" is ambiguous: {number * 100:g} % or {number:g} %'
        raise CellError("bad-value", message, "write it with the percent sign, like 99.5 %")
    return int(number) if number.is_integer() else number


def _choice(cell: str) -> Value:
    words = lifecycle_in_english(_words(cell).lower())
    if words not in _LIFECYCLES:
        hint = did_you_mean(words, _LIFECYCLES) or f"write {either(_LIFECYCLES)}"
        raise CellError("bad-value", f'"{words}" is not one of the allowed words', hint)
    return words


def _text(cell: str) -> str:
    """The text as it is, with the line breaks of a catalog; several lines end with one."""
    text = re.sub(r"\r\n?", "\n", cell)
    return f"{text}\n" if "\n" in text and not text.endswith("\n") else text


def _cost(cell: str) -> Value:
    cost = parse_cost(cell)
    return {**cost} if isinstance(cost, dict) else cost


_PARSERS: Mapping[CellType, Callable[[str], Value]] = {
    CellType.TEXT: _text,
    CellType.MARKDOWN: _text,
    CellType.LIST: lambda cell: list(dict.fromkeys(split_entries(cell))),
    CellType.DATE: day_in,
    CellType.DURATION: _duration,
    CellType.SPAN: _span,
    CellType.PERCENT: _percent,
    CellType.CHOICE: _choice,
    CellType.COST: _cost,
    CellType.LINKS: lambda cell: [{**parse_link(entry)} for entry in split_entries(cell)],
    CellType.PLAIN: _plain,
    CellType.PLAINS: lambda cell: [_plain(entry) for entry in split_entries(cell)],
}
