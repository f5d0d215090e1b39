"""iCalendar (RFC 5545): whatever has a date, as events of whole days.

- the day by which each review is due, of departments, journeys, agreements and services that are not retired;
- the last day of each agreement that ends;
- notices that are not over, from their first day to their last (one without an end has its first day alone);
- meetings that say by ``repeats`` on which days they are, with the address of their agenda; the time of day stays in
  their words;
- closures and special days of calendars, also those that come back, through the end of next year: longer lists would
  be of no use to who fetches the calendar again.

An event keeps its ``UID`` as long as its object keeps its id, so that a calendar program that fetches it again moves
the event. All are transparent: they make nobody busy.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import chain

from servicebook import links
from servicebook.analysis.coverage import review_due
from servicebook.analysis.days_off import days_off
from servicebook.analysis.meeting_days import Recurrence, recurrence
from servicebook.documents.slugs import lossy_slug
from servicebook.exchange.feeds.content_lines import escaped, escaped_lines, file_of
from servicebook.frozen import frozen
from servicebook.model.agreement import Agreement
from servicebook.model.catalog import Catalog
from servicebook.model.common import Meeting
from servicebook.model.department import Department
from servicebook.model.journey import Journey
from servicebook.model.service import Service
from servicebook.model.visible import VisibleCatalog
from servicebook.wording.formats import opening_hours

HELP = "a calendar of reviews, ends of agreements, notices, meetings and days off"
FOLDER = False
FILE = "catalog.ics"

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@frozen(kw_only=True)
class Event:
    """An event of whole days, ``end`` included; ``key`` identifies it."""

    key: str
    summary: str
    start: date
    end: date
    about: str = ""
    link: str | None = None
    rule: str | None = None


def export(catalog: VisibleCatalog) -> Mapping[str, str]:
    """The calendar."""
    return {FILE: text(catalog)}


def text(catalog: Catalog, address: str | None = None) -> str:
    """The calendar as a file. ``address`` is that of the site, where the agendas of meetings lie."""
    return file_of(_lines(catalog, address))


def _lines(catalog: Catalog, address: str | None) -> Iterator[str]:
    name = escaped(f"{catalog.settings.organization.name}: services")
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Servicebook//Catalog//EN")
    yield from (f"NAME:{name}", f"X-WR-CALNAME:{name}")
    stamp = f"{catalog.today:%Y%m%d}T000000Z"
    for event in events(catalog, address):
        yield from ("BEGIN:VEVENT", f"UID:{event.key}@servicebook", f"DTSTAMP:{stamp}")
        yield f"DTSTART;VALUE=DATE:{_day(event.start)}"
        if event.end < date.max:  # DTEND is the day after, which the last day of all does not have
            yield f"DTEND;VALUE=DATE:{_day(event.end + timedelta(days=1))}"
        if event.rule:
            yield f"RRULE:{event.rule}"
        yield f"SUMMARY:{escaped(event.summary)}"
        if event.about:
            yield f"DESCRIPTION:{escaped_lines(event.about)}"
        if event.link:
            yield f"URL:{event.link}"
        yield from ("TRANSP:TRANSPARENT", "END:VEVENT")
    yield "END:VCALENDAR"


def _day(day: date) -> str:
    return day.isoformat().replace("-", "")


def events(catalog: Catalog, address: str | None = None) -> Iterator[Event]:
    """Every event, kind by kind in the order of ids."""
    yield from _reviews(catalog)
    yield from _agreement_ends(catalog)
    yield from _notices(catalog)
    yield from _meetings(catalog, address)
    yield from _days_off(catalog)


def _reviews(catalog: Catalog) -> Iterator[Event]:
    reviewed: Iterable[tuple[str, Department | Service | Journey | Agreement]] = chain(
        (("department", department) for department in catalog.departments.values()),
        (("service", service) for service in catalog.services.values() if service.lifecycle != "retired"),
        (("journey", journey) for journey in catalog.journeys.values()),
        (("agreement", agreement) for agreement in catalog.agreements.values()),
    )
    for kind, item in reviewed:
        due = review_due(item.review)
        if due is not None:
            summary = f"Review due: {item.name or item.id}"
            key = f"review.{kind}.{item.id}"
            yield Event(key=key, summary=summary, start=due, end=due, about=item.origin.path)


def _agreement_ends(catalog: Catalog) -> Iterator[Event]:
    for agreement in catalog.agreements.values():
        end = agreement.effective_until
        if end is not None:
            between = " and ".join(catalog.departments[party].name for party in agreement.parties)
            yield Event(
                key=f"end.agreement.{agreement.id}",
                summary=f"Agreement ends: {agreement.name or agreement.id}",
                start=end,
                end=end,
                about=f"Between {between}.",
            )


def _notices(catalog: Catalog) -> Iterator[Event]:
    for notice in catalog.notices.values():
        if not notice.is_over(catalog.today):
            affected = [
                *(catalog.departments[department].name for department in notice.departments),
                *(catalog.services[service].name for service in notice.services),
            ]
            yield Event(
                key=f"notice.{notice.id}",
                summary=notice.title,
                start=notice.start,
                end=notice.end or notice.start,
                about=f"{notice.effect.capitalize()}: {', '.join(affected)}",
            )


def _meetings(catalog: Catalog, address: str | None) -> Iterator[Event]:
    for department in catalog.departments.values():
        names: Counter[str] = Counter()
        agenda = f"{address}{links.agenda(department.id)}" if address else None
        for meeting in department.meetings:
            name = lossy_slug(meeting.what)
            names[name] += 1  # two meetings of a department may have the same name
            if meeting.repeats is not None:
                days = recurrence(meeting.repeats)
                # From the year's first meeting on, so that the events do not change every day.
                start = next(days.days_from(date(catalog.today.year, 1, 1)))
                yield Event(
                    key=f"meeting.{department.id}.{name}.{names[name]}",
                    summary=f"{meeting.what} ({department.name})",
                    start=start,
                    end=start,
                    about=_about(meeting, agenda),
                    link=meeting.link or agenda,
                    rule=_rule(days),
                )


def _days_off(catalog: Catalog) -> Iterator[Event]:
    """What calendars have alike stands there once. Public holidays are left out: everybody has them from elsewhere."""
    last = date(catalog.today.year + 1, 12, 31)
    for one in days_off(catalog, last, holidays=False):
        names = ", ".join(catalog.settings.calendars[calendar].name for calendar in one.calendars)
        yield Event(
            key=f"day-off.{one.start}.{one.end}.{lossy_slug(one.reason)}.{one.calendars[0]}",
            summary=one.reason,
            start=one.start,
            end=one.end,
            about=f"{names}: {opening_hours(one.open)}",
        )


def _about(meeting: Meeting, agenda: str | None) -> str:
    return "\n".join(filter(None, (meeting.when, meeting.about, agenda and f"Agenda: {agenda}")))


def _rule(recurrence: Recurrence) -> str:
    weekdays = ",".join(f"{recurrence.nth or ''}{_WEEKDAYS[day]}" for day in recurrence.weekdays)
    if recurrence.nth is None:
        return f"FREQ=WEEKLY;BYDAY={weekdays}"
    if recurrence.months:
        return f"FREQ=YEARLY;BYMONTH={','.join(map(str, recurrence.months))};BYDAY={weekdays}"
    return f"FREQ=MONTHLY;BYDAY={weekdays}"
