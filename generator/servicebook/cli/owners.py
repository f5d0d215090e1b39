"""``servicebook owners``: who reviews changes to which part of the catalog."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from servicebook import wording
from servicebook.analysis.code_owners import PLACES, CannotNameError, difference, owners_text, unreviewed
from servicebook.cli import options
from servicebook.explanations import cannot_name
from servicebook.loading import load_catalog
from servicebook.problems import Severity
from servicebook.reports import text
from servicebook.rules import RENEWED_AFTERWARDS
from servicebook.source.owners_files import text_of
from servicebook.source.tree import Disk, top_of

NAME = "owners"
HELP = wording.text("help.owners")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument(
        "--format", choices=tuple(PLACES), required=True, help=wording.text("help.owners-format")
    )
    places = ", ".join(
        wording.text("owners.place", place=place, system=system) for system, place in PLACES.items()
    )
    parser.add_argument(
        "--output",
        type=options.path,
        metavar="FILE",
        help=wording.text("help.output"),
    )
    parser.add_argument(
        "--check",
        action="store_true",
        help=wording.text("help.owners-check", places=places),
    )
    options.add_root(parser)
    options.add_today(parser)


def run(args: argparse.Namespace) -> int:
    """Write or compare; 1 when the file is out of date, or the catalog has errors."""
    opened = load_catalog(args.root, options.today(args))
    if any(p.severity is Severity.ERROR and p.code not in RENEWED_AFTERWARDS for p in opened.problems):
        options.complain(NAME, wording.text("owners.errors", summary=text.summary(opened)))
        return 1
    try:
        made = owners_text(opened.catalog, args.format, Disk(args.root).folder)
    except CannotNameError as fault:
        raise options.CannotRunError(cannot_name(fault)) from fault
    if args.check:
        return _check(
            args.output or _shown(args.root, top_of(args.root)) / PLACES[args.format], made, args.format
        )
    status = options.hand_out(made, args.output)
    if nobodys := unreviewed(opened.catalog, args.format):
        message = wording.text("owners.unreviewed", departments=", ".join(nobodys), system=args.format)
        options.complain(NAME, message)
    return status


def _shown(root: Path, top: Path) -> Path:
    """The top of the repository, named as the root was."""
    return Path(os.path.normpath(root / os.path.relpath(top, root.resolve())))


def _check(file: Path, made: str, system: str) -> int:
    try:
        there = text_of(file.read_bytes())
    except FileNotFoundError:
        print(wording.text("owners.missing", file=file, system=system))
        return 1
    except OSError as fault:
        raise options.CannotRunError(
            wording.text("options.cannot-read", file=file, reason=fault.strerror)
        ) from fault
    if difference(there, made) is None:
        print(wording.text("owners.up-to-date", file=file))
        return 0
    print(wording.text("owners.out-of-date", file=file, system=system))
    return 1
