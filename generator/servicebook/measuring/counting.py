"""From tickets to counts: the promises that held, each ticket against them, and how many had which together."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from servicebook.clock.zones import start_of_day
from servicebook.frozen import frozen
from servicebook.measuring.connected import Connected, Seen
from servicebook.measuring.engine import MissingExtraError, in_process
from servicebook.measuring.engine_counts import counted
from servicebook.measuring.engine_tables import RawKind, tables
from servicebook.measuring.in_force import KnownPromises, in_force
from servicebook.measuring.judged import Counts, counts
from servicebook.measuring.plain_loop import judge
from servicebook.measuring.publishable import OfService, Publishing, publishable
from servicebook.measuring.result_rows import Row, row_of
from servicebook.measuring.tickets import RESPONSE, InForce, Kind, Promised, Ticket
from servicebook.measuring.together import Group, asked_together, kinds_of, stretches
from servicebook.model.catalog import Catalog
from servicebook.model.common import TIME_MEASURES
from servicebook.model.periods import Period, PeriodUnit
from servicebook.model.results import Result

Counted = Mapping[tuple[Promised, int], Counts]
"""By promise and month of asking, as ``year * 12 + month - 1``."""


@frozen(kw_only=True)
class Counting:
    """What was counted.

    ``rows`` and ``groups`` are by service. ``unpromised`` counts the tickets, by service, to which nothing was promised
    when they were asked, and ``never_promised`` are the priorities for which that was so all the time; ``older``
    those asked before the history begins; ``later`` those asked after the day of
    counting, which are not counted. ``first`` is the day of the earliest one in the organization's zone, None without
    any. ``engine`` is what judged them, empty for the plain loop. ``told`` are the measures, by service, that the
    exports tell enough for.
    """

    rows: Mapping[str, Sequence[Row]]
    groups: Mapping[str, Mapping[Group, int]]
    unpromised: Mapping[str, int]
    never_promised: Mapping[str, Sequence[str]]
    asked: int
    older: int
    later: int
    first: date | None
    known: KnownPromises
    engine: str
    told: Mapping[str, frozenset[str]]


@frozen(kw_only=True)
class Told:
    """Tickets, and what their export tells: first replies, ends. What it does not tell is not counted: without a single
    reply, every request would look as if it was answered by being done."""

    tickets: Sequence[Ticket]
    replies: bool = True
    ends: bool = True

    @property
    def measures(self) -> frozenset[str]:
        """The measures of time by which the tickets can be judged."""
        return frozenset(
            measure for measure in TIME_MEASURES if (self.replies if measure == RESPONSE else self.ends)
        )

    def is_judged_by(self, row: InForce) -> bool:
        """Whether the tickets can be held against a promise."""
        return row.promised.measure in self.measures


def count(root: Path, catalog: Catalog, told: Sequence[Told], now: int) -> Counting:
    """Tickets in memory, as known at the second ``now``; the catalog is that of the day of counting."""
    tickets = [ticket for one in told for ticket in one.tickets]
    first = min((ticket.asked for ticket in tickets), default=now)
    known = in_force(root, catalog, kinds_of(tickets), first, now)
    by_promise, engine = _judged(told, known.rows, now)
    together: Counter[tuple[str, Group]] = Counter()
    for one in told:
        rows = [row for row in known.rows if one.is_judged_by(row)]
        together += asked_together(one.tickets, stretches(kinds_of(one.tickets), rows, first, now), now)
    zone = ZoneInfo(catalog.settings.organization.zone)
    inside = sum(ticket.asked <= now for ticket in tickets)
    begins = known.begins
    return Counting(
        rows=_rows(by_promise, begins, zone),
        groups=_by_service(together),
        unpromised=_unpromised(together),
        never_promised=_never_promised(kinds_of(tickets), known.rows),
        asked=inside,
        older=inside if begins is None else sum(ticket.asked < begins for ticket in tickets),
        later=len(tickets) - inside,
        first=datetime.fromtimestamp(first, zone).date() if inside else None,
        known=known,
        engine=engine,
        told=_told(told),
    )


def count_in(
    root: Path, catalog: Catalog, connected: Connected, seen: Seen, kinds: Mapping[RawKind, Kind], now: int
) -> Counting:
    """Tickets that stay in a database, whose words mean ``kinds``. Raises :class:`CannotConnectError`."""
    first = now if seen.first is None else seen.first
    told = Told(tickets=(), replies="first_reply" in connected.columns, ends="done" in connected.columns)
    known = in_force(root, catalog, kinds.values(), first, now)
    rows = [row for row in known.rows if told.is_judged_by(row)]
    by_promise = connected.counted(kinds, rows, first, now) if kinds and rows else {}
    meant = set(kinds.values())
    together = (
        connected.asked_together(kinds, stretches(meant, rows, first, now), now) if kinds else Counter()
    )
    asked = sum(seen.kinds[raw] for raw in kinds)
    zone = ZoneInfo(catalog.settings.organization.zone)
    return Counting(
        rows=_rows(by_promise, known.begins, zone),
        groups=_by_service(together),
        unpromised=_unpromised(together),
        never_promised=_never_promised(meant, known.rows),
        asked=asked,
        older=asked if known.begins is None else connected.asked_before(kinds, known.begins),
        later=seen.later,
        first=datetime.fromtimestamp(first, zone).date() if asked else None,
        known=known,
        engine=connected.engine,
        told=dict.fromkeys((kind.service for kind in meant), told.measures),
    )


def _judged(told: Sequence[Told], promises: Sequence[InForce], now: int) -> tuple[Counted, str]:
    """Every promise by the tickets that can be held against it; and by what they were judged."""
    apart = (
        [row for row in promises if row.promised.measure == RESPONSE],
        [row for row in promises if row.promised.measure != RESPONSE],
    )
    if all(one.replies == one.ends for one in told):
        apart = (list(promises), [])
    found: dict[tuple[Promised, int], Counts] = {}
    engine = ""
    for rows in filter(None, apart):
        tickets = [ticket for one in told if one.is_judged_by(rows[0]) for ticket in one.tickets]
        if tickets:
            some, engine = _judged_at_once(tickets, rows, now)
            found |= some
    return found, engine


def _judged_at_once(tickets: Sequence[Ticket], rows: Sequence[InForce], now: int) -> tuple[Counted, str]:
    """Both ways give the same, which a test holds; the plain loop needs nothing installed, and takes longer."""
    try:
        connection = in_process()
    except MissingExtraError:
        return counts(judge(tickets, rows, now)), ""
    return counted(tables(connection, tickets, rows, now), now), connection.name


def _rows(by_promise: Counted, begins: int | None, zone: ZoneInfo) -> dict[str, list[Row]]:
    rows: dict[str, list[Row]] = defaultdict(list)
    for (promised, month), counted_then in sorted(by_promise.items(), key=_order):
        period = Period(month, PeriodUnit.MONTH)
        is_told = begins is not None and begins <= start_of_day(zone, period.first)
        rows[promised.service].append(row_of(counted_then, period, is_told=is_told))
    return dict(rows)


def _order(item: tuple[tuple[Promised, int], Counts]) -> tuple[object, ...]:
    (promised, month), _ = item
    key = (promised.service, promised.measure, promised.priority, promised.channel, promised.agreement)
    return (month, *(part or "" for part in key), promised.words)


def _by_service(together: Mapping[tuple[str, Group], int]) -> dict[str, Counter[Group]]:
    groups: dict[str, Counter[Group]] = defaultdict(Counter)
    for (service, group), number in together.items():
        groups[service][group] += number
    return dict(groups)


def _told(told: Sequence[Told]) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for one in told:
        for service in {ticket.service for ticket in one.tickets}:
            found[service] = found.get(service, frozenset()) | one.measures
    return found


def _unpromised(together: Mapping[tuple[str, Group], int]) -> Counter[str]:
    found: Counter[str] = Counter()
    for (service, group), number in together.items():
        if not group:
            found[service] += number
    return found


def _never_promised(kinds: Iterable[Kind], rows: Sequence[InForce]) -> dict[str, list[str]]:
    """The priorities that tickets of a service have, and for which nothing was promised in all the time."""
    promised = {(row.service, row.priority) for row in rows}
    found: dict[str, set[str]] = defaultdict(set)
    for kind in kinds:
        if kind.priority is not None and (kind.service, kind.priority) not in promised:
            found[kind.service].add(kind.priority)
    return {service: sorted(priorities) for service, priorities in found.items()}


def decided(counting: Counting, catalog: Catalog, rules: Publishing) -> dict[str, OfService]:
    """What is published, by service."""
    old: dict[str, list[Result]] = defaultdict(list)
    for result in catalog.results:
        old[result.service].append(result)
    found = {}
    for service, rows in counting.rows.items():
        months = [row for row in rows if rules.is_counted(row.period)]
        if months:
            told = counting.told[service]
            found[service] = publishable(months, counting.groups[service], old[service], rules, told)
    return found
