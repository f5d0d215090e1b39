"""Results that somebody else has counted, as a table: service, measure, period, counted, kept.

``counted:`` in measures.yml says what such a table calls them, where it does otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

from servicebook.documents.schemas import all_schemas
from servicebook.documents.suggestions import did_you_mean
from servicebook.frozen import frozen
from servicebook.measuring.reading.export_files import BrokenOffError, open_export
from servicebook.measuring.reading.export_lines import PickedTable, pick
from servicebook.measuring.reading.export_table import ExportTable, Wanted, positions
from servicebook.measuring.reading.moments import Cell
from servicebook.measuring.reading.named_ids import UnknownWordError, Words
from servicebook.measuring.reading.not_read import quotable
from servicebook.measuring.reading.to_tickets import CHANNELS
from servicebook.measuring.reading.unused_words import unused_in_counted
from servicebook.measuring.reading.written_periods import period_of
from servicebook.model.catalog import Catalog
from servicebook.model.periods import Period
from servicebook.problems import Place, Problem, error
from servicebook.ticket_sources import CountedTable, TicketSource
from servicebook.wording import text
from servicebook.wording.lists import either

NEEDED = ("service", "measure", "period", "counted", "kept")
COLUMNS = (*NEEDED, "missed", "priority", "channel", "agreement")
"""What a column can mean. Where there is no ``kept``, it is what was counted without what was ``missed``."""
MEASURES: tuple[str, ...] = tuple(
    all_schemas()["results.schema.json"]["$defs"]["result"]["properties"]["measure"]["enum"]
)
_SHOWN_ROWS = 5
_SPACES = re.compile(r"[\s\u00a0\u202f]+")


@frozen(kw_only=True)
class CountedRow:
    """One result; ``where`` is how people find its row, ``line`` its number.

    ``counted`` is at least ``kept``, and neither is negative.
    """

    where: str
    service: str
    measure: str
    period: Period
    counted: int
    kept: int
    priority: str | None = None
    channel: str | None = None
    agreement: str | None = None
    line: int = 1


@frozen(kw_only=True)
class ReadCounted:
    """The results of a file, what somebody should know about how it was read, and what is wrong with it.

    A row with a problem is none of ``rows``.
    """

    rows: tuple[CountedRow, ...] = ()
    notes: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_counted(path: Path, catalog: Catalog) -> ReadCounted:
    """What a file holds: CSV, .xlsx or Parquet. The names of its columns may have capitals and spaces."""
    how = catalog.settings.counted
    wanted = Wanted(
        names={name: (name, *how.columns.get(name, ())) for name in COLUMNS}, given=frozenset(how.columns)
    )
    source = TicketSource(id="counted", encoding=how.encoding, delimiter=how.delimiter, sheet=how.sheet)
    with ExitStack() as stack:
        opened = open_export(path, source, wanted, stack)
        if opened.problems:
            return ReadCounted(problems=tuple(opened.problems), notes=tuple(opened.notes))
        try:
            picked = [_picked(table, wanted, how) for table in opened.tables]
        except BrokenOffError as fault:
            return ReadCounted(problems=(fault.problem,), notes=tuple(opened.notes))
    rows: list[CountedRow] = []
    problems = [one for one in picked if isinstance(one, Problem)]
    left_out: list[_LeftOut] = []
    tables = [one for one in picked if isinstance(one, PickedTable)]
    for found in (one for table in tables for one in _read(table, catalog)):
        if isinstance(found, CountedRow):
            rows.append(found)
        elif isinstance(found, Problem):
            problems.append(found)
        else:
            left_out.append(found)
    problems += _twice(rows, path)
    notes = (*opened.notes, *_said(left_out), *unused_in_counted(tables, how))
    return ReadCounted(rows=tuple(rows), notes=notes, problems=tuple(problems))


def _picked(table: ExportTable, wanted: Wanted, how: CountedTable) -> PickedTable | Problem:
    places = positions(table.header, wanted)
    else_known = {"measure": how.measure, "period": how.period, "kept": places.get("missed")}
    missing = [name for name in NEEDED if name not in places and not else_known.get(name)]
    if not missing:
        return pick(table, places, frozenset())
    headers = [header for header in table.header if header]
    near = did_you_mean(missing[0], [header.casefold() for header in headers])
    message = text("counted.no-column", names=either(f'"{name}"' for name in missing))
    shown = text("list.separator").join(headers[:30]) or text("tickets.no-columns")
    hint = text("counted.no-column-hint", names=shown)
    return error("missing-key", Place(table.path), message, f"{near} {hint}" if near else hint)


class _CellError(ValueError):
    """What is wrong with a cell, and what to do."""

    def __init__(self, code: str, column: str, message: str, hint: str | None) -> None:
        super().__init__(message)
        self.code = code
        self.column = column
        self.hint = hint


@frozen
class _LeftOut:
    """A row that is no result: ``why`` is ``no-numbers``, ``not-given`` or ``null``."""

    where: str
    why: str


def _said(left_out: Iterable[_LeftOut]) -> Iterator[str]:
    """Which rows were left out for each reason."""
    by_reason: dict[str, list[str]] = {}
    for one in left_out:
        by_reason.setdefault(one.why, []).append(one.where)
    for why, rows in by_reason.items():
        shown = text("list.separator").join(rows[:_SHOWN_ROWS]) + (" …" if len(rows) > _SHOWN_ROWS else "")
        yield text(f"counted.left-out.{why}", count=len(rows), rows=shown)


def _read(picked: PickedTable, catalog: Catalog) -> Iterator[CountedRow | Problem | _LeftOut]:
    """Each row, its problem, or why it is left out."""
    for number, cells in picked.rows:
        where = picked.where(number)
        try:
            yield _row(where, number, dict(zip(picked.keys, cells, strict=True)), catalog)
        except _CellError as fault:
            column = picked.headers.get(fault.column, fault.column)
            at = text("list.separator").join((where, text("cell.column", column=column)))
            yield error(fault.code, Place(picked.table.path, number), f"{at}: {fault}", fault.hint)
    for number in picked.too_long:
        message = text("counted.too-many-cells", where=picked.where(number))
        yield error("bad-value", Place(picked.table.path, number), message, text("tickets.do.too-many-cells"))


def _row(where: str, line: int, cells: dict[str, Cell], catalog: Catalog) -> CountedRow | _LeftOut:
    how = catalog.settings.counted
    cells = {"measure": how.measure, "period": how.period, **cells}
    numbers = [cells.get(name) for name in ("counted", "kept", "missed")]
    if numbers.count(None) == len(numbers):
        return _LeftOut(where, "no-numbers")  # a footnote, or a title within the table
    if any(str(number).strip() in how.missing for number in numbers):
        return _LeftOut(where, "not-given")
    services = {one.id: one.name for one in catalog.services.values()}
    service = _id(cells, "service", services, how.services, "unknown-service")
    if service is None:
        return _LeftOut(where, "null")  # before anything else of the row is looked at
    measures = {one: one.replace("_", " ") for one in MEASURES}
    measure = _id(cells, "measure", measures, how.measures, "bad-value")
    if measure is None:
        return _LeftOut(where, "null")
    period = period_of(_filled(cells, "period"))
    if period is None:
        message = text("counted.bad-period", value=quotable(cells["period"]))
        raise _CellError("bad-value", "period", message, text("counted.bad-period-hint"))
    counted, kept = _numbers(cells, how)
    priorities = {one.id: one.name for one in catalog.settings.priorities.values()}
    agreements = {one.id: one.id for one in catalog.agreements.values()}
    return CountedRow(
        where=where,
        line=line,
        service=service,
        measure=measure,
        period=period,
        counted=counted,
        kept=kept,
        priority=_id(cells, "priority", priorities, how.priorities, "unknown-priority"),
        channel=_id(cells, "channel", {one: one for one in CHANNELS}, {}, "bad-value"),
        agreement=_id(cells, "agreement", agreements, {}, "unknown-agreement"),
    )


def _filled(cells: Mapping[str, Cell], column: str) -> Cell:
    if cells.get(column) is None:
        raise _CellError("missing-key", column, text("counted.empty"), text("counted.empty-hint"))
    return cells[column]


def _numbers(cells: Mapping[str, Cell], how: CountedTable) -> tuple[int, int]:
    """How many were counted, and kept."""
    told = "kept" if "kept" in cells else "missed"
    counted, number = (_number(cells, name, how) for name in ("counted", told))
    if number > counted:
        message = text("counted.more-kept", kept=number, counted=counted)
        raise _CellError("bad-value", told, message, text("counted.more-kept-hint"))
    return counted, number if told == "kept" else counted - number


def _number(cells: Mapping[str, Cell], column: str, how: CountedTable) -> int:
    cell = _filled(cells, column)
    words = _SPACES.sub("", str(cell)).removesuffix(".0")
    for mark in how.marks:
        words = words.removesuffix(mark).removeprefix(mark)
    if how.thousands:
        words = words.replace(how.thousands, "")
    if not words.isascii() or not words.isdigit():
        value = quotable(cell)
        hint = text("counted.bad-number-hint")
        if value and not any(map(str.isdigit, value)):
            hint = text("counted.no-number-hint", value=value)
        raise _CellError("bad-value", column, text("counted.bad-number", value=value), hint)
    return int(words)


def _id(
    cells: Mapping[str, Cell],
    column: str,
    known: Mapping[str, str],
    written: Mapping[str, str | None],
    code: str,
) -> str | None:
    """The id that a cell means: what measures.yml says, an id itself, or a name that one thing alone has.

    None where it says that nothing is meant, and for an empty cell of a column that need not be filled.
    """
    cell = cells.get(column)
    if cell is None and column not in NEEDED:
        return None
    words = _SPACES.sub(" ", str(_filled(cells, column))).strip().casefold()
    named = [key for key, name in known.items() if name.casefold() == words]
    at_once = {words: words} if words in known else {words: named[0]} if len(named) == 1 else {}
    try:
        return Words(written, at_once).id_of(words)
    except UnknownWordError:
        raise _unknown(column, cell, words, known, code) from None


def _unknown(column: str, cell: Cell, words: str, known: Mapping[str, str], code: str) -> _CellError:
    """What to do about a word that nothing explains."""
    value = quotable(cell)
    if not value:
        long_hint = text("counted.unknown-text-hint") if column == "service" else None
        return _CellError(code, column, text("counted.unknown-text", column=column), long_hint)
    hint = did_you_mean(words, [*known, *(name.casefold() for name in known.values())])
    if column == "service":
        hint = hint or text("counted.unknown-service-hint", value=value)
    elif known and len(known) <= 10:
        hint = hint or text("hint.use-one-of", choices=either(known))
    return _CellError(code, column, text("counted.unknown", column=column, value=value), hint)


def _twice(rows: list[CountedRow], path: Path) -> Iterator[Problem]:
    """Rows about the same promise and period as an earlier one: which of the two is right is not known."""
    first: dict[tuple[object, ...], CountedRow] = {}
    for row in rows:
        key = (row.service, row.measure, row.period, row.priority, row.channel, row.agreement)
        if (before := first.setdefault(key, row)) is not row:
            message = text("counted.twice", where=row.where, other=before.where)
            yield error(
                "duplicate-key", Place(path.as_posix(), row.line), message, text("counted.twice-hint")
            )
