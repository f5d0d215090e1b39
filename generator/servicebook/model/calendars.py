"""Calendars as they hold after extension: the week, the zone, holidays, closures and special days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from servicebook.clock.weekdays import WEEKDAYS
from servicebook.clock.yearly_days import parse_yearly_days
from servicebook.frozen import frozen
from servicebook.settings import (
    CalendarDefinition,
    Closure,
    PublicHolidays,
    Season,
    Settings,
    SpecialDay,
    YearlyClosure,
    YearlySpecialDay,
)
from servicebook.wording import text

ALWAYS = "always"
MAX_LEVELS = 50
"""How many calendars may extend one another in a row: what each of them means is worked out anew from all above it."""
_ALL_DAY = ("00:00-24:00",)


@frozen(kw_only=True)
class Hours:
    """A calendar with everything that it takes from those it extends.

    ``week`` has seven tuples of ``HH:MM-HH:MM``, Monday first, in ``zone`` (an IANA name); of ``seasons``, the last
    that holds on a day and names its weekday goes before it. Of holidays, the nearest calendar's are first. Closures
    and special days are in the order of days; on the same day, the special day or closure of a nearer calendar holds.
    What comes back every year is as written, the nearest calendar's first;
    :func:`servicebook.model.calendar_days.exceptional_days` has the days.
    """

    id: str
    name: str
    zone: str
    week: tuple[tuple[str, ...], ...]
    seasons: tuple[Season, ...] = ()
    holidays: tuple[PublicHolidays, ...] = ()
    closures: tuple[Closure, ...] = ()
    yearly_closures: tuple[YearlyClosure, ...] = ()
    special_days: tuple[SpecialDay, ...] = ()
    yearly_special_days: tuple[YearlySpecialDay, ...] = ()
    known_until: date | None = None

    @property
    def needs_holidays(self) -> bool:
        """Whether any day depends on public holidays, be it one that comes back relative to one."""
        rules = [
            *(closure.every for closure in self.yearly_closures),
            *(day.every for day in self.yearly_special_days),
            *(season.every for season in self.seasons if season.every),
        ]
        return bool(self.holidays) or any(any(parse_yearly_days(rule).holiday_names()) for rule in rules)

    @property
    def is_ever_open(self) -> bool:
        """Whether any day has an open interval."""
        return (
            any(self.week)
            or any(intervals for season in self.seasons for intervals in season.open.values())
            or any(day.open for day in self.special_days)
            or any(day.open for day in self.yearly_special_days)
        )


def hours_of(settings: Settings, calendar_id: str) -> Hours | None:
    """The calendar with that id as it holds, or None where there is none; ``always`` never closes.

    None, too, of one that extends too many others: what it takes from them is not known.
    """
    if calendar_id == ALWAYS:
        return _always(settings)
    nearest_first = levels(settings, calendar_id)
    if not nearest_first or has_too_many_levels(settings, nearest_first):
        return None
    zones = (level.zone for level in nearest_first if level.zone)
    closures = (closure for level in nearest_first for closure in level.closures)
    return Hours(
        id=calendar_id,
        name=nearest_first[0].name,
        zone=next(zones, settings.organization.zone),
        week=_week(nearest_first),
        seasons=_seasons(nearest_first),
        holidays=_holidays(nearest_first),
        closures=tuple(sorted(closures, key=lambda closure: (closure.start, closure.end))),
        yearly_closures=tuple(closure for level in nearest_first for closure in level.yearly_closures),
        special_days=_special_days(nearest_first),
        yearly_special_days=tuple(day for level in nearest_first for day in level.yearly_special_days),
        known_until=min((level.known_until for level in nearest_first if level.known_until), default=None),
    )


def _always(settings: Settings) -> Hours:
    return Hours(
        id=ALWAYS,
        name=text("calendar.always"),
        zone=settings.organization.zone,
        week=(_ALL_DAY,) * 7,
    )


def _seasons(nearest_first: Sequence[CalendarDefinition]) -> tuple[Season, ...]:
    """The seasons, the farthest calendar's first, without the weekdays whose hours a nearer one says anew."""
    seasons: list[Season] = []
    for level in reversed(nearest_first):
        for number, season in enumerate(seasons):
            left = {weekday: open for weekday, open in season.open.items() if weekday not in level.open}
            seasons[number] = replace(season, open=left)
        seasons.extend(level.hours)
    return tuple(season for season in seasons if season.open)


def _holidays(nearest_first: Sequence[CalendarDefinition]) -> tuple[PublicHolidays, ...]:
    holidays: list[PublicHolidays] = []
    for level in nearest_first:
        if level.holidays and level.holidays not in holidays:
            holidays.append(level.holidays)
        if level.no_holidays:
            break
    return tuple(holidays)


def _week(nearest_first: Sequence[CalendarDefinition]) -> tuple[tuple[str, ...], ...]:
    """Each weekday's intervals, Monday first, as the nearest level that names the day has them."""
    week: dict[str, tuple[str, ...]] = {}
    if nearest_first[-1].extends == ALWAYS:  # which is built in, so it is no level
        week = dict.fromkeys(WEEKDAYS, _ALL_DAY)
    for level in reversed(nearest_first):
        week.update(level.open)
    return tuple(tuple(week.get(day, ())) for day in WEEKDAYS)


def _special_days(nearest_first: Sequence[CalendarDefinition]) -> tuple[SpecialDay, ...]:
    """The special days in order, but for those that a closure of a nearer level takes away."""
    special_days: dict[date, SpecialDay] = {}
    for level in reversed(nearest_first):
        for on in list(special_days):
            if any(closure.start <= on <= closure.end for closure in level.closures):
                del special_days[on]
        special_days.update((day.on, day) for day in level.special_days)
    return tuple(special_days[on] for on in sorted(special_days))


@frozen(kw_only=True)
class Known:
    """How far a calendar is known, as far as somebody has said so.

    ``until`` is the last day of everything, or with ``closures`` that of the public holidays alone; ``closures`` is the
    last day of the last closure that is listed, where nobody says how far the list goes: it may be over. None is
    without end.
    """

    until: date | None
    closures: date | None


def known(hours: Hours, today: date) -> Known:
    """What is known of a calendar. Closures that come back, or that do not, need no list."""
    listed = [closure.end for closure in hours.closures if not closure.once]
    last = max(listed, default=None) if hours.known_until is None else None
    return Known(until=known_until(hours, today), closures=last)


def known_until(hours: Hours, today: date) -> date | None:
    """The last known day; with holidays and no day given, the end of the year after that of ``today``.

    None is without end. The library of holidays knows none for far years and does not say so: hence the limit.
    """
    if hours.known_until is None and hours.needs_holidays:
        return date(today.year + 1, 12, 31)
    return hours.known_until


def has_too_many_levels(settings: Settings, nearest_first: Sequence[CalendarDefinition]) -> bool:
    """Whether these :func:`levels` are not all: the last one extends another calendar that is not among them."""
    beyond = nearest_first[-1].extends
    return len(nearest_first) == MAX_LEVELS and beyond in settings.calendars


def levels(settings: Settings, calendar_id: str) -> list[CalendarDefinition]:
    """The calendar and those that it extends, nearest first; empty without a calendar.

    Ends where they form a cycle, and after ``MAX_LEVELS``; both are errors.
    """
    nearest_first: dict[str, CalendarDefinition] = {}  # by id: definitions take long to compare
    following = settings.calendars.get(calendar_id)
    while following is not None and following.id not in nearest_first and len(nearest_first) < MAX_LEVELS:
        nearest_first[following.id] = following
        following = settings.calendars.get(following.extends or "")
    return list(nearest_first.values())
