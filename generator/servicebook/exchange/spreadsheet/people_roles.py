"""Roles that a list of people says: who holds which, in which department.

A list of people often says with each person the department and the role. Where no table of roles is in the source,
each role in a department becomes a row of one, with the people as its holders.
"""

from __future__ import annotations

from collections import defaultdict

from servicebook.exchange.core.import_result import Loss
from servicebook.exchange.spreadsheet.sheet_columns import PERSON_DEPARTMENT, PERSON_ROLE, SHEET_OF
from servicebook.exchange.spreadsheet.tables import Record, Tables
from servicebook.wording import text

_READ = ("department", "title", "holders")


def add_roles_of_people(tables: Tables) -> None:
    """Add a record for each role that records of people name; what cannot be one is a loss."""
    columns = {column.name for column in tables.columns.get("person", ())}
    if not columns & {PERSON_DEPARTMENT, PERSON_ROLE}:
        return
    people = [
        record
        for record in tables.records_of("person")
        if record.cells.keys() & {PERSON_DEPARTMENT, PERSON_ROLE}
    ]
    complete = [record for record in people if record.cells.keys() >= {PERSON_DEPARTMENT, PERSON_ROLE}]
    if "role" in tables.columns:
        complete = []
    kept = set(map(id, complete))
    if lost := [record for record in people if id(record) not in kept]:
        _lose(tables, lost)
    if not complete:
        return
    sheet = SHEET_OF["role"]
    tables.columns["role"] = tuple(column for column in sheet.columns if column.name in _READ)
    by_role: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for record in complete:
        by_role[record.cells[PERSON_DEPARTMENT], record.cells[PERSON_ROLE]].append(record)
    for (department, title), records in by_role.items():
        first = records[0]
        holders = "".join(f"{name}\n" for name in sorted(map(_named, records)))
        cells = {"department": department, "title": title, "holders": holders}
        told = {"department": PERSON_DEPARTMENT, "title": PERSON_ROLE, "holders": "name"}
        headers = {key: first.headers.get(one, one) for key, one in told.items()}
        tables.records.append(Record(sheet, first.grid, first.row, cells, headers))


def _named(record: Record) -> str:
    """How a row names its person: by what tells it from others of the same name."""
    return record.cells.get("id") or record.cells.get("email") or record.cells.get("name", "")


def _lose(tables: Tables, records: list[Record]) -> None:
    first = records[0]
    if "role" in tables.columns:
        message = text("people.roles-elsewhere", count=len(records), where=first.where())
    else:
        message = text("people.role-incomplete", count=len(records), where=first.where())
    place = first.grid.place(first.row)
    tables.losses.append(Loss(kind="unused-cell", message=message, place=place, field="people.role"))
