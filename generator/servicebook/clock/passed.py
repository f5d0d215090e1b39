"""Why a promise takes as long as it does: the closed times that it passes over, by reason and name."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import groupby

from servicebook.clock.calendar import Calendar, DayRule, minutes_of
from servicebook.clock.zones import instant_of, local_day, start_of_day


class Reason(StrEnum):
    """Why a time does not count.

    A *break* lies between two intervals of one day, a *night* between days that follow one another. Days
    without an interval are a *holiday*, a *closure* (special days without hours too), or else a *weekend*,
    whichever day of the week that is.
    """

    BREAK = "break"
    NIGHT = "night"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    CLOSURE = "closure"


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A closed time from ``start`` (included) to ``end`` (not included), as instants in UTC.

    ``name`` is the holiday's, or the reason of the closure; for a night, that of a special day on which work
    ends earlier or begins later than in the week; else None.
    """

    start: datetime
    end: datetime
    reason: Reason
    name: str | None


_Part = tuple[int, int, Reason, str | None]
_BY_RULE = {
    DayRule.SPECIAL: Reason.CLOSURE,
    DayRule.CLOSURE: Reason.CLOSURE,
    DayRule.HOLIDAY: Reason.HOLIDAY,
    DayRule.WEEK: Reason.WEEKEND,
}


def passed_over(calendar: Calendar, start: int, until: int) -> tuple[PassedOver, ...]:
    """The closed times between two instants (whole seconds) for which the calendar is expanded, in order.

    A closed time between two openings is divided where its reason changes, at midnight in the calendar's
    zone; the evening before and the morning after belong to the days without work that they enclose.
    """
    return tuple(
        PassedOver(instant_of(first), instant_of(last), reason, name)
        for first, last, reason, name in _parts(calendar, start, until)
    )


def _parts(calendar: Calendar, start: int, until: int) -> Iterator[_Part]:
    line = calendar.timeline
    index = bisect_right(line.span_ends, start)
    after = start
    while after < until:
        known = index < len(line.span_starts)
        before = line.span_starts[index] if known else until
        if before > after:
            day_before = line.span_last_day[index - 1] if index else local_day(calendar.tz, after) - 1
            day_after = line.span_first_day[index] if known else local_day(calendar.tz, until)
            closed_at = line.span_ends[index - 1] if index else after
            if start >= start_of_day(calendar.tz, day_after):
                day_before = max(day_before, day_after - 1)  # what was closed before is over
            for first, last, reason, name in _reasons(calendar, closed_at, before, day_before, day_after):
                if max(first, start) < min(last, until):
                    yield max(first, start), min(last, until), reason, name
        if not known:
            return
        after = line.span_ends[index]
        index += 1


def _reasons(
    calendar: Calendar, closed_at: int, opens_at: int, day_before: int, day_after: int
) -> Iterator[_Part]:
    """The parts of one closed time, between an interval of ``day_before`` and one of ``day_after``."""
    if day_after <= day_before:
        yield closed_at, opens_at, Reason.BREAK, None
        return
    idle = [calendar.rule_of(date.fromordinal(day))[:2] for day in range(day_before + 1, day_after)]
    if not idle:
        yield closed_at, opens_at, Reason.NIGHT, _unusual(calendar, day_before, day_after)
        return
    first, day = closed_at, day_before + 1
    parts: list[_Part] = []
    for (rule, name), days in groupby(idle):
        day += len(list(days))
        last = start_of_day(calendar.tz, day)
        parts.append((first, last, _BY_RULE[rule], name))
        first = last
    yield from parts[:-1]
    begin, _, reason, name = parts[-1]
    yield begin, opens_at, reason, name


def _unusual(calendar: Calendar, day_before: int, day_after: int) -> str | None:
    """The reason of a special day that makes a night longer than the week would."""
    for day, end in ((day_before, True), (day_after, False)):
        on = date.fromordinal(day)
        rule, name, written = calendar.rule_of(on)
        usual = calendar.week[on.weekday()]
        if rule is DayRule.SPECIAL and usual and written:
            if end and max(minutes_of(w)[1] for w in written) < max(minutes_of(w)[1] for w in usual):
                return name
            if not end and min(minutes_of(w)[0] for w in written) > min(minutes_of(w)[0] for w in usual):
                return name
    return None
