"""``servicebook plan``: until when each step of a journey must be asked for."""

from __future__ import annotations

import argparse
import os
import sys
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from servicebook.analysis.plan import CannotPlanError, plan
from servicebook.cli import options
from servicebook.cli.naming import journey_named, must_be
from servicebook.clock.zones import instant_of, start_of_day
from servicebook.explanations import no_plan
from servicebook.loading import load_catalog
from servicebook.model.catalog import Catalog
from servicebook.model.clocks import Clocks
from servicebook.reports import plan_ics, plan_json, plan_text
from servicebook.wording import text

NAME = "plan"
HELP = text("help.plan")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("journey", metavar="JOURNEY", help=text("help.journey"))
    parser.add_argument(
        "--by",
        type=options.day,
        required=True,
        metavar="YYYY-MM-DD",
        help=text("help.by"),
    )
    parser.add_argument("--customer", metavar="DEPARTMENT", help=text("help.customer"))
    parser.add_argument(
        "--format",
        choices=("text", "json", "ics"),
        default="text",
        help=text("help.plan-format"),
    )
    options.add_root(parser)
    options.add_today(parser)


def run(args: argparse.Namespace) -> int:
    """Print the last moment of each step; 2 when there is none, or for a bad argument."""
    catalog = load_catalog(args.root, options.today(args)).catalog
    journey = journey_named(catalog, args.journey)
    must_be(args.customer, "department", catalog.departments)
    try:
        found = plan(Clocks(catalog), journey, args.by, args.customer)
    except CannotPlanError as fault:
        raise options.CannotRunError(no_plan(fault)) from None
    if args.format == "json":
        sys.stdout.write(plan_json.render(catalog, found))
    elif args.format == "ics":
        options.write_out(plan_ics.render(catalog, found))
    else:
        sys.stdout.write(plan_text.render(catalog, found, _now(args, catalog)))
    return 0


def _now(args: argparse.Namespace, catalog: Catalog) -> datetime:
    """Now; the beginning of the day that was given as today, in the organization's zone."""
    if args.today is None and not os.environ.get("SOURCE_DATE_EPOCH"):
        return datetime.now(UTC)
    return instant_of(start_of_day(ZoneInfo(catalog.settings.organization.zone), catalog.today))
