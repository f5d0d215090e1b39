"""``servicebook build``: check the catalog, then build the site."""

from __future__ import annotations

import argparse
import logging
import sys

from servicebook.cli import options
from servicebook.cli.check import fails
from servicebook.pipeline import open_catalog
from servicebook.reports import text

NAME = "build"
HELP = "check the catalog and build the site; errors leave the old site untouched"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    options.add_root(parser)
    parser.add_argument(
        "--site",
        type=options.path,
        metavar="DIR",
        help="where the site goes (default: the site_dir of mkdocs.yml, else site)",
    )
    options.add_strict(parser)
    options.add_today(parser)


def run(args: argparse.Namespace) -> int:
    """Build; 1 when the catalog has errors (with ``--strict``, warnings too) or MkDocs fails."""
    from servicebook.mkdocs_plugin.run_mkdocs import BuildFailedError, CannotBuildError, build_site

    opened = open_catalog(args.root, options.today(args))
    if fails(opened, strict=args.strict):
        sys.stdout.write(text.render(opened))
        print("servicebook build: nothing was built; the old site is as it was", file=sys.stderr)
        return 1
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s: %(message)s")
    try:
        site_dir, seconds = build_site(opened, args.root, args.site, strict=args.strict)
    except CannotBuildError as fault:
        raise options.CannotRunError(str(fault)) from fault
    except BuildFailedError as fault:
        print(f"servicebook build: {fault}; the old site is as it was", file=sys.stderr)
        return 1
    print(text.summary(opened))
    print(f"The site is in {site_dir}")
    for part, length in seconds.items():
        print(f"servicebook: {part} {length:.1f} s", file=sys.stderr)
    return 0
