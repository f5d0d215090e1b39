"""Tables of Parquet, which have types: moments with a zone or without, days, texts, numbers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from servicebook.measuring.reading.export_table import ExportTable, Wanted
from servicebook.measuring.reading.moments import Cell
from servicebook.problems import Place, Problem, error
from servicebook.wording import text


def read_parquet(path: Path, wanted: Wanted) -> ExportTable | Problem:
    """The wanted columns of a file, and no others: what is not read cannot be kept. Its first row is row 1."""
    place = Place(path.as_posix())
    try:
        import pyarrow  # brought by an extra, which reading CSV does not need
        from pyarrow import parquet
    except ImportError:
        return error("unreadable-file", place, text("tickets.no-parquet"), text("tickets.no-parquet-hint"))
    try:
        names = parquet.read_schema(path).names
        known = [name for name in names if wanted.known(name)]
        table = parquet.read_table(path, columns=known)
    except (pyarrow.ArrowException, OSError) as fault:
        reason = " ".join(str(fault).split())[:120]
        return error("unreadable-file", place, text("unreadable-file.message", reason=reason))
    columns = [_cells(table.column(name)) for name in known]
    # the others are named, so that a misspelt one is told with what it may be
    header = (*known, *(name for name in names if name not in known))
    rows = enumerate(zip(*columns, strict=True), 1) if columns else ()
    return ExportTable(path=path.as_posix(), sheet=None, header=header, rows=rows)


def _cells(column: Any) -> list[Cell]:
    import pyarrow

    kind = column.type
    if pyarrow.types.is_timestamp(kind) and kind.unit == "ns":  # Python's own moments have no nanoseconds
        column = column.cast(pyarrow.timestamp("us", kind.tz), safe=False)
    cells: list[Cell] = column.to_pylist()
    return cells
