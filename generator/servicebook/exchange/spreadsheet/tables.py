"""From rows of cells to rows of known columns: which column is which, and what has no place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from servicebook.documents.words import closest, did_you_mean, either
from servicebook.exchange.core.import_result import Loss
from servicebook.exchange.spreadsheet.sheet_columns import (
    PROMISES,
    SEVERAL,
    SHEETS,
    Cell,
    Column,
    Sheet,
    plain_name,
    unguarded,
)
from servicebook.problems import Problem, error
from servicebook.source.grid import Grid, Row

_KEEPING = SEVERAL | {Cell.MARKDOWN}
NO_COLUMN = "unknown-column"
_EDGES = "".join(map(chr, (0x20, 0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0xA0, 0x202F, 0x2007, 0xFEFF, 0x200B)))
_SPACES = "".join(sign for sign in _EDGES if sign not in "\r\n")
_AS_TEXT = re.compile(r'="((?:[^"]|"")*)"\Z')
_FORMULA = re.compile(r"=\S")
_FAILED = re.compile(
    r"#(?:REF!|N/A|NAME\?|VALUE!|DIV/0!|NULL!|NUM!|SPILL!|CALC!|BEZUG!|NV|WERT!|ZAHL!|ÜBERLAUF!|KALK!"
    r"|NOM\?|VALEUR!|NOMBRE!|NUL!|PROPAGATION!|CALCUL!)\Z|#{3,}\Z|Err:[0-9]{3}\Z"
)
"""What a spreadsheet shows in the place of a value, in English, German and French."""


@dataclass(frozen=True, slots=True, eq=False)
class Record:
    """A row with its cells by column name, those that say something; ``grid`` is where it stands."""

    sheet: Sheet
    grid: Grid
    row: Row
    cells: Mapping[str, str]
    headers: Mapping[str, str]
    """What the columns are called in the file."""

    def where(self, column: str = "") -> str:
        """``row 12, column promised_time``."""
        return self.grid.where(self.row, self.headers.get(column, column))

    def problem(self, code: str, column: str, message: str, hint: str | None = None) -> Problem:
        """A problem of one of its cells."""
        return error(code, self.grid.place(self.row), f"{self.where(column)}: {message}", hint)


@dataclass(slots=True)
class Tables:
    """What the grids hold: records in order, which columns each sheet has, and what was found on the way."""

    records: list[Record] = field(default_factory=list)
    columns: dict[str, tuple[Column, ...]] = field(default_factory=dict)
    """By kind; a kind without an entry has no sheet."""
    losses: list[Loss] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def sheet_named(name: str) -> Sheet | None:
    """The sheet that a file's stem, or a workbook's sheet, is."""
    wanted = plain_name(name)
    return next((sheet for sheet in SHEETS if wanted in (sheet.name, *sheet.also)), None)


def is_known_column(sheet: Sheet, header: str, names: Mapping[str, str]) -> bool:
    """Whether a column's name means anything, by itself or by the mapping that was given."""
    return _column(sheet, header, names) is not None


def _column(sheet: Sheet, header: str, names: Mapping[str, str]) -> Column | None:
    header = unguarded(header.strip(_EDGES))
    return sheet.column(names.get(plain_name(header), header))


def read_tables(grids: list[Grid], names: Mapping[str, str]) -> Tables:
    """The records of all grids; ``names`` are other names of columns (as :func:`plain_name` has them) by name."""
    tables = Tables()
    for grid in grids:
        tables.notes.extend(grid.notes)
        tables.problems.extend(grid.problems)
        sheet = sheet_named(grid.name)
        if sheet is None:
            _lose_sheet(tables, grid)
        elif sheet.kind in tables.columns:
            message = f"{grid.where() or grid.name}: there is another table of {sheet.name}"
            tables.problems.append(error("duplicate-id", grid.place(), message, "make one table of the two"))
        elif not grid.problems:
            _read(tables, grid, sheet, names)
    return tables


def _lose_sheet(tables: Tables, grid: Grid) -> None:
    if grid.rows and plain_name(grid.name) != PROMISES:
        known = [sheet.name for sheet in SHEETS]
        near = closest(plain_name(grid.name), known)
        hint = f'did you mean "{near}"?' if near else f"known are {', '.join(known)}"
        message = f'"{grid.name}" is not a table that is known: {hint}'
        tables.losses.append(Loss(kind="unknown-table", message=message, place=grid.place(), field=grid.name))


def _read(tables: Tables, grid: Grid, sheet: Sheet, names: Mapping[str, str]) -> None:
    tables.columns[sheet.kind] = ()
    if not grid.rows:
        return
    header, *rows = grid.rows
    at: dict[int, Column] = {}
    for index, written in enumerate(header.cells):
        column = _column(sheet, written, names)
        if column is None:
            _lose_column(tables, grid, sheet, index, rows)
        elif column in at.values():
            first = next(header.cells[i] for i, known in at.items() if known is column)
            message = (
                f'{grid.where(header)}: "{written.strip()}" and "{first.strip()}" both mean {column.name}'
            )
            hint = "remove one, or give it another name"
            tables.problems.append(error("duplicate-key", grid.place(header), message, hint))
        else:
            at[index] = column
    if not at:
        message = f"{grid.where(header)}: none of these columns is known"
        hint = (
            f"the first row names the columns: {', '.join(c.name for c in sheet.columns[:4])} …; or use --map"
        )
        tables.problems.append(error("missing-key", grid.place(header), message, hint))
        return
    if missing := list(_missing(grid, sheet, at)):
        tables.problems.extend(missing)
        return
    tables.columns[sheet.kind] = tuple(at.values())
    headers = {column.name: header.cells[index].strip(_EDGES) for index, column in at.items()}
    for row in rows:
        beyond = [cell for cell in row.cells[len(header.cells) :] if cell.strip(_EDGES)]
        if beyond:
            message = f"{grid.where(row)}: has {len(row.cells)} cells, the first row has {len(header.cells)}"
            hint = "put a cell that holds a separator into quotation marks"
            tables.problems.append(error("bad-value", grid.place(row), message, hint))
            continue
        cells: dict[str, str] = {}
        for index, column in at.items():
            if index < len(row.cells) and (text := _cleaned(row.cells[index], column, grid, row, tables)):
                cells[column.name] = text
        if cells:
            tables.records.append(Record(sheet, grid, row, cells, headers))


def _missing(grid: Grid, sheet: Sheet, at: Mapping[int, Column]) -> Iterator[Problem]:
    """A problem for each column without which no row can be understood, and which other column may be it."""
    header = grid.rows[0]
    there = {column.name for column in at.values()}
    others = [cell.strip(_EDGES) for index, cell in enumerate(header.cells) if index not in at]
    for names in sheet.needs:
        if not there & set(names):
            near = next((other for other in others if closest(plain_name(other), names)), None)
            hint = f'name it, or use --map "COLUMN={names[0]}"'
            if near:
                hint = f'is it "{near}"? Use --map "{near}={names[0]}"'
            message = f"{grid.where(header)}: there is no column {either(names)}"
            yield error("missing-key", grid.place(header), message, hint)


def _lose_column(tables: Tables, grid: Grid, sheet: Sheet, index: int, rows: list[Row]) -> None:
    """A column that is not known is lost, if it says anything."""
    header = grid.rows[0]
    written = header.cells[index].strip(_EDGES)
    used = sum(index < len(row.cells) and bool(row.cells[index].strip(_EDGES)) for row in rows)
    if not used and not written:
        return
    near = did_you_mean(plain_name(written), [column.name for column in sheet.columns])
    what = f'"{written}" is not a column of {sheet.name}' if written else f"column {index + 1} has no name"
    hint = f": {near} Use --map" if near else "; use --map if it is another name of one"
    cells = f"{used} cell{'' if used == 1 else 's'}"
    message = f"{grid.where(header)}: {what} ({cells}){hint}"
    place = grid.place(header)
    tables.losses.append(
        Loss(kind=NO_COLUMN, message=message, place=place, field=f"{sheet.name}.{written or index + 1}")
    )


def _cleaned(cell: str, column: Column, grid: Grid, row: Row, tables: Tables) -> str:
    """The cell without what spreadsheets put around words; a formula is kept as the text that it is."""
    text = cell.strip(_EDGES)
    if text and column.cell in _KEEPING and cell.rstrip(_SPACES).endswith(("\n", "\r")):
        text += "\n"  # of several, one entry a line, even if there is only one
    if _FAILED.match(text):
        message = (
            f'{grid.where(row, column.name)}: "{text}" is what a spreadsheet shows where a formula failed'
        )
        hint = "mend the formula, or empty the cell"
        if text.startswith("##"):
            message = f"{grid.where(row, column.name)}: the column was too narrow: only {text} was saved"
            hint = "make the column wider and save again"
        tables.problems.append(error("bad-value", grid.place(row), message, hint))
        return ""
    bare = unguarded(text)
    if bare != text:
        return bare
    if found := _AS_TEXT.match(text):
        return found[1].replace('""', '"').strip(_EDGES)
    if _FORMULA.match(text):
        where = grid.where(row, column.name)
        tables.notes.append(f"{grid.path}, {where}: holds a formula; it was kept as text, not run")
    return text


def words_of(cell: str, kind: Cell) -> str:
    """The words of a cell for machines: plain spaces, without typographic quotation marks around them."""
    words = " ".join(cell.replace("\u00a0", " ").replace("\u202f", " ").split())
    if len(words) > 1 and words[0] in "“”„‟\"'‘’" and words[-1] in "“”„‟\"'‘’":
        words = words[1:-1].strip()
    return words.replace("’", "'") if kind is Cell.PLAIN else words


def of_kind(tables: Tables, kind: str) -> Iterator[Record]:
    """The records of one kind, in order."""
    return (record for record in tables.records if record.sheet.kind == kind)
