"""``servicebook check``: what is wrong with the catalog."""

from __future__ import annotations

import argparse
import os
import sys
from typing import TYPE_CHECKING

from servicebook.cli import options
from servicebook.cli.one_catalog import without_garbage_collection
from servicebook.loading import Judged, judge_catalog, load_catalog
from servicebook.reports import check_text
from servicebook.reports.check_formats import FORMATS
from servicebook.source.host_folder import folder_in_repository
from servicebook.source.temporary_folder import write_text
from servicebook.wording import text

if TYPE_CHECKING:
    from servicebook.comparing.problems import SinceThen

NAME = "check"
HELP = text("help.check")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    options.add_root(parser)
    options.add_format(parser, FORMATS)
    parser.add_argument("--since", metavar="REVISION", help=text("help.since"))
    parser.add_argument("--all", action="store_true", help=text("help.all-problems"))
    options.add_report(parser, FORMATS)
    options.add_strict(parser)
    options.add_today(parser)
    parser.add_argument("--fix", action="store_true", help=text("help.fix"))
    parser.add_argument("--diff", action="store_true", help=text("help.diff"))


def run(args: argparse.Namespace) -> int:
    """Print every problem; 1 when there are errors (with ``--strict``, warnings too).

    With ``--fix``, those that are left; with ``--diff`` none, and 1 when there is anything to fix.
    """
    if args.diff or args.fix:
        return _check(args)  # reads the catalog again after every pass, and so makes garbage
    with without_garbage_collection():
        return _check(args)


def _check(args: argparse.Namespace) -> int:
    today = options.today(args)
    if args.diff or args.fix:
        from servicebook.cli import check_fixes  # what mends takes as long to load as a small check does

        if args.diff:
            return check_fixes.show_diff(args, today)
    # a revision that cannot be had is said before the catalog is read, which may take a while
    if args.since is not None:
        from servicebook.cli.since import revision_of, since_then  # so does what compares

    revision = revision_of(NAME, args.root, args.since) if args.since is not None else None
    since: SinceThen | None = None
    opened: Judged
    if args.fix or revision:
        opened = loaded = check_fixes.fix(args, today) if args.fix else load_catalog(args.root, today)
        since = since_then(NAME, args.root, args.since, revision, loaded) if revision else None
    else:
        opened = judge_catalog(args.root, today)
    # who reads the text finds the lines from here, and git takes as long as a small catalog
    is_for_hosts = args.report or args.format != "text"
    folder = folder_in_repository(args.root, os.environ) if is_for_hosts else ""
    for name, file in args.report:
        write_text(file, FORMATS[name](opened, since, folder))
    sys.stdout.write(_printed(args, opened, since, folder))
    return 1 if options.fails(opened, strict=args.strict) else 0


def _printed(args: argparse.Namespace, opened: Judged, since: SinceThen | None, folder: str) -> str:
    if args.format == "text":
        return check_text.render(opened, since, one_by_one=args.all)
    return FORMATS[args.format](opened, since, folder)
