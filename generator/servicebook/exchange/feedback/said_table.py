"""What people said, in a table: which columns are read, and what a row says in other people's habits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from servicebook.exchange.core.import_result import ImportRequest
from servicebook.exchange.feedback.issues import Entry, about_of
from servicebook.exchange.spreadsheet.column import normalized_name
from servicebook.exchange.spreadsheet.days_of_moments import day_of_moment
from servicebook.model.catalog import Catalog
from servicebook.problems import Place, Problem, error
from servicebook.source.delimited import read_delimited
from servicebook.source.grid import Row
from servicebook.wording import text

FIELDS = ("about", "to", "on", "heard", "source")
"""What a column may be said to be."""


def entries_of(raw: bytes, path: str, request: ImportRequest, catalog: Catalog) -> list[Entry] | Problem:
    """An entry for each row of a CSV file, or why there is none."""
    mapped = request.column_names
    grid = read_delimited(
        raw, path, path, lambda name: _field(name, mapped) in FIELDS, request.tables.encoding
    )
    if grid.problems:
        return grid.problems[0]
    if not grid.rows:
        return _missing(Place(path), ("about", "on"))
    header, *rows = grid.rows
    fields = [_field(str(cell), mapped) for cell in header.cells]
    subject = "to" if "to" in fields and "about" not in fields else "about"
    if missing := [name for name in (subject, "on") if name not in fields]:
        return _missing(Place(path, header.line), missing)
    named = _ids_by_name(catalog, with_people=subject == "to")
    return [_entry(row, fields, subject, named, Place(path, row.line)) for row in rows]


def _missing(place: Place, names: Sequence[str]) -> Problem:
    message = text("feedback.no-columns", names=", ".join(names))
    return error("missing-key", place, message, text("feedback.no-columns-hint"))


def _entry(row: Row, fields: Sequence[str], subject: str, named: Mapping[str, str], place: Place) -> Entry:
    cells = dict(zip(fields, map(str, row.cells), strict=False))
    heard = cells.get("heard", "").strip()
    kind, about = about_of(cells.get(subject, ""))
    return Entry(
        number=str(row.number),
        kind=kind,
        about=about if kind or not about else named.get(about.casefold(), about),
        is_thanks=subject == "to",
        on=day_of_moment(cells.get("on", "")),
        heard=int(heard) if heard.isdecimal() and int(heard) > 0 else 1,
        source=cells.get("source", "").strip() or None,
        place=place,
    )


def _field(header: str, mapped: Mapping[str, str]) -> str:
    """What a column is: as somebody has named it, else as it is called."""
    name = normalized_name(header)
    return mapped.get(name, "" if name in mapped.values() else name)


def _ids_by_name(catalog: Catalog, *, with_people: bool) -> dict[str, str]:
    """The ids of what has a name that nothing else has: forms offer names, and people write them."""
    ids: dict[str, str] = {}
    twice: set[str] = set()
    for name, own_id in _names(catalog, with_people=with_people):
        if ids.setdefault(name.casefold(), own_id) != own_id:
            twice.add(name.casefold())
    return {name: own_id for name, own_id in ids.items() if name not in twice}


def _names(catalog: Catalog, *, with_people: bool) -> Iterator[tuple[str, str]]:
    for department in catalog.departments.values():
        yield department.name, department.id
    for service in catalog.services.values():
        yield service.name, service.id
    if with_people:
        for person in catalog.people.values():
            yield person.name, person.id
