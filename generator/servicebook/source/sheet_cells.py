"""A sheet of a workbook as it shows itself: rows of text.

- Of a formula the value counts, of a number what its format shows (99.5%, 01234, 3 days), of a day 2026-11-22.
- Merged cells have their value in every row that they stretch over; across columns only in the first of them.
- A cell that leads somewhere has that address, be it a link of the cell or of a formula ``=HYPERLINK("…")``.
- Rows and columns that are hidden are left out, and noted. A hidden column ``id`` is read: it is there for programs,
  and without it nothing is found again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from openpyxl.utils import get_column_letter

from servicebook import wording
from servicebook.problems import Place, Problem, error
from servicebook.source.grid import Grid, Row
from servicebook.source.number_formats import is_rounded, shown

_HYPERLINK = re.compile(
    r'=\s*HYPERLINK\(\s*"((?:[^"]|"")*)"\s*(?:[,;]\s*"((?:[^"]|"")*)"\s*)?\)\s*\Z', re.IGNORECASE
)
_ID = "id"
_MAX_LISTED = 3


@dataclass(slots=True)
class _Remarks:
    """The cells of which something is to be said, once for each sheet."""

    formulas: list[str] = field(default_factory=list)
    never_calculated: list[tuple[int, str]] = field(default_factory=list)
    rounded: list[tuple[str, str, str]] = field(default_factory=list)


def read_sheet(path: str, values: Any, formulas: Any) -> Grid:
    """The rows of a sheet that hold anything.

    ``values`` is the sheet of openpyxl with the values of formulas, ``formulas`` the same sheet with the formulas.
    """
    name = values.title
    formula_of = _formulas(formulas)
    remarks = _Remarks()
    rows = _rows(values, formula_of, remarks)
    _fill_merged(values, rows)
    hidden_rows, hidden_columns = _hidden(values, rows)
    links = _links(values, formula_of)
    spans = {(one.min_row, one.min_col): one.max_col for one in values.merged_cells.ranges}
    read: list[Row] = []
    for number, cells in sorted(rows.items()):
        kept = {
            column: text for column, text in cells.items() if column not in hidden_columns and text.strip()
        }
        if kept and number not in hidden_rows:
            read.append(_row(number, kept, links, spans))
    notes = [
        wording.text("workbook.note", path=path, sheet=name, fact=fact)
        for fact in _facts(remarks, hidden_rows, hidden_columns)
    ]
    return Grid(
        path=path,
        name=name,
        rows=tuple(read),
        notes=tuple(notes),
        problems=tuple(_problems(path, name, remarks, hidden_rows)),
        is_sheet=True,
        is_hidden=values.sheet_state != "visible",
    )


def _row(
    number: int,
    cells: Mapping[int, str],
    links: Mapping[tuple[int, int], str],
    spans: Mapping[tuple[int, int], int],
) -> Row:
    """A row of a grid, whose positions are from 0, from its cells by column, from 1."""
    return Row(
        number,
        number,
        tuple(cells.get(column, "") for column in range(1, max(cells) + 1)),
        {column - 1: links[number, column] for column in cells if (number, column) in links},
        {
            column - 1: spans[number, column] - 1
            for column in cells
            if spans.get((number, column), 0) > column
        },
    )


def _formulas(sheet: Any) -> dict[tuple[int, int], str]:
    """The text of each formula, by row and column."""
    return {
        place: str(getattr(cell.value, "text", cell.value))
        for place, cell in sheet._cells.items()
        if cell.data_type == "f"
    }


def _rows(
    sheet: Any, formula_of: Mapping[tuple[int, int], str], remarks: _Remarks
) -> dict[int, dict[int, str]]:
    """The texts of all cells, by row and column, both from 1."""
    rows: dict[int, dict[int, str]] = {}
    # the sheet's own rows would be as wide as its last column, which may be the sixteen-thousandth
    for (number, column), cell in sorted(sheet._cells.items()):
        formula = formula_of.get((number, column))
        if cell.value is None and formula is None:
            continue
        text = shown(cell.value, cell.number_format).replace("_x000D_", "")
        if formula is not None:
            if link := _HYPERLINK.match(formula):
                text = text or _unquoted(link[2] or link[1])
            elif cell.value is None:
                remarks.never_calculated.append((number, cell.coordinate))
            else:
                remarks.formulas.append(cell.coordinate)
        if is_rounded(cell.value, text):
            remarks.rounded.append((cell.coordinate, text, f"{cell.value:.15g}"))
        rows.setdefault(number, {})[column] = text
    return rows


def _unquoted(text: str) -> str:
    return text.replace('""', '"')


def _fill_merged(sheet: Any, rows: Mapping[int, dict[int, str]]) -> None:
    """Give merged cells their value in every row with another cell; rows without one are empty."""
    for one in sheet.merged_cells.ranges:
        text = rows.get(one.min_row, {}).get(one.min_col, "")
        if text:
            for number in range(one.min_row + 1, one.max_row + 1):
                if number in rows:
                    rows[number].setdefault(one.min_col, text)


def _links(sheet: Any, formula_of: Mapping[tuple[int, int], str]) -> dict[tuple[int, int], str]:
    """The addresses that cells lead to, by row and column; places within the workbook are none."""
    links = {
        place: _unquoted(link[1])
        for place, formula in formula_of.items()
        if (link := _HYPERLINK.match(formula)) and not link[1].startswith("#")
    }
    for (number, column), cell in sheet._cells.items():
        link = getattr(cell, "hyperlink", None)
        if link is not None and link.target:
            links[number, column] = f"{link.target}#{link.location}" if link.location else link.target
    for one in sheet.merged_cells.ranges:
        if target := links.get((one.min_row, one.min_col)):
            links.update(
                dict.fromkeys(((row, one.min_col) for row in range(one.min_row, one.max_row + 1)), target)
            )
    return links


def _hidden(sheet: Any, rows: Mapping[int, Mapping[int, str]]) -> tuple[list[int], list[int]]:
    """The rows and columns that are hidden and hold anything; a column ``id`` is not taken for hidden."""
    dimensions = dict(sheet.row_dimensions.items())  # asking for a row that has none would make one
    hidden_rows = [number for number in sorted(rows) if number in dimensions and dimensions[number].hidden]
    columns = {column for cells in rows.values() for column, text in cells.items() if text.strip()}
    hidden: set[int] = set()
    for one in sheet.column_dimensions.values():
        if one.hidden:
            # columns of the same look are one entry, from min to max
            hidden.update(range(one.min or 0, (one.max or 0) + 1))
    return hidden_rows, [column for column in sorted(columns & hidden) if not _is_id(column, rows)]


def _is_id(column: int, rows: Mapping[int, Mapping[int, str]]) -> bool:
    return any(cells.get(column, "").strip().lower() == _ID for cells in rows.values())


def _facts(remarks: _Remarks, hidden_rows: list[int], hidden_columns: list[int]) -> Iterator[str]:
    """What somebody should know about how the sheet was read."""
    if remarks.formulas:
        cells = _listed(remarks.formulas)
        yield wording.text("workbook.formulas", count=len(remarks.formulas), cells=cells)
    for cell, text, held in remarks.rounded[:_MAX_LISTED]:
        yield wording.text("workbook.rounded", cell=cell, shown=text, held=held)
    if len(remarks.rounded) > _MAX_LISTED:
        yield wording.text("workbook.rounded-more", count=len(remarks.rounded) - _MAX_LISTED)
    if hidden_rows:
        rows = _listed([str(number) for number in hidden_rows])
        yield wording.text("workbook.hidden-rows", count=len(hidden_rows), rows=rows)
    if hidden_columns:
        columns = _listed([get_column_letter(column) for column in hidden_columns])
        yield wording.text("workbook.hidden-columns", count=len(hidden_columns), columns=columns)


def _listed(names: list[str]) -> str:
    return ", ".join(names[:_MAX_LISTED]) + (" …" if len(names) > _MAX_LISTED else "")


def _problems(path: str, name: str, remarks: _Remarks, hidden_rows: list[int]) -> Iterator[Problem]:
    cells = [(number, cell) for number, cell in remarks.never_calculated if number not in hidden_rows]
    if cells:
        where = wording.text("cell.sheet-cell", sheet=name, cell=cells[0][1])
        message = wording.text("workbook.no-value", where=where)
        if len(cells) > 1:
            message = wording.text("workbook.no-values", where=where, count=len(cells) - 1)
        yield error("bad-value", Place(path, cells[0][0]), message, wording.text("workbook.no-value-hint"))
