"""CSV as spreadsheets write it: in which encoding, with which separator, and what its rows are.

Nothing of that is said in the file, so it is found out by rules that never depend on chance:

- **Encoding**: a byte order mark decides, then the encoding that was asked for; else zeros in every other byte mean
  UTF-16; else what is valid UTF-8 is UTF-8, also where a few bytes are not, which is a problem; else it is the one that
  :mod:`~servicebook.source.encodings` is sure of. Where it is not, nothing is read.
- **Separator**: the one that a first line ``sep=;`` names; else of ``,`` ``;`` tab and ``|`` the one that finds
  most of the known columns in the first row; of equals the one whose rows are most often as wide as the first,
  then the one that makes the most columns.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from servicebook import wording
from servicebook.problems import Place, Problem, error
from servicebook.source.encodings import Reading, readings, sample_of
from servicebook.source.grid import Grid, Row

SEPARATORS = (",", ";", "\t", "|")
_SAMPLE = 200
_HEADERS = 30
"""How many rows may be the one that names the columns."""
SEP_LINE = re.compile(r'"?sep=(.)"?[;,\t|]*(?:\r\n|\r|\n|\Z)', re.IGNORECASE)
_SURROGATE = re.compile("[\udc80-\udcff]")
_HIGH = re.compile(r"[\x80-\U0010ffff]")
_STRAY = re.compile("[\udc80-\udcff\x00-\x08\x0e-\x1f]")
"""Bytes without a meaning, and characters that no spreadsheet shows."""


def read_delimited(
    raw: bytes, path: str, name: str, is_column: Callable[[str], bool], encoding: str | None = None
) -> Grid:
    """The rows of a CSV file; empty ones are left out.

    ``is_column`` tells whether a column's name is known, ``encoding`` is Python's name of the one that was asked for.
    """
    found = decoded(raw, path, encoding)
    if isinstance(found, Problem):
        return Grid(path=path, name=name, problems=(found,))
    text, encoding = found
    sep_line = SEP_LINE.match(text)
    body = text[sep_line.end() :] if sep_line else text
    separator = sep_line[1] if sep_line else separator_of(body, is_column)
    skipped = 1 if sep_line else 0
    rows: list[Row] = []
    line = skipped
    # spreadsheets do not show the line that names the separator, so it is not counted among the rows
    for number, record in enumerate(_records(body, separator), 1):
        if record.fault:
            return Grid(path=path, name=name, problems=(quote_problem(path, number, line + 1, record.fault),))
        if any(cell.strip() for cell in record.cells):
            row = Row(number, line + 1, record.cells)
            if problem := _stray_bytes(row, rows, path, encoding):
                return Grid(path=path, name=name, problems=(problem,))
            rows.append(row)
        line = skipped + record.last_line
    return Grid(path=path, name=name, rows=tuple(rows), notes=_notes(path, encoding, text))


def _notes(path: str, encoding: str, text: str) -> tuple[str, ...]:
    """In which encoding a file was read, with some words of it, so that people see whether that is right."""
    if encoding == "UTF-8":
        return ()
    if sample := sample_of(text):
        return (wording.text("cell.read-as-sample", path=path, encoding=encoding, sample=sample),)
    return (wording.text("cell.read-as", path=path, encoding=encoding),)


_MARKS = (
    # the mark of UTF-32 begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip


_ESCAPES = ((b"\x1b$)C", "iso-2022-kr"), (b"\x1b$", "iso-2022-jp"))
"""What encodings begin other letters with that are ASCII without it."""


def _decoded_strictly(raw: bytes, codec: str) -> str | None:
    try:
        return raw.decode(codec)
    except UnicodeDecodeError:
        return None


def decoded(raw: bytes, path: str, encoding: str | None) -> tuple[str, str] | Problem:
    """The text without its mark, and the encoding's name; bytes that have no meaning in it become surrogates."""
    for mark, codec in _MARKS:
        if raw.startswith(mark):
            return _wide(raw[len(mark) :], codec), codec[:6].upper()
    has_mark = raw.startswith(codecs.BOM_UTF8)
    if encoding and not has_mark:
        wide = encoding.startswith(("utf-16", "utf-32"))
        return _wide(raw, encoding) if wide else raw.decode(encoding, "surrogateescape"), encoding.upper()
    # in UTF-16, every other byte of Latin letters is zero
    zeros = raw[1:4000:2].count(0), raw[0:4000:2].count(0)
    if max(zeros) > len(raw[:4000]) // 5 and min(zeros) * 10 < max(zeros):
        return _wide(raw, "utf-16-le" if zeros[0] > zeros[1] else "utf-16-be"), "UTF-16"
    for escape, codec in _ESCAPES:
        if escape in raw and (escaped := _decoded_strictly(raw, codec)) is not None:
            return escaped, codec.upper()
    text = raw.removeprefix(codecs.BOM_UTF8).decode("utf-8", "surrogateescape")
    strays = len(_SURROGATE.findall(text))
    # by chance, bytes of other encodings are valid UTF-8 here and there; those of UTF-8 are invalid here and there
    if has_mark or strays <= len(_HIGH.findall(_SURROGATE.sub("", text))):
        return text, "UTF-8"
    found, is_sure = readings(raw)
    if is_sure:
        return found[0].text, found[0].name
    return _unclear(path, found)


def _unclear(path: str, found: Sequence[Reading]) -> Problem:
    """The problem of a file that may be in several encodings, with how it would look in each."""
    if not found:
        return error(
            "not-utf8", Place(path), wording.text("encoding.unknown"), wording.text("encoding.unknown-hint")
        )
    samples = wording.text("list.separator").join(
        wording.text("encoding.sample", encoding=one.name, sample=sample_of(one.text))
        for one in found[:_MAX_SAMPLES]
    )
    return error(
        "not-utf8",
        Place(path),
        wording.text("encoding.unclear", samples=samples),
        wording.text("encoding.unclear-hint", encoding=found[0].name),
    )


_MAX_SAMPLES = 5


def _wide(raw: bytes, codec: str) -> str:
    """UTF-16 or UTF-32 as text; half a character, or half a code, becomes a stray byte."""
    size = 4 if codec.startswith("utf-32") else 2
    text = raw[: len(raw) // size * size].decode(codec, "surrogatepass")
    halves = re.sub("[\ud800-\udfff]", "\udc80", text)
    return halves + ("\udc80" if len(raw) % size else "")


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


def separator_of(text: str, is_column: Callable[[str], bool]) -> str:
    """The separator of a text that names none."""

    def score(separator: str) -> tuple[int, bool, float, int]:
        first: list[tuple[str, ...]] = []
        widths: list[int] = []
        for record in _records(text, separator):
            if record.fault or len(widths) == _SAMPLE:
                widths += [-1] * bool(record.fault)  # a row that cannot be read is as wide as no other
                break
            if len(first) < _HEADERS and any(cell.strip() for cell in record.cells):
                first.append(record.cells)
            if record.cells:
                widths.append(len(record.cells))
        # titles may stand above the row that names the columns
        header = max(first, key=lambda cells: sum(map(is_column, cells)), default=())
        known = sum(map(is_column, header))
        if not known:
            header = max(first, key=len, default=())  # a title that nothing separates tells nothing
        even = (widths.count(len(header)) - 1) / (len(widths) - 1) if len(widths) > 1 else 1
        return known, known > 0 or len(header) > 1, even, len(header)

    return max(SEPARATORS, key=score)


def quote_problem(path: str, number: int, line: int, fault: str) -> Problem:
    """The problem of a record that the module csv cannot read, with its words for that."""
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
            if encoding in ("UTF-16", "UTF-32"):
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
