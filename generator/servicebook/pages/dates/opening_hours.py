"""Opening hours as a table."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from servicebook.model.calendars import hours_of
from servicebook.model.catalog import Catalog
from servicebook.pages.dates.calendar_files import ClockFile
from servicebook.pages.parts.page_links import Link, calendar_link
from servicebook.pages.rendering.urls import UrlContext
from servicebook.wording import formats, text


@dataclass(frozen=True, slots=True, kw_only=True)
class DayRow:
    """Days of the week that follow one another with the same hours, each interval by itself.

    ``days`` are their numbers, 0 for Monday, with spaces between: a script marks the row of today.
    """

    name: str
    days: str
    hours: tuple[str, ...]
    closed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursView:
    """A calendar's week, in its zone; ``clock`` is the address of its published days, where it has one."""

    name: Link
    zone: str
    week: tuple[DayRow, ...]
    clock: str | None


def hours_view(
    catalog: Catalog, urls: UrlContext, calendar_id: str | None, file: ClockFile | None = None
) -> HoursView | None:
    """The week of a calendar, or None where there is no calendar; ``file`` is what its days are published in."""
    hours = hours_of(catalog.settings, calendar_id) if calendar_id else None
    if hours is None or calendar_id is None:
        return None
    return HoursView(
        name=calendar_link(catalog, urls, calendar_id),
        zone=zone_name(hours.zone),
        week=_week(hours.week, catalog.settings.organization.language),
        clock=urls.to(file.path) if file else None,
    )


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
