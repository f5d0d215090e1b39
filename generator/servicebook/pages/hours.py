"""Every calendar: its week, its zone, the days on which it is otherwise, and who works on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from babel import Locale

from servicebook import links
from servicebook.model.calendars import ALWAYS, Hours, hours_of, known_until
from servicebook.model.catalog import Catalog
from servicebook.pages.dates.calendar_files import window
from servicebook.pages.dates.opening_hours import HoursView, hours_view
from servicebook.pages.parts.page_links import Link, calendar_link
from servicebook.pages.rendering.context import RenderContext
from servicebook.pages.rendering.page import Page
from servicebook.pages.rendering.urls import UrlContext
from servicebook.wording import formats, text


@dataclass(frozen=True, slots=True, kw_only=True)
class DayOff:
    """A day, or several, on which the week does not hold; ``hours`` None is closed."""

    when: str
    hours: str | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarView:
    """A calendar as it holds, with what it takes from others.

    ``days`` are those for which the site gives dates; ``later`` says how many more are known.
    """

    id: str
    name: str
    zone: str
    zone_id: str
    week: HoursView
    extends: Link | None
    holidays: tuple[str, ...]
    days: list[DayOff]
    later: str | None
    known_until: str | None
    used_by: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursPageView:
    """All calendars."""

    crumbs: tuple[Link, ...]
    name: str
    summary: str
    calendars: list[CalendarView]
    is_empty: bool


def pages(context: RenderContext) -> Iterator[Page]:
    """The one page of all calendars."""
    yield Page(
        path=links.HOURS,
        title=text("title.hours"),
        template="hours.html",
        view=view,
        description=text("about.hours"),
        source="site_config/calendars.yml" if context.catalog.settings.calendars else None,
    )


def view(context: RenderContext, urls: UrlContext) -> HoursPageView:
    """What the page shows."""
    catalog = context.catalog
    users = _users(catalog)
    ids = [*catalog.settings.calendars, ALWAYS]
    return HoursPageView(
        crumbs=(Link(text("title.about"), urls.to(links.ABOUT)),),
        name=text("title.hours"),
        summary=text("about.hours"),
        calendars=[
            calendar_view(catalog, urls, hours, users[qualified_id])
            for qualified_id in ids
            if (hours := hours_of(catalog.settings, qualified_id)) is not None
        ],
        is_empty=not catalog.settings.calendars,
    )


def calendar_view(catalog: Catalog, urls: UrlContext, hours: Hours, used_by: list[str]) -> CalendarView:
    """One calendar."""
    week = hours_view(catalog, urls, hours.id)
    assert week is not None, "there is such a calendar"
    definition = catalog.settings.calendars.get(hours.id)
    days, later = _days(catalog, hours)
    return CalendarView(
        id=hours.id,
        name=hours.name,
        zone=week.zone,
        zone_id=hours.zone,
        week=week,
        extends=calendar_link(catalog, urls, definition.extends)
        if definition and definition.extends
        else None,
        holidays=tuple(_holidays(catalog, country, region) for country, region in hours.holidays),
        days=days,
        later=later,
        known_until=_known_until(catalog, hours),
        used_by=" ".join(used_by) or None,
    )


def _holidays(catalog: Catalog, country: str, region: str | None) -> str:
    """``the Netherlands``'s name in the site's language, and the region's code as it is written."""
    language = catalog.settings.organization.language
    name = Locale.parse(language, sep="-").territories.get(country, country)
    return f"{name} ({region})" if region else name


def _days(catalog: Catalog, hours: Hours) -> tuple[list[DayOff], str | None]:
    """Closures and special days that are not over, the earliest first, and that more are known."""
    language, today = catalog.settings.organization.language, catalog.today
    _, last = window(today)
    all_days = [
        (c.start, DayOff(when=formats.date_range(c.start, c.end, language), hours=None, reason=c.reason))
        for c in hours.closures
        if today <= c.end
    ] + [
        (d.on, DayOff(when=formats.day(d.on, language), hours=formats.opening_hours(d.open), reason=d.reason))
        for d in hours.special_days
        if today <= d.on
    ]
    days = [day for on, day in sorted(all_days, key=lambda item: (item[0], item[1].reason)) if on <= last]
    # A calendar may list ten years of them. Nobody can ask for anything after that day.
    more = len(all_days) - len(days)
    later = text("hours.more-days", count=more, day=formats.day(last, language)) if more else None
    return days, later


def _known_until(catalog: Catalog, hours: Hours) -> str | None:
    until = known_until(hours, catalog.today)
    return formats.day(until, catalog.settings.organization.language) if until else None


def _users(catalog: Catalog) -> dict[str, list[str]]:
    """Who works on each calendar, in words: found in one pass over departments and services."""
    departments = Counter(
        catalog.department_hours(qualified_id).value for qualified_id in catalog.departments
    )
    promised = Counter(catalog.support_hours(service).value for service in catalog.services.values())
    usable = Counter(service.service_hours for service in catalog.services.values())
    sites: dict[str, list[str]] = {}
    for site in catalog.settings.sites.values():
        sites.setdefault(site.calendar or "", []).append(site.name)
    users: dict[str, list[str]] = {}
    for qualified_id in (*catalog.settings.calendars, ALWAYS):
        number, counted, used = departments[qualified_id], promised[qualified_id], usable[qualified_id]
        users[qualified_id] = [
            *([text("hours.departments", count=number)] if number else []),
            *([text("hours.promises", count=counted)] if counted else []),
            *([text("hours.services", count=used)] if used else []),
            *([text("hours.sites", sites=", ".join(sites[qualified_id]))] if qualified_id in sites else []),
        ]
    return users
