"""``servicebook owners``: who reviews changes to which part of the catalog."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from servicebook.cli import options
from servicebook.exchange.to_codeowners import PLACES, render
from servicebook.pipeline import open_catalog
from servicebook.reports import text

NAME = "owners"
HELP = "write CODEOWNERS from roles and people's handles, or say whether the one there is out of date"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("--format", choices=tuple(PLACES), required=True, help="whose file it is")
    places = ", ".join(f"{place} for {system}" for system, place in PLACES.items())
    parser.add_argument(
        "--output",
        type=Path,
        metavar="FILE",
        help="the file to write (default: standard output)",
    )
    parser.add_argument(
        "--check",
        action="store_true",
        help=f"write nothing; 1 when FILE is not what would be written (default: {places}, below --root)",
    )
    options.add_root(parser)
    options.add_today(parser)


def run(args: argparse.Namespace) -> int:
    """Write or compare; 1 when the file is out of date, or the catalog has errors."""
    opened = open_catalog(args.root, options.today(args))
    if opened.errors:
        print(f"servicebook owners: nothing was written: {text.summary(opened)}", file=sys.stderr)
        return 1
    if not opened.catalog.settings.organization.shows_people:
        raise options.CannotRunError("organization.yml says people: roles-only, so that nobody may be named")
    try:
        made = render(opened.catalog, args.format)
    except ValueError as fault:
        raise options.CannotRunError(str(fault)) from fault
    if args.check:
        return _check(args.output or args.root / PLACES[args.format], made, args.format)
    return options.hand_out(made, args.output)


def _check(file: Path, made: str, system: str) -> int:
    try:
        there = file.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n")
    except FileNotFoundError:
        print(f"{file} is not there. To make it: servicebook owners --format {system} --output {file}")
        return 1
    except OSError as fault:
        raise options.CannotRunError(f"cannot read {file}: {fault.strerror}") from fault
    if there == made:
        print(f"{file} is up to date.")
        return 0
    print(f"{file} is out of date. To renew it: servicebook owners --format {system} --output {file}")
    return 1
