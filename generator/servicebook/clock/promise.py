"""When a promise is due on a calendar, and which closed times do not count.

All instants are aware datetimes; those that are returned are in UTC; what is below a second is dropped. Every function
raises :class:`~servicebook.clock.calendar.PastHorizonError` where the answer needs a day that is not known,
:class:`~servicebook.clock.calendar.NeverOpenError` where the calendar never opens, and ValueError for an
instant without a zone.

For one calendar, duration and cutoff, ``due`` never moves earlier when the request comes later; for one
unit, it never moves earlier when the amount grows.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date, datetime, time

from servicebook.clock.calendar import Calendar
from servicebook.clock.durations import Duration, Unit, days_later
from servicebook.clock.skipped_periods import SkippedPeriod, skipped_periods
from servicebook.clock.zones import end_of_day, instant_of, local_day, resolve, seconds_of
from servicebook.frozen import frozen

OPEN_SECONDS = {Unit.SECOND: 1, Unit.MINUTE: 60, Unit.HOUR: 3600}
"""The units of open time, in seconds."""


@frozen(kw_only=True)
class Due:
    """A promise's dates; instants are in UTC.

    A request made while it is open is ``received`` at once, else at the next opening; ``day_of_receipt`` is the day to
    which that interval belongs. ``skipped_periods`` are the closed times that do not count, in order: from the asking
    to ``due``; for calendar days, weeks and months, which count every day, from the asking to ``received``.
    """

    received: datetime
    day_of_receipt: date
    due: datetime
    skipped_periods: tuple[SkippedPeriod, ...]


@frozen
class DueSeconds:
    """The same in whole seconds since 1970 and day ordinals, without the skipped periods: for counting many."""

    received: int
    day: int
    due: int


def due(calendar: Calendar, asked: datetime, duration: Duration, cutoff: time | None = None) -> Due:
    """When what is asked for at ``asked`` is due.

    What arrives at or after the local time ``cutoff`` of the working day that would be its day of receipt is
    received at the next opening of a later working day. In a shift past midnight that is the time on the
    day on which the shift starts.

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


def due_seconds(calendar: Calendar, asked: int, duration: Duration, cutoff: time | None = None) -> DueSeconds:
    """:func:`due` in whole seconds since 1970, without the skipped periods; raises as it does."""
    received, day = _received(calendar, asked, cutoff)
    return DueSeconds(received, day, _due(calendar, received, day, duration))


def due_after_seconds(
    calendar: Calendar, start: int, duration: Duration, cutoff: time | None = None
) -> DueSeconds:
    """:func:`due_after` in whole seconds since 1970, without the skipped periods; raises as it does."""
    closing = _closing_days(calendar, start)
    # where overlapping days close together, the latest is continued from, as the start may be its due date; the cutoff
    # is the earliest's, or what starts a second before, within that day, could be due later than this
    if closing and not _is_past(calendar, start, closing[0], cutoff):
        return DueSeconds(start, closing[-1], _due(calendar, start, closing[-1], duration))
    return due_seconds(calendar, start, duration, cutoff)


def _closing_days(calendar: Calendar, seconds: int) -> list[int]:
    """The ordinal of the day whose last closing the instant is; several only where days overlap, or none.

    Other closings need no day: the next interval belongs to the same one.
    """
    calendar.must_know(seconds)
    open_time = calendar.open_time
    open_time.cover(min(local_day(calendar.tz, seconds), open_time.last))
    return open_time.working[bisect_left(open_time.closes, seconds) : bisect_right(open_time.closes, seconds)]


def _received(calendar: Calendar, asked: int, cutoff: time | None) -> tuple[int, int]:
    """When a request is received, and the day of receipt as an ordinal."""
    calendar.must_know(asked)
    if not calendar.is_ever_open:
        raise calendar.no_more()
    open_time = calendar.open_time
    index = open_time.open_or_next(asked)
    if index is not None and _is_past(calendar, asked, open_time.days[index], cutoff):
        index = open_time.on_later_day(asked, open_time.days[index])
    if index is None:
        raise calendar.no_more()
    return max(asked, open_time.starts[index]), open_time.days[index]


def _is_past(calendar: Calendar, asked: int, day: int, cutoff: time | None) -> bool:
    """Whether the cutoff of the working day has come."""
    return cutoff is not None and asked >= resolve(calendar.tz, day, cutoff.hour * 60 + cutoff.minute)


def _due(calendar: Calendar, received: int, day: int, duration: Duration) -> int:
    """When the duration has passed for what was received at an instant that belongs to the day ``day`` (an ordinal)."""
    if duration.unit in OPEN_SECONDS:
        moment = calendar.open_time.after_open_time(received, duration.amount * OPEN_SECONDS[duration.unit])
    elif duration.unit is Unit.WORKING_DAY:
        moment = calendar.open_time.closing_after(day, duration.amount)
    else:
        last = days_later(date.fromordinal(day), duration)
        if last > calendar.last_day:
            raise calendar.past_horizon()
        moment = end_of_day(calendar.tz, last)
    if moment is None:
        raise calendar.no_more()
    return moment


def _explained(calendar: Calendar, asked: int, duration: Duration, seconds: DueSeconds) -> Due:
    counts_open_days = duration.unit in OPEN_SECONDS or duration.unit is Unit.WORKING_DAY
    until = seconds.due if counts_open_days else seconds.received
    return Due(
        received=instant_of(seconds.received),
        day_of_receipt=date.fromordinal(seconds.day),
        due=instant_of(seconds.due),
        skipped_periods=skipped_periods(calendar, asked, until),
    )
