"""``servicebook export``: the catalog for other programs."""

from __future__ import annotations

import argparse
import sys

from servicebook.cli import options
from servicebook.cli.new_folder import refuse_unless_new, write_new_folder
from servicebook.exchange import EXPORTERS
from servicebook.model.visible import visible
from servicebook.pipeline import open_catalog
from servicebook.reports import text

NAME = "export"
HELP = "write the catalog for other programs, as one document or a folder of files"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    formats = "; ".join(f"{name} ({exporter.HELP})" for name, exporter in EXPORTERS.items())
    parser.add_argument("format", choices=tuple(EXPORTERS), metavar="FORMAT", help=formats)
    parser.add_argument(
        "--output",
        type=options.path,
        metavar="PATH",
        help="the file to write (default: standard output), or the folder to make, which must be new or empty",
    )
    options.add_root(parser)
    options.add_today(parser)


def run(args: argparse.Namespace) -> int:
    """Write the files; 1 when the catalog has errors, as nothing incomplete is handed on."""
    exporter, output = EXPORTERS[args.format], args.output
    if exporter.FOLDER:
        if output in (None, options.STANDARD_OUTPUT):
            raise options.CannotRunError(f"{args.format} is a folder of files; name it: --output DIR")
        refuse_unless_new(output)
    opened = open_catalog(args.root, options.today(args))
    if opened.errors:
        print(f"servicebook export: nothing was written: {text.summary(opened)}", file=sys.stderr)
        return 1
    files = exporter.export(visible(opened.catalog))
    if exporter.FOLDER:
        write_new_folder(output, files)
        print(f"Wrote {len(files)} files to {output}: {', '.join(files)}.")
        return 0
    (document,) = files.values()
    return options.hand_out(document, output)
