"""``servicebook serve``: the site in a browser, rebuilt at every change."""

from __future__ import annotations

import argparse
import logging

from servicebook import wording
from servicebook.cli import options
from servicebook.documents.kinds import CATALOG
from servicebook.source.catalog_tree import require_catalog
from servicebook.source.tree import Disk

NAME = "serve"
HELP = wording.text("help.serve")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    options.add_root(parser)
    parser.add_argument(
        "--address",
        type=_address,
        default="127.0.0.1:8000",
        metavar="HOST:PORT",
        help=wording.text("help.address"),
    )
    options.add_today(parser)


def run(args: argparse.Namespace) -> int:
    """Serve until interrupted; 1 when the first build fails."""
    from servicebook.mkdocs_plugin.run_mkdocs import BuildFailedError, CannotBuildError, serve_site

    require_catalog(Disk(args.root), CATALOG)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    try:
        serve_site(args.root, args.address, args.today)
    except CannotBuildError as fault:
        raise options.CannotRunError(str(fault)) from fault
    except BuildFailedError as fault:
        print(fault)
        return 1
    return 0


def _address(text: str) -> str:
    host, _, port = text.rpartition(":")
    if not host or not (port.isascii() and port.isdecimal()) or int(port) > 65535:
        raise argparse.ArgumentTypeError(wording.text("serve.not-an-address", given=repr(text)))
    return text
