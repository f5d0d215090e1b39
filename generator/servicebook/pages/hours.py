"""Every calendar: its week, its zone, the days on which it is otherwise, and who works on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby

from babel import Locale

from servicebook import links
from servicebook.analysis.days_off import DayOff, days_off
from servicebook.analysis.published_days import window
from servicebook.explanations import how_far
from servicebook.frozen import frozen
from servicebook.model.calendars import ALWAYS, Hours, hours_of
from servicebook.model.catalog import Catalog
from servicebook.pages.dates.opening_hours import HoursView, hours_view
from servicebook.pages.parts.page_links import Link, calendar_link
from servicebook.pages.rendering.context import RenderContext
from servicebook.pages.rendering.page import Page
from servicebook.pages.rendering.urls import UrlContext
from servicebook.settings import PublicHolidays
from servicebook.wording import formats, text

SOON = 5
"""So many days off, the next ones, are shown at once; the later ones are folded."""


@frozen(kw_only=True)
class Otherwise:
    """Why days are not as others, and in what they differ, for one calendar or several."""

    reason: str
    hours: str
    yearly: bool
    calendars: list[Link]


@frozen(kw_only=True)
class DaysView:
    """A day, or several, on which a week does not hold."""

    anchor: str
    when: str
    otherwise: list[Otherwise]


@frozen(kw_only=True)
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
    days: list[DaysView]
    later: str | None
    known_until: str | None
    used_by: str | None


@frozen(kw_only=True)
class HoursPageView:
    """The days off of all calendars, the next ones first; then every calendar by itself."""

    crumbs: tuple[Link, ...]
    name: str
    summary: str
    soon: list[DaysView]
    later: list[DaysView]
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
    listed = days_off(catalog, window(catalog.today)[1])
    rows = _rows(catalog, urls, listed)
    return HoursPageView(
        crumbs=(Link(text("title.about"), urls.to(links.ABOUT)),),
        name=text("title.hours"),
        summary=text("about.hours"),
        soon=rows[:SOON],
        later=rows[SOON:],
        calendars=[
            _calendar(catalog, urls, hours, users[qualified_id], listed)
            for qualified_id in ids
            if (hours := hours_of(catalog.settings, qualified_id)) is not None
        ],
        is_empty=not catalog.settings.calendars,
    )


def _calendar(
    catalog: Catalog, urls: UrlContext, hours: Hours, used_by: list[str], listed: Iterable[DayOff]
) -> CalendarView:
    week = hours_view(catalog, urls, hours.id)
    assert week is not None, "there is such a calendar"
    definition = catalog.settings.calendars.get(hours.id)
    return CalendarView(
        id=hours.id,
        name=hours.name,
        zone=week.zone,
        zone_id=hours.zone,
        week=week,
        extends=calendar_link(catalog, urls, definition.extends)
        if definition and definition.extends
        else None,
        holidays=tuple(_holidays(catalog, place) for place in hours.holidays),
        days=_rows(catalog, urls, [one for one in listed if hours.id in one.calendars]),
        later=_later(catalog, hours),
        known_until=formats.capitalized(how_far(catalog, hours.id) or "") or None,
        used_by=" ".join(used_by) or None,
    )


def _holidays(catalog: Catalog, place: PublicHolidays) -> str:
    """``the Netherlands``'s name in the site's language, and what else of it is meant, as it is written."""
    language = catalog.settings.organization.language
    name = Locale.parse(language, sep="-").territories.get(place.country, place.country)
    details = [*([place.subdivision] if place.subdivision else []), *place.categories]
    return f"{name} ({', '.join(details)})" if details else name


def _rows(catalog: Catalog, urls: UrlContext, listed: Iterable[DayOff]) -> list[DaysView]:
    """Days off in their order; those of the same days stand together."""
    language = catalog.settings.organization.language
    rows = []
    for (start, end), same_days in groupby(listed, key=lambda one: (one.start, one.end)):
        rows.append(
            DaysView(
                anchor=links.day_off(start, end).partition("#")[2],
                when=formats.date_range(start, end, language, weekday=True),
                otherwise=[
                    Otherwise(
                        reason=one.reason,
                        hours=formats.opening_hours(one.open),
                        yearly=one.yearly,
                        calendars=[calendar_link(catalog, urls, calendar) for calendar in one.calendars],
                    )
                    for one in same_days
                ],
            )
        )
    return rows


def _later(catalog: Catalog, hours: Hours) -> str | None:
    """How many more days are listed. There may be ten years of them; nobody can ask for anything after that day."""
    _, last = window(catalog.today)
    more = sum(closure.start > last for closure in hours.closures)
    more += sum(day.on > last for day in hours.special_days)
    day = formats.day(last, catalog.settings.organization.language)
    return text("hours.more-days", count=more, day=day) if more else None


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
