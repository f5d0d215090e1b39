"""A calendar: on which days and in which intervals work is done, in one time zone.

A :class:`Calendar` is a value made from plain data; nothing is read from disk and nothing depends on the present time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from servicebook.clock.open_time import OpenTime
from servicebook.clock.zones import (
    end_of_day,
    instant_of,
    resolve_interval,
    start_of_day,
    zone_named,
)
from servicebook.frozen import frozen

LAST_DAY = date(2199, 12, 31)
"""No calendar is computed past this day: rules of time zones that far ahead are guesses."""
FIRST_DAY = date(1970, 1, 1)
"""No calendar is computed before this day."""

Week = tuple[tuple[str, ...], ...]
"""Seven tuples of intervals (``HH:MM-HH:MM``), Monday first."""
Closures = tuple[tuple[date, date, str], ...]
"""The first and the last day, both included, and the reason."""
WEEKEND = frozenset({5, 6})
"""The weekdays of the weekend (Monday is 0), where nothing else is said: Saturday and Sunday."""
Seasons = tuple[tuple[date, date, tuple[tuple[str, ...] | None, ...]], ...]
"""The first and the last day, both included, and the intervals of seven weekdays; None where the week's hold."""
SpecialDays = Mapping[date, tuple[tuple[str, ...], str]]
"""The intervals of a day, and the reason."""


class PastHorizonError(Exception):
    """The answer lies outside the days for which a calendar is known.

    ``calendar`` is its name, "" where the answer lies outside those of any; ``known_from`` and ``known_until`` are its
    first and last known day. Where both are None, it is known for all the days that are computed.
    """

    def __init__(self, calendar: str, known_from: date | None, known_until: date | None) -> None:
        super().__init__(calendar, known_from, known_until)
        self.calendar, self.known_from, self.known_until = calendar, known_from, known_until


class NeverOpenError(Exception):
    """The calendar with the name ``calendar`` is never open, so nothing counted on it would ever be due."""

    def __init__(self, calendar: str) -> None:
        super().__init__(calendar)
        self.calendar = calendar


class DayRule(StrEnum):
    """What decides a day's intervals: the first of these that applies to the day."""

    SPECIAL = "special day"
    CLOSURE = "closure"
    HOLIDAY = "holiday"
    WEEK = "week"


@frozen
class Interval:
    """Open from ``start`` (included) to ``end`` (not included); both are instants in UTC."""

    start: datetime
    end: datetime


@frozen(kw_only=True)
class Day:
    """A day of a calendar. Its intervals start on that day, in order; the last may end on the day after.

    ``name`` is the holiday's, or the reason of the closure or special day; None on days of the week.
    """

    on: date
    intervals: tuple[Interval, ...]
    rule: DayRule
    name: str | None

    @property
    def is_working(self) -> bool:
        """Whether it has an open interval."""
        return bool(self.intervals)


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """When work is done.

    ``zone`` is an IANA name. The intervals of ``week`` and of special days are in local time: an end before its start
    is on the day after (``22:00-06:00``), an end may be ``24:00``, and an interval whose ends are the same is empty.
    Where several closures cover a day, the first gives the name; where several ``seasons`` say the hours of a weekday,
    the last holds. ``weekend`` are the weekdays (Monday is 0) that people
    of the place call so; it decides nothing but the reason that is told for a closed one. The calendar is known from
    ``known_from`` through ``known_until``, both included, in its zone; None is without limit (within
    :data:`FIRST_DAY` and :data:`LAST_DAY`). ``name`` is what errors call it.

    Days are expanded when first asked for, and kept. Calendars with the same fields are equal and may be keys; the hash
    leaves out mappings, which have none.
    """

    zone: str
    week: Week
    seasons: Seasons = ()
    holidays: Mapping[date, str] = field(default_factory=dict)
    closures: Closures = ()
    special_days: SpecialDays = field(default_factory=dict)
    known_from: date | None = None
    known_until: date | None = None
    weekend: frozenset[int] = WEEKEND
    name: str = ""

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def _hash(self) -> int:
        # kept, as dates of two hundred years are hashed otherwise whenever the calendar is a key
        known = self.known_from, self.known_until
        return hash((self.name, self.zone, self.week, self.seasons, self.closures, known))

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
        """The first day for which there are answers."""
        return max(self.known_from or FIRST_DAY, FIRST_DAY)

    @cached_property
    def last_day(self) -> date:
        """The last day for which there are answers."""
        return min(self.known_until or LAST_DAY, LAST_DAY)

    @cached_property
    def is_ever_open(self) -> bool:
        """Whether the week, a season's week or a special day has an interval."""
        return (
            any(self.week)
            or any(any(week) for _, _, week in self.seasons)
            or any(intervals for intervals, _ in self.special_days.values())
        )

    @cached_property
    def open_time(self) -> OpenTime:
        """The open time as sorted whole seconds, for counting; see :mod:`servicebook.clock.open_time`."""
        return OpenTime(self.seconds_of_day, self.first_day.toordinal(), self.last_day.toordinal())

    @cached_property
    def closed_times(self) -> dict[tuple[int, int], Any]:
        """The closed times that :mod:`servicebook.clock.skipped_periods` has explained, by start and end in seconds."""
        return {}

    def rule_of(self, on: date) -> tuple[DayRule, str | None, tuple[str, ...]]:
        """What decides the day, its name, and the intervals as written: special day, closure, holiday, week."""
        if on in self.special_days:
            intervals, reason = self.special_days[on]
            return DayRule.SPECIAL, reason, intervals
        for first, last, reason in self._of_year(on.year)[0]:
            if first <= on <= last:
                return DayRule.CLOSURE, reason, ()
        if on in self.holidays:
            return DayRule.HOLIDAY, self.holidays[on], ()
        return DayRule.WEEK, None, self.usual(on)

    def usual(self, on: date) -> tuple[str, ...]:
        """The intervals of the week on that day, as written: those of the last season that says any."""
        weekday = on.weekday()
        seasons = self._of_year(on.year)[1]
        if not seasons:
            return self.week[weekday]
        said = (week[weekday] for first, last, week in seasons if first <= on <= last)
        return next((hours for hours in said if hours is not None), self.week[weekday])

    def week_of(self, on: date) -> Week:
        """The week that holds on that day, as if it held on all days."""
        week = list(self.week)
        for first, last, changed in reversed(self._of_year(on.year)[1]):
            if first <= on <= last:
                week = [before if now is None else now for before, now in zip(week, changed, strict=True)]
        return tuple(week)

    def _of_year(self, year: int) -> tuple[Closures, Seasons]:
        """The closures and seasons of which a day lies in the year, the latter from the last to the first."""
        if year not in self._by_year:
            self._by_year[year] = (
                tuple(c for c in self.closures if c[0].year <= year <= c[1].year),
                tuple(s for s in reversed(self.seasons) if s[0].year <= year <= s[1].year),
            )
        return self._by_year[year]

    def _closed_in(self, year: int) -> frozenset[int]:
        """The days (ordinals) of closures that lie in the year."""
        if year not in self._closed_by_year:
            first, last = date(year, 1, 1), date(year, 12, 31)
            self._closed_by_year[year] = frozenset(
                ordinal
                for begins, ends, _ in self._of_year(year)[0]
                for ordinal in range(max(begins, first).toordinal(), min(ends, last).toordinal() + 1)
            )
        return self._closed_by_year[year]

    @cached_property
    def _closed_by_year(self) -> dict[int, frozenset[int]]:
        return {}

    @cached_property
    def _by_year(self) -> dict[int, tuple[Closures, Seasons]]:
        return {}

    def seconds_of_day(self, ordinal: int) -> list[tuple[int, int]]:
        """The open intervals that start on the day (an ordinal), in order: start (included), end (not included).

        Instants in seconds. Intervals that a change of the clocks leaves empty are left out.
        """
        on = date.fromordinal(ordinal)
        if ordinal in self._closed_in(on.year) or on in self.special_days or on in self.holidays:
            written = self.rule_of(on)[2]
        else:  # as on most of the thousands of days that are expanded
            written = self.usual(on)
        intervals = []
        for text in written:
            first, last = minutes_of(text)
            start, end = resolve_interval(self.tz, ordinal, first, last)
            if first < last and start < end:
                intervals.append((start, end))
        return sorted(intervals) if len(intervals) > 1 else intervals

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

    def must_know(self, seconds: int) -> None:
        """Raise :class:`PastHorizonError` unless the instant lies in the known days or in the last known interval.

        The ends of both are included here, as something may be due exactly then.
        """
        first, last = self._known
        if seconds < first:
            raise self.past_horizon()
        if seconds > last:
            self.open_time.cover(self.last_day.toordinal())
            if seconds > max(self.open_time.latest, default=0):
                raise self.past_horizon()

    @cached_property
    def _known(self) -> tuple[int, int]:
        """The first instant of the first known day, and the midnight that ends the last."""
        return start_of_day(self.tz, self.first_day), end_of_day(self.tz, self.last_day)

    def past_horizon(self) -> PastHorizonError:
        """The error for an answer outside the known days."""
        return PastHorizonError(
            self.name,
            self.first_day if self.known_from else None,
            self.last_day if self.known_until else None,
        )

    def no_more(self) -> PastHorizonError | NeverOpenError:
        """The error where no further open time is found: the calendar is never open, or not known that far."""
        if self.is_ever_open:
            return self.past_horizon()
        return NeverOpenError(self.name)


@lru_cache(maxsize=256)  # a calendar has the same few on most of its days
def minutes_of(text: str) -> tuple[int, int]:
    """An interval as minutes after the midnight with which its day begins: ``22:00-06:00`` is (1320, 1800)."""
    start, end = (int(part[:2]) * 60 + int(part[3:5]) for part in text.split("-"))
    return start, end + 24 * 60 if end < start else end
