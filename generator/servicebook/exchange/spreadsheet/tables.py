"""From rows of cells to records with known columns: which column is which, and what has no place in a catalog."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from servicebook.documents.suggestions import closest, did_you_mean
from servicebook.exchange.core.import_result import Loss
from servicebook.exchange.spreadsheet.cell_links import with_link
from servicebook.exchange.spreadsheet.cell_syntax import unguard_formula
from servicebook.exchange.spreadsheet.column import (
    LIST_TYPES,
    CellError,
    CellType,
    Column,
    Sheet,
    normalized_name,
)
from servicebook.exchange.spreadsheet.header_rows import with_header
from servicebook.exchange.spreadsheet.sheet_columns import PROMISES_SHEET, SHEETS
from servicebook.frozen import frozen
from servicebook.problems import Problem, error
from servicebook.source.grid import Grid, Row
from servicebook.wording import text
from servicebook.wording.lists import either

_WHITE_SPACE = "".join(map(chr, (0x20, 0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0xA0, 0x202F, 0x2007, 0xFEFF, 0x200B)))
"""Spaces and line breaks of any kind, and characters without any width."""
_SPACES = "".join(character for character in _WHITE_SPACE if character not in "\r\n")
_LAST_BREAK_MATTERS = LIST_TYPES | {CellType.MARKDOWN}
_TEXT_AS_FORMULA = re.compile(r'="((?:[^"]|"")*)"\Z')
"""``="007"``: how some programs write text into CSV files, so that a spreadsheet does not take it for a number."""
_FORMULA = re.compile(r"=\S")
_FAILED_FORMULA = re.compile(
    r"#(?:REF!|N/A|NAME\?|VALUE!|DIV/0!|NULL!|NUM!|SPILL!|CALC!|BEZUG!|NV|WERT!|ZAHL!|ÜBERLAUF!|KALK!"
    r"|NOM\?|VALEUR!|NOMBRE!|NUL!|PROPAGATION!|CALCUL!"
    r"|¡REF!|N/D|¿NOMBRE\?|¡VALOR!|¡DIV/0!|¡NULO!|¡NUM!|¡DESBORDAMIENTO!|¡CALC!"
    r"|VERW!|N/B|NAAM\?|WAARDE!|DEEL/0!|LEEG!|GETAL!|OVERLOOP!|BEREKENEN!)\Z|#{3,}\Z|Err:[0-9]{3}\Z"
)
"""What a spreadsheet shows in the place of a value, in English, German, French, Spanish and Dutch."""


@frozen(eq=False)
class Record:
    """A row with the text of its non-empty cells by column name; ``headers`` are the columns' names in the file."""

    sheet: Sheet
    grid: Grid
    row: Row
    cells: Mapping[str, str]
    headers: Mapping[str, str]

    def where(self, column: str = "") -> str:
        """``row 12, column promised_time``."""
        return self.grid.where(self.row, self.headers.get(column, column))

    def problem(self, code: str, column: str, message: str, hint: str | None = None) -> Problem:
        """A problem of one of its cells."""
        return error(code, self.grid.place(self.row), f"{self.where(column)}: {message}", hint)

    def cell_problem(self, column: str, fault: CellError) -> Problem:
        """The problem of a cell whose meaning is not clear."""
        return self.problem(fault.code, column, fault.message, fault.hint)


@dataclass(slots=True)
class Tables:
    """The records of all grids in order, the columns of each sheet, and what was noted while reading."""

    records: list[Record] = field(default_factory=list)
    columns: dict[str, tuple[Column, ...]] = field(default_factory=dict)
    """By kind; a kind without an entry has no sheet."""
    losses: list[Loss] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    left_links: dict[tuple[str, str], list[int]] = field(default_factory=lambda: defaultdict(list))
    """The rows whose cells lead somewhere that their column cannot say, by file and column."""

    def records_of(self, kind: str) -> Iterator[Record]:
        """The records of one kind, in order."""
        return (record for record in self.records if record.sheet.kind == kind)


def sheet_named(name: str) -> Sheet | None:
    """The sheet that a file's stem, or the name of a workbook's sheet, means."""
    normalized = normalized_name(name)
    return next(
        (sheet for sheet in SHEETS if normalized in (sheet.name, *map(normalized_name, sheet.other_names))),
        None,
    )


def is_known_column(sheet: Sheet, header: str, column_names: Mapping[str, str]) -> bool:
    """Whether a header is the name of a column, by itself or by the mapping."""
    return column_named(sheet, header, column_names) is not None


def column_named(sheet: Sheet, header: str, column_names: Mapping[str, str]) -> Column | None:
    """The column that a text names, by itself or by the mapping."""
    header = unguard_formula(header.strip(_WHITE_SPACE))
    return sheet.column(column_names.get(normalized_name(header), header))


def read_tables(
    grids: Sequence[Grid], column_names: Mapping[str, str], header_row: int | None = None
) -> Tables:
    """The records of all grids.

    ``column_names`` maps other names of columns (normalized) to their names; ``header_row`` is the number of the row
    that names the columns, where that was said.
    """
    tables = Tables()
    for grid in grids:
        tables.notes.extend(grid.notes)
        tables.problems.extend(grid.problems)
        sheet = sheet_named(grid.table or grid.name)
        if sheet is None:
            _lose_sheet(tables, grid)
        elif sheet.kind in tables.columns:
            message = f"{grid.where() or grid.name}: there is another table of {sheet.name}"
            tables.problems.append(error("duplicate-id", grid.place(), message, "make one table of the two"))
        elif not grid.problems:
            tables.columns[sheet.kind] = ()
            if grid.rows:
                _read_rows(tables, grid, sheet, column_names, header_row)
    _note_left_links(tables)
    return tables


def _lose_sheet(tables: Tables, grid: Grid) -> None:
    # The directory of promises is part of an export, and follows from the other tables: no loss.
    if grid.rows and normalized_name(grid.name) != PROMISES_SHEET:
        known = [sheet.name for sheet in SHEETS]
        near = closest(normalized_name(grid.name), known)
        hint = f'did you mean "{near}"?' if near else f"known tables are {', '.join(known)}"
        message = f'"{grid.name}" is not a known table: {hint}'
        tables.losses.append(Loss(kind="unknown-table", message=message, place=grid.place(), field=grid.name))


def _read_rows(
    tables: Tables, grid: Grid, sheet: Sheet, column_names: Mapping[str, str], header_row: int | None
) -> None:
    """Find the table among the rows of a grid, and read its records."""

    def column_of(header: str) -> str | None:
        column = column_named(sheet, header, column_names)
        return column.name if column else None

    table = with_header(grid, sheet, column_of, header_row)
    if isinstance(table, Problem):
        tables.problems.append(table)
        return
    tables.notes.extend(table.notes[len(grid.notes) :])
    _read_grid(tables, table, sheet, column_names)


_NAMES_IN_FRENCH = frozenset(
    {"nom", "intitule", "libelle", "prestation", "nom_de_la_prestation", "denomination"}
)


def _in_french(header: Row, sheet: Sheet, column_names: Mapping[str, str]) -> Mapping[str, str]:
    """The mapping of names, with "Service" as the department where the words beside it are French."""
    names = {normalized_name(cell) for cell in header.cells}
    is_french = sheet.kind == "service" and "service" in names and names & _NAMES_IN_FRENCH
    columns = (column_named(sheet, cell, column_names) for cell in header.cells)
    if is_french and not any(column is not None and column.name == "department" for column in columns):
        return {"service": "department", **column_names}
    return column_names


def _read_grid(tables: Tables, grid: Grid, sheet: Sheet, column_names: Mapping[str, str]) -> None:
    column_names = _in_french(grid.rows[0], sheet, column_names)
    columns = _columns_by_position(tables, grid, sheet, column_names)
    header = grid.rows[0]
    if not columns:
        message = f"{grid.where(header)}: none of these columns is known"
        known = ", ".join(column.name for column in sheet.columns[:4])
        hint = f"the first row names the columns: {known} …; or use --map"
        tables.problems.append(error("missing-key", grid.place(header), message, hint))
        return
    if missing := list(_missing_columns(grid, sheet, columns)):
        tables.problems.extend(missing)
        return
    tables.columns[sheet.kind] = tuple(columns.values())
    headers = {
        column.name: header.cells[position].strip(_WHITE_SPACE) for position, column in columns.items()
    }
    for row in grid.rows[1:]:
        surplus = [cell for cell in row.cells[len(header.cells) :] if cell.strip(_WHITE_SPACE)]
        if surplus:
            message = f"{grid.where(row)}: has {len(row.cells)} cells, the first row has {len(header.cells)}"
            hint = "put a cell that holds a separator into quotation marks"
            tables.problems.append(error("bad-value", grid.place(row), message, hint))
        elif cells := _cells(tables, grid, row, columns):
            tables.records.append(Record(sheet, grid, row, cells, headers))


def _columns_by_position(
    tables: Tables, grid: Grid, sheet: Sheet, column_names: Mapping[str, str]
) -> dict[int, Column]:
    """The known columns of a grid by their position; a column that is not known is a loss."""
    header = grid.rows[0]
    columns: dict[int, Column] = {}
    for position, name in enumerate(header.cells):
        column = column_named(sheet, name, column_names)
        if column is None:
            _lose_column(tables, grid, sheet, position)
        elif column in columns.values():
            first = next(header.cells[other] for other, known in columns.items() if known is column)
            message = f'{grid.where(header)}: "{name.strip()}" and "{first.strip()}" both mean {column.name}'
            hint = "remove one, or give it another name"
            tables.problems.append(error("duplicate-key", grid.place(header), message, hint))
        else:
            columns[position] = column
    return columns


def _lose_column(tables: Tables, grid: Grid, sheet: Sheet, position: int) -> None:
    """A column that is not known is lost, unless it has neither a name nor a filled cell."""
    header, *rows = grid.rows
    name = header.cells[position].strip(_WHITE_SPACE)
    filled = sum(position < len(row.cells) and bool(row.cells[position].strip(_WHITE_SPACE)) for row in rows)
    if not filled and not name:
        return
    near = did_you_mean(normalized_name(name), [column.name for column in sheet.columns])
    fact = f'"{name}" is not a column of {sheet.name}' if name else f"column {position + 1} has no name"
    hint = f": {near} Use --map" if near else "; use --map if it is another name of one"
    cells = f"{filled} cell{'' if filled == 1 else 's'}"
    message = f"{grid.where(header)}: {fact} ({cells}){hint}"
    field_name = f"{sheet.name}.{name or position + 1}"
    tables.losses.append(
        Loss(kind="unknown-column", message=message, place=grid.place(header), field=field_name)
    )


def _missing_columns(grid: Grid, sheet: Sheet, columns: Mapping[int, Column]) -> Iterator[Problem]:
    """A problem for each column without which no row can be understood, and which other column it may be."""
    header = grid.rows[0]
    known = {column.name for column in columns.values()}
    unknown = [
        cell.strip(_WHITE_SPACE) for position, cell in enumerate(header.cells) if position not in columns
    ]
    for names in sheet.required_columns:
        if not known & set(names):
            near = next((name for name in unknown if closest(normalized_name(name), names)), None)
            hint = f'name it, or use --map "COLUMN={names[0]}"'
            if near:
                hint = f'is it "{near}"? Use --map "{near}={names[0]}"'
            message = f"{grid.where(header)}: there is no column {either(names)}"
            yield error("missing-key", grid.place(header), message, hint)


def _cells(tables: Tables, grid: Grid, row: Row, columns: Mapping[int, Column]) -> dict[str, str]:
    """The text of each non-empty cell, by column name, with the address that it leads to."""
    cells: dict[str, str] = {}
    for position, column in columns.items():
        if position < len(row.cells) and (cell := _cell_text(tables, grid, row, column, row.cells[position])):
            if (target := row.links.get(position)) is not None:
                linked = with_link(column, cell, target)
                if linked is None:
                    tables.left_links[grid.path, grid.where(column=column.name)].append(row.number)
                cell = linked or cell
            cells[column.name] = cell
    return cells


def _note_left_links(tables: Tables) -> None:
    """Note the links of cells whose column has no place for an address, once for each column."""
    for (path, where), rows in tables.left_links.items():
        listed = ", ".join(map(str, rows[:3])) + (" …" if len(rows) > 3 else "")
        tables.notes.append(text("sheet.left-links", count=len(rows), path=path, where=where, rows=listed))


def _cell_text(tables: Tables, grid: Grid, row: Row, column: Column, cell: str) -> str:
    """The cell without what spreadsheets put around a text; a formula is kept as text, and noted."""
    words = cell.strip(_WHITE_SPACE)
    if words and column.type in _LAST_BREAK_MATTERS and cell.rstrip(_SPACES).endswith(("\n", "\r")):
        words += "\n"  # it tells a list with one entry a line, even if there is only one, from one with ";"
    if _FAILED_FORMULA.match(words):
        message = (
            f'{grid.where(row, column.name)}: "{words}" is what a spreadsheet shows where a formula failed'
        )
        hint = "correct the formula, or empty the cell"
        if words.startswith("##"):
            message = f"{grid.where(row, column.name)}: the column was too narrow: only {words} was saved"
            hint = "make the column wider and save again"
        tables.problems.append(error("bad-value", grid.place(row), message, hint))
        return ""
    unguarded = unguard_formula(words)
    if unguarded != words:
        return unguarded
    if quoted := _TEXT_AS_FORMULA.match(words):
        return quoted[1].replace('""', '"').strip(_WHITE_SPACE)
    if _FORMULA.match(words):
        where = grid.where(row, column.name)
        tables.notes.append(f"{grid.path}, {where}: holds a formula; it was kept as text, not run")
    return words
