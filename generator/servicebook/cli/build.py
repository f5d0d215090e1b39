"""``servicebook build``: check the catalog, then build the site, unless nothing has changed since the last time."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from functools import partial

from servicebook import wording
from servicebook.cli import options
from servicebook.publishing.last_build import AskedBuild, WatchedBuild
from servicebook.source.kept_file import is_kept

NAME = "build"
HELP = wording.text("help.build")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    options.add_root(parser)
    parser.add_argument(
        "--site",
        type=options.path,
        metavar="DIR",
        help=wording.text("help.site"),
    )
    parser.add_argument(
        "--only", action="append", default=[], metavar="DEPARTMENT", help=wording.text("help.only")
    )
    parser.add_argument("--clean", action="store_true", help=wording.text("help.clean"))
    options.add_strict(parser)
    options.add_today(parser)


def run(args: argparse.Namespace) -> int:
    """Build; 1 when the catalog has errors (with ``--strict``, warnings too) or MkDocs fails."""
    if args.only and args.site is None:  # or a slice would take the place of the site that is there
        raise options.CannotRunError(wording.text("slice.no-folder"))
    today = options.today(args)
    asked = AskedBuild(
        root=args.root, site=args.site, strict=args.strict, today=today, only=tuple(sorted(set(args.only)))
    )
    if args.clean or not is_kept(asked.file):
        return _build_first(args, asked, today)
    watched = WatchedBuild(asked)
    if last := watched.unchanged():
        print(*last.warnings, sep="\n", end="\n" if last.warnings else "", file=sys.stderr)
        print(last.summary)
        print(wording.text("build.unchanged", site=last.site))
        return 0
    from servicebook.cli.whole_build import build  # takes longer to load than a build without changes

    return build(args, today, NAME, only=args.only, look=lambda: watched)


def _build_first(args: argparse.Namespace, asked: AskedBuild, today: date) -> int:
    """Build what is built in any case: what makes it is loaded while files are looked at."""
    from servicebook.beside import in_another_process

    look = partial(WatchedBuild, asked, clean=args.clean)
    with in_another_process(look, 1, min_items=0) as looked:
        from servicebook.cli.whole_build import build

        return build(args, today, NAME, only=args.only, look=looked)
