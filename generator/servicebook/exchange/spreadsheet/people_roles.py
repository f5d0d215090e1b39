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


def add_roles_of_people(tables: Tables) -> bool:
    """Add a record for each role that records of people name, and whether there are any; what is not used is a loss."""
    both = {PERSON_DEPARTMENT, PERSON_ROLE}
    people = [record for record in tables.records_of("person") if record.cells.keys() & both]
    has_table = "role" in tables.columns
    used = [] if has_table else [record for record in people if record.cells.keys() >= both]
    if lost := [record for record in people if record not in used]:
        _lose(tables, lost)
    by_role: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for record in used:
        by_role[record.cells[PERSON_DEPARTMENT], record.cells[PERSON_ROLE]].append(record)
    tables.records += [_role(*names, records) for names, records in by_role.items()]
    if by_role:
        tables.columns["role"] = tuple(column for column in SHEET_OF["role"].columns if column.name in _READ)
    return bool(by_role)


def _role(department: str, title: str, records: list[Record]) -> Record:
    """The record of a role, at the place of the first person who holds it."""
    first = records[0]
    holders = "".join(f"{name}\n" for name in sorted(map(_named, records)))
    cells = {"department": department, "title": title, "holders": holders}
    told = {"department": PERSON_DEPARTMENT, "title": PERSON_ROLE, "holders": "name"}
    headers = {key: first.headers.get(one, one) for key, one in told.items()}
    return Record(SHEET_OF["role"], first.grid, first.row, cells, headers)


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
