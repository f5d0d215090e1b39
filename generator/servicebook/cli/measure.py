"""``servicebook measure``: count how often promises were kept, and write the results into the catalog."""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from servicebook.cli import options
from servicebook.cli.measure_sources import must_be_there, read_exports, source_of_table
from servicebook.cli.options import CannotRunError
from servicebook.clock.zones import end_of_day, seconds_of, start_of_day
from servicebook.documents.kinds import BY_NAME
from servicebook.loading import LoadedCatalog, load_catalog
from servicebook.measuring.changed_results import PeriodChange, changes_of
from servicebook.measuring.connected import connect
from servicebook.measuring.connected_columns import CannotConnectError
from servicebook.measuring.connected_kinds import meant
from servicebook.measuring.counting import Counting, Told, count, count_in, decided
from servicebook.measuring.engine import MissingExtraError
from servicebook.measuring.export_ends import ended_before
from servicebook.measuring.not_promised import not_promised
from servicebook.measuring.outcome import Outcome
from servicebook.measuring.publishable import OfService, Publishing
from servicebook.measuring.reading.counted import read_counted
from servicebook.measuring.reading.read_tickets import ReadTickets
from servicebook.measuring.reported import reported
from servicebook.measuring.result_files import CountedPeriod, Row, edited_results
from servicebook.model.periods import Period, PeriodUnit, containing, parse_period
from servicebook.model.results import HISTORY, REPORTED
from servicebook.problems import Problem, Severity
from servicebook.reports import measured_json, measured_text
from servicebook.reports.text import problem_lines
from servicebook.source.file_changes import make_changes
from servicebook.source.tree import Disk
from servicebook.wording import formats, text

NAME = "measure"
HELP = text("help.measure")

_RESULTS = BY_NAME["results"].pattern.partition("{")[0]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("files", nargs="*", metavar="FILE", help=text("help.measure-files"))
    parser.add_argument("--source", metavar="NAME", help=text("help.measure-source"))
    parser.add_argument("--counted", type=options.path, metavar="FILE", help=text("help.measure-counted"))
    parser.add_argument("--connect", metavar="URL", help=text("help.measure-connect"))
    parser.add_argument("--table", metavar="NAME", help=text("help.measure-table"))
    parser.add_argument("--pauses-table", metavar="NAME", help=text("help.measure-pauses"))
    parser.add_argument("--since", type=_month, metavar="YYYY-MM", help=text("help.measure-since"))
    parser.add_argument("--replace", action="store_true", help=text("help.measure-replace"))
    parser.add_argument("--unfinished", action="store_true", help=text("help.measure-unfinished"))
    parser.add_argument("--dry-run", action="store_true", help=text("help.measure-dry-run"))
    options.add_format(parser)
    options.add_root(parser)
    options.add_today(parser)


def _month(given: str) -> Period:
    try:
        period = parse_period(given)
    except ValueError:
        period = None
    if period is None or period.unit is not PeriodUnit.MONTH:
        raise argparse.ArgumentTypeError(text("options.not-a-month", given=repr(given)))
    return period


def run(args: argparse.Namespace) -> int:
    """Write the results and say what was counted.

    1 where some of it was left as it is, or a file cannot be read; 2 where nothing can be counted at all.
    """
    if bool(args.files) + bool(args.counted) + bool(args.connect) != 1:
        raise CannotRunError(text("measuring.which-way"))
    if bool(args.connect) != bool(args.table):
        raise CannotRunError(text("measuring.no-table"))
    today = options.today(args)
    loaded = load_catalog(args.root, today)
    if faults := _faults(loaded):
        return _refused(faults, text("measuring.faults"))
    if args.counted:
        return _take_over(args, loaded)
    return _count_in_database(args, loaded, today) if args.connect else _count(args, loaded, today)


def _take_over(args: argparse.Namespace, loaded: LoadedCatalog) -> int:
    """Results that somebody else has counted."""
    must_be_there(args.counted)
    catalog = loaded.catalog
    read = read_counted(args.counted, catalog)
    if read.problems:
        return _refused(list(read.problems), text("measuring.unreadable"))
    found = reported(read.rows, catalog.results, catalog.settings.fewest)
    return _written(
        args,
        loaded,
        read={},
        counting=None,
        found=found,
        is_reported=True,
        notes=(*read.notes, *not_promised(read.rows, catalog)),
    )


def _count(args: argparse.Namespace, loaded: LoadedCatalog, today: date) -> int:
    catalog = loaded.catalog
    read = read_exports(catalog, args.files, args.source)
    if problems := [problem for one in read.values() for problem in one.problems]:
        return _refused(problems, text("measuring.unreadable"))
    told = [
        Told(tickets=one.tickets, replies=one.tells_replies, ends=one.tells_ends) for one in read.values()
    ]
    zone = ZoneInfo(catalog.settings.organization.zone)
    language = catalog.settings.organization.language
    read = {name: _with_its_end(one, today, zone, language) for name, one in read.items()}
    counting = count(args.root, catalog, told, _known_at(args, zone, today))
    found = _decided(counting, loaded, args, today)
    tickets = {name: len(one.tickets) for name, one in read.items()}
    return _written(
        args, loaded, read=read, counting=counting, found=found, is_reported=False, tickets=tickets
    )


def _with_its_end(read: ReadTickets, today: date, zone: ZoneInfo, language: str) -> ReadTickets:
    """What was read, first of all with a note where it seems to be older than the day of counting."""
    last = ended_before(read.tickets, today, zone) if read.tells_ends else None
    if last is None:
        return read
    days = (today - last).days
    note = text(
        "measuring.export-ended",
        count=days,
        last=formats.day(last, language),
        day=formats.day(today, language),
        iso=last.isoformat(),
    )
    return replace(read, notes=(note, *read.notes))


def _count_in_database(args: argparse.Namespace, loaded: LoadedCatalog, today: date) -> int:
    """Tickets that stay where they are. Its address is never told, as passwords stand in such."""
    catalog = loaded.catalog
    source = source_of_table(catalog, args.table, args.source)
    zone = catalog.settings.organization.zone
    now = _known_at(args, ZoneInfo(zone), today)
    try:
        connected = connect(args.connect, args.table, source, zone, pauses=args.pauses_table)
        seen = connected.seen(now)
        words = meant(seen, source, catalog)
        counting = count_in(args.root, catalog, connected, seen, words.kinds, now)
    except MissingExtraError:
        raise CannotRunError(text("measuring.no-extra")) from None
    except CannotConnectError as fault:
        raise CannotRunError(
            text("problem.with-hint", message=fault, hint=fault.hint) if fault.hint else str(fault)
        ) from fault
    read = ReadTickets(
        rows=seen.rows,
        not_read=words.not_read,
        unknown_services=words.unknown_services or (),
        left_out=words.left_out,
        tells_replies="first_reply" in connected.columns,
        tells_ends="done" in connected.columns,
    )
    found = _decided(counting, loaded, args, today)
    tickets = {source.id: counting.asked + counting.later}
    return _written(
        args,
        loaded,
        read={source.id: read},
        counting=counting,
        found=found,
        is_reported=False,
        tickets=tickets,
    )


def _faults(loaded: LoadedCatalog) -> list[Problem]:
    """The errors of the files that say how to count, or are to be written."""
    wanted = (BY_NAME["measures"].pattern, _RESULTS)
    return [
        problem
        for problem in loaded.problems
        if problem.severity is Severity.ERROR and problem.place.path.startswith(wanted)
    ]


def _refused(problems: list[Problem], why: str) -> int:
    for problem in problems:
        print(*problem_lines(problem), sep="\n")
    print(f"\n{why}")
    return 1


def _known_at(args: argparse.Namespace, zone: ZoneInfo, today: date) -> int:
    """The second as of which is counted: now, or the end of the day that is named and has passed, or is to come.

    What is due in the afternoon is not overdue in the morning, although it is the same day.
    """
    now = seconds_of(datetime.now(UTC))
    if args.today is None and not os.environ.get("SOURCE_DATE_EPOCH"):
        return now
    first, end = start_of_day(zone, today), end_of_day(zone, today)
    return now if first <= now < end else end - 1


def _decided(
    counting: Counting, loaded: LoadedCatalog, args: argparse.Namespace, today: date
) -> Mapping[str, OfService]:
    if counting.first is None:
        return {}
    rules = Publishing(
        fewest=loaded.catalog.settings.fewest,
        today=today,
        first=containing(counting.first, PeriodUnit.MONTH),
        since=args.since,
        is_replacing=args.replace,
        with_unfinished=args.unfinished,
    )
    return decided(counting, loaded.catalog, rules)


def _written(
    args: argparse.Namespace,
    loaded: LoadedCatalog,
    *,
    read: Mapping[str, ReadTickets],
    counting: Counting | None,
    found: Mapping[str, OfService],
    is_reported: bool,
    notes: tuple[str, ...] = (),
    tickets: Mapping[str, int] | None = None,
) -> int:
    catalog = loaded.catalog
    changes = changes_of(found, catalog.results, catalog.today, is_reported=is_reported)
    edited = edited_results(
        Disk(args.root), [_period(one, is_reported) for one in changes if one.is_different]
    )
    if edited.problems:
        return _refused(list(edited.problems), text("measuring.unreadable"))
    if not args.dry_run:
        make_changes(args.root, edited.changes)
    outcome = Outcome(
        today=catalog.today,
        fewest=catalog.settings.fewest,
        read=read,
        counting=counting,
        decided=found,
        changes=changes,
        paths=tuple(sorted({*edited.changes.texts, *edited.changes.added})),
        is_dry=args.dry_run,
        notes=notes,
        tickets=tickets or {},
    )
    language = catalog.settings.organization.language
    options.write_out(
        measured_json.render(outcome) if args.format == "json" else measured_text.render(outcome, language)
    )
    is_nothing_understood = any(one.rows and not outcome.tickets[name] for name, one in read.items())
    return 1 if outcome.lost or is_nothing_understood else 0


def _period(one: PeriodChange, is_reported: bool) -> CountedPeriod:
    services = one.rows.keys()

    def replaces(row: Row) -> bool:
        return row["service"] in services and (row.get("basis", HISTORY) == REPORTED) == is_reported

    return CountedPeriod(
        department=one.department,
        period=one.period,
        rows=[row for service in one.rows for row in one.rows[service]],
        replaces=replaces,
        as_of=one.as_of,
    )
