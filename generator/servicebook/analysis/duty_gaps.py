"""When nobody answers for a role although its department works: in the weeks to come, by its rota or its holders."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from servicebook.clock.calendar import FIRST_DAY, LAST_DAY, PastHorizonError
from servicebook.clock.zones import end_of_day, start_of_day
from servicebook.frozen import frozen
from servicebook.model.catalog import Catalog
from servicebook.model.clocks import Clocks, NoCalendarError
from servicebook.model.duty import Turn, absences_by_person, answers_of_role, turns
from servicebook.model.role import Role
from servicebook.model.rota import Rota

WEEKS = 4
"""So far ahead is looked: what is further away is still to be planned."""


@frozen(kw_only=True)
class Gap:
    """From ``start`` until ``end`` (seconds) nobody is on duty at any time at which the department works.

    ``away`` is who would be, by the ``event`` of the rota (its place there); None where the rota names nobody.
    """

    start: int
    end: int
    away: str | None
    event: int | None


@frozen(kw_only=True)
class DaysWithout:
    """From ``first`` through ``last`` nobody answers for a role on any day on which its department works.

    ``away`` are its holders, who all are away.
    """

    first: date
    last: date
    away: tuple[str, ...]


def days_without(catalog: Catalog, role: Role) -> DaysWithout | None:
    """The first days from today on, of a role without a rota, on which nobody answers for it."""
    absent = catalog.derive(absences_by_person)
    today = catalog.today
    if not _is_counted(today) or not any(holder.person in absent for holder in role.holders):
        return None
    found: DaysWithout | None = None
    for on in _working_days(catalog, role.department):
        answers = answers_of_role(catalog, role, on)
        if not answers or any(one.person for one in answers):
            if found is not None:
                break
            continue
        away = tuple(dict.fromkeys(one.away for one in answers if one.away))
        found = DaysWithout(first=found.first if found else on, last=on, away=found.away if found else away)
    return found


def _is_counted(today: date) -> bool:
    """Whether clocks count the weeks that follow a day."""
    return FIRST_DAY <= today <= LAST_DAY - timedelta(weeks=WEEKS)


def _working_days(catalog: Catalog, department: str) -> list[date]:
    """The days to come on which a department works; all of them where it says no hours."""
    zone = ZoneInfo(zone_of_department(catalog, department))
    if catalog.department_hours(department).value is None:
        return [catalog.today + timedelta(days=number) for number in range(7 * WEEKS)]
    working = _working(catalog, department, zone, catalog.today)
    return list(dict.fromkeys(datetime.fromtimestamp(start, zone).date() for start, _ in working))


def zone_of_department(catalog: Catalog, department: str) -> str:
    """The zone by whose clocks a department works."""
    return catalog.derive(Clocks).zone(catalog.department_hours(department).value)


def gaps(catalog: Catalog, rota: Rota) -> tuple[Gap, ...]:
    """What is missing in a rota from today on, in order."""
    zone = zone_of_department(catalog, rota.department)
    first_day, last_day = catalog.today, catalog.today.toordinal() + 7 * WEEKS - 1
    if not _is_counted(first_day):
        return ()
    first, last = start_of_day(ZoneInfo(zone), first_day), end_of_day(ZoneInfo(zone), last_day)
    found = turns(catalog, rota, zone, first, last)
    begins = _first_beginning(rota, zone)
    working = _working(catalog, rota.department, ZoneInfo(zone), first_day)
    return tuple(_merged(_missing(found, working, max(first, begins)), working))


def _first_beginning(rota: Rota, zone: str) -> int:
    """When the rota begins: before that there was none."""
    return min(
        event.times.instants(event.times.starts, ZoneInfo(event.zone or zone))[0] for event in rota.events
    )


def _working(catalog: Catalog, department: str, zone: ZoneInfo, first: date) -> list[tuple[int, int]]:
    """When the department works, in order; all the time where it says no hours."""
    ordinals = range(first.toordinal(), first.toordinal() + 7 * WEEKS)
    hours = catalog.department_hours(department).value
    if hours is None:
        return [(start_of_day(zone, ordinals[0]), end_of_day(zone, ordinals[-1]))]
    try:
        calendar = catalog.derive(Clocks).for_department(department, hours)
        days = calendar.days(first, date.fromordinal(ordinals[-1]))
        return sorted(interval for day in days for interval in calendar.seconds_of_day(day.on.toordinal()))
    except (NoCalendarError, PastHorizonError):
        return []  # rules of their own say that


def _missing(found: Sequence[Turn], working: Sequence[tuple[int, int]], begins: int) -> Iterator[Gap]:
    """The parts of working time in which nobody answers."""
    there = [turn for turn in found if turn.answers.person]
    away = [turn for turn in found if not turn.answers.person]
    for start, end in _pieces(found, working, begins):
        if _over(there, start, end) is None:
            missed = _over(away, start, end)
            yield Gap(
                start=start,
                end=end,
                away=missed.answers.away if missed else None,
                event=missed.event if missed else None,
            )


def _pieces(
    found: Sequence[Turn], working: Sequence[tuple[int, int]], begins: int
) -> Iterator[tuple[int, int]]:
    """Working time from a beginning on, divided wherever a turn begins or ends."""
    edges = sorted({edge for turn in found for edge in (turn.start, turn.end)})
    for opens, closes in working:
        if closes > begins:
            first = max(opens, begins)
            yield from itertools.pairwise([first, *(edge for edge in edges if first < edge < closes), closes])


def _over(found: Sequence[Turn], start: int, end: int) -> Turn | None:
    """A turn that covers a time."""
    return next((turn for turn in found if turn.start <= start and end <= turn.end), None)


def _merged(missing: Iterator[Gap], working: Sequence[tuple[int, int]]) -> Iterator[Gap]:
    """Gaps between which the department does not work are one, where the reason is the same."""
    following = {closes: opens for (_, closes), (opens, _) in itertools.pairwise(working)}
    merged: Gap | None = None
    for gap in missing:
        goes_on = merged is not None and gap.start in (merged.end, following.get(merged.end))
        if merged is not None and goes_on and gap.away == merged.away:
            merged = replace(merged, end=gap.end)
            continue
        if merged is not None:
            yield merged
        merged = gap
    if merged is not None:
        yield merged
