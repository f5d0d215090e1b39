"""Which object each row is: its id, its department, and the file that it belongs to."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from servicebook.documents.kinds import BY_NAME, is_id
from servicebook.documents.names import folded
from servicebook.documents.slugs import bad_id, lossy_slug, slug
from servicebook.exchange.core.ids import ids_of_sorted
from servicebook.exchange.core.moving import Move
from servicebook.exchange.spreadsheet.cell_syntax import split_entries
from servicebook.exchange.spreadsheet.cell_values import parse_id, parse_reference
from servicebook.exchange.spreadsheet.column import CellError, Column
from servicebook.exchange.spreadsheet.matching import Candidate, Known, match
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
    is_matched: bool = False
    """Whether it is an object of the catalog."""
    values: dict[Column, Value] = field(default_factory=dict)
    """By column; None removes a value. A column whose cell is empty has no entry, unless that is to clear it."""

    @property
    def kind(self) -> str:
        return self.record.sheet.kind

    @property
    def department(self) -> str | None:
        """The department that it belongs to, or is."""
        return None if self.kind == "person" else self.qualified_id.partition("/")[0]


@dataclass(slots=True)
class Identification:
    """What rows are, kind by kind; rows that cannot be identified are problems of the tables.

    ``known`` are the objects of the catalog by kind and qualified id, ``reserved`` ids that objects had before.
    Every object is added to ``names``.
    """

    tables: Tables
    names: NameIndex
    known: Mapping[str, Mapping[str, Known]]
    reserved: Mapping[str, Iterable[str]]
    moves: list[Move] = field(default_factory=list)
    converted: dict[tuple[str, str], str] = field(default_factory=dict)
    """The own id of each id that is spelled in another way in the source, by kind."""
    first_records: dict[tuple[str, str], Record] = field(default_factory=dict)
    """The record of each object so far, by kind and qualified id."""

    def objects(self) -> list[RowObject]:
        """The objects of all rows, by kind. A row names objects of the kinds before its own."""
        found = [*self._objects("department"), *self._objects("person")]
        for record in self.tables.records:
            if record.sheet.kind in ("department", "person"):
                continue  # these have no department, and a column of that name is not known
            prefix, slash, _ = parse_id(record.cells.get("id", "")).partition("/")
            if named := record.cells.get("department", prefix if slash else ""):
                self.names.mention("department", parse_reference(named))
        self.names.create()
        found += [*self._objects("role"), *self._objects("service"), *self._questions()]
        self._note_converted_ids()
        return found

    def _note_converted_ids(self) -> None:
        """Note the ids that are spelled in another way than in the source."""
        pairs = [f"{given} → {own_id}" for (_, given), own_id in sorted(self.converted.items())]
        if pairs:
            listed = ", ".join(pairs[:_MAX_LISTED]) + (" …" if len(pairs) > _MAX_LISTED else "")
            self.tables.notes.append(text("sheet.converted-ids", count=len(pairs), ids=listed))

    def _objects(self, kind: str) -> list[RowObject]:
        candidates = self._candidates(kind)
        matches = match(kind, [*candidates], self.known.get(kind, {}))
        for row, fault in matches.faults.items():
            column = "id" if row.given_id else SHEET_OF[kind].title
            self.tables.problems.append(candidates[row].cell_problem(column, fault))
        for move in matches.moves:
            self.names.move(kind, move.old, move.new)
        self.moves += matches.moves
        ids = {row: row.id for row in candidates if row.given_id and row not in matches.faults}
        ids |= matches.ids
        ids |= self._made_ids(kind, candidates, ids.values(), matches.faults.keys() | ids.keys())
        objects = [
            row_object
            for row, record in candidates.items()
            if row in ids
            and (row_object := self._object(kind, record, ids[row], is_matched=row in matches.ids))
        ]
        if BY_NAME[kind].holds == "object":
            return objects
        # entries of a file, in an order that does not depend on that of rows
        return sorted(objects, key=lambda row_object: row_object.qualified_id)

    def _candidates(self, kind: str) -> dict[Candidate, Record]:
        """The rows of a kind; one without an id and a name, or without a department that is known, is a problem."""
        candidates: dict[Candidate, Record] = {}
        title = SHEET_OF[kind].title
        for record in self.tables.records_of(kind):
            try:
                department = self.department(record) if kind in ("role", "service") else ""
            except CellError as fault:
                self.tables.problems.append(record.cell_problem("department", fault))
                continue
            given_id = self._given_id(record) if "id" in record.cells else ""
            if given_id is None:
                continue
            if not given_id and title not in record.cells:
                message = f"{record.where()}: has neither {title} nor id"
                hint = f"write the {title}, or remove the row"
                self.tables.problems.append(
                    error("missing-key", record.grid.place(record.row), message, hint)
                )
                continue
            candidate = Candidate(
                record.where(),
                department,
                given_id,
                record.cells.get(title, ""),
                record.cells.get("email", "").strip().lower() if kind == "person" else "",
                tuple(split_entries(record.cells.get("former_ids", ""))),
            )
            candidates[candidate] = record
        return candidates

    def _made_ids(
        self,
        kind: str,
        candidates: Mapping[Candidate, Record],
        used: Iterable[str],
        known: Iterable[Candidate],
    ) -> dict[Candidate, str]:
        """Ids for the rows that are new and have none, made within each department."""
        reserved = {*used, *self.known.get(kind, ()), *self.reserved.get(kind, ())}
        done = set(known)
        new: dict[str, list[Candidate]] = defaultdict(list)
        for row in candidates:
            if row not in done:
                new[row.department].append(row)
        made: dict[Candidate, str] = {}
        for department, rows in new.items():
            above = f"{department}/" if department else ""
            # by what they say, so that the order of rows does not matter
            rows.sort(key=lambda row: (folded(row.name), row.name, sorted(candidates[row].cells.items())))
            taken = [one.removeprefix(above) for one in reserved if one.startswith(above)]
            own_ids = ids_of_sorted([row.name for row in rows], kind, taken)
            self._note_repeated_names(kind, department, [candidates[row] for row in rows], own_ids)
            made |= {row: above + own_id for row, own_id in zip(rows, own_ids, strict=True)}
        return made

    def _note_repeated_names(
        self, kind: str, department: str, records: Sequence[Record], own_ids: Sequence[str]
    ) -> None:
        """Note rows with the same name: they become several objects, and may be one row that was copied."""
        title = SHEET_OF[kind].title
        first: dict[str, Record] = {}
        for record, own_id in zip(records, own_ids, strict=True):
            name = record.cells[title]
            if first.setdefault(folded(name), record) is not record:
                qualified_id = f"{department}/{own_id}" if department else own_id
                self.tables.notes.append(
                    f'{record.grid.path}, {record.where(title)}: "{name}" is in {first[folded(name)].where()} already; '
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

    def _object(self, kind: str, record: Record, qualified_id: str, *, is_matched: bool) -> RowObject | None:
        department, _, own_id = qualified_id.rpartition("/")
        if not is_id(own_id):
            problem = bad_id(own_id, record.grid.place(record.row))
            title = SHEET_OF[kind].title
            self.tables.problems.append(record.problem(problem.code, title, problem.message, problem.hint))
            return None
        if not self._is_first(kind, qualified_id, record):
            return None
        # others may name it by the id that it has in the source
        given = [parse_id(record.cells["id"])] if "id" in record.cells else []
        self.names.add(kind, qualified_id, [*names_of(kind, record.cells), *given])
        path = BY_NAME[kind].pattern.format(department=department or own_id, id=own_id)
        key = None if BY_NAME[kind].holds == "object" else own_id
        return RowObject(record, qualified_id, path, key, is_matched)

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

    def _questions(self) -> list[RowObject]:
        """The questions: each is written in the file of its service, or of its department."""
        by_parent: dict[tuple[str, bool], list[Record]] = defaultdict(list)
        for record in self.tables.records_of("faq"):
            try:
                service = self._service(record)
                by_parent[service or self.department(record), bool(service)].append(record)
            except CellError as fault:
                column = "service" if "service" in record.cells else "department"
                self.tables.problems.append(record.cell_problem(column, fault))
        found = []
        for (parent, is_of_service), records in by_parent.items():
            department, _, service_id = parent.partition("/")
            pattern = BY_NAME["service" if is_of_service else "faq"].pattern
            path = pattern.format(department=department, id=service_id)
            for record, own_id in self._question_ids(parent, records):
                if self._is_first("faq", f"{parent}/{own_id}", record):
                    found.append(RowObject(record, f"{parent}/{own_id}", path, own_id))
        return sorted(found, key=lambda row_object: row_object.qualified_id)

    def _question_ids(self, parent: str, records: Sequence[Record]) -> Iterator[tuple[Record, str]]:
        """The own id of each question: given, of the same question in the catalog, made of its words, or a number."""
        there: dict[str, list[str]] = defaultdict(list)
        for known in self.known.get("faq", {}).values():
            if known.department == parent:
                there[folded(known.name)].append(known.own_id)
        numbered = []
        used = [own_id for own_ids in there.values() for own_id in own_ids]
        for record in records:
            words = record.cells.get("question", "")
            same = there.get(folded(words), [])
            own_id = self._given_id(record) if "id" in record.cells else lossy_slug(words)
            if "id" not in record.cells and len(same) == 1:
                own_id = same[0]
            if own_id:
                used.append(own_id)
                yield record, own_id
            elif own_id == "":
                numbered.append(record)
        numbered.sort(key=lambda record: sorted(record.cells.items()))
        yield from zip(numbered, ids_of_sorted([""] * len(numbered), "question", used), strict=True)

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
