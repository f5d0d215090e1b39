"""``servicebook join``: one site of slices that several machines have made, with all that is none of theirs."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from servicebook import wording
from servicebook.cli import options
from servicebook.publishing.slices import SliceError, read_slices

NAME = "join"
HELP = wording.text("help.join")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("site", type=options.path, metavar="OUT", help=wording.text("help.join-out"))
    parser.add_argument(
        "slices", type=options.path, nargs="+", metavar="SLICE", help=wording.text("help.join-slices")
    )
    options.add_root(parser)
    options.add_strict(parser)


def run(args: argparse.Namespace) -> int:
    """Join; 1 as for a build, 2 where slices do not make a whole."""
    try:
        slices = read_slices(args.slices)
        _refuse_in_place(args.site, slices)
        day = date.fromisoformat(next(iter(slices.values())).made_from.day)
        from servicebook.cli.whole_build import build  # takes longer to load than a look at slices

        return build(args, day, NAME, look=lambda: None, slices=slices)
    except SliceError as fault:
        raise options.CannotRunError(str(fault)) from fault


def _refuse_in_place(site: Path, slices: Iterable[Path]) -> None:
    """A site that lies in a slice, or a slice in it, would be gone with what is replaced."""
    target = site.resolve()
    for folder in slices:
        top = folder.resolve()
        if target.is_relative_to(top) or top.is_relative_to(target):
            raise SliceError(wording.text("slice.in-place", folder=folder))
