"""CSV as spreadsheets write it: in which encoding, with which separator, and what its rows are.

Nothing of that is said in the file, so it is found out by rules that never depend on chance:

- **Encoding**: a byte order mark decides; else zeros in every other byte mean UTF-16; else what is valid UTF-8 is
  UTF-8; else it is Windows-1252 (of which Latin-1's letters are a part), unless there is valid UTF-8 in it, too:
  then two encodings were mixed, which is a problem.
- **Separator**: the one that a first line ``sep=;`` names; else of ``,`` ``;`` tab and ``|`` the one that finds
  most of the known columns in the first row; of equals the one whose rows are most often as wide as the first,
  then the one that makes the most columns.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from servicebook import wording
from servicebook.problems import Place, Problem, error
from servicebook.source.grid import Grid, Row

SEPARATORS = (",", ";", "\t", "|")
_SAMPLE = 200
_SEP_LINE = re.compile(r'"?sep=(.)"?[;,\t|]*(?:\r\n|\r|\n|\Z)', re.IGNORECASE)
_SURROGATE = re.compile("[\udc80-\udcff]")
_HIGH = re.compile(r"[\x80-\U0010ffff]")
_STRAY = re.compile("[\udc80-\udcff\x00-\x08\x0e-\x1f]")
"""Bytes without a meaning, and characters that no spreadsheet shows."""


def read_delimited(raw: bytes, path: str, name: str, is_column: Callable[[str], bool]) -> Grid:
    """The rows of a CSV file; ``is_column`` tells whether a column's name is known. Empty rows are left out."""
    text, encoding = _decoded(raw)
    sep_line = _SEP_LINE.match(text)
    body = text[sep_line.end() :] if sep_line else text
    separator = sep_line[1] if sep_line else _separator(body, is_column)
    skipped = 1 if sep_line else 0
    rows: list[Row] = []
    line = skipped
    # spreadsheets do not show the line that names the separator, so it is not counted among the rows
    for number, record in enumerate(_records(body, separator), 1):
        if record.fault:
            return Grid(
                path=path, name=name, problems=(_quote_problem(path, number, line + 1, record.fault),)
            )
        if any(cell.strip() for cell in record.cells):
            row = Row(number, line + 1, record.cells)
            if problem := _stray_bytes(row, rows, path, encoding):
                return Grid(path=path, name=name, problems=(problem,))
            rows.append(row)
        line = skipped + record.last_line
    notes = (wording.text("cell.read-as", path=path, encoding=encoding),) if encoding != "UTF-8" else ()
    return Grid(path=path, name=name, rows=tuple(rows), notes=notes)


def _decoded(raw: bytes) -> tuple[str, str]:
    """The text without its mark, and the encoding's name; bytes that have no meaning in it become surrogates."""
    for mark, codec in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if raw.startswith(mark):
            return _utf16(raw[2:], codec), "UTF-16"
    # in UTF-16, every other byte of Latin letters is zero
    zeros = raw[1:4000:2].count(0), raw[0:4000:2].count(0)
    if max(zeros) > len(raw[:4000]) // 5 and min(zeros) * 10 < max(zeros):
        return _utf16(raw, "utf-16-le" if zeros[0] > zeros[1] else "utf-16-be"), "UTF-16"
    raw = raw.removeprefix(codecs.BOM_UTF8)
    text = raw.decode("utf-8", "surrogateescape")
    # with valid UTF-8 beside invalid bytes, two encodings were mixed, and the bytes are reported
    if not _SURROGATE.search(text) or _HIGH.search(_SURROGATE.sub("", text)):
        return text, "UTF-8"
    return raw.decode("cp1252", "surrogateescape"), "Windows-1252"


def _utf16(raw: bytes, codec: str) -> str:
    """UTF-16 as text; half a character, or half a code, becomes a stray byte."""
    text = raw[: len(raw) // 2 * 2].decode(codec, "surrogatepass")
    halves = re.sub("[\ud800-\udfff]", "\udc80", text)
    return halves + ("\udc80" if len(raw) % 2 else "")


@dataclass(slots=True)
class _Record:
    cells: tuple[str, ...]
    last_line: int
    fault: str = ""


def _records(text: str, separator: str) -> Iterator[_Record]:
    """The records one by one; the first that cannot be read is the last, and has a fault."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for cells in reader:
            yield _Record(tuple(cells), reader.line_num)
    except csv.Error as fault:
        yield _Record((), reader.line_num, str(fault))


def _separator(text: str, is_column: Callable[[str], bool]) -> str:
    def score(separator: str) -> tuple[int, float, int]:
        header: tuple[str, ...] = ()
        widths: list[int] = []
        for record in _records(text, separator):
            if record.fault or len(widths) == _SAMPLE:
                widths += [-1] * bool(record.fault)  # a row that cannot be read is as wide as no other
                break
            if not header and any(cell.strip() for cell in record.cells):
                header = record.cells
            elif record.cells:
                widths.append(len(record.cells))
        known = sum(is_column(cell) for cell in header)
        even = sum(width == len(header) for width in widths) / len(widths) if widths else 1
        return known, even, len(header)

    return max(SEPARATORS, key=score)


def _quote_problem(path: str, number: int, line: int, fault: str) -> Problem:
    place = Place(path, line)
    if "unexpected end" in fault:
        return error(
            "bad-value",
            place,
            wording.text("cell.quote-open", row=number),
            wording.text("cell.quote-open-hint"),
        )
    if "field larger" in fault:
        message = wording.text("cell.too-long", row=number, count=csv.field_size_limit())
        return error("too-large", place, message, wording.text("cell.too-long-hint"))
    return error(
        "bad-value",
        place,
        wording.text("cell.after-quote", row=number),
        wording.text("cell.after-quote-hint"),
    )


def _stray_bytes(row: Row, before: list[Row], path: str, encoding: str) -> Problem | None:
    """The problem of a row in which a byte has no meaning in the file's encoding."""
    for index, cell in enumerate(row.cells):
        if stray := _STRAY.search(cell):
            column = before[0].cells[index].strip() if before and index < len(before[0].cells) else ""
            where = wording.text("cell.row-column", row=row.number, column=column or index + 1)
            if stray.group() < " ":
                code = f"U+{ord(stray.group()):04X}"
                message = wording.text("cell.invisible", where=where, code=code)
                hint = wording.text("cell.invisible-hint")
                return error("bad-value", Place(path, row.line), message, hint)
            if encoding == "UTF-16":
                message = wording.text("cell.half-character", where=where, encoding=encoding)
            else:
                byte = f"{ord(stray.group()) - 0xDC00:02x}"
                message = wording.text("cell.byte", where=where, byte=byte, encoding=encoding)
            return error(
                "not-utf8",
                Place(path, row.line),
                message,
                wording.text("cell.encoding-hint"),
            )
    return None
