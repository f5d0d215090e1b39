"""Spreadsheets: CSV files or a workbook, as :mod:`~servicebook.exchange.spreadsheet.sheet_columns` describes them.

A row is an object. It is known by its id, else by its name where no other has it, else by the id that its name
makes; two rows for one object are a problem. In a catalog that exists already, an object's row changes what the
columns speak of and nothing else: other keys, comments and layout stay, and a row that says what is there changes
nothing. An empty cell says nothing, unless clearing is asked for. Objects without a row stay.

Other objects are named by id, whole id, e-mail address or name. What is named and has no table in the source (a
department, role, person, audience or site) becomes an object in a new catalog; in one that exists it must be there.
A department or service without a summary gets its name as one.

What is lost, and listed, by kind: ``unknown-column``, ``unknown-table``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

from servicebook.documents.document import Document
from servicebook.documents.kinds import BY_NAME, is_id
from servicebook.documents.references import faq_id, objects_of
from servicebook.documents.schema_check import bad_id
from servicebook.documents.words import slug
from servicebook.exchange.core import shown
from servicebook.exchange.core.changed_files import changed_files
from servicebook.exchange.core.ids import unique_ids
from servicebook.exchange.core.import_result import ImportRequest, ImportResult
from servicebook.exchange.core.provenance import Provenance
from servicebook.exchange.repository.new_repository import SITE_NAME, new_repository
from servicebook.exchange.spreadsheet.cells import UnclearError, entry_of, own_id, value_of
from servicebook.exchange.spreadsheet.merging import merged, places_of
from servicebook.exchange.spreadsheet.name_lookup import MADE, Names, UnknownError
from servicebook.exchange.spreadsheet.sheet_columns import SHEETS, Cell, Column, split
from servicebook.exchange.spreadsheet.tables import (
    Record,
    Tables,
    is_known_column,
    of_kind,
    read_tables,
    sheet_named,
)
from servicebook.model.catalog import Catalog
from servicebook.problems import Place, Problem, error, in_order
from servicebook.source.delimited import read_delimited
from servicebook.source.files import UnreadableError
from servicebook.source.foreign import files_at, read_bytes
from servicebook.source.grid import Grid
from servicebook.source.workbook import read_workbook
from servicebook.source.yaml_reader import Pointer, Value

HELP = f"spreadsheets: {', '.join(sheet.file for sheet in SHEETS)} in a folder, one of them, or a workbook (.xlsx)"
UPDATES = True

MAX_BYTES = 50 * 1024 * 1024
_OLD_WORKBOOK, _PACKED = b"\xd0\xcf\x11\xe0", b"PK\x03\x04"
_UNREAD = (".xls", ".xlsb", ".ods", ".numbers")
"""What other workbooks are called."""
_DELIMITED, _WORKBOOKS = (".csv", ".tsv", ".txt"), (".xlsx", ".xlsm")
_NAME_OF: Mapping[str, str] = {"role": "title", "faq": "question"}


def load(given: Path, request: ImportRequest) -> ImportResult:
    """The catalog that the files at ``given`` describe. Raises :class:`UnreadableError` when there are none."""
    files = files_at(given, _is_source)
    if not files:
        others = [file.name for file in files_at(given, lambda name: name.lower().endswith(_UNREAD))]
        hint = f"; save {others[0]} as .xlsx first" if others else ""
        raise UnreadableError(f"there is no .csv or .xlsx file in {given}{hint}")
    grids: list[Grid] = []
    problems: list[Problem] = []
    for file in files:
        raw = read_bytes(file, MAX_BYTES)
        if isinstance(raw, Problem):
            problems.append(raw)
        elif raw.startswith(_OLD_WORKBOOK):
            message = "is a workbook of an old Excel (.xls), or one with a password"
            hint = "open it in a spreadsheet and save it as .xlsx, without a password"
            problems.append(error("unreadable-file", Place(file.as_posix()), message, hint))
        elif file.suffix.lower() in _WORKBOOKS or raw.startswith(_PACKED):
            sheets, found = read_workbook(raw, file.as_posix())
            problems.extend(found)
            grids.extend(_named(sheets, file.stem))
        else:
            grids.append(_delimited(raw, file, request))
    if problems:
        return ImportResult(files={}, problems=in_order(problems))
    return convert(grids, request)


def _delimited(raw: bytes, file: Path, request: ImportRequest) -> Grid:
    sheet = sheet_named(file.stem)

    def is_column(header: str) -> bool:
        return sheet is not None and is_known_column(sheet, header, request.column_names)

    return read_delimited(raw, file.as_posix(), file.stem, is_column)


def _is_source(name: str) -> bool:
    is_hidden = name.startswith((".", "~$"))
    return not is_hidden and Path(name).suffix.lower() in (*_DELIMITED[:2], *_WORKBOOKS)


def _named(sheets: tuple[Grid, ...], stem: str) -> Iterator[Grid]:
    """The sheets of a workbook; the only one with rows is what the file's name says, where its own says nothing."""
    filled = [grid for grid in sheets if grid.rows or grid.problems]
    for grid in filled:
        alone = len(filled) == 1 and sheet_named(grid.name) is None and sheet_named(stem) is not None
        yield (
            Grid(path=grid.path, name=stem, rows=grid.rows, notes=grid.notes, problems=grid.problems)
            if alone
            else grid
        )


def convert(grids: Iterable[Grid], request: ImportRequest) -> ImportResult:
    """The catalog that the tables describe, or how an existing one changes. Pure."""
    listed = list(grids)
    tables = read_tables(listed, request.column_names)
    if not tables.columns and not tables.problems:
        known = ", ".join(sheet.name for sheet in SHEETS)
        place = listed[0].place() if listed else Place("")
        message = f"no table that is known: {', '.join(grid.name for grid in listed)}"
        tables.problems.append(error("missing-key", place, message, f"call it by what it holds: {known}"))
    elif not tables.records and not tables.problems:
        message = "no row below the first" if any(grid.rows for grid in listed) else "is empty"
        hint = "the first row names the columns, each further one is an object"
        tables.problems.append(error("empty-file", listed[0].place(), message, hint))
    conversion = _Conversion(tables, request)
    files = conversion.files()
    if tables.problems:
        return ImportResult(files={}, problems=in_order(tables.problems))
    losses = tuple(sorted(tables.losses, key=lambda loss: (loss.place, loss.kind, loss.message)))
    return ImportResult(
        files=files, losses=losses, notes=tuple(tables.notes), provenance=conversion.provenance()
    )


@dataclass(slots=True, eq=False)
class _Item:
    """An object of a row: its ids, where it is written, and what the row says of it."""

    record: Record
    qualified_id: str
    path: str
    key: str | None
    """Its key in a file that holds a map, or its id in a list; None where the file is the object."""
    values: dict[Column, Value] = field(default_factory=dict)

    @property
    def department(self) -> str | None:
        """The department in which it lies, or which it is."""
        return None if self.record.sheet.kind == "person" else self.qualified_id.partition("/")[0]


@dataclass(slots=True)
class _Conversion:
    tables: Tables
    request: ImportRequest
    names: Names = field(init=False)
    documents: dict[str, Document] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    items: list[_Item] = field(default_factory=list)
    taken: dict[tuple[str, str], Record] = field(default_factory=dict)
    unsummed: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def __post_init__(self) -> None:
        makes = MADE - self.tables.columns.keys() if self.request.existing is None else frozenset()
        self.names = Names(makes)
        for document in self.request.existing or ():
            self.documents[document.path] = document
            for kind, qualified_id, _, value in objects_of(document):
                self.names.add(kind, qualified_id, _called(kind, value))

    def files(self) -> dict[str, Value]:
        """Every file that is new or changes."""
        self._identify("department", lambda record: None)
        self._identify("person", lambda record: None)
        for kind in ("role", "service"):
            self._identify(kind, self._department)
        self._identify_questions()
        for item in self.items:
            self._read(item)
        if self.tables.problems:
            return {}
        for item in self.items:
            self._put(item)
        self._put_made()
        for kind, count in self.unsummed.items():
            plural = BY_NAME[kind].plural if count > 1 else kind
            self.tables.notes.append(
                f"{count} {plural} without a summary: the name stands there; write a better one"
            )
        return self._changed()

    def _identify(self, kind: str, department_of: Any) -> None:
        """Give every row of a kind its id."""
        groups: dict[str | None, list[Record]] = defaultdict(list)
        for record in of_kind(self.tables, kind):
            try:
                department = department_of(record)
            except UnknownError as fault:
                self._complain(record, "department", fault)
            else:
                groups[department].append(record)
        for department, records in groups.items():
            given = {id(record): self._given_id(record) for record in records if "id" in record.cells}
            known = dict(given)
            title = _NAME_OF.get(kind, "name")
            counts: dict[str, int] = defaultdict(int)
            for record in records:
                counts[record.cells.get(title, "")] += 1
            rest: list[Record] = []
            for record in records:
                if id(record) in given:
                    continue
                name = record.cells.get(title)
                if name is None:
                    message = f"{record.where()}: has neither {title} nor id"
                    hint = f"write the {title}, or remove the row"
                    self.tables.problems.append(
                        error("missing-key", record.grid.place(record.row), message, hint)
                    )
                    known[id(record)] = None
                    continue
                same = self.names.named(kind, name, department)
                if len(same) == 1 and counts[name] == 1:
                    known[id(record)] = same[0].rpartition("/")[2]
                else:
                    rest.append(record)
            used = {one for one in known.values() if one}
            made = unique_ids([record.cells[title] for record in rest], kind, used)
            known.update((id(record), one) for record, one in zip(rest, made, strict=True))
            self._note_same(kind, department, rest, made)
            for record in records:
                if own := known[id(record)]:
                    self._add(kind, record, department, own)

    def _note_same(
        self, kind: str, department: str | None, records: list[Record], made: Iterable[str]
    ) -> None:
        """Note rows of one name: they are taken for several objects, and may be one row that was copied."""
        title = _NAME_OF.get(kind, "name")
        first: dict[str, Record] = {}
        for record, own in zip(records, made, strict=True):
            name = record.cells[title]
            if first.setdefault(name, record) is not record:
                qualified_id = f"{department}/{own}" if department else own
                self.tables.notes.append(
                    f'{record.grid.path}, {record.where(title)}: "{name}" is in {first[name].where()} already; '
                    f"taken for another {kind}, {qualified_id}"
                )

    def _given_id(self, record: Record) -> str | None:
        """The own id of a row's id cell; None, and a problem, where it cannot be one."""
        own = own_id(record.cells["id"]).rpartition("/")[2]
        if is_id(own):
            return own
        found = bad_id(own, record.grid.place(record.row))
        self.tables.problems.append(record.problem(found.code, "id", found.message, found.hint))
        return None

    def _department(self, record: Record) -> str:
        """The department of a row: its own column, else the first part of a whole id. Raises UnknownError."""
        above, slash, _ = own_id(record.cells.get("id", "")).partition("/")
        if "department" in record.cells:
            department = self.names.find("department", entry_of(record.cells["department"]))
            if slash and above != department:
                message = f'is "{department}", but the id says "{above}"'
                raise UnknownError("bad-value", message, "correct one of the two")
            return department
        if not slash:
            hint = "name the department, or remove the row"
            if record.grid.is_sheet:
                hint = "name the department in every row; of merged cells only the first holds it"
            raise UnknownError("missing-key", "is empty: nobody knows whose it is", hint)
        return self.names.find("department", above)

    def _add(self, kind: str, record: Record, department: str | None, own: str) -> None:
        qualified_id = f"{department}/{own}" if department else own
        holds = BY_NAME[kind].holds
        pattern = BY_NAME[kind].pattern
        path = pattern.format(department=own if kind == "department" else department, id=own)
        if self._is_first(kind, qualified_id, record):
            self.names.add(kind, qualified_id, _called(kind, record.cells))
            self.items.append(_Item(record, qualified_id, path, None if holds == "object" else own))

    def _is_first(self, kind: str, qualified_id: str, record: Record) -> bool:
        """Whether no other row is this object; else there is a problem."""
        first = self.taken.setdefault((kind, qualified_id), record)
        if first is not record:
            column = "id" if "id" in record.cells else _NAME_OF.get(kind, "name")
            message = f'the {kind} "{qualified_id}" is in {first.where()} already'
            self.tables.problems.append(
                record.problem("duplicate-id", column, message, "keep one row, or give one another id")
            )
        return first is record

    def _identify_questions(self) -> None:
        """Questions lie in a service's file, or in their department's."""
        for record in of_kind(self.tables, "faq"):
            try:
                service = self._service_of(record)
                above = service or self._department(record)
            except UnknownError as fault:
                self._complain(record, "service" if "service" in record.cells else "department", fault)
                continue
            given = self._given_id(record) if "id" in record.cells else slug(record.cells.get("question", ""))
            if not given:
                if given == "":
                    message = "no id can be made from the words of this question"
                    self.tables.problems.append(
                        record.problem("missing-key", "question", message, "add a column id")
                    )
                continue
            if self._is_first("faq", f"{above}/{given}", record):
                kind = "service" if service else "faq"
                department, _, own = above.partition("/")
                path = BY_NAME[kind].pattern.format(department=department, id=own)
                self.items.append(_Item(record, f"{above}/{given}", path, given))

    def _service_of(self, record: Record) -> str | None:
        if "service" not in record.cells:
            return None
        department = self._department(record) if "department" in record.cells else None
        return self.names.find("service", entry_of(record.cells["service"]), department)

    def _complain(self, record: Record, column: str, fault: UnknownError | UnclearError) -> None:
        self.tables.problems.append(record.problem(fault.code, column, fault.message, fault.hint))

    def _read(self, item: _Item) -> None:
        """The values of an item's row."""
        record = item.record
        there = self.tables.columns[record.sheet.kind]
        for column in record.sheet.columns:
            if not column.path or column.cell is Cell.ID or column not in there:
                continue
            if column.name not in record.cells:
                if self.request.clear_missing and not column.needed and column.name != "summary":
                    item.values[column] = None
                continue
            try:
                item.values[column] = self._value(column, record.cells[column.name], item.department)
            except (UnclearError, UnknownError) as fault:
                self._complain(record, column.name, fault)

    def _value(self, column: Column, cell: str, department: str | None) -> Value:
        if not column.refers:
            return value_of(column, cell)
        within = department if column.refers in ("role", "service") else None
        if column.cell is Cell.REFERENCE:
            return self.names.find(column.refers, entry_of(cell), within)
        found = [self.names.find(column.refers, entry_of(words), within) for words in split(cell)]
        return [*dict.fromkeys(found)]

    def _put(self, item: _Item) -> None:
        """Write an item's values into its file's value."""
        kind = item.record.sheet.kind
        holder = self._holder(item)
        at = self._at(item, holder)
        old = holder[at] if at is not None else {}
        is_new = not old
        if is_new:
            self._complete(item)
        new = merged(old, self._told_otherwise(item, old), is_new=is_new)
        if kind == "faq" and faq_id(new) != item.key:
            new = {"id": item.key, **new}
        if at is None:
            holder.append(new)
        elif new != old:
            holder[at] = new

    def _told_otherwise(self, item: _Item, old: Mapping[str, Any]) -> dict[Column, Value]:
        """An item's values without those by which an export says what is there: it leaves out who is not shown.

        Where other people are to hold a role, who is not shown stays with them.
        """
        catalog = self.request.catalog
        if catalog is None or not old or item.record.sheet.kind == "person":
            return item.values
        unseen = {
            column: _unseen(catalog, old.get(column.path[0], ())) for column in item.values if column.bare
        }
        view = shown.unlinked(catalog, dict(old))
        for column, people in unseen.items():
            if people:
                view[column.path[0]] = shown.holders(catalog, old[column.path[0]])
        if view == old:
            return item.values
        found: dict[Column, Value] = {}
        for column, value in item.values.items():
            if merged(view, {column: value}, is_new=False) != view:
                listed = value if isinstance(value, list) else []
                stay = [one for one in unseen.get(column, ()) if one not in listed]
                found[column] = [*listed, *stay] if stay else value
        return found

    def _holder(self, item: _Item) -> Any:
        """The map or list that holds the object; its file's value comes to be when it is first asked for."""
        kind = item.record.sheet.kind
        if item.path not in self.values:
            document = self.documents.get(item.path)
            old: Any = document.value if document else [] if item.path.endswith("/faqs.yml") else {}
            self.values[item.path] = old.copy()
        value = self.values[item.path]
        if kind == "faq" and not isinstance(value, list):
            value["faqs"] = value["faqs"].copy() if "faqs" in value else []
            return value["faqs"]
        return self.values if item.key is None else value

    def _at(self, item: _Item, holder: Any) -> Any:
        """The object's key in what holds it; None for one that a list does not hold yet."""
        if item.key is None:
            return item.path
        if isinstance(holder, list):
            ids = [faq_id(faq) for faq in holder]
            return ids.index(item.key) if item.key in ids else None
        holder.setdefault(item.key, {})
        return item.key

    def _complete(self, item: _Item) -> None:
        """What a new object must say: its name, and a summary where its kind has one."""
        record = item.record
        for column in record.sheet.columns:
            if column.needed and item.values.get(column) is None:
                self.tables.problems.append(
                    record.problem(
                        "missing-key", column.name, f"the new {record.sheet.kind} has none", "write it"
                    )
                )
        if record.sheet.kind not in ("department", "service"):
            return
        summary = record.sheet.column("summary")
        if summary and item.values.get(summary) is None:
            name = record.cells.get("name", item.qualified_id)
            ordered = {column: value for column, value in item.values.items() if column.name == "name"}
            item.values = {**ordered, summary: f"{name}.", **item.values}
            item.values[summary] = f"{name}."
            self.unsummed[record.sheet.kind] += 1

    def _put_made(self) -> None:
        """The objects that are only named."""
        made = sorted(self.names.made.items())
        for kind, group in groupby(made, key=lambda entry: entry[0][0]):
            listed = list(group)
            for (_, qualified_id), name in listed:
                department, _, own = qualified_id.rpartition("/")
                path = BY_NAME[kind].pattern.format(department=department or own, id=own)
                if kind == "department":
                    self.values[path] = {"name": name, "summary": f"{name}."}
                else:
                    entry = {"title" if kind == "role" else "name": name}
                    self.values.setdefault(path, {}).setdefault(own, entry)
            plural = BY_NAME[kind].plural if len(listed) > 1 else kind
            ids = ", ".join(qualified_id for (_, qualified_id), _ in listed[:5]) + (
                " …" if len(listed) > 5 else ""
            )
            self.tables.notes.append(f"made {len(listed)} {plural}, only named in the source: {ids}")

    def _changed(self) -> dict[str, Value]:
        """The files that are new or say something else than before."""
        files, problems = changed_files(self.values, self.documents)
        self.tables.problems.extend(problems)
        return files if self.request.existing is not None else {**new_repository(SITE_NAME), **files}

    def provenance(self) -> dict[str, list[Provenance]]:
        """Where the values of each file come from."""
        found: dict[str, list[Provenance]] = defaultdict(list)
        for item in self.items:
            record, place = item.record, item.record.grid.place(item.record.row)
            value, base = self._whole(item)
            found[item.path].append(Provenance(base, place, record.where()))
            for column in item.values:
                where = record.where(column.name)
                found[item.path].extend(
                    Provenance((*base, *pointer), place, where) for pointer in places_of(column, value)
                )
        return found

    def _whole(self, item: _Item) -> tuple[Any, Pointer]:
        """The object as it is now, and its place within the file."""
        value = self.values[item.path]
        if item.key is None:
            return value, ()
        if item.record.sheet.kind != "faq":
            return value[item.key], (item.key,)
        listed, above = (value, ()) if isinstance(value, list) else (value["faqs"], ("faqs",))
        index = next(index for index, faq in enumerate(listed) if faq_id(faq) == item.key)
        return listed[index], (*above, index)


def _unseen(catalog: Catalog, listed: Iterable[Any]) -> list[Value]:
    """Those of a role's people who are not shown."""
    people = (one["person"] if isinstance(one, dict) else one for one in listed)
    return [person for person in people if catalog.shown(person) is None]


def _called(kind: str, value: Any) -> list[str]:
    """What an object is called: its name, a person's e-mail address, too."""
    if not isinstance(value, Mapping):
        return []
    keys = [_NAME_OF.get(kind, "name"), *(["email"] if kind == "person" else [])]
    return [str(value[key]) for key in keys if value.get(key)]
