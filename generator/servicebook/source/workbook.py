"""The sheets of an ``.xlsx`` workbook as rows of text: of a formula its value, of a day 2026-11-22."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time
from xml.etree.ElementTree import ParseError

from servicebook import wording
from servicebook.problems import Place, Problem, error
from servicebook.source.grid import Grid, Row

MAX_UNPACKED = 200 * 1024 * 1024
_FAULTS = (
    zipfile.BadZipFile, zlib.error, ParseError, EOFError, NotImplementedError,
    ArithmeticError, AttributeError, LookupError, OSError, TypeError, ValueError,
)  # fmt: skip
"""What openpyxl lets through when a file is not what it says it is."""


def read_workbook(raw: bytes, path: str) -> tuple[tuple[Grid, ...], tuple[Problem, ...]]:
    """Every sheet, or the problem that keeps the workbook from being read."""
    from openpyxl import load_workbook  # it takes long to load, and every command would wait for it

    try:
        if problem := _refused(raw, path):
            return (), (problem,)
        # openpyxl gives either the formulas or what they came to
        values = load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
        formulas = load_workbook(io.BytesIO(raw), read_only=True, data_only=False)
        return tuple(
            _grid(path, name, values[name].iter_rows(), formulas[name].iter_rows())
            for name in values.sheetnames
            if hasattr(values[name], "iter_rows")
        ), ()
    except _FAULTS as fault:
        words = " ".join(str(fault).split())[:120] or type(fault).__name__
        place = Place(path)
        return (), (
            error(
                "unreadable-file", place, wording.text("workbook.unreadable", reason=words),
                wording.text("workbook.unreadable-hint"),
            ),
        )  # fmt: skip


def _refused(raw: bytes, path: str) -> Problem | None:
    """The problem of a workbook that would unpack to too much, or declares entities."""
    with zipfile.ZipFile(io.BytesIO(raw)) as packed:
        if sum(part.file_size for part in packed.infolist()) > MAX_UNPACKED:
            return error(
                "too-large",
                Place(path),
                wording.text("workbook.too-large", size=MAX_UNPACKED // 1024 // 1024),
                wording.text("workbook.too-large-hint"),
            )
        for part in packed.infolist():
            if part.filename.endswith((".xml", ".rels")):
                with packed.open(part) as stream:
                    if b"<!DOCTYPE" in stream.read(4096).upper():
                        message = wording.text("workbook.document-type", part=part.filename)
                        return error(
                            "unreadable-file",
                            Place(path),
                            message,
                            wording.text("workbook.document-type-hint"),
                        )
    return None


def _grid(path: str, name: str, values: Iterator[object], formulas: Iterator[object]) -> Grid:
    rows: list[Row] = []
    notes: list[str] = []
    problems: list[Problem] = []
    for number, (value_cells, formula_cells) in enumerate(zip(values, formulas, strict=True), 1):
        cells = []
        for value, formula in zip(value_cells, formula_cells, strict=True):  # type: ignore[call-overload]
            if formula.data_type == "f":
                where = wording.text("cell.sheet-cell", sheet=name, cell=formula.coordinate)
                if value.value is None:
                    problems.append(
                        error(
                            "bad-value",
                            Place(path, number),
                            wording.text("workbook.no-value", where=where),
                            wording.text("workbook.no-value-hint"),
                        )
                    )
                else:
                    notes.append(wording.text("workbook.formula", path=path, where=where))
            cells.append(_text(value.value))
        while cells and not cells[-1].strip():
            cells.pop()
        if cells:
            rows.append(Row(number, number, tuple(cells)))
    return Grid(
        path=path, name=name, rows=tuple(rows), notes=tuple(notes), problems=tuple(problems), is_sheet=True
    )


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime() | date() | time():
            return value.isoformat(sep=" ") if isinstance(value, datetime) else value.isoformat()
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case _:
            return str(value)
