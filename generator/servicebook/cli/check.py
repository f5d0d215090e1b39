"""``servicebook check``: what is wrong with the catalog."""

from __future__ import annotations

import argparse
import sys

from servicebook.cli import options
from servicebook.loading import LoadedCatalog, load_catalog
from servicebook.reports import FORMATS
from servicebook.wording import text

NAME = "check"
HELP = text("help.check")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    options.add_root(parser)
    options.add_format(parser, FORMATS)
    options.add_strict(parser)
    options.add_today(parser)


def run(args: argparse.Namespace) -> int:
    """Print every problem; 1 when there are errors (with ``--strict``, warnings too)."""
    opened = load_catalog(args.root, options.today(args))
    sys.stdout.write(FORMATS[args.format](opened))
    return 1 if fails(opened, strict=args.strict) else 0


def fails(opened: LoadedCatalog, *, strict: bool) -> bool:
    """Whether the catalog must not be published."""
    return opened.errors > 0 or (strict and opened.warnings > 0)
