"""How many tickets had which promises at once: what nobody must be able to work out, and what nothing was promised for.

A ticket counts for each measure that is promised, so the counts of two measures are about the same people. The smallest
groups of tickets that any of them tells apart are those with the same promises in the same months.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from servicebook.clock.zones import start_of_day
from servicebook.frozen import frozen
from servicebook.measuring.tickets import InForce, Kind, Promised, Ticket

Group = frozenset[tuple[Promised, int]]
"""Promises that tickets had, each with the month of asking in its calendar's zone, as ``year * 12 + month - 1``."""


@frozen(kw_only=True)
class Stretch:
    """A time in which tickets of a kind have the same promises: ``since`` included, ``until`` (None: never) not."""

    kind: Kind
    since: int
    until: int | None
    group: Group


def stretches(kinds: Iterable[Kind], rows: Sequence[InForce], first: int, now: int) -> Iterator[Stretch]:
    """All time from the second ``first`` on, for each kind of ticket; a group is empty where nothing was promised."""
    by_kind: dict[Kind, list[InForce]] = defaultdict(list)
    for row in rows:
        by_kind[Kind(row.service, row.priority, row.channel, row.customer)].append(row)
    begins: dict[str, list[int]] = {}
    for kind in kinds:
        yield from _stretches(kind, by_kind[kind], first, now, begins)


def _stretches(
    kind: Kind, rows: Sequence[InForce], first: int, now: int, begins: dict[str, list[int]]
) -> Iterator[Stretch]:
    cuts = {first}
    for zone in {row.clock.calendar.zone for row in rows}:
        if zone not in begins:
            begins[zone] = list(_month_begins(ZoneInfo(zone), first, now))
        cuts.update(begins[zone])
    changes = (cut for row in rows for cut in (row.since, row.until) if cut is not None)
    cuts.update(cut for cut in changes if first < cut <= now)
    ordered = sorted(cuts)
    last = Stretch(kind=kind, since=first, until=None, group=_group(rows, first))
    for since in ordered[1:]:
        group = _group(rows, since)
        if group != last.group:
            yield replace(last, until=since)
            last = Stretch(kind=kind, since=since, until=None, group=group)
    yield last


def _group(rows: Iterable[InForce], moment: int) -> Group:
    in_force = (row for row in rows if row.since <= moment and (row.until is None or moment < row.until))
    return frozenset((row.promised, _month(row, moment)) for row in in_force)


def _month_begins(zone: ZoneInfo, first: int, now: int) -> Iterator[int]:
    begin, end = (datetime.fromtimestamp(moment, UTC) for moment in (first, now))
    for month in range(begin.year * 12 + begin.month - 2, end.year * 12 + end.month + 1):
        instant = start_of_day(zone, date(month // 12, month % 12 + 1, 1))
        if first < instant <= now:
            yield instant


def _month(row: InForce, moment: int) -> int:
    asked = datetime.fromtimestamp(moment, row.clock.calendar.tz)
    return asked.year * 12 + asked.month - 1


def kinds_of(tickets: Iterable[Ticket]) -> set[Kind]:
    """The kinds of tickets that occur."""
    return {one.kind for one in tickets}


def asked_together(
    tickets: Iterable[Ticket], known: Iterable[Stretch], now: int
) -> Counter[tuple[str, Group]]:
    """How many tickets, asked up to ``now``, each group has, by service."""
    by_kind: dict[Kind, tuple[list[int], list[Group]]] = defaultdict(lambda: ([], []))
    for stretch in known:
        begins, groups = by_kind[stretch.kind]
        begins.append(stretch.since)
        groups.append(stretch.group)
    found: Counter[tuple[Kind, int]] = Counter()
    for one in tickets:
        if one.asked <= now:
            found[one.kind, bisect_right(by_kind[one.kind][0], one.asked) - 1] += 1
    counted: Counter[tuple[str, Group]] = Counter()
    for (kind, number), count in found.items():
        counted[kind.service, by_kind[kind][1][number]] += count
    return counted
