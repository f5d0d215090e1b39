"""``servicebook owners``: who reviews changes to which part of the catalog."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from servicebook.analysis.code_owners import PLACES, CannotNameError, difference, owners_text, unreviewed
from servicebook.cli import options
from servicebook.pipeline import open_catalog
from servicebook.problems import Severity
from servicebook.reports import text
from servicebook.rules import RENEWED_AFTERWARDS
from servicebook.source.owners_files import folder_within, text_of, top_of

NAME = "owners"
HELP = "write CODEOWNERS from roles and people's handles, or say whether the one there is out of date"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("--format", choices=tuple(PLACES), required=True, help="whose file it is")
    places = ", ".join(f"{place} for {system}" for system, place in PLACES.items())
    parser.add_argument(
        "--output",
        type=options.path,
        metavar="FILE",
        help="the file to write (default: standard output)",
    )
    parser.add_argument(
        "--check",
        action="store_true",
        help=f"write nothing; 1 when FILE is not what would be written (default: {places}, in its repository)",
    )
    options.add_root(parser)
    options.add_today(parser)


def run(args: argparse.Namespace) -> int:
    """Write or compare; 1 when the file is out of date, or the catalog has errors."""
    opened = open_catalog(args.root, options.today(args))
    if any(p.severity is Severity.ERROR and p.code not in RENEWED_AFTERWARDS for p in opened.problems):
        print(f"servicebook owners: nothing was written: {text.summary(opened)}", file=sys.stderr)
        return 1
    top = top_of(args.root)
    try:
        made = owners_text(opened.catalog, args.format, folder_within(args.root, top))
    except CannotNameError as fault:
        raise options.CannotRunError(str(fault)) from fault
    if args.check:
        return _check(args.output or _shown(args.root, top) / PLACES[args.format], made, args.format)
    status = options.hand_out(made, args.output)
    if nobodys := unreviewed(opened.catalog, args.format):
        print(
            f"servicebook owners: no reviewer for {', '.join(nobodys)}: nobody who leads them or owns their services "
            f"has a name on {args.format}; add handles: {{{args.format}: NAME}} in catalog/people.yml",
            file=sys.stderr,
        )
    return status


def _shown(root: Path, top: Path) -> Path:
    """The top of the repository, named as the root was."""
    return Path(os.path.normpath(root / os.path.relpath(top, root.resolve())))


def _check(file: Path, made: str, system: str) -> int:
    try:
        there = text_of(file)
    except FileNotFoundError:
        print(f"{file} is not there. To make it: servicebook owners --format {system} --output {file}")
        return 1
    except OSError as fault:
        raise options.CannotRunError(f"cannot read {file}: {fault.strerror}") from fault
    if difference(there, made) is None:
        print(f"{file} is up to date.")
        return 0
    print(f"{file} is out of date. To renew it: servicebook owners --format {system} --output {file}")
    return 1
