"""Spreadsheets: CSV files or a workbook, as :mod:`~servicebook.exchange.spreadsheet.sheet_columns` describes them.

A row is an object. It is known by its id, else by its name where no other has it, else by the id that its name
makes; two rows for one object are a problem. In an existing catalog, an object's row changes the values that have a
column and nothing else: other keys, comments and layout stay, and a row that says what the catalog says changes
nothing. An empty cell is ignored, unless clearing is asked for. Objects without a row stay.

Other objects are named by id, qualified id, e-mail address or name. What is named and has no table in the source (a
department, role, person, audience, topic or site) is created in a new catalog; in an existing one it must be there. A
department or service without a summary gets its name as one.

Losses by kind: ``unknown-column``, ``unknown-table``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from servicebook.documents.kinds import BY_NAME
from servicebook.documents.references import objects_of
from servicebook.exchange.core.import_plan import is_past, name_of
from servicebook.exchange.core.import_result import ImportRequest, ImportResult
from servicebook.exchange.core.moving import moved_documents
from servicebook.exchange.repository.new_repository import SITE_NAME, new_repository
from servicebook.exchange.spreadsheet.catalog_files import CatalogFiles, provenance_by_file
from servicebook.exchange.spreadsheet.cell_syntax import split_entries
from servicebook.exchange.spreadsheet.cell_values import cell_value, parse_reference
from servicebook.exchange.spreadsheet.column import CellError, CellType, Column
from servicebook.exchange.spreadsheet.looks_renamed import look_renamed
from servicebook.exchange.spreadsheet.matching import Known
from servicebook.exchange.spreadsheet.name_index import CREATABLE, NameIndex
from servicebook.exchange.spreadsheet.opening_hours import HoursIndex
from servicebook.exchange.spreadsheet.people_roles import add_roles_of_people
from servicebook.exchange.spreadsheet.read_grids import read_sources
from servicebook.exchange.spreadsheet.recognized_tables import recognized
from servicebook.exchange.spreadsheet.repeated_problems import said_once
from servicebook.exchange.spreadsheet.row_objects import Identification, RowObject, names_of
from servicebook.exchange.spreadsheet.sheet_columns import SHEETS
from servicebook.exchange.spreadsheet.tables import Tables, read_tables
from servicebook.problems import Place, Problem, error, in_order
from servicebook.source.grid import Grid
from servicebook.source.yaml_reader import Value
from servicebook.wording import text

HELP = f"spreadsheets: {', '.join(sheet.file for sheet in SHEETS)} in a folder, one of them, or a workbook (.xlsx)"
UPDATES = True
CALENDARS = BY_NAME["calendar"].pattern


def load(source: Path, request: ImportRequest) -> ImportResult:
    """The catalog that the files at ``source`` describe. Raises :class:`UnreadableError` when there are none."""
    return load_lists([source], request)


def load_lists(sources: Sequence[Path], request: ImportRequest) -> ImportResult:
    """The catalog that several files or folders describe together. Raises :class:`UnreadableError`."""
    read = read_sources(sources, request.column_names, request.tables)
    if read.problems:
        return ImportResult(files={}, problems=in_order(read.problems), notes=tuple(read.notes))
    result = convert(read.grids, request)
    return replace(result, notes=(*read.notes, *result.notes))


def convert(grids: Sequence[Grid], request: ImportRequest) -> ImportResult:
    """The catalog that the tables describe, or how an existing one changes. Pure."""
    grids = recognized(grids, request.column_names)
    tables = read_tables(grids, request.column_names, request.tables.header_row)
    if not tables.problems and (problem := _nothing_to_import(grids, tables)):
        tables.problems.append(problem)
    are_roles_of_people = add_roles_of_people(tables)
    names = _name_index(tables, request)
    hours = HoursIndex(request.calendars) if request.calendars is not None else None
    identification = Identification(tables, names, _known(request), _former_ids(request))
    row_objects = identification.objects()
    _read_all_cells(row_objects, tables, names, hours, clear_missing=request.clear_missing)
    if not tables.problems:
        tables.problems += look_renamed(row_objects, request.existing or (), identification.moves)
    moved = moved_documents(request.existing, identification.moves) if request.existing is not None else None
    if problems := tables.problems or (moved and moved.problems):
        return _refused(problems, tables)
    if moved:
        request = replace(request, existing=moved.documents)
    catalog_files = CatalogFiles(request)
    for row_object in row_objects:
        catalog_files.write(row_object)
    notes = [
        *tables.notes,
        *_past(row_objects, request),
        *names.notes,
        *catalog_files.write_created(names.created),
        *catalog_files.summary_notes(),
    ]
    files = _all_files(catalog_files, request, hours)
    if catalog_files.problems:
        return _refused(catalog_files.problems, tables)
    # a list of people names the roles that they hold, and not those that are vacant
    complete = tables.columns.keys() - ({"role"} if are_roles_of_people else set())
    return ImportResult(
        files=files,
        losses=tuple(sorted(tables.losses, key=lambda loss: (loss.place, loss.kind, loss.message))),
        notes=tuple(notes),
        provenance=provenance_by_file(catalog_files, row_objects),
        moved=moved,
        present=_present(complete, row_objects),
    )


def _all_files(
    catalog_files: CatalogFiles, request: ImportRequest, hours: HoursIndex | None
) -> dict[str, Value]:
    """What is written: the catalog's files, those of a first repository, and calendars for hours that are new."""
    files = catalog_files.changed()
    if request.existing is None:
        files = {**new_repository(SITE_NAME), **files}
    if hours is not None and hours.made:
        files[CALENDARS] = dict(sorted(hours.made.items()))
    return files


def _read_all_cells(
    row_objects: Sequence[RowObject],
    tables: Tables,
    names: NameIndex,
    hours: HoursIndex | None,
    *,
    clear_missing: bool,
) -> None:
    """Read the values of all rows, once all objects that they only name are known, whatever the order of rows."""
    for row_object in row_objects:
        _mention_cells(row_object, tables, names)
    names.create()
    for row_object in row_objects:
        _read_cells(row_object, tables, names, hours, clear_missing=clear_missing)


def _refused(problems: Sequence[Problem], tables: Tables) -> ImportResult:
    """What a source becomes that has problems: nothing, with what was noted until then."""
    return ImportResult(files={}, problems=in_order(said_once(problems)), notes=tuple(tables.notes))


def _present(kinds: Set[str], row_objects: Sequence[RowObject]) -> dict[str, set[str]]:
    """The objects that the tables have rows for, by kind; of other kinds the source does not say which there are."""
    return {
        kind: {row_object.qualified_id for row_object in row_objects if row_object.kind == kind}
        for kind in sorted(kinds)
    }


def _nothing_to_import(grids: Sequence[Grid], tables: Tables) -> Problem | None:
    """The problem of a source without any table that is known, or without any row in one."""
    if not tables.columns:
        place = grids[0].place() if grids else Place("")
        message = f"no known table: {', '.join(grid.name for grid in grids)}"
        hint = f"name it by its content: {', '.join(sheet.name for sheet in SHEETS)}"
        return error("missing-key", place, message, hint)
    if not tables.records:
        message = "no row below the first" if any(grid.rows for grid in grids) else "is empty"
        hint = "the first row names the columns, each further row is an object"
        return error("empty-file", grids[0].place(), message, hint)
    return None


def _name_index(tables: Tables, request: ImportRequest) -> NameIndex:
    """The objects of the existing catalog by name; rows are not in it yet."""
    names = NameIndex(CREATABLE - tables.columns.keys(), updates=request.existing is not None)
    for calendar, name in (request.calendars or {}).items():
        names.add("calendar", calendar, [name])
    for kind, qualified_id, value in _existing(request):
        names.add(kind, qualified_id, names_of(kind, value))
    return names


def _existing(request: ImportRequest) -> Iterator[tuple[str, str, Value]]:
    for document in request.existing or ():
        for kind, qualified_id, _, value in objects_of(document):
            yield kind, qualified_id, value


def _known(request: ImportRequest) -> dict[str, dict[str, Known]]:
    """The objects that rows may be, by kind and qualified id."""
    known: dict[str, dict[str, Known]] = defaultdict(dict)
    for kind, qualified_id, value in _existing(request):
        email = str(value.get("email", "")) if kind == "person" and isinstance(value, dict) else ""
        known[kind][qualified_id] = Known(qualified_id, name_of(kind, value), email.strip().lower())
    return known


def _former_ids(request: ImportRequest) -> dict[str, set[str]]:
    """The ids that objects had before, by kind: no new object gets one of them."""
    former: dict[str, set[str]] = defaultdict(set)
    for kind, _, value in _existing(request):
        if isinstance(value, dict) and isinstance(ids := value.get("former_ids"), list):
            former[kind].update(map(str, ids))
    return former


def _past(row_objects: Sequence[RowObject], request: ImportRequest) -> Iterator[str]:
    """A note for each row of something that is retired, or has left, where the table does not say so."""
    past = {(kind, own) for kind, own, value in _existing(request) if is_past(kind, value)}
    for row_object in row_objects:
        said = {column.name for column in row_object.values}
        if (row_object.kind, row_object.qualified_id) in past and not said & {"lifecycle", "left_on"}:
            yield text("plan.past", kind=text(f"kind.{row_object.kind}"), id=row_object.qualified_id)


def _mention_cells(row_object: RowObject, tables: Tables, names: NameIndex) -> None:
    """Show what the cells name to the index, so that it can make ids of all names together."""
    record = row_object.record
    for column in tables.columns[record.sheet.kind]:
        if column.target_kind and column.name in record.cells and column.path:
            department = row_object.department if column.target_kind == "role" else None
            for words in _referred(column, record.cells[column.name]):
                # one that is not clear is a problem when it is read
                with suppress(CellError):
                    names.mention(column.target_kind, words, department)


def _referred(column: Column, cell: str) -> list[str]:
    """The words of a cell that name objects."""
    if column.type is CellType.REFERENCE:
        return [parse_reference(cell)]
    return [parse_reference(entry) for entry in split_entries(cell)]


def _read_cells(
    row_object: RowObject, tables: Tables, names: NameIndex, hours: HoursIndex | None, *, clear_missing: bool
) -> None:
    """Read the values of a row; a cell without a clear meaning is a problem."""
    record = row_object.record
    known = tables.columns[record.sheet.kind]
    for column in record.sheet.columns:
        if not column.path or column.type is CellType.ID or column not in known:
            continue
        if column.name not in record.cells:
            if clear_missing and not column.required and column.name != "summary":
                row_object.values[column] = None
            continue
        try:
            cell = record.cells[column.name]
            row_object.values[column] = _value(column, cell, row_object.department, names, hours)
        except CellError as fault:
            tables.problems.append(record.cell_problem(column.name, fault))


def _value(
    column: Column, cell: str, department: str | None, names: NameIndex, hours: HoursIndex | None
) -> Value:
    kind = column.target_kind
    if not kind:
        return cell_value(column, cell)
    if kind == "calendar" and hours is not None:
        return hours.resolve(parse_reference(cell), names)
    preferred = department if kind in ("role", "service") else None
    ids = [names.resolve(kind, words, preferred) for words in _referred(column, cell)]
    return ids[0] if column.type is CellType.REFERENCE else [*dict.fromkeys(ids)]
