"""Rows of an export as lines: the columns that count, with moments as seconds, and words as they stand there."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from servicebook.frozen import frozen
from servicebook.measuring.reading.export_table import ExportTable, small_word
from servicebook.measuring.reading.moments import Cell, Moments, NotAMomentError
from servicebook.measuring.reading.not_read import Findings
from servicebook.wording import text

_MOST_MINUTES = 100 * 366 * 24 * 60
_CLOCK = re.compile(r"([0-9]{1,5}):([0-5][0-9])(?::([0-5][0-9])(?:\.[0-9]+)?)?")


@dataclass(slots=True, kw_only=True)
class Line:
    """One row. ``row`` is its table and its number, which two lines that say the same need not share.

    ``state`` is in small letters.

    ``first_reply`` and ``done`` are None where the row has none; ``updated`` is when the row was written.
    """

    row: tuple[PickedTable, int] = field(compare=False, repr=False)
    ticket: str
    service: str | None
    asked: int
    first_reply: int | None
    done: int | None
    priority: str | None
    channel: str | None
    customer: str | None
    state: str | None
    reopened: int
    updated: int | None

    @property
    def where(self) -> str:
        """How people find it."""
        table, number = self.row
        return table.where(number)


@frozen(kw_only=True)
class PickedTable:
    """The columns of a table that count, and nothing else of it.

    ``keys`` are what they mean, ``headers`` how they are called, by key; each row has one cell for each key, None where
    it is empty. ``too_long`` are rows with more cells than there are columns. ``is_one_of_several``: its file has to be
    named, for people to find a row.
    """

    table: ExportTable
    keys: tuple[str, ...]
    headers: Mapping[str, str]
    rows: list[tuple[int, tuple[Cell, ...]]]
    too_long: list[int]
    is_one_of_several: bool

    def where(self, number: int) -> str:
        """``row 12``, with its sheet, and its file where there are several."""
        parts = [self.table.path] * self.is_one_of_several
        parts += [text("cell.sheet", sheet=self.table.sheet)] if self.table.sheet else []
        return text("list.separator").join([*parts, text("cell.row", row=number)])


def pick(
    table: ExportTable,
    places: Mapping[str, Sequence[int]],
    missing: frozenset[str],
    *,
    is_one_of_several: bool = False,
) -> PickedTable:
    """The cells of a table that count: of several columns for the same, the first that is filled."""
    keys = tuple(places)
    spots = tuple(places.values())
    width = len(table.header)
    rows: list[tuple[int, tuple[Cell, ...]]] = []
    too_long: list[int] = []
    for number, cells in table.rows:
        if len(cells) > width and any(_filled(cell, missing) is not None for cell in cells[width:]):
            too_long.append(number)
            continue
        picked = tuple(_first(cells, several, missing) for several in spots)
        if any(cell is not None for cell in picked):
            rows.append((number, picked))
    headers = {key: table.header[several[0]] for key, several in places.items()}
    return PickedTable(
        table=table,
        keys=keys,
        headers=headers,
        rows=rows,
        too_long=too_long,
        is_one_of_several=is_one_of_several,
    )


def _first(cells: Sequence[Cell], several: Sequence[int], missing: frozenset[str]) -> Cell:
    for position in several:
        if position < len(cells) and (cell := _filled(cells[position], missing)) is not None:
            return cell
    return None


def _filled(cell: Cell, missing: frozenset[str]) -> Cell:
    """The cell without spaces around it; None where it is empty, or holds a word for nothing."""
    if isinstance(cell, str):
        cell = cell.strip()
        return None if not cell or cell.casefold() in missing else cell
    # tables of Parquet that pandas has written have "not a number" for nothing
    return None if isinstance(cell, float) and math.isnan(cell) else cell


class NotALineError(ValueError):
    """A row that cannot be read; it has been told."""


class LineReader:
    """Reads the rows of one table. What cannot be read is told to ``findings``.

    ``broken`` gets the tickets of such rows: what they say beside others of the same ticket is not known.
    ``decimal`` is the sign before decimals.
    """

    def __init__(
        self,
        picked: PickedTable,
        moments: Mapping[str, Moments],
        findings: Findings,
        broken: set[str],
        decimal: str = ".",
    ) -> None:
        self._broken = broken
        self._decimal = decimal
        self._picked = picked
        self._moments = moments
        self._findings = findings
        self._at = {key: index for index, key in enumerate(picked.keys)}

    def lines(self) -> Iterator[Line]:
        """The lines of all rows that can be read, in their order."""
        for number in self._picked.too_long:
            self._findings.add("too-many-cells", self._picked.where(number))
        for number, cells in self._picked.rows:
            try:
                yield self._line(number, cells)
            except NotALineError:
                if (ticket := self._text("ticket", cells)) is not None:
                    self._broken.add(ticket)

    def _line(self, number: int, cells: tuple[Cell, ...]) -> Line:
        asked = self._moment("asked", cells, number, None)
        if asked is None:
            raise self._told("no-asked", number, "asked")
        ticket = self._text("ticket", cells) if "ticket" in self._at else self._picked.where(number)
        if ticket is None:
            raise self._told("no-ticket", number, "ticket")
        state = self._text("state", cells)
        return Line(
            row=(self._picked, number),
            ticket=ticket,
            service=self._text("service", cells),
            asked=asked,
            first_reply=self._reply(cells, number, asked),
            done=self._moment("done", cells, number, asked),
            priority=self._text("priority", cells),
            channel=self._text("channel", cells),
            customer=self._text("customer", cells),
            state=small_word(state) if state else None,
            reopened=self._count("reopened", cells, number),
            updated=self._moment("updated", cells, number, asked),
        )

    def _told(self, kind: str, number: int, key: str, value: Cell = "") -> NotALineError:
        """Tell what is wrong with a column of a row. A ``value`` may be given of what names nobody."""
        self._findings.add(kind, self._picked.where(number), self._picked.headers[key], example=value)
        return NotALineError(kind)

    def _cell(self, key: str, cells: tuple[Cell, ...]) -> Cell:
        index = self._at.get(key)
        return None if index is None else cells[index]

    def _text(self, key: str, cells: tuple[Cell, ...]) -> str | None:
        return text_of(self._cell(key, cells))

    def _moment(self, key: str, cells: tuple[Cell, ...], number: int, asked: int | None) -> int | None:
        cell = self._cell(key, cells)
        if cell is None:
            return None
        try:
            return self._moments[key].seconds(cell, asked)
        except NotAMomentError as fault:
            raise self._told(fault.fault, number, key, cell) from None

    def _reply(self, cells: tuple[Cell, ...], number: int, asked: int) -> int | None:
        """The first reply: a moment, or how long after asking it came, on a clock that never stops."""
        found = self._moment("first_reply", cells, number, asked)
        after = self._cell("first_reply_after", cells)
        if found is not None or after is None:
            return found
        seconds = seconds_of_span(after, self._decimal)
        if seconds is None:
            raise self._told("bad-span", number, "first_reply_after", after)
        return asked + seconds

    def _count(self, key: str, cells: tuple[Cell, ...], number: int) -> int:
        cell = self._cell(key, cells)
        if cell is None:
            return 0
        try:
            count = int(float(cell))  # type: ignore[arg-type]
        except (TypeError, ValueError, OverflowError):
            count = -1
        if count < 0:
            raise self._told("bad-number", number, key)
        return count


def text_of(cell: Cell) -> str | None:
    """A cell as a word; None where it is empty."""
    if cell is None or isinstance(cell, str):
        return cell
    # a spreadsheet keeps the number 4711 as 4711.0
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def seconds_of_span(cell: Cell, decimal: str) -> int | None:
    """How long something took: a number of minutes, or ``H:MM`` and ``H:MM:SS``. None where it is neither."""
    if isinstance(cell, bool) or cell is None:
        return None
    if isinstance(cell, int | float):
        return round(cell * 60) if 0 <= cell < _MOST_MINUTES else None
    words = str(cell)
    if clock := _CLOCK.fullmatch(words):
        return int(clock[1]) * 3600 + int(clock[2]) * 60 + int(clock[3] or 0)
    try:
        minutes = float(words.replace(decimal, "."))
    except ValueError:
        return None
    return round(minutes * 60) if 0 <= minutes < _MOST_MINUTES else None
