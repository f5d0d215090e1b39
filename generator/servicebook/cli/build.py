"""``servicebook build``: check the catalog, then build the site."""

from __future__ import annotations

import argparse
import logging
import sys

from servicebook import wording
from servicebook.cli import options
from servicebook.cli.check import fails
from servicebook.loading import load_catalog
from servicebook.reports import text

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
    options.add_strict(parser)
    options.add_today(parser)


def run(args: argparse.Namespace) -> int:
    """Build; 1 when the catalog has errors (with ``--strict``, warnings too) or MkDocs fails."""
    from servicebook.mkdocs_plugin.run_mkdocs import BuildFailedError, CannotBuildError, build_site

    opened = load_catalog(args.root, options.today(args))
    if fails(opened, strict=args.strict):
        sys.stdout.write(text.render(opened))
        options.complain(NAME, wording.text("build.errors"))
        return 1
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s: %(message)s")
    try:
        site_dir, seconds = build_site(opened, args.root, args.site, strict=args.strict)
    except CannotBuildError as fault:
        raise options.CannotRunError(str(fault)) from fault
    except BuildFailedError as fault:
        options.complain(NAME, wording.text("build.failed", fault=fault))
        return 1
    print(text.summary(opened))
    print(wording.text("build.done", site=site_dir))
    for part, length in seconds.items():
        print(wording.text("build.time", part=part, length=f"{length:.1f}"), file=sys.stderr)
    return 0
