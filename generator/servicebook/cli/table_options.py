"""The options that say how tables are to be read: of ``import csv`` and of ``init --from``."""

from __future__ import annotations

import argparse

from servicebook import wording
from servicebook.cli.options import CannotRunError
from servicebook.exchange.core.import_result import TableOptions
from servicebook.source.encodings import known_encoding


def add_table_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--encoding", metavar="NAME", help=wording.text("help.encoding"))


def table_options(args: argparse.Namespace) -> TableOptions:
    """The options as they were given. Raises :class:`CannotRunError`."""
    encoding = known_encoding(args.encoding) if args.encoding is not None else None
    if args.encoding is not None and encoding is None:
        raise CannotRunError(wording.text("options.no-encoding", name=args.encoding))
    return TableOptions(encoding=encoding)
