"""The sheets of an ``.xlsx`` workbook as rows of text: see :mod:`~servicebook.source.sheet_cells`."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
import zlib
from xml.etree.ElementTree import ParseError

from servicebook import wording
from servicebook.problems import Place, Problem, error
from servicebook.source.grid import Grid

MAX_UNPACKED = 200 * 1024 * 1024
MAX_MERGED = 500_000
"""How many cells may be merged: openpyxl makes an object of each, also of a million empty ones."""
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*\bref="([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})"')
FAULTS = (
    zipfile.BadZipFile, zlib.error, ParseError, EOFError, NotImplementedError,
    ArithmeticError, AttributeError, LookupError, OSError, TypeError, ValueError,
)  # fmt: skip
"""What openpyxl lets through when a file is not what it says it is."""


def read_workbook(raw: bytes, path: str) -> tuple[tuple[Grid, ...], tuple[Problem, ...]]:
    """Every sheet, hidden ones too, or the problem that keeps the workbook from being read."""
    # openpyxl takes long to load, and every command would wait for it
    from openpyxl import load_workbook

    from servicebook.source.sheet_cells import read_sheet

    try:
        if problem := _refused(raw, path):
            return (), (problem,)
        with warnings.catch_warnings():
            # it warns of what it does not keep (menus, drawings), of which nothing is imported
            warnings.simplefilter("ignore")
            # openpyxl gives either the formulas or what they came to. It reads in full: only so it has links and
            # merged cells, and no empty cells up to the last row and column, of which there may be 17 billion
            values = load_workbook(io.BytesIO(raw), data_only=True)
            formulas = load_workbook(io.BytesIO(raw), data_only=False)
            return tuple(
                read_sheet(path, values[name], formulas[name])
                for name in values.sheetnames
                if hasattr(values[name], "iter_rows")
            ), ()
    except FAULTS as fault:
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
            if "/worksheets/" in part.filename and _merged_cells(packed.read(part)) > MAX_MERGED:
                return error(
                    "too-large",
                    Place(path),
                    wording.text("workbook.too-many-merged", size=MAX_MERGED),
                    wording.text("workbook.too-many-merged-hint"),
                )
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


def _merged_cells(sheet: bytes) -> int:
    """How many cells of a sheet are merged."""

    def column(letters: bytes) -> int:
        number = 0
        for letter in letters:
            number = number * 26 + letter - 64
        return number

    return sum(
        (abs(column(match[3]) - column(match[1])) + 1) * (abs(int(match[4]) - int(match[2])) + 1)
        for match in _MERGED.finditer(sheet)
    )
