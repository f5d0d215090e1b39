"""Which object each row is: its id, its department, and the file that it belongs to."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from servicebook.documents.kinds import BY_NAME, is_id
from servicebook.documents.slugs import bad_id, slug
from servicebook.exchange.core.ids import unique_ids
from servicebook.exchange.spreadsheet.cell_values import parse_id, parse_reference
from servicebook.exchange.spreadsheet.column import CellError, Column
from servicebook.exchange.spreadsheet.name_index import NameIndex
from servicebook.exchange.spreadsheet.sheet_columns import SHEET_OF
from servicebook.exchange.spreadsheet.tables import Record, Tables
from servicebook.problems import error
from servicebook.source.yaml_reader import Value
from servicebook.wording import text

_LIKE_AN_ID = re.compile(r"[\w][\w .-]*\Z")
"""What another program, or a person, may have for an id; not a formula, an address or a sentence."""
_MAX_LISTED = 5


@dataclass(slots=True, eq=False)
class RowObject:
    """The object of a row: its id, the file it is written in, and the values of its cells."""

    record: Record
    qualified_id: str
    path: str
    key: str | None
    """Its key in a file that holds a map, or its id in a list; None where the file is the object."""
    values: dict[Column, Value] = field(default_factory=dict)
    """By column; None removes a value. A column whose cell is empty has no entry, unless that is to clear it."""

    @property
    def kind(self) -> str:
        return self.record.sheet.kind

    @property
    def department(self) -> str | None:
        """The department that it belongs to, or is."""
        return None if self.kind == "person" else self.qualified_id.partition("/")[0]


def identify(tables: Tables, names: NameIndex) -> list[RowObject]:
    """The objects of all rows; rows that cannot be identified are problems of the tables.

    An object is known by its id, else by its name where no other has it, else by the id that its name makes.
    Every object is added to ``names``.
    """
    identification = _Identification(tables, names)
    # In this order: a row names objects of the kinds before its own.
    row_objects = [
        *identification.objects("department", lambda record: None),
        *identification.objects("person", lambda record: None),
        *identification.objects("role", identification.department),
        *identification.objects("service", identification.department),
        *identification.questions(),
    ]
    identification.note_converted_ids()
    return row_objects


@dataclass(slots=True)
class _Identification:
    tables: Tables
    names: NameIndex
    converted: dict[tuple[str, str], str] = field(default_factory=dict)
    """The own id of each id that is spelled in another way in the source, by kind."""
    first_records: dict[tuple[str, str], Record] = field(default_factory=dict)
    """The record of each object so far, by kind and qualified id."""

    def objects(self, kind: str, department_of: Callable[[Record], str | None]) -> Iterator[RowObject]:
        """The objects of a kind, department by department, so that ids are made within each."""
        by_department: dict[str | None, list[Record]] = defaultdict(list)
        for record in self.tables.records_of(kind):
            try:
                by_department[department_of(record)].append(record)
            except CellError as fault:
                self.tables.problems.append(record.cell_problem("department", fault))
        for department, records in by_department.items():
            own_ids = self._own_ids(kind, records, department)
            for record in records:
                own_id = own_ids.get(record)
                if own_id and (row_object := self._object(kind, record, department, own_id)):
                    yield row_object

    def _own_ids(
        self, kind: str, records: Sequence[Record], department: str | None
    ) -> Mapping[Record, str | None]:
        """The own id of each record; a record without an id and a name has none, and is a problem."""
        title = SHEET_OF[kind].title
        counts = Counter(record.cells.get(title) for record in records)
        own_ids: dict[Record, str | None] = {}
        without_id: list[Record] = []
        for record in records:
            name = record.cells.get(title)
            if "id" in record.cells:
                own_ids[record] = self._given_id(record)
            elif name is None:
                message = f"{record.where()}: has neither {title} nor id"
                hint = f"write the {title}, or remove the row"
                self.tables.problems.append(
                    error("missing-key", record.grid.place(record.row), message, hint)
                )
            elif counts[name] == 1 and len(known := self.names.ids_named(kind, name, department)) == 1:
                own_ids[record] = known[0].rpartition("/")[2]
            else:
                without_id.append(record)
        used = {own_id for own_id in own_ids.values() if own_id}
        made = unique_ids([record.cells[title] for record in without_id], kind, used)
        self._note_repeated_names(kind, department, without_id, made)
        return {**own_ids, **dict(zip(without_id, made, strict=True))}

    def _note_repeated_names(
        self, kind: str, department: str | None, records: Sequence[Record], own_ids: Sequence[str]
    ) -> None:
        """Note rows with the same name: they become several objects, and may be one row that was copied."""
        title = SHEET_OF[kind].title
        first: dict[str, Record] = {}
        for record, own_id in zip(records, own_ids, strict=True):
            name = record.cells[title]
            if first.setdefault(name, record) is not record:
                qualified_id = f"{department}/{own_id}" if department else own_id
                self.tables.notes.append(
                    f'{record.grid.path}, {record.where(title)}: "{name}" is in {first[name].where()} already; '
                    f"imported as another {kind}, {qualified_id}"
                )

    def _given_id(self, record: Record) -> str | None:
        """The own id in a row's id cell; None, and a problem, where it cannot be one.

        Ids of other programs (``IT-OPS``, ``halte_garderie``) are spelled as ids here, and noted.
        """
        given = parse_id(record.cells["id"])
        own_id = given.rpartition("/")[2]
        if is_id(own_id):
            return own_id
        converted = slug(own_id) if _LIKE_AN_ID.match(own_id) else ""
        if is_id(converted):
            self.converted[record.sheet.kind, given] = converted
            return converted
        problem = bad_id(own_id, record.grid.place(record.row))
        self.tables.problems.append(record.problem(problem.code, "id", problem.message, problem.hint))
        return None

    def note_converted_ids(self) -> None:
        """Note the ids that are spelled in another way than in the source."""
        pairs = [f"{given} → {own_id}" for (_, given), own_id in self.converted.items()]
        if pairs:
            listed = ", ".join(pairs[:_MAX_LISTED]) + (" …" if len(pairs) > _MAX_LISTED else "")
            self.tables.notes.append(text("sheet.converted-ids", count=len(pairs), ids=listed))

    def department(self, record: Record) -> str:
        """The department of a row: its own column, else the first part of its id. Raises :class:`CellError`."""
        prefix, slash, _ = parse_id(record.cells.get("id", "")).partition("/")
        if "department" in record.cells:
            department = self.names.resolve("department", parse_reference(record.cells["department"]))
            if slash and department not in (prefix, *self.names.ids_named("department", prefix)):
                message = f'is "{department}", but the id says "{prefix}"'
                raise CellError("bad-value", message, "correct one of the two")
            return department
        if not slash:
            hint = "name the department, or remove the row"
            if record.grid.is_sheet:
                hint = "name the department in every row; of merged cells only the first holds it"
            raise CellError("missing-key", "is empty, so the department is unknown", hint)
        return self.names.resolve("department", prefix)

    def _object(self, kind: str, record: Record, department: str | None, own_id: str) -> RowObject | None:
        qualified_id = f"{department}/{own_id}" if department else own_id
        if not self._is_first(kind, qualified_id, record):
            return None
        # others may name it by the id that it has in the source
        given = [parse_id(record.cells["id"])] if "id" in record.cells else []
        self.names.add(kind, qualified_id, [*names_of(kind, record.cells), *given])
        path = BY_NAME[kind].pattern.format(
            department=own_id if kind == "department" else department, id=own_id
        )
        return RowObject(record, qualified_id, path, None if BY_NAME[kind].holds == "object" else own_id)

    def _is_first(self, kind: str, qualified_id: str, record: Record) -> bool:
        """Whether no other row is this object; else there is a problem."""
        first = self.first_records.setdefault((kind, qualified_id), record)
        if first is not record:
            column = "id" if "id" in record.cells else SHEET_OF[kind].title
            message = f'the {kind} "{qualified_id}" is in {first.where()} already'
            self.tables.problems.append(
                record.problem("duplicate-id", column, message, "keep one row, or give one another id")
            )
        return first is record

    def questions(self) -> Iterator[RowObject]:
        """The questions: each is written in the file of its service, or of its department."""
        for record in self.tables.records_of("faq"):
            try:
                service = self._service(record)
                parent = service or self.department(record)
            except CellError as fault:
                column = "service" if "service" in record.cells else "department"
                self.tables.problems.append(record.cell_problem(column, fault))
                continue
            own_id = self._question_id(record)
            if own_id and self._is_first("faq", f"{parent}/{own_id}", record):
                department, _, service_id = parent.partition("/")
                pattern = BY_NAME["service" if service else "faq"].pattern
                path = pattern.format(department=department, id=service_id)
                yield RowObject(record, f"{parent}/{own_id}", path, own_id)

    def _question_id(self, record: Record) -> str | None:
        if "id" in record.cells:
            return self._given_id(record)
        own_id = slug(record.cells.get("question", ""))
        if not own_id:
            message = "no id can be made from the words of this question"
            self.tables.problems.append(record.problem("missing-key", "question", message, "add a column id"))
        return own_id

    def _service(self, record: Record) -> str | None:
        if "service" not in record.cells:
            return None
        department = self.department(record) if "department" in record.cells else None
        return self.names.resolve("service", parse_reference(record.cells["service"]), department)


def names_of(kind: str, value: object) -> list[str]:
    """What an object is called: its name, of a person the e-mail address, too."""
    if not isinstance(value, Mapping):
        return []
    sheet = SHEET_OF.get(kind)
    keys = [sheet.title if sheet else "name", *(["email"] if kind == "person" else [])]
    return [str(value[key]) for key in keys if value.get(key)]
