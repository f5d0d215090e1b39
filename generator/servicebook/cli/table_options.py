"""The options that say how tables are to be read: of ``import csv`` and of ``init --from``."""

from __future__ import annotations

import argparse
from collections.abc import Collection, Iterator
from pathlib import Path

from servicebook import wording
from servicebook.cli.options import CannotRunError
from servicebook.documents.suggestions import did_you_mean
from servicebook.exchange.core.import_result import TableOptions
from servicebook.exchange.spreadsheet.column import normalized_name
from servicebook.exchange.spreadsheet.sheet_columns import FIELDS, SHEETS
from servicebook.exchange.spreadsheet.tables import sheet_named
from servicebook.problems import Problem
from servicebook.source.catalog_tree import read_text
from servicebook.source.encodings import known_encoding
from servicebook.source.tree import Disk
from servicebook.source.yaml_reader import parse


def add_table_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "--accept-losses",
        action="store_true",
        help=wording.text("help.accept-losses"),
    )
    parser.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="COLUMN=FIELD",
        help=wording.text("help.map"),
    )
    parser.add_argument(
        "--sheet", action="append", default=[], metavar="NAME[=TABLE]", help=wording.text("help.sheet")
    )
    parser.add_argument("--header-row", type=_row_number, metavar="N", help=wording.text("help.header-row"))
    parser.add_argument("--encoding", metavar="NAME", help=wording.text("help.encoding"))


def table_options(args: argparse.Namespace) -> TableOptions:
    """The options as they were given. Raises :class:`CannotRunError`."""
    encoding = known_encoding(args.encoding) if args.encoding is not None else None
    if args.encoding is not None and encoding is None:
        raise CannotRunError(wording.text("options.no-encoding", name=args.encoding))
    sheets = dict(pair for option in args.sheet for pair in _sheet(option))
    return TableOptions(encoding=encoding, header_row=args.header_row, sheets=sheets)


def has_table_options(args: argparse.Namespace, *, with_encoding: bool) -> bool:
    """Whether any of the options was given; ``with_encoding`` also that one."""
    return (with_encoding and args.encoding is not None) or args.header_row is not None or bool(args.sheet)


def _row_number(given: str) -> int:
    if not given.isascii() or not given.isdecimal() or int(given) < 1:
        raise argparse.ArgumentTypeError(wording.text("options.not-a-row", given=given))
    return int(given)


def _sheet(option: str) -> Iterator[tuple[str, str]]:
    name, equals, table = option.rpartition("=")
    if not equals:
        name, table = table, ""
    sheet = sheet_named(table) if table else None
    if table and sheet is None:
        known = [one.name for one in SHEETS]
        hint = did_you_mean(table, known) or wording.text("hint.use-one-of", choices=", ".join(known))
        raise CannotRunError(wording.text("options.no-table", given=option, name=table, hint=hint))
    yield name.casefold(), sheet.name if sheet else ""


def column_names(args: argparse.Namespace, fields: Collection[str] = FIELDS) -> dict[str, str]:
    """The normalized names of columns and of those of ``fields`` that they mean. Raises :class:`CannotRunError`."""
    return dict(pair for option in args.map for pair in _column_names(option, fields))


def _column_names(option: str, fields: Collection[str]) -> Iterator[tuple[str, str]]:
    """The normalized names of columns and of the fields they mean, of one ``--map``.

    Raises :class:`CannotRunError`.
    """
    # From the right: the name of a column may have an equals sign, that of a field has none.
    column, equals, field = option.rpartition("=")
    if equals:
        pairs = {column: field}
    else:
        text = read_text(Disk(Path()), option)
        parsed = None if isinstance(text, Problem) else parse(text, option)
        if parsed is None or parsed.problems or not isinstance(parsed.value, dict):
            raise CannotRunError(wording.text("import.not-a-pair", given=option))
        pairs = {column: str(field) for column, field in parsed.value.items()}
    for column, field in pairs.items():
        if normalized_name(field) not in fields:
            hint = did_you_mean(normalized_name(field), fields) or wording.text(
                "import.known-fields", fields=", ".join(fields)
            )
            raise CannotRunError(wording.text("import.not-a-field", given=option, field=field, hint=hint))
        yield normalized_name(column), normalized_name(field)
