"""Which table a sheet of any name is ("Sheet1", "Catalog 2026"), by the columns that it names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from servicebook.exchange.spreadsheet.column import Sheet, normalized_name
from servicebook.exchange.spreadsheet.header_rows import SEARCHED
from servicebook.exchange.spreadsheet.sheet_columns import SHEETS
from servicebook.exchange.spreadsheet.tables import column_named, sheet_named
from servicebook.source.grid import Grid
from servicebook.wording import text

_ENOUGH = 3
"""How many known columns tell a table; two may be there by chance."""


def recognized(grids: Sequence[Grid], column_names: Mapping[str, str]) -> list[Grid]:
    """The grids, where none has the name of a table with the tables that their columns say; these are noted."""
    if any(sheet_named(grid.table or grid.name) for grid in grids):
        return [*grids]
    found = [_table_of(grid, column_names) for grid in grids]
    times = Counter(found)
    return [
        grid
        if table is None or times[table] > 1
        else replace(
            grid,
            table=table,
            notes=(*grid.notes, text("sheet.recognized", path=grid.path, sheet=grid.name, table=table)),
        )
        for grid, table in zip(grids, found, strict=True)
    ]


def _table_of(grid: Grid, column_names: Mapping[str, str]) -> str | None:
    """The one table that most columns of a grid belong to, and none that it needs is missing of."""
    known = {sheet.name: _known(grid, sheet, column_names) for sheet in SHEETS}
    most = max(known.values())
    best = [name for name, count in known.items() if count == most]
    return best[0] if most[0] >= _ENOUGH and len(best) == 1 else None


def _known(grid: Grid, sheet: Sheet, column_names: Mapping[str, str]) -> tuple[int, int]:
    """How many columns of a table a row of the grid names, and how many of them by their first names.

    None where a column is missing without which no row is understood.
    """
    most = (0, 0)
    for row in grid.rows[:SEARCHED]:
        found = [(column, cell) for cell in row.cells if (column := column_named(sheet, cell, column_names))]
        columns = {column.name for column, _ in found}
        if all(columns & {*names} for names in sheet.required_columns):
            literal = sum(normalized_name(cell) == column.name for column, cell in found)
            most = max(most, (len(columns), literal))
    return most
