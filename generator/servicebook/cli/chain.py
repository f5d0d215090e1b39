"""``servicebook chain``: can the promise be kept by those that the work is handed to?"""

from __future__ import annotations

import argparse
import sys

from servicebook.analysis.chains import chains_of
from servicebook.cli import options
from servicebook.cli.naming import service_named
from servicebook.loading import load_catalog
from servicebook.model.clocks import Clocks
from servicebook.reports import chain_json, chain_text
from servicebook.wording import text

NAME = "chain"
HELP = text("help.chain")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    options.add_service(parser)
    options.add_format(parser)
    options.add_root(parser)
    options.add_today(parser)


def run(args: argparse.Namespace) -> int:
    """Print the verdict for each priority, with the worst start; 2 for a service that is not there."""
    catalog = load_catalog(args.root, options.today(args)).catalog
    service = service_named(catalog, args.service)
    clocks = Clocks(catalog)
    chains = chains_of(clocks, service)
    report = (
        chain_json.render(clocks, chains)
        if args.format == "json"
        else chain_text.render(clocks, service, chains)
    )
    sys.stdout.write(report)
    return 0
