"""Why a promise takes as long as it does: the closed times that do not count, by reason and name."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date, datetime
from enum import StrEnum
from itertools import groupby

from servicebook.clock.calendar import Calendar, DayRule, minutes_of
from servicebook.clock.weekdays import WEEKDAYS
from servicebook.clock.zones import instant_of, local_day, start_of_day
from servicebook.frozen import frozen


class Reason(StrEnum):
    """Why a time does not count.

    A *break* lies between two intervals of one day, a *night* between days that follow one another. Days
    without an interval are a *holiday*, a *closure* (special days without hours too), the *weekend* of the
    calendar's place, or else a *weekday* on which it is never open.
    """

    BREAK = "break"
    NIGHT = "night"
    WEEKEND = "weekend"
    WEEKDAY = "weekday"
    HOLIDAY = "holiday"
    CLOSURE = "closure"


@frozen
class SkippedPeriod:
    """A closed time from ``start`` (included) to ``end`` (not included), as instants in UTC.

    ``name`` is the holiday's, or the reason of the closure; ``mon`` to ``sun`` for a weekday; for a night, that of a
    special day on which work ends earlier or begins later than in the week; else None.
    """

    start: datetime
    end: datetime
    reason: Reason
    name: str | None


_BY_RULE = {
    DayRule.SPECIAL: Reason.CLOSURE,
    DayRule.CLOSURE: Reason.CLOSURE,
    DayRule.HOLIDAY: Reason.HOLIDAY,
}
_WHOLE_DAYS = frozenset({*_BY_RULE.values(), Reason.WEEKEND, Reason.WEEKDAY})


@frozen
class _Closed:
    """A closed time: its parts with their start and end in seconds, and the midnight with which its last day begins."""

    parts: tuple[tuple[int, int, SkippedPeriod], ...]
    morning: int


def skipped_periods(calendar: Calendar, start: int, until: int) -> tuple[SkippedPeriod, ...]:
    """The closed times from ``start`` to ``until`` (instants in seconds), in order.

    The calendar must be expanded for that time. A closed time is divided where its reason changes, at midnight in the
    calendar's zone; the evening before and the morning after belong to the days without work that they enclose. For
    who asks in that morning, it is the end of a night.
    """
    return tuple(_parts(calendar, start, until))


def _parts(calendar: Calendar, start: int, until: int) -> Iterator[SkippedPeriod]:
    open_time = calendar.open_time
    index = bisect_right(open_time.span_ends, start)
    after = start
    while after < until:
        is_known = index < len(open_time.span_starts)
        before = open_time.span_starts[index] if is_known else until
        if before > after:
            closed = _closed(calendar, index, after, until)
            # who asks after the days off have passed did not wait for them
            if start >= closed.morning and closed.parts[-1][2].reason in _WHOLE_DAYS:
                yield _part(start, min(before, until), Reason.NIGHT, None)[2]
            else:
                yield from _clipped(closed, start, until)
        if not is_known:
            return
        after = open_time.span_ends[index]
        index += 1


def _clipped(closed: _Closed, start: int, until: int) -> Iterator[SkippedPeriod]:
    """The parts of a closed time as far as they lie between two instants."""
    for first, last, whole in closed.parts:
        if start <= first and last <= until:
            yield whole
        elif max(first, start) < min(last, until):
            yield _part(max(first, start), min(last, until), whole.reason, whole.name)[2]


def _closed(calendar: Calendar, index: int, after: int, until: int) -> _Closed:
    """The closed time before the span with that index; it ends at ``after`` or ``until`` where no span adjoins it."""
    open_time, zone = calendar.open_time, calendar.tz
    closed_at = open_time.span_ends[index - 1] if index else after
    opens_at = open_time.span_starts[index] if index < len(open_time.span_starts) else until
    key = (closed_at, opens_at)
    if key not in calendar.closed_times:
        day_before = open_time.span_last_day[index - 1] if index else local_day(zone, after) - 1
        day_after = (
            open_time.span_first_day[index] if index < len(open_time.span_starts) else local_day(zone, until)
        )
        parts = tuple(_reasons(calendar, closed_at, opens_at, day_before, day_after))
        calendar.closed_times[key] = _Closed(parts, start_of_day(zone, day_after))
    closed: _Closed = calendar.closed_times[key]
    return closed


def _part(first: int, last: int, reason: Reason, name: str | None) -> tuple[int, int, SkippedPeriod]:
    return first, last, SkippedPeriod(instant_of(first), instant_of(last), reason, name)


def _reasons(
    calendar: Calendar, closed_at: int, opens_at: int, day_before: int, day_after: int
) -> Iterator[tuple[int, int, SkippedPeriod]]:
    """The parts of one closed time, between an interval of ``day_before`` and one of ``day_after`` (ordinals)."""
    if day_after <= day_before:
        yield _part(closed_at, opens_at, Reason.BREAK, None)
        return
    idle = [_reason_of(calendar, date.fromordinal(day)) for day in range(day_before + 1, day_after)]
    if not idle:
        yield _part(closed_at, opens_at, Reason.NIGHT, _longer_night(calendar, day_before, day_after))
        return
    first, day = closed_at, day_before + 1
    groups = [(reason, name, len(list(days))) for (reason, name), days in groupby(idle)]
    for number, (reason, name, count) in enumerate(groups, start=1):
        day += count
        last = opens_at if number == len(groups) else start_of_day(calendar.tz, day)
        yield _part(first, last, reason, name)
        first = last


def _reason_of(calendar: Calendar, on: date) -> tuple[Reason, str | None]:
    """Why a day without an interval has none, and its name."""
    rule, name, _ = calendar.rule_of(on)
    if rule is not DayRule.WEEK:
        return _BY_RULE[rule], name
    if on.weekday() in calendar.weekend:
        return Reason.WEEKEND, None
    return Reason.WEEKDAY, WEEKDAYS[on.weekday()]


def _longer_night(calendar: Calendar, day_before: int, day_after: int) -> str | None:
    """The reason of a special day that makes a night longer than in the week; None where there is none."""
    evening, morning = date.fromordinal(day_before), date.fromordinal(day_after)
    if unusual_ends(calendar, evening)[0]:
        return calendar.rule_of(evening)[1]
    if unusual_ends(calendar, morning)[1]:
        return calendar.rule_of(morning)[1]
    return None


def unusual_ends(calendar: Calendar, on: date) -> tuple[bool, bool]:
    """Whether work ends earlier than in the week, and whether it begins later; both False but for special days."""
    if on not in calendar.special_days:
        return False, False
    written, usual = calendar.special_days[on][0], calendar.usual(on)
    if not usual or not written:
        return False, False
    return (
        max(minutes_of(w)[1] for w in written) < max(minutes_of(w)[1] for w in usual),
        min(minutes_of(w)[0] for w in written) > min(minutes_of(w)[0] for w in usual),
    )
