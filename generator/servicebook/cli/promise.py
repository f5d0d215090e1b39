"""``servicebook promise``: when will it be done, and why then."""

from __future__ import annotations

import argparse
import os
import sys
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from servicebook import wording
from servicebook.analysis.escalation_times import escalation_times
from servicebook.analysis.quote import quote, zone_of
from servicebook.cli import options
from servicebook.cli.naming import must_be, service_named
from servicebook.clock.calendar import PastHorizonError
from servicebook.clock.zones import instant_of, resolve_local
from servicebook.explanations import no_date
from servicebook.loading import load_catalog
from servicebook.model.catalog import Catalog
from servicebook.model.clocks import Clocks
from servicebook.model.common import CHANNEL_TYPES
from servicebook.reports import quote_json, quote_text

NAME = "promise"
HELP = wording.text("help.promise")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    options.add_service(parser)
    parser.add_argument(
        "--asked",
        metavar="ISO",
        help=wording.text("help.asked"),
    )
    parser.add_argument("--priority", metavar="P", help=wording.text("help.priority"))
    parser.add_argument(
        "--channel", metavar="C", help=wording.text("help.channel", channels=", ".join(CHANNEL_TYPES))
    )
    parser.add_argument("--customer", metavar="DEPARTMENT", help=wording.text("help.customer"))
    options.add_format(parser)
    options.add_root(parser)
    options.add_today(parser)


def run(args: argparse.Namespace) -> int:
    """Print every promise that applies, with its dates; 2 when none of them can be dated, or for a bad argument."""
    return answer(args, load_catalog(args.root, options.today(args)).catalog)


def answer(args: argparse.Namespace, catalog: Catalog) -> int:
    """The same of a catalog that is loaded already."""
    service = service_named(catalog, args.service)
    must_be(args.priority, "priority", catalog.settings.priorities)
    must_be(args.channel, "channel", CHANNEL_TYPES)
    must_be(args.customer, "department", catalog.departments)
    clocks = Clocks(catalog)
    at = _moment(args, catalog, ZoneInfo(zone_of(clocks, service)))
    try:
        asked = quote(
            clocks, service, at, priority=args.priority, channel=args.channel, customer=args.customer
        )
    except PastHorizonError as fault:
        raise options.CannotRunError(no_date(fault)) from None
    unknown = [one.unknown for one in asked.answers if one.unknown]
    if unknown and not any(one.due for one in asked.answers):
        raise options.CannotRunError(no_date(unknown[0]))
    levels = escalation_times(catalog, asked)
    sys.stdout.write(
        quote_json.render(asked, levels)
        if args.format == "json"
        else quote_text.render(catalog, asked, levels)
    )
    return 0


def _moment(args: argparse.Namespace, catalog: Catalog, zone: ZoneInfo) -> datetime:
    """The instant of asking: the time given, else now, else the beginning of the day that was given as today."""
    if args.asked is not None:
        return _read(args.asked, zone)
    if args.today is None and not os.environ.get("SOURCE_DATE_EPOCH"):
        return datetime.now(UTC)
    return instant_of(resolve_local(zone, datetime.combine(catalog.today, time())))


def _read(text: str, zone: ZoneInfo) -> datetime:
    """A time as written; without an offset it is in the zone, the first of two where clocks show it twice."""
    unreadable = options.CannotRunError(wording.text("promise.not-a-time", given=text))
    if ":" not in text:
        raise unreadable  # a day is not a moment
    try:
        written = datetime.fromisoformat(text)
        if written.utcoffset() is None:
            written = instant_of(resolve_local(zone, written))
        return written.astimezone(UTC)
    except (ValueError, OverflowError):
        raise unreadable from None
