"""``servicebook export``: the catalog for other programs."""

from __future__ import annotations

import argparse

from servicebook import wording
from servicebook.cli import options
from servicebook.cli.new_folder import refuse_unless_new, write_new_folder
from servicebook.exchange.catalog_formats import EXPORTERS
from servicebook.loading import load_catalog
from servicebook.model.visible import visible
from servicebook.reports import text

NAME = "export"
HELP = wording.text("help.export")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    formats = "; ".join(f"{name} ({exporter.HELP})" for name, exporter in EXPORTERS.items())
    parser.add_argument("format", choices=tuple(EXPORTERS), metavar="FORMAT", help=formats)
    parser.add_argument(
        "--output",
        type=options.path,
        metavar="PATH",
        help=wording.text("help.export-output"),
    )
    options.add_root(parser)
    options.add_today(parser)


def run(args: argparse.Namespace) -> int:
    """Write the files; 1 when the catalog has errors, as nothing incomplete is handed on."""
    exporter, output = EXPORTERS[args.format], args.output
    if exporter.FOLDER:
        if output in (None, options.STANDARD_OUTPUT):
            raise options.CannotRunError(wording.text("export.name-folder", format=args.format))
        refuse_unless_new(output)
    loaded = load_catalog(args.root, options.today(args))
    if loaded.errors:
        options.complain(NAME, wording.text("export.errors", summary=text.summary(loaded)))
        return 1
    files = exporter.export(visible(loaded.catalog))
    if exporter.FOLDER:
        write_new_folder(output, files)
        print(wording.text("export.wrote", count=len(files), folder=output, files=", ".join(files)))
        return 0
    (document,) = files.values()
    return options.hand_out(document, output)
