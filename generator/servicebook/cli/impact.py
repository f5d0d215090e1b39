"""``servicebook impact``: what breaks if a service stops."""

from __future__ import annotations

import argparse
import sys

from servicebook.analysis.impact import impact
from servicebook.cli import options
from servicebook.cli.naming import service_named
from servicebook.loading import load_catalog
from servicebook.reports import impact_json, impact_text
from servicebook.wording import text

NAME = "impact"
HELP = text("help.impact")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    options.add_service(parser)
    options.add_format(parser)
    options.add_root(parser)
    options.add_today(parser)


def run(args: argparse.Namespace) -> int:
    """Print everything that needs the service, through others too; 2 when there is no such service."""
    catalog = load_catalog(args.root, options.today(args)).catalog
    found = impact(catalog, service_named(catalog, args.service))
    report = impact_json if args.format == "json" else impact_text
    sys.stdout.write(report.render(catalog, found))
    return 0
