"""When a promise is due on a calendar, how much open time passes, and why.

These are the rules of the house for due dates. All instants are aware datetimes;
those that are returned are in UTC; what is below a second is dropped. Every function raises
:class:`~servicebook.clock.calendar.PastHorizonError` where the answer needs a day that is not known,
:class:`~servicebook.clock.calendar.NeverOpenError` where the calendar never opens, and ValueError for an
instant without a zone.

For one calendar, duration and cutoff, ``due`` never moves earlier when the request comes later; for one
unit, it never moves earlier when the amount grows.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from servicebook.clock.calendar import Calendar
from servicebook.clock.durations import Duration, Unit, days_later
from servicebook.clock.skipped_periods import SkippedPeriod, skipped_periods
from servicebook.clock.zones import end_of_day, instant_of, local_day, resolve, seconds_of

OPEN_SECONDS = {Unit.SECOND: 1, Unit.MINUTE: 60, Unit.HOUR: 3600}
"""The units of open time, in seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A request's receipt: the instant, and the day to which the interval belongs in which it falls."""

    at: datetime
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A promise's dates. ``skipped_periods`` are the closed times that do not count, in order.

    They lie between the asking and ``due``; for calendar days, weeks and months, which count every day,
    between the asking and ``received``.
    """

    received: datetime
    day_of_receipt: date
    due: datetime
    skipped_periods: tuple[SkippedPeriod, ...]


@dataclass(frozen=True, slots=True)
class Moments:
    """The same in whole seconds and day ordinals, without the explanation: for those who count many."""

    received: int
    day: int
    due: int


def received(calendar: Calendar, asked: datetime, cutoff: time | None = None) -> Received:
    """When a request counts as received: at once while open, else at the next opening.

    What arrives at or after the local time ``cutoff`` of the working day that would be its day of receipt is
    received at the next opening of a later working day. In a shift past midnight that is the time on the
    day on which the shift starts.
    """
    at, day = _received(calendar, seconds_of(asked), cutoff)
    return Received(at=instant_of(at), day=date.fromordinal(day))


def due(calendar: Calendar, asked: datetime, duration: Duration, cutoff: time | None = None) -> Due:
    """When what is asked for at ``asked`` is due.

    Seconds, minutes and hours pass while the calendar is open; what is used up exactly at a closing is due
    then. ``n`` working days end with the last closing of the n-th working day after the day of receipt, the
    same working day with that of the day of receipt. Calendar days, weeks and months end with the midnight
    (in the calendar's zone) that ends the day that much later; a month's missing day is its last.
    """
    start = seconds_of(asked)
    return _explained(calendar, start, duration, due_seconds(calendar, start, duration, cutoff))


def due_after(calendar: Calendar, start: datetime, duration: Duration, cutoff: time | None = None) -> Due:
    """When something is due that continues from another due date: the next step, an escalation.

    As :func:`due`, but an instant that is a closing of the calendar has that closing's day as day of
    receipt, and is received there: 2 and then 1 working days are 3. A cutoff of that day that has passed
    still moves it to the next working day.
    """
    begin = seconds_of(start)
    return _explained(calendar, begin, duration, due_after_seconds(calendar, begin, duration, cutoff))


def elapsed(calendar: Calendar, start: datetime, end: datetime) -> timedelta:
    """The open time from ``start`` to ``end``: what :func:`due` counts in seconds, minutes and hours.

    Raises ValueError when ``end`` is before ``start``.
    """
    first, last = seconds_of(start), seconds_of(end)
    if last < first:
        raise ValueError(f"{end.isoformat()} is before {start.isoformat()}")
    for moment in (first, last):
        calendar.must_know(moment)
    line = calendar.timeline
    for moment in (first, last):
        line.cover(min(local_day(calendar.tz, moment), line.last))
    return timedelta(seconds=line.open_before(last) - line.open_before(first))


def due_seconds(calendar: Calendar, asked: int, duration: Duration, cutoff: time | None = None) -> Moments:
    """:func:`due` for many: from and to whole seconds since 1970, and not explained."""
    at, day = _received(calendar, asked, cutoff)
    return Moments(at, day, _due(calendar, at, day, duration))


def due_after_seconds(
    calendar: Calendar, start: int, duration: Duration, cutoff: time | None = None
) -> Moments:
    """:func:`due_after` for many: from and to whole seconds since 1970, and not explained."""
    closing = closing_days(calendar, start)
    if closing and not _is_past(calendar, start, closing[0], cutoff):
        return Moments(start, closing[-1], _due(calendar, start, closing[-1], duration))
    return due_seconds(calendar, start, duration, cutoff)


def closing_days(calendar: Calendar, seconds: int) -> list[int]:
    """The ordinal of the day whose last closing the instant is; several only where days overlap, or none.

    Other closings need no day: the next interval belongs to the same one.
    """
    calendar.must_know(seconds)
    line = calendar.timeline
    line.cover(min(local_day(calendar.tz, seconds), line.last))
    return line.working[bisect_left(line.closes, seconds) : bisect_right(line.closes, seconds)]


def _received(calendar: Calendar, asked: int, cutoff: time | None) -> tuple[int, int]:
    calendar.must_know(asked)
    if not calendar.is_ever_open:
        raise calendar.no_more()
    line = calendar.timeline
    index = line.open_or_next(asked)
    if index is not None and _is_past(calendar, asked, line.days[index], cutoff):
        index = line.on_later_day(asked, line.days[index])
    if index is None:
        raise calendar.no_more()
    return max(asked, line.starts[index]), line.days[index]


def _is_past(calendar: Calendar, asked: int, day: int, cutoff: time | None) -> bool:
    """Whether the cutoff of the working day has come."""
    return cutoff is not None and asked >= resolve(calendar.tz, day, cutoff.hour * 60 + cutoff.minute)


def _due(calendar: Calendar, at: int, day: int, duration: Duration) -> int:
    """When the duration has passed for what was received at ``at`` on the day ``day``."""
    if duration.unit in OPEN_SECONDS:
        found = calendar.timeline.passed(at, duration.amount * OPEN_SECONDS[duration.unit])
    elif duration.unit is Unit.WORKING_DAY:
        found = calendar.timeline.closing(day, duration.amount)
    else:
        last = days_later(date.fromordinal(day), duration)
        if last > calendar.last_day:
            raise calendar.past_horizon()
        found = end_of_day(calendar.tz, last)
    if found is None:
        raise calendar.no_more()
    return found


def _explained(calendar: Calendar, asked: int, duration: Duration, moments: Moments) -> Due:
    counts_open_days = duration.unit in OPEN_SECONDS or duration.unit is Unit.WORKING_DAY
    until = moments.due if counts_open_days else moments.received
    return Due(
        received=instant_of(moments.received),
        day_of_receipt=date.fromordinal(moments.day),
        due=instant_of(moments.due),
        skipped_periods=skipped_periods(calendar, asked, until),
    )
