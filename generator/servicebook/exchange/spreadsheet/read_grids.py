"""Reading the files of spreadsheets: CSV, and workbooks of Excel (.xlsx)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from servicebook.exchange.core.import_result import TableOptions
from servicebook.exchange.spreadsheet.tables import is_known_column, sheet_named
from servicebook.problems import Place, Problem, error
from servicebook.source.delimited import read_delimited
from servicebook.source.grid import Grid
from servicebook.source.import_files import files_at, read_bytes
from servicebook.source.tree import UnreadableError
from servicebook.source.workbook import read_workbook
from servicebook.wording import text

MAX_BYTES = 50 * 1024 * 1024

# How the bytes of a file begin: names alone do not tell, since people rename files.
_OLD_WORKBOOK, _ZIP = b"\xd0\xcf\x11\xe0", b"PK\x03\x04"
_DELIMITED, _WORKBOOKS = (".csv", ".tsv"), (".xlsx", ".xlsm")
LIST_ENDINGS = (*_DELIMITED, *_WORKBOOKS)
_OTHER_WORKBOOKS = (".xls", ".xlsb", ".ods", ".numbers")


@dataclass(slots=True)
class ReadGrids:
    """The tables of a source, what was noted while reading them, and what kept one from being read."""

    grids: list[Grid] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_sources(
    sources: Sequence[Path], column_names: Mapping[str, str], options: TableOptions
) -> ReadGrids:
    """The tables of several files or folders together, of which ``options`` may choose some.

    ``column_names`` maps other names of columns (normalized) to their names. Raises :class:`UnreadableError` when
    there is no file, or no table of a name that is chosen.
    """
    read = ReadGrids()
    for source in sources:
        _read_source(read, source, column_names, options)
    return _chosen(read, options.sheets) if options.sheets else read


def _read_source(
    read: ReadGrids, source: Path, column_names: Mapping[str, str], options: TableOptions
) -> None:
    """Add the tables of a file, or of all such files in a folder."""
    files = files_at(source, _is_spreadsheet)
    if not files:
        others = [
            file.name for file in files_at(source, lambda name: name.lower().endswith(_OTHER_WORKBOOKS))
        ]
        hint = f"; save {others[0]} as .xlsx first" if others else ""
        raise UnreadableError(f"there is no .csv or .xlsx file in {source}{hint}")
    for file in files:
        raw = read_bytes(file, MAX_BYTES)
        if isinstance(raw, Problem):
            read.problems.append(raw)
        elif raw.startswith(_OLD_WORKBOOK):
            message = "is a workbook of an old Excel (.xls) or has a password"
            hint = "open it in a spreadsheet and save it as .xlsx, without a password"
            read.problems.append(error("unreadable-file", Place(file.as_posix()), message, hint))
        elif file.suffix.lower() in _WORKBOOKS or raw.startswith(_ZIP):
            sheets, faults = read_workbook(raw, file.as_posix())
            read.problems.extend(faults)
            _add_sheets(read, sheets, file.stem, options.sheets)
        else:
            read.grids.append(_read_delimited(raw, file, column_names, options))


def _add_sheets(read: ReadGrids, sheets: Sequence[Grid], stem: str, chosen: Mapping[str, str]) -> None:
    """Add the sheets of a workbook; one that it hides only if it is asked for."""
    hidden = [sheet for sheet in sheets if sheet.is_hidden and sheet.name.casefold() not in chosen]
    read.grids.extend(_named([sheet for sheet in sheets if sheet not in hidden], stem))
    if not chosen:
        read.notes.extend(
            text("workbook.hidden-sheet", path=sheet.path, sheet=sheet.name) for sheet in hidden if sheet.rows
        )


def _chosen(read: ReadGrids, chosen: Mapping[str, str]) -> ReadGrids:
    """The tables that are asked for, each as the table that it is said to be. Raises :class:`UnreadableError`."""
    names = [grid.name for grid in read.grids]
    for name in chosen:
        if name not in map(str.casefold, names) and not read.problems:
            raise UnreadableError(text("sheet.not-there", name=name, names=", ".join(names)))
    grids = [
        replace(grid, table=chosen[grid.name.casefold()])
        for grid in read.grids
        if grid.name.casefold() in chosen
    ]
    return replace(read, grids=grids)


def _is_spreadsheet(name: str) -> bool:
    is_hidden = name.startswith((".", "~$"))  # Excel keeps "~$book.xlsx" beside a workbook that is open
    return not is_hidden and Path(name).suffix.lower() in LIST_ENDINGS


def _read_delimited(raw: bytes, file: Path, column_names: Mapping[str, str], options: TableOptions) -> Grid:
    sheet = sheet_named(options.sheets.get(file.stem.casefold()) or file.stem)

    def is_column(header: str) -> bool:
        return sheet is not None and is_known_column(sheet, header, column_names)

    return read_delimited(raw, file.as_posix(), file.stem, is_column, options.encoding)


def _named(sheets: Sequence[Grid], stem: str) -> Iterator[Grid]:
    """The filled sheets of a workbook. Of one sheet without a known name ("Sheet1") the file's name counts."""
    filled = [grid for grid in sheets if grid.rows or grid.problems]
    for grid in filled:
        takes_file_name = (
            len(filled) == 1 and sheet_named(grid.name) is None and sheet_named(stem) is not None
        )
        # Messages about it need not name the sheet, then.
        yield replace(grid, table=stem, is_sheet=False) if takes_file_name else grid
