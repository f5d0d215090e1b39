"""The days on which a calendar's week does not hold, through some years: what is dated, and what comes back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from servicebook.clock.calendar import Seasons
from servicebook.clock.weekdays import WEEKDAYS
from servicebook.clock.yearly_days import Holidays, Period, parse_yearly_days
from servicebook.frozen import frozen
from servicebook.model.calendars import Hours, hours_of, levels
from servicebook.model.public_holidays import UnknownPlaceError, holidays_named
from servicebook.settings import CalendarDefinition, Closure, PublicHolidays, Settings, SpecialDay


@frozen(kw_only=True)
class ExceptionalDays:
    """Closures, the nearest calendar's first, and special days in the order of days.

    Of days that come back there are those within the time that was asked for; ``yearly`` are their first days.
    """

    closures: tuple[Closure, ...]
    special_days: tuple[SpecialDay, ...]
    yearly: frozenset[tuple[date, str]]


def exceptional_days(settings: Settings, calendar_id: str, first: date, last: date) -> ExceptionalDays:
    """What is dated, and what comes back from ``first`` through ``last``, of a calendar and those that it extends.

    A special day of a calendar goes before its own closures and all that it takes from others; its closures go before
    the special days of others. On one day, what is dated goes before what comes back.
    """
    closures: list[Closure] = []
    special_days: dict[date, SpecialDay] = {}
    yearly: set[tuple[date, str]] = set()
    for level in reversed(levels(settings, calendar_id)):
        named = _by_name(settings, level)
        back = [
            Closure(start=start, end=end, reason=closure.reason)
            for closure in level.yearly_closures
            for start, end in _periods(closure.every, closure.start, closure.end, first, last, named)
        ]
        own = [*level.closures, *back]
        if special_days:
            for on in _each_day(own, min(special_days), max(special_days)):
                special_days.pop(on, None)
        closures[:0] = own
        yearly.update((closure.start, closure.reason) for closure in back)
        for special in level.yearly_special_days:
            for start, end in _periods(special.every, special.start, special.end, first, last, named):
                for on in _days(start, end):
                    special_days[on] = SpecialDay(on=on, open=special.open, reason=special.reason)
                    yearly.add((on, special.reason))
        special_days.update((day.on, day) for day in level.special_days)
    return ExceptionalDays(
        closures=tuple(closures),
        special_days=tuple(special_days[on] for on in sorted(special_days)),
        yearly=frozenset(yearly),
    )


def seasons(settings: Settings, calendar_id: str, first: date, last: date) -> Seasons:
    """The hours that hold for a time only, from ``first`` through ``last``, as the clock wants them."""
    hours = hours_of(settings, calendar_id)
    found: list[tuple[date, date, tuple[tuple[str, ...] | None, ...]]] = []
    for season in hours.seasons if hours else ():
        week = tuple(season.open.get(weekday) for weekday in WEEKDAYS)
        if season.every is None:
            found.append((season.start or first, season.end or last, week))
            continue
        named = _of_places(hours.holidays if hours else (), settings.organization.language)
        for start, end in _periods(season.every, season.start, season.end, first, last, named):
            found.append((start, end, week))
    return tuple(found)


def _by_name(settings: Settings, level: CalendarDefinition) -> Holidays:
    """The public holidays by name that the calendar itself has: one that extends it may leave them out."""
    hours: list[Hours | None] = []

    def days(name: str, year: int) -> tuple[date, ...]:
        # few rules name a holiday, and what a calendar takes from others takes time to find
        if not hours:
            hours.append(hours_of(settings, level.id))
        places = hours[0].holidays if hours[0] else ()
        return _of_places(places, settings.organization.language)(name, year)

    return days


def _of_places(places: tuple[PublicHolidays, ...], language: str) -> Holidays:
    def days(name: str, year: int) -> tuple[date, ...]:
        for place in places:
            try:
                if found := holidays_named(place, year, language).get(name.casefold()):
                    return found
            except UnknownPlaceError:
                continue  # an error of the calendar, and said there
        return ()

    return days


def _periods(
    every: str, start: date | None, end: date | None, first: date, last: date, named: Holidays
) -> Iterator[Period]:
    """The days that come back, cut where the rule begins or ends to hold."""
    lowest, highest = max(start or first, first), min(end or last, last)
    for begins, ends in parse_yearly_days(every).periods(lowest, highest, named):
        yield max(begins, start or begins), min(ends, end or ends)


def _each_day(closures: list[Closure], first: date, last: date) -> Iterator[date]:
    for closure in closures:
        yield from _days(max(closure.start, first), min(closure.end, last))


def _days(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)
