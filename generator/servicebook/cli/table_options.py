"""The options that say how tables are to be read: of ``import csv`` and of ``init --from``."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from servicebook import wording
from servicebook.cli.options import CannotRunError
from servicebook.documents.suggestions import did_you_mean
from servicebook.exchange.core.import_result import TableOptions
from servicebook.exchange.spreadsheet.sheet_columns import SHEETS
from servicebook.exchange.spreadsheet.tables import sheet_named
from servicebook.source.encodings import known_encoding


def add_table_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
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


def has_table_options(args: argparse.Namespace) -> bool:
    """Whether any of the options was given."""
    return args.encoding is not None or args.header_row is not None or bool(args.sheet)


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
