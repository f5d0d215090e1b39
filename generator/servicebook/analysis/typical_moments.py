"""Moments of asking that show how a calendar counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise

from servicebook.clock.calendar import Calendar, Day, DayRule
from servicebook.clock.zones import instant_of, resolve, seconds_of
from servicebook.frozen import frozen

_DAYS = 60
"""How many days ahead to look for a holiday or closure."""
_MINUTE = timedelta(minutes=1)
_NOON = 12 * 60


class MomentKind(StrEnum):
    """What is typical of a moment."""

    WORKING_DAY = "working day"
    CUTOFF = "cutoff"
    CLOSING = "closing"
    BEFORE_DAYS_OFF = "before days off"
    DAY_OFF = "day off"
    BEFORE_NAMED = "before a holiday or closure"
    WEEKEND = "weekend"


@frozen
class TypicalMoment:
    """A moment in the calendar's zone, to the minute; ``name`` is the holiday's, or the reason of the closure."""

    at: datetime
    kind: MomentKind
    name: str | None = None


def typical_moments(
    calendar: Calendar, today: date, cutoffs: Iterable[time] = ()
) -> tuple[TypicalMoment, ...]:
    """Up to five moments after ``today``, in order: within a working day, at its cutoff or end, around days off.

    Only one, noon of the next day, if the calendar is not open in the next 60 days; none if it is not known after
    ``today``.
    """
    last = min(today + timedelta(days=_DAYS), calendar.last_day)
    days = list(calendar.days(today + timedelta(days=1), last)) if today < last else []
    by_time: dict[datetime, TypicalMoment] = {}
    for moment in _moments(calendar, days, sorted(set(cutoffs))):
        by_time.setdefault(moment.at, moment)
    return tuple(by_time[at] for at in sorted(by_time))


def _moments(calendar: Calendar, days: list[Day], cutoffs: list[time]) -> Iterator[TypicalMoment]:
    working = [day for day in days if day.is_working]
    if not working:
        if days:
            yield _moment(calendar, _local(calendar, days[0].on, _NOON), MomentKind.DAY_OFF, days[0].name)
        return
    first = working[0]
    yield _moment(calendar, _within(calendar, first), MomentKind.WORKING_DAY)
    for cutoff in cutoffs:
        at = _local(calendar, first.on, cutoff.hour * 60 + cutoff.minute)
        if first.intervals[0].start < at < first.intervals[-1].end:
            yield _moment(calendar, at, MomentKind.CUTOFF)
            break
    else:
        yield _moment(calendar, first.intervals[-1].end - _MINUTE, MomentKind.CLOSING)
    yield from _around_days_off(calendar, days, first)
    before = None
    for day in days[days.index(first) :]:
        if day.is_working:
            before = day
        elif day.rule is not DayRule.WEEK and before is not None:
            yield _moment(calendar, before.intervals[-1].end - _MINUTE, MomentKind.BEFORE_NAMED, day.name)
            return


def _around_days_off(calendar: Calendar, days: list[Day], first: Day) -> Iterator[TypicalMoment]:
    """The end of the last working day before days off, and the noon of the first of those."""
    following = days[days.index(first) :]
    for day, after in pairwise(following):
        if not after.is_working:
            yield _moment(calendar, day.intervals[-1].end - _MINUTE, MomentKind.BEFORE_DAYS_OFF, after.name)
            yield _moment(calendar, _local(calendar, after.on, _NOON), MomentKind.DAY_OFF, after.name)
            return
    sunday = next((day for day in following if day.on.weekday() == 6), None)
    if sunday is not None:
        yield _moment(calendar, _local(calendar, sunday.on, _NOON), MomentKind.WEEKEND)


def _within(calendar: Calendar, day: Day) -> datetime:
    """Ten in the morning where that is open, else an hour after the opening, else the opening."""
    opening = day.intervals[0].start
    for at in (_local(calendar, day.on, 10 * 60), opening + timedelta(hours=1)):
        if any(interval.start <= at < interval.end for interval in day.intervals):
            return at
    return opening


def _local(calendar: Calendar, on: date, minute: int) -> datetime:
    return instant_of(resolve(calendar.tz, on.toordinal(), minute))


def _moment(calendar: Calendar, at: datetime, kind: MomentKind, name: str | None = None) -> TypicalMoment:
    whole_minute = instant_of(seconds_of(at) // 60 * 60)
    return TypicalMoment(whole_minute.astimezone(calendar.tz), kind, name)
