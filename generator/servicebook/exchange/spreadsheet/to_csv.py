"""A folder of spreadsheets: one file for each sheet of the table of columns, and ``promises.csv``.

The cells hold what departments wrote, so that the importer reads back what it finds; ``promises.csv``, the SLA
directory, holds what follows: a row for each promise that applies to a service, and for a customer department each
that an agreement in force replaces (``source`` says where a promise is written, ``hours`` on which calendar it is
counted). The importer does not read it.

RFC 4180: comma, quotation marks where needed, CR LF; UTF-8 with a byte order mark, so that spreadsheets know. A cell
that one could take for a formula begins with an apostrophe
(https://owasp.org/www-community/attacks/CSV_Injection). Where names are not shown there is no ``people.csv``, and
roles name no holders.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from servicebook.analysis.resolved import KINDS
from servicebook.exchange.core import shown
from servicebook.exchange.spreadsheet.sheet_columns import (
    PROMISES,
    SHEETS,
    Cell,
    Column,
    Sheet,
    cost_cell,
    guarded,
    joined,
    link_entry,
    named_entry,
)
from servicebook.model.catalog import Catalog
from servicebook.model.promises import AgreementState, Promise, promises, state_of
from servicebook.model.service import Service

HELP = "a folder of spreadsheets: departments, services, roles, people, questions, promises"
FOLDER = True
PROMISES_FILE = f"{PROMISES}.csv"

_MARK = "\ufeff"
_ABOUT = ("department", "service", "name", "customer")
_SAID = ("measure", "priority", "channel", "within", "at_least", "stated", "cutoff", "compliance", "per")
_FROM = ("hours", "source")


def export(catalog: Catalog) -> Mapping[str, str]:
    """The files."""
    return {name: make() for name, make in makers(catalog).items()}


def makers(catalog: Catalog) -> Mapping[str, Callable[[], str]]:
    """What makes each file, by name."""
    shows_people = catalog.settings.organization.shows_people
    sheets = [sheet for sheet in SHEETS if sheet.kind != "person" or shows_people]
    found: dict[str, Callable[[], str]] = {one.file: partial(sheet_text, catalog, one) for one in sheets}
    return {**found, PROMISES_FILE: partial(promises_text, catalog)}


def sheet_text(catalog: Catalog, sheet: Sheet) -> str:
    """The file of one sheet."""
    rows = ([_cell(value, column) for column in sheet.columns] for value in _objects(catalog, sheet.kind))
    return _file([column.name for column in sheet.columns], rows)


def promises_text(catalog: Catalog) -> str:
    """The SLA directory."""
    return _file([*_ABOUT, *_SAID, *_FROM], _promise_rows(catalog))


def _file(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return _MARK + out.getvalue()


def _objects(catalog: Catalog, kind: str) -> Iterator[dict[str, Any]]:
    """The objects as written, with ``""`` for what is written in none of their keys: see :func:`_own`."""
    for qualified_id, item in sorted(KINDS[kind](catalog).items()):
        if kind == "person" and not catalog.shown(qualified_id):
            continue
        written = shown.written(catalog, item.origin)
        if kind == "role":
            people = {
                key: shown.holders(catalog, written[key]) for key in ("holders", "deputies") if key in written
            }
            written = {**written, **people}
        yield {**written, "": _own(item, qualified_id)}


def _own(item: Any, qualified_id: str) -> dict[str, str]:
    """What a row says that the path of the file says, or the object that it stands in."""
    return {
        "id": qualified_id.rpartition("/")[2],
        "department": getattr(item, "department", ""),
        "service": getattr(item, "service", None) or "",
    }


def _cell(value: Mapping[str, Any], column: Column) -> str:
    """The cell of an object in a column; empty where nothing is written."""
    if not column.path:
        return str(value[""][column.name])
    found: Any = value
    for step in column.path:
        found = found.get(step) if isinstance(found, dict) else None
    if found is None:
        return ""
    if column.item:
        entries = [_entry(one, column) for one in found if _is_meant(one, column)]
        return _text(entries if column.cell in _SEVERAL else entries[0], column.cell) if entries else ""
    return _text(found, column.cell)


def _entry(one: Any, column: Column) -> Any:
    if not isinstance(one, dict):
        return one
    return named_entry(one.get("name", ""), one[column.item]) if column.named else one[column.item]


_SEVERAL = frozenset({Cell.LIST, Cell.PLAINS, Cell.REFERENCES})


def _is_meant(one: Any, column: Column) -> bool:
    """Whether an entry of a list is one that the column is about; a promise for one priority or channel is not."""
    if not isinstance(one, dict):
        return True
    if column.path == ("targets",) and ("priority" in one or "channel" in one):
        return False
    return column.item in one and all(one.get(key) == wanted for key, wanted in column.where.items())


def _text(found: Any, cell: Cell) -> str:
    if cell is Cell.COST:
        return cost_cell(found)
    if cell is Cell.LINKS:
        return joined(map(link_entry, found))
    if cell is Cell.PERCENT and float(found) <= 1:
        return f"{found}%"  # 0.5 alone is half of it to a spreadsheet
    return joined(map(str, found)) if cell in _SEVERAL else str(found)


def _promise_rows(catalog: Catalog) -> Iterator[list[str]]:
    for service in catalog.services.values():
        for promise in promises(catalog, service):
            yield _promise_row(service, "", promise)
        for agreement in catalog.index.agreements_on.get(service.id, ()):
            if state_of(catalog, agreement) is AgreementState.IN_FORCE:
                for promise in promises(catalog, service, agreement.customer):
                    if promise.source == f"agreement:{agreement.id}":
                        yield _promise_row(service, agreement.customer, promise)


def _promise_row(service: Service, customer: str, promise: Promise) -> list[str]:
    said = (getattr(promise.target, name) for name in _SAID)
    return [
        service.department,
        service.id,
        service.name,
        customer,
        *("" if value is None else str(value) for value in said),
        promise.calendar or "",
        promise.source,
    ]
