"""Opening the files that help desks export: CSV, workbooks (.xlsx) and Parquet, whatever their names end in."""

from __future__ import annotations

import codecs
import csv
import warnings
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from servicebook.measuring.reading.export_table import ExportTable, Row, Wanted, split_header
from servicebook.measuring.reading.parquet_files import read_parquet
from servicebook.problems import Place, Problem, error
from servicebook.source.delimited import SEP_LINE, decoded, quote_problem, separator_of
from servicebook.source.encodings import known_encoding
from servicebook.source.workbook import FAULTS
from servicebook.ticket_sources import TicketSource
from servicebook.wording import text

_OLD_WORKBOOK, _ZIP, _PARQUET = b"\xd0\xcf\x11\xe0", b"PK\x03\x04", b"PAR1"
_SAMPLE = 4 * 1024 * 1024
_CHUNK = 1024 * 1024


@dataclass(slots=True)
class Opened:
    """The tables of a file, what somebody should know about them, and what kept it from being read."""

    tables: list[ExportTable] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def open_export(path: Path, source: TicketSource, wanted: Wanted, stack: ExitStack) -> Opened:
    """The tables of a file in which any wanted column is. Their rows are read while ``stack`` is open.

    What breaks off while rows are taken raises :class:`BrokenOffError`.
    """
    opened = Opened()
    try:
        with path.open("rb") as stream:
            begin = stream.read(512)
    except OSError as fault:
        reason = fault.strerror or str(fault)
        opened.problems.append(
            error("unreadable-file", Place(path.as_posix()), text("unreadable-file.message", reason=reason))
        )
        return opened
    if (problem := _of_another_kind(path, begin)) is not None:
        opened.problems.append(problem)
        return opened
    try:
        _open(opened, path, begin, source, wanted, stack)
    except BrokenOffError as fault:
        opened.problems.append(fault.problem)
    return opened


def _of_another_kind(path: Path, begin: bytes) -> Problem | None:
    """The problem of a file that tools call an export, and that has to be saved as another."""
    if begin.startswith(_OLD_WORKBOOK):
        return _unreadable(path, text("tickets.old-workbook"), text("tickets.old-workbook-hint"))
    words = begin.removeprefix(codecs.BOM_UTF8).lstrip().lower()
    if words.startswith((b"<html", b"<!doctype", b"<table", b"<?xml")):
        return _unreadable(path, text("tickets.html"), text("tickets.html-hint"))
    return None


def _open(
    opened: Opened, path: Path, begin: bytes, source: TicketSource, wanted: Wanted, stack: ExitStack
) -> None:
    if begin.startswith(_ZIP):
        _open_workbook(opened, path, source, wanted, stack)
    elif begin.startswith(_PARQUET):
        table = read_parquet(path, wanted)
        if isinstance(table, Problem):
            opened.problems.append(table)
        else:
            opened.tables.append(table)
    else:
        _open_delimited(opened, path, source, wanted, stack)


class BrokenOffError(Exception):
    """A file that cannot be read to its end; ``problem`` says where and why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def _unreadable(path: Path, message: str, hint: str) -> Problem:
    return error("unreadable-file", Place(path.as_posix()), message, hint)


def _open_delimited(
    opened: Opened, path: Path, source: TicketSource, wanted: Wanted, stack: ExitStack
) -> None:
    asked = known_encoding(source.encoding) if source.encoding else None
    encoding = _encoding_of(path, asked)
    if isinstance(encoding, Problem):
        opened.problems.append(replace(encoding, hint=text("tickets.encoding-hint")))
        return
    if encoding.upper().replace("-", "") not in ("UTF8", "UTF8SIG"):
        opened.notes.append(text("cell.read-as", path=path.as_posix(), encoding=encoding))
    stream = stack.enter_context(path.open(encoding=encoding, errors="surrogateescape", newline=""))
    sample = stream.read(_SAMPLE)
    sep_line = SEP_LINE.match(sample)
    # a sample that ends within a row would make that row look odd
    whole = sample[: sample.rfind("\n") + 1] if len(sample) == _SAMPLE else sample
    body = whole[sep_line.end() :] if sep_line else whole
    separator = source.delimiter or (sep_line[1] if sep_line else separator_of(body, wanted.known))
    stream.seek(0)
    if sep_line:
        stream.readline()
    rows = _records(stream, separator, path)
    header, below = split_header(rows, wanted.known)
    opened.tables.append(ExportTable(path=path.as_posix(), sheet=None, header=header, rows=below))


def _records(stream: Iterator[str], separator: str, path: Path) -> Iterator[Row]:
    reader = csv.reader(stream, delimiter=separator, strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, 1):
            yield number, cells
    except csv.Error as fault:
        raise BrokenOffError(
            quote_problem(path.as_posix(), number + 1, reader.line_num, str(fault))
        ) from fault


def _encoding_of(path: Path, asked: str | None) -> str | Problem:
    """The encoding of a file, as Python names it. Only where it is not UTF-8 does it matter what all of it is."""
    with path.open("rb") as stream:
        sample = stream.read(_SAMPLE)
        found = decoded(sample[: sample.rfind(b"\n") + 1] or sample, path.as_posix(), asked)
        if isinstance(found, Problem):
            return found
        encoding = found[1]
        if encoding != "UTF-8":
            return encoding
        decoder = codecs.getincrementaldecoder("utf-8")()
        stream.seek(0)
        while chunk := stream.read(_CHUNK):
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError:
                # its first letters beyond ASCII come late: they tell what the sample could not
                found = decoded(chunk, path.as_posix(), asked)
                return found if isinstance(found, Problem) else found[1].replace("UTF-8", "utf-8-sig")
    return "utf-8-sig"


def _open_workbook(
    opened: Opened, path: Path, source: TicketSource, wanted: Wanted, stack: ExitStack
) -> None:
    from openpyxl import load_workbook  # it takes long to load, and other exports need none of it
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of menus and drawings, which hold no tickets
        try:
            # by its bytes: by its name, openpyxl takes only what ends in .xlsx
            book = load_workbook(
                stack.enter_context(path.open("rb")), read_only=True, data_only=True, keep_links=False
            )
        except FAULTS as fault:
            reason = " ".join(str(fault).split())[:120] or type(fault).__name__
            opened.problems.append(
                _unreadable(
                    path, text("workbook.unreadable", reason=reason), text("workbook.unreadable-hint")
                )
            )
            return
    stack.callback(book.close)
    names = [sheet.title for sheet in book.worksheets]
    if source.sheet is not None and source.sheet not in names:
        message = text("tickets.no-sheet", sheet=source.sheet, names=", ".join(names))
        opened.problems.append(_unreadable(path, message, text("tickets.no-sheet-hint")))
        return
    passed: list[str] = []
    for sheet in book.worksheets:
        if source.sheet not in (None, sheet.title) or (
            source.sheet is None and sheet.sheet_state != "visible"
        ):
            continue
        sheet.reset_dimensions()  # some tools write A1 there, and nothing else would be read
        header, rows = split_header(_sheet_rows(sheet.iter_rows(values_only=True), path), wanted.known)
        if any(map(wanted.known, header)):
            start_1904 = book.epoch == CALENDAR_MAC_1904
            opened.tables.append(
                ExportTable(
                    path=path.as_posix(), sheet=sheet.title, header=header, rows=rows, start_1904=start_1904
                )
            )
        elif header:
            passed.append(sheet.title)
    if passed and opened.tables:
        opened.notes.append(text("tickets.other-sheets", path=path.as_posix(), names=", ".join(passed)))
    elif not opened.tables:
        opened.tables.append(ExportTable(path=path.as_posix(), sheet=None, header=(), rows=()))


def _sheet_rows(rows: Iterator[tuple[object, ...]], path: Path) -> Iterator[Row]:
    try:
        for number, cells in enumerate(rows, 1):
            yield number, [_typed(cell) for cell in cells]
    except FAULTS as fault:
        reason = " ".join(str(fault).split())[:120] or type(fault).__name__
        message = text("workbook.unreadable", reason=reason)
        raise BrokenOffError(_unreadable(path, message, text("workbook.unreadable-hint"))) from fault


def _typed(cell: object) -> str | int | float | date | None:
    """A cell of a type that is known here; spans of time become text such as ``12:30:00``."""
    return cell if cell is None or isinstance(cell, str | int | float | date) else str(cell)
