"""Where a table begins and ends: which row names its columns, and which rows are no objects.

People put titles above a table, name its columns in two lines (what stands above stretches over several columns, or the
second line says the same in another language), write headings between rows, and totals and remarks below. The row that
names the columns is the one with most names that are known.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from servicebook.exchange.spreadsheet.column import Sheet
from servicebook.frozen import frozen
from servicebook.problems import Problem, error
from servicebook.source.grid import Grid, Row
from servicebook.wording import text

SEARCHED = 30
"""How many rows are looked at for the names of columns."""
_TOTAL = re.compile(
    r"(?:grand |sub)?(?:total|sum|(?:gesamt|end|zwischen)?summe|gesamt|insgesamt|totaux|somme|totales|suma|totaal|"
    r"итого|всего|razem|celkem|合計|总计|總計)(?:\s*[:=(（：]|\s+[0-9]|\s*\Z)",
    re.IGNORECASE,
)
_AMOUNT = re.compile(r"[-+0-9.,'\s%]*(?:[^\W\d_]{1,4}|[€$£¥])?\Z")


@frozen
class _Header:
    """The names of columns by position, and the rows that they are from."""

    index: int
    names: tuple[str, ...]
    known: int
    takes_above: bool


def with_header(
    grid: Grid, sheet: Sheet, column_of: Callable[[str], str | None], header_row: int | None
) -> Grid | Problem:
    """The grid with the names of columns as its first row and objects as its others; what was left out is noted.

    ``column_of`` gives the name of the column that a text names, ``header_row`` is the number of the row that names
    them, if that was said.
    """
    if header_row is None:
        headers = [_header(grid.rows, index, column_of) for index in range(min(len(grid.rows), SEARCHED))]
        # of several with as many names, the first: a row may hold such words by chance
        header = max(headers, key=lambda one: one.known)
        if _is_divided(grid.rows, header):
            header = _two_lines(grid.rows, header.index + 1, column_of)
    else:
        index = next((i for i, row in enumerate(grid.rows) if row.number == header_row), None)
        if index is None:
            message = text("sheet.no-header-row", where=grid.where() or grid.name, row=header_row)
            return error("missing-key", grid.place(), message, text("sheet.no-header-row-hint"))
        header = _header(grid.rows, index, column_of)
    row = grid.rows[header.index]
    above = grid.rows[: header.index - _has_line_above(grid.rows, header)]
    rest = grid.rows[header.index + 1 :]
    again = _lines_that_name_again(rest, header.names, column_of)
    rest = rest[len(again) :]
    # where a name alone makes an object, a row with one cell may be one
    end = _end(rest, has_remarks=len(sheet.required_columns) > 1)
    inner = [row for row in rest[:end] if not _is_heading(row, header)]
    headings = [row for row in rest[:end] if _is_heading(row, header)]
    notes = [*_notes(grid, above=above, again=again, headings=headings, below=rest[end:])]
    return replace(
        grid, rows=(replace(row, cells=header.names, links={}), *inner), notes=(*grid.notes, *notes)
    )


def _notes(
    grid: Grid, *, above: Sequence[Row], again: Sequence[Row], headings: Sequence[Row], below: Sequence[Row]
) -> Iterator[str]:
    """What was left out of a grid, and where it stands."""
    where = f"{grid.path}, {grid.where()}" if grid.is_sheet else grid.path
    if above:
        yield text("sheet.above", where=where, count=len(above), rows=_numbers(above), words=_words(above))
    if again:
        yield text(
            "sheet.named-again", where=where, count=len(again), rows=_numbers(again), words=_words(again)
        )
    if headings:
        yield text(
            "sheet.headings",
            where=where,
            count=len(headings),
            rows=_numbers(headings),
            words=_words(headings),
        )
    if below:
        yield text("sheet.below", where=where, count=len(below), rows=_numbers(below), words=_words(below))


def _numbers(rows: Sequence[Row]) -> str:
    return ", ".join(str(row.number) for row in rows[:3]) + (" …" if len(rows) > 3 else "")


def _words(rows: Sequence[Row]) -> str:
    """The first words of rows."""
    return next((cell.strip() for cell in rows[0].cells if cell.strip()), "")[:40]


def _header(rows: Sequence[Row], index: int, column_of: Callable[[str], str | None]) -> _Header:
    """What a row names as columns, by itself or together with the row above it."""
    row = rows[index]
    alone = _Header(index, row.cells, _known(row.cells, column_of), takes_above=False)
    above = rows[index - 1] if index and rows[index - 1].number == row.number - 1 else None
    if above is None or len({cell for cell in above.cells if cell.strip()}) < 2:
        return alone
    both = _two_lines(rows, index, column_of)
    # a row of which no cell names a column is not the second line of a header, but an object
    return both if both.known > alone.known > 0 else alone


def _has_line_above(rows: Sequence[Row], header: _Header) -> bool:
    """Whether the row above belongs to the header: its names were taken, or are here once more by merged cells."""
    if header.takes_above or not header.index:
        return header.takes_above
    row, above = rows[header.index], rows[header.index - 1]
    return sum(bool(cell.strip()) and cell == _at(row.cells, i) for i, cell in enumerate(above.cells)) > 1


def _two_lines(rows: Sequence[Row], index: int, column_of: Callable[[str], str | None]) -> _Header:
    """What a row names as columns together with the row above it."""
    cells, above = rows[index].cells, _stretched(rows[index - 1])
    names = tuple(
        _name(_at(cells, position), _at(above, position), column_of)
        for position in range(max(len(cells), len(above)))
    )
    return _Header(index, names, _known(names, column_of), takes_above=True)


def _is_divided(rows: Sequence[Row], header: _Header) -> bool:
    """Whether the row below a header divides columns of it: it has the other names once more, by merged cells."""
    if header.takes_above or header.index + 1 >= len(rows):
        return False
    row, below = rows[header.index], rows[header.index + 1]
    same = sum(bool(cell.strip()) and cell == _at(below.cells, i) for i, cell in enumerate(row.cells))
    parts = [_at(below.cells, i) for first, last in row.spans.items() for i in range(first, last + 1)]
    return same > 1 and any(part.strip() for part in parts)


def _name(own: str, above: str, column_of: Callable[[str], str | None]) -> str:
    """The name of a column from two lines: "Owner" above "E-mail" is not the e-mail address of the service."""
    if not own.strip() or not above.strip() or own == above:
        return own if own.strip() else above
    both = f"{above} {own}"
    if column_of(both) or (column_of(above) and column_of(above) != column_of(own)):
        return both
    return own


def _stretched(row: Row) -> tuple[str, ...]:
    """The cells of a row, with those that stretch over several columns in each of them."""
    cells = list(row.cells)
    for position, last in row.spans.items():
        cells += [""] * (last + 1 - len(cells))
        for other in range(position + 1, last + 1):
            cells[other] = cells[other] or cells[position]
    return tuple(cells)


def _at(cells: Sequence[str], position: int) -> str:
    return cells[position] if position < len(cells) else ""


def _known(names: Sequence[str], column_of: Callable[[str], str | None]) -> int:
    return len({column for name in names if name.strip() and (column := column_of(name))})


def _lines_that_name_again(
    rows: Sequence[Row], names: Sequence[str], column_of: Callable[[str], str | None]
) -> list[Row]:
    """The rows below the header that name the same columns, in another language."""
    again: list[Row] = []
    for row in rows:
        filled = [(_at(names, i), cell) for i, cell in enumerate(row.cells) if cell.strip()]
        same = sum(bool(column_of(cell)) and column_of(cell) == column_of(name) for name, cell in filled)
        if same < 2 or same * 2 <= len(filled):
            break
        again.append(row)
    return again


def _end(rows: Sequence[Row], *, has_remarks: bool) -> int:
    """Behind which row the objects end: totals follow, and remarks below an empty row."""
    start = len(rows)
    while start and (_is_total(rows[start - 1]) or _is_alone(rows[start - 1])):
        start -= 1
    for index in range(start, len(rows)):
        is_apart = index > 0 and rows[index].number > rows[index - 1].number + 1
        if _is_total(rows[index]) or (has_remarks and is_apart):
            return index
    return len(rows)


def _is_total(row: Row) -> bool:
    filled = [cell.strip() for cell in row.cells if cell.strip()]
    return bool(_TOTAL.match(filled[0])) and all(_AMOUNT.match(cell) for cell in filled[1:])


def _is_alone(row: Row) -> bool:
    """Whether only one cell of a row is filled."""
    return sum(bool(cell.strip()) for cell in row.cells) == 1


def _is_heading(row: Row, header: _Header) -> bool:
    """Whether the only cell of a row stretches over several columns."""
    filled = [position for position, cell in enumerate(row.cells) if cell.strip()]
    return len(filled) == 1 and len(header.names) > 2 and row.spans.get(filled[0], filled[0]) > filled[0]
