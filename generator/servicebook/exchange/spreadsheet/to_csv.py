"""A folder of spreadsheets: one file for each sheet of the table of columns, and ``promises.csv``.

The cells hold what departments wrote, so that the importer reads back what it exported. ``promises.csv``, the SLA
directory, holds what follows from it: a row for each promise that applies to a service, and for a customer
department each that an agreement in force replaces (``source`` is where a promise is written, ``hours`` the calendar
it is counted on). The importer does not read it.

RFC 4180: comma, quotation marks where needed, CR LF; UTF-8 with a byte order mark, by which spreadsheets tell it from
other encodings. A cell that looks like a formula begins with an apostrophe
(https://owasp.org/www-community/attacks/CSV_Injection). Where names are not shown there is no ``people.csv``, and
roles name no holders.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from functools import partial
from operator import attrgetter
from typing import Any

from servicebook.analysis.resolved import KINDS
from servicebook.exchange.spreadsheet.cell_syntax import (
    format_cost,
    format_labelled,
    format_link,
    guard_formulas,
    join_entries,
)
from servicebook.exchange.spreadsheet.column import LIST_TYPES, CellType, Column, Sheet
from servicebook.exchange.spreadsheet.sheet_columns import PROMISES_SHEET, SHEETS
from servicebook.frozen import frozen
from servicebook.model.catalog import Catalog
from servicebook.model.promises import Promise, agreements_in_force, promises
from servicebook.model.visible import VisibleCatalog

HELP = "a folder of spreadsheets: departments, services, roles, people, questions, promises"
FOLDER = True
PROMISES_FILE = f"{PROMISES_SHEET}.csv"

_BYTE_ORDER_MARK = "\ufeff"
_ROWS_A_PART = 250
"""Objects whose rows are made at once."""
_SUBJECT = ("department", "service", "name", "customer")
_TARGET = ("measure", "priority", "channel", "within", "at_least", "stated", "cutoff", "compliance", "per")
_BASIS = ("hours", "source")
_in_target = attrgetter(*_TARGET)


def export(catalog: VisibleCatalog) -> Mapping[str, str]:
    """The files."""
    return {name: "".join(part.make() for part in parts) for name, parts in table_parts(catalog).items()}


@frozen
class TablePart:
    """A part of a file: with the rows of some objects of a kind, by their ids, and a header where it is the first."""

    kind: str
    ids: tuple[str, ...]
    make: Callable[[], str]


def table_parts(catalog: VisibleCatalog) -> Mapping[str, Sequence[TablePart]]:
    """By the name of each file, its parts: large ones have several, which processes can share."""
    shows_people = catalog.settings.organization.shows_people
    found: dict[str, Sequence[TablePart]] = {}
    for sheet in SHEETS:
        if sheet.kind != "person" or shows_people:
            ids = sorted(KINDS[sheet.kind](catalog))
            found[sheet.file] = _parts(sheet.kind, ids, partial(_sheet_part, catalog, sheet))
    services = list(catalog.services)
    found[PROMISES_FILE] = _parts("service", services, partial(_promises_part, catalog))
    return found


def _parts(kind: str, ids: list[str], make: Callable[[tuple[bool, Sequence[str]]], str]) -> list[TablePart]:
    """So many objects at once: of none, one part."""
    chunks = [tuple(ids[start : start + _ROWS_A_PART]) for start in range(0, max(1, len(ids)), _ROWS_A_PART)]
    return [
        TablePart(kind, chunk, partial(make, (number == 0, chunk))) for number, chunk in enumerate(chunks)
    ]


def _sheet_part(catalog: Catalog, sheet: Sheet, chunk: tuple[bool, Sequence[str]]) -> str:
    columns = [column for column in sheet.columns if column.exported]
    is_first, ids = chunk
    cells = [_cell_maker(column) for column in columns]
    rows = ([cell(item) for cell in cells] for item in _items(catalog, sheet.kind, ids))
    return table_text([column.name for column in columns] if is_first else None, rows)


def _promises_part(catalog: Catalog, chunk: tuple[bool, Sequence[str]]) -> str:
    """A part of the SLA directory."""
    is_first, ids = chunk
    header = table_text([*_SUBJECT, *_TARGET, *_BASIS], ()) if is_first else ""
    return header + "".join(_promise_rows(catalog, ids))


def table_text(header: Sequence[str] | None, rows: Iterable[Sequence[str]], *, guarded: bool = False) -> str:
    """The file of a table; without a header, what goes on with it. ``guarded``: none of the cells looks like a formula
    any more."""
    begun = "" if header is None else f"{_BYTE_ORDER_MARK}{_row(header)}\r\n"
    guarded_rows = rows if guarded else map(guard_formulas, rows)
    return begun + "".join([f"{_row(row)}\r\n" for row in guarded_rows])


def _row(cells: Iterable[str]) -> str:
    """A row without its end; of several cells, as one that is empty would be no row."""
    # half of the cells are empty; the csv module and a pattern look at every character, one by one
    return ",".join([_quoted(cell) if cell and _is_to_be_quoted(cell) else cell for cell in cells])


def _is_to_be_quoted(cell: str) -> bool:
    return "," in cell or "\n" in cell or '"' in cell or "\r" in cell


def _quoted(cell: str) -> str:
    doubled = cell.replace('"', '""')
    return f'"{doubled}"'


@frozen
class _Item:
    """An object as written, and the cells that its file's path or its place in a file stands for.

    ``groups`` has the entries of lists of maps by their value of a key, by the path to a list with that key behind it,
    as far as columns have asked.
    """

    written: Mapping[str, Any]
    identity: Mapping[str, str]
    groups: dict[tuple[str, ...], dict[str, list[Any]]] = field(default_factory=dict)

    def grouped(self, path: tuple[str, ...]) -> dict[str, list[Any]]:
        """What ``groups`` has at a path from then on."""
        # most lists have a column for each value by which entries are told apart: they are gone through once for all
        *steps, by = path
        groups: dict[str, list[Any]] = {}
        for entry in _value_at(self.written, steps) or ():
            if isinstance(entry, dict):
                groups.setdefault(str(entry.get(by)), []).append(entry)
        self.groups[path] = groups
        return groups


def _value_at(written: Any, path: Iterable[str]) -> Any:
    for step in path:
        written = written.get(step) if isinstance(written, dict) else None
    return written


def _items(catalog: Catalog, kind: str, ids: Iterable[str]) -> Iterator[_Item]:
    """The objects of a kind with these ids."""
    objects = KINDS[kind](catalog)
    for qualified_id in ids:
        item = objects[qualified_id]
        identity = {
            "id": qualified_id.rpartition("/")[2],
            "department": getattr(item, "department", ""),
            "service": getattr(item, "service", None) or "",
        }
        yield _Item(item.origin.written, identity)


Cell = Callable[[_Item], str]
"""What makes the cell of an object; empty where nothing is written."""


def _cell_maker(column: Column) -> Cell:
    """What makes the cells of a column: asked for once, as there may be tens of thousands of rows."""
    name = column.name
    if not column.path:
        return lambda item: item.identity[name]
    if column.item_key:
        return _selected_cell(column) if column.selector else _listed_cell(column)
    first, *further = column.path
    as_text, is_text = _text_maker(column.type), column.type in _AS_WRITTEN

    def cell(item: _Item) -> str:
        value = item.written.get(first)
        if further:
            value = _value_at(value, further)
        if value is None:
            return ""
        return value if is_text and value.__class__ is str else as_text(value)

    return cell


_AS_WRITTEN = frozenset(CellType) - LIST_TYPES - {CellType.COST, CellType.PERCENT}
"""The cells that hold a text as it is written."""


def _selected_cell(column: Column) -> Cell:
    """Of a list, the entries with a value of their own for a key."""
    by, wanted = next(iter(column.selector.items()))
    path, of_entries = (*column.path, by), _entries_cell(column)

    def cell(item: _Item) -> str:
        groups = item.groups.get(path)
        if groups is None:
            groups = item.grouped(path)
        entries = groups.get(wanted)
        return of_entries(entries) if entries else ""

    return cell


def _listed_cell(column: Column) -> Cell:
    of_entries = _entries_cell(column)
    return lambda item: of_entries(_value_at(item.written, column.path) or ())


def _entries_cell(column: Column) -> Callable[[Iterable[Any]], str]:
    as_text, holds_several = _text_maker(column.type), column.type in LIST_TYPES

    def cell(entries: Iterable[Any]) -> str:
        items = [
            format_labelled(entry.get("name", ""), item) if column.labelled else item
            for entry in entries
            if column.selects(entry) and (item := column.item_in(entry)) is not None
        ]
        if not items:
            return ""
        # Where a cell holds one value, the first entry is the one that counts.
        return as_text(items if holds_several else items[0])

    return cell


def _text_maker(cell_type: CellType) -> Callable[[Any], str]:
    """What makes the text of a cell of what is written."""
    if cell_type is CellType.COST:
        return format_cost
    if cell_type is CellType.LINKS:
        return lambda links: join_entries(map(format_link, links))
    if cell_type is CellType.PERCENT:
        # a spreadsheet would take 0.5 alone for a half
        return lambda value: f"{value}%" if float(value) <= 1 else str(value)
    return (lambda values: join_entries(map(str, values))) if cell_type in LIST_TYPES else str


def _promise_rows(catalog: Catalog, services: Iterable[str]) -> Iterator[str]:
    """Rows with their line ends."""
    for service in map(catalog.services.__getitem__, services):
        subject = _joined([service.department, service.id, service.name, ""])
        for promise in promises(catalog, service):
            yield f"{subject},{_promised(catalog, promise)}\r\n"
        for agreement in agreements_in_force(catalog, service):
            subject = _joined([service.department, service.id, service.name, agreement.customer])
            for promise in promises(catalog, service, agreement.customer):
                if promise.source == f"agreement:{agreement.id}":
                    yield f"{subject},{_promised(catalog, promise)}\r\n"


def _promised(catalog: Catalog, promise: Promise) -> str:
    """The cells of what is promised, which many services promise alike."""
    key = promise.target.written_key, promise.calendar, promise.source
    return catalog.once(_promise_cells, key, promise)


def _promise_cells(_: Catalog, promise: Promise) -> str:
    target = ["" if value is None else str(value) for value in _in_target(promise.target)]
    return _joined([*target, promise.calendar or "", promise.source])


def _joined(cells: Sequence[str]) -> str:
    """Several cells as a row holds them."""
    return _row(guard_formulas(cells))
