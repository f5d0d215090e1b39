"""``servicebook check``: what is wrong with the catalog."""

from __future__ import annotations

import argparse
import sys

from servicebook.cli import check_fixes, options
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
    check_fixes.add_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Print every problem; 1 when there are errors (with ``--strict``, warnings too).

    With ``--fix``, those that are left; with ``--diff`` none, and 1 when there is anything to fix.
    """
    today = options.today(args)
    if args.diff:
        return check_fixes.show_diff(args, today)
    opened = check_fixes.fix(args, today) if args.fix else load_catalog(args.root, today)
    sys.stdout.write(FORMATS[args.format](opened))
    return 1 if fails(opened, strict=args.strict) else 0


def fails(opened: LoadedCatalog, *, strict: bool) -> bool:
    """Whether the catalog must not be published."""
    return opened.errors > 0 or (strict and opened.warnings > 0)
