"""Opening hours as a table."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from servicebook.analysis.published_days import window
from servicebook.clock.calendar import Calendar, Week
from servicebook.frozen import frozen
from servicebook.model.calendar_days import seasons
from servicebook.model.calendars import Hours, hours_of, known_until
from servicebook.model.catalog import Catalog
from servicebook.pages.dates.calendar_files import ClockFile
from servicebook.pages.parts.page_links import Link, calendar_link
from servicebook.pages.rendering.urls import UrlContext
from servicebook.wording import formats, text

_DAY = timedelta(days=1)


@frozen(kw_only=True)
class DayRow:
    """Days of the week that follow one another with the same hours, each interval by itself.

    ``days`` are their numbers, 0 for Monday, with spaces between: a script marks the row of today.
    """

    name: str
    days: str
    hours: tuple[str, ...]
    closed: bool


@frozen(kw_only=True)
class ChangedHours:
    """From when the week is another, and which: ``From 1 Feb 2027`` and ``Mon–Fri 09:00–15:00``."""

    when: str
    hours: str


@frozen(kw_only=True)
class HoursView:
    """A calendar's week as it holds on the catalog's day, in its zone, and how it changes in the months that follow.

    ``clock`` is the address of its published days, where it has one.
    """

    name: Link
    zone: str
    week: tuple[DayRow, ...]
    changes: tuple[ChangedHours, ...]
    clock: str | None


def hours_view(
    catalog: Catalog, urls: UrlContext, calendar_id: str | None, file: ClockFile | None = None
) -> HoursView | None:
    """The week of a calendar, or None where there is no calendar; ``file`` is what its days are published in.

    Most services have the hours of others.
    """
    key = (urls.place, calendar_id, file.path if file else None)
    return catalog.once(_hours_view, key, urls, calendar_id, file)


def _hours_view(
    catalog: Catalog, urls: UrlContext, calendar_id: str | None, file: ClockFile | None
) -> HoursView | None:
    hours = hours_of(catalog.settings, calendar_id) if calendar_id else None
    if hours is None or calendar_id is None:
        return None
    language = catalog.settings.organization.language
    weeks = _weeks(catalog, hours) if hours.seasons else [(catalog.today, hours.week)]
    return HoursView(
        name=calendar_link(catalog, urls, calendar_id),
        zone=zone_name(hours.zone),
        week=_week(weeks[0][1], language),
        changes=tuple(
            ChangedHours(
                when=text("hours.from", day=formats.day(day, language)),
                hours=formats.week_in_short(week, language),
            )
            for day, week in weeks[1:]
        ),
        clock=urls.to(file.path) if file else None,
    )


def _weeks(catalog: Catalog, hours: Hours) -> list[tuple[date, Week]]:
    """The week on the catalog's day, and each other one from its first day on, as far as the site gives dates."""
    first, (_, last) = catalog.today, window(catalog.today)
    last = min(last, known_until(hours, first) or last)
    calendar = Calendar(
        zone=hours.zone, week=hours.week, seasons=seasons(catalog.settings, hours.id, first, last)
    )
    begins = {day for start, end, _ in calendar.seasons for day in (start, end + _DAY) if first < day <= last}
    weeks: list[tuple[date, Week]] = []
    for day in sorted({first, *begins}):
        week = calendar.week_of(day)
        if not weeks or weeks[-1][1] != week:
            weeks.append((day, week))
    return weeks


@lru_cache(maxsize=1024)
def _week(week: tuple[tuple[str, ...], ...], language: str) -> tuple[DayRow, ...]:
    return tuple(
        DayRow(
            name=name,
            days=" ".join(map(str, numbers)),
            hours=tuple(formats.opening_hours((interval,)) for interval in week[numbers[0]])
            or (text("hours.closed"),),
            closed=not week[numbers[0]],
        )
        for name, numbers in formats.week(week, language)
    )


def zone_name(zone: str) -> str:
    """``Berlin time`` for ``Europe/Berlin``."""
    return text("hours.place-time", place=place_of(zone))


def place_of(zone: str) -> str:
    """``Berlin`` for ``Europe/Berlin``."""
    return zone.rpartition("/")[2].replace("_", " ")
