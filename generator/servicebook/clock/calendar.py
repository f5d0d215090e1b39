"""A calendar: on which days and in which intervals work is done, in one time zone.

These are the rules of the house for calendars. A :class:`Calendar` is a value made from plain
data; nothing is read from disk and nothing depends on the present time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from servicebook.clock.open_time import OpenTime
from servicebook.clock.zones import (
    end_of_day,
    instant_of,
    local_day,
    resolve,
    seconds_of,
    start_of_day,
    zone_named,
)

LAST_DAY = date(2199, 12, 31)
"""No calendar is computed past this day: rules of time zones that far ahead are guesses."""
FIRST_DAY = date(1970, 1, 1)
"""No calendar is computed before this day."""

Week = tuple[tuple[str, ...], ...]
Closures = tuple[tuple[date, date, str], ...]
SpecialDays = Mapping[date, tuple[tuple[str, ...], str]]


class PastHorizonError(Exception):
    """The answer lies outside the days for which the calendar is known; its text says so in one line."""


class NeverOpenError(Exception):
    """The calendar does not open (again), so nothing counted on it would ever be due; one line."""


class DayRule(StrEnum):
    """What decides a day's intervals: the first of these that says anything about the day."""

    SPECIAL = "special day"
    CLOSURE = "closure"
    HOLIDAY = "holiday"
    WEEK = "week"


@dataclass(frozen=True, slots=True)
class Interval:
    """Open from ``start`` (included) to ``end`` (not included); both are instants in UTC."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day of a calendar. Its intervals start on it, in order; the last may end on the day after.

    ``name`` is the holiday's, or the reason of the closure or special day; None on days of the week.
    """

    on: date
    intervals: tuple[Interval, ...]
    rule: DayRule
    name: str | None

    @property
    def is_working(self) -> bool:
        """Whether an open interval belongs to it."""
        return bool(self.intervals)


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """When work is done.

    ``zone`` is an IANA name. ``week`` has seven tuples of ``HH:MM-HH:MM``, Monday first, in local time: an
    end at or before its start is on the day after (``22:00-06:00``), an end may be ``24:00``, and an interval
    whose ends are the same is empty. Closures are (first day, last day, reason), both days included; where
    several cover a day, the first gives the name. Special days have intervals of their own. The calendar is
    certain from ``known_from`` through ``known_until``, both included, in its zone; None is without end (within
    :data:`FIRST_DAY` and :data:`LAST_DAY`). ``name`` is what errors call it.

    Days are expanded when asked for, and kept.
    """

    zone: str
    week: Week
    holidays: Mapping[date, str] = field(default_factory=dict, hash=False)
    closures: Closures = ()
    special_days: SpecialDays = field(default_factory=dict, hash=False)
    known_from: date | None = None
    known_until: date | None = None
    name: str = ""

    @classmethod
    def always(cls, zone: str, name: str = "always") -> Calendar:
        """Open day and night; its days close at midnight of the zone."""
        return cls(zone=zone, week=(("00:00-24:00",),) * 7, name=name)

    @cached_property
    def tz(self) -> ZoneInfo:
        """The zone. Raises ``ZoneInfoNotFoundError`` where its name is none."""
        return zone_named(self.zone)

    @cached_property
    def first_day(self) -> date:
        """The first day that can be asked about."""
        return max(self.known_from or FIRST_DAY, FIRST_DAY)

    @cached_property
    def last_day(self) -> date:
        """The last day that can be asked about."""
        return min(self.known_until or LAST_DAY, LAST_DAY)

    @cached_property
    def is_ever_open(self) -> bool:
        """Whether the week or a special day has an interval at all."""
        return any(self.week) or any(intervals for intervals, _ in self.special_days.values())

    @cached_property
    def timeline(self) -> OpenTime:
        """The open time as sorted whole seconds, for counting; see :mod:`servicebook.clock.open_time`."""
        return OpenTime(self.seconds_of_day, self.first_day.toordinal(), self.last_day.toordinal())

    @cached_property
    def kept(self) -> dict[tuple[int, int], Any]:
        """What :mod:`servicebook.clock.skipped_periods` has found out about a closed time, by its two instants."""
        return {}

    def rule_of(self, on: date) -> tuple[DayRule, str | None, tuple[str, ...]]:
        """What decides the day, its name, and the intervals as written: special day, closure, holiday, week."""
        if on in self.special_days:
            intervals, reason = self.special_days[on]
            return DayRule.SPECIAL, reason, intervals
        for first, last, reason in self.closures:
            if first <= on <= last:
                return DayRule.CLOSURE, reason, ()
        if on in self.holidays:
            return DayRule.HOLIDAY, self.holidays[on], ()
        return DayRule.WEEK, None, self.week[on.weekday()]

    def seconds_of_day(self, ordinal: int) -> list[tuple[int, int]]:
        """The open intervals that start on the day, in order, without those that clock changes left empty."""
        *_, written = self.rule_of(date.fromordinal(ordinal))
        zone, found = self.tz, []
        for text in written:
            first, last = minutes_of(text)
            start, end = resolve(zone, ordinal, first), resolve(zone, ordinal, last, end=True)
            if first < last and start < end:
                found.append((start, end))
        return sorted(found)

    def day(self, on: date) -> Day:
        """One day. Raises :class:`PastHorizonError` for a day that is not known."""
        if not self.first_day <= on <= self.last_day:
            raise self.past_horizon()
        rule, name, _ = self.rule_of(on)
        intervals = tuple(
            Interval(instant_of(start), instant_of(end)) for start, end in self.seconds_of_day(on.toordinal())
        )
        return Day(on=on, intervals=intervals, rule=rule, name=name)

    def days(self, first: date, last: date) -> Iterator[Day]:
        """The days from ``first`` through ``last``. Raises :class:`PastHorizonError` at the first unknown one."""
        for ordinal in range(first.toordinal(), last.toordinal() + 1):
            yield self.day(date.fromordinal(ordinal))

    def is_open(self, at: datetime) -> bool:
        """Whether an interval contains the instant. Raises :class:`PastHorizonError`, ValueError without zone."""
        seconds = seconds_of(at)
        self.must_know(seconds)
        index = self.timeline.open_or_next(seconds)
        if index is None and local_day(self.tz, seconds) > self.last_day.toordinal():
            raise self.past_horizon()
        return index is not None and self.timeline.starts[index] <= seconds

    def must_know(self, seconds: int) -> None:
        """Raise :class:`PastHorizonError` unless the instant lies in the known days or their last interval.

        The ends of both belong to them here: they are dates that may be given.
        """
        first, last = self._known
        if seconds < first:
            raise self.past_horizon()
        if seconds > last:
            self.timeline.cover(self.last_day.toordinal())
            if seconds > max(self.timeline.latest, default=0):
                raise self.past_horizon()

    @cached_property
    def _known(self) -> tuple[int, int]:
        """The first instant of the first known day, and the midnight that ends the last."""
        return start_of_day(self.tz, self.first_day), end_of_day(self.tz, self.last_day)

    def past_horizon(self) -> PastHorizonError:
        """The error for an answer outside of what is known."""
        if self.known_until is None and self.known_from is None:
            return PastHorizonError(
                f"{self._called} is computed from {FIRST_DAY} until {LAST_DAY}, and the answer lies outside"
            )
        begin = f" from {self.first_day}" if self.known_from else ""
        return PastHorizonError(
            f"{self._called} is known{begin} until {self.last_day}, and the answer lies outside"
        )

    def no_more(self) -> PastHorizonError | NeverOpenError:
        """The error for open time that is not there: never, or not within what is known."""
        if self.is_ever_open:
            return self.past_horizon()
        return NeverOpenError(f"{self._called} is never open, so nothing counted on it is ever due")

    @property
    def _called(self) -> str:
        return f'the calendar "{self.name}"' if self.name else "the calendar"


def minutes_of(text: str) -> tuple[int, int]:
    """``22:00-06:00`` as minutes after the first midnight: (1320, 1800). An end before its start is a day later."""
    start, end = (int(part[:2]) * 60 + int(part[3:5]) for part in text.split("-"))
    return start, end + 24 * 60 if end < start else end
