"""The next meeting as an iCalendar file (RFC 5545), with the address of its agenda."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from servicebook.analysis.agenda import Agenda
from servicebook.analysis.meeting_days import recurrence
from servicebook.exchange.feeds.content_lines import escaped, escaped_lines, file_of
from servicebook.model.catalog import Catalog
from servicebook.pages.parts.agenda_words import AgendaWords
from servicebook.wording import text


def next_day(agenda: Agenda, today: date) -> date | None:
    """The next day on which the meeting is held, today included; None where its days are not known."""
    if agenda.meeting is None or agenda.meeting.repeats is None:
        return None
    return next(recurrence(agenda.meeting.repeats).days_from(today), None)


def render(catalog: Catalog, agenda: Agenda, words: AgendaWords, day: date, address: str | None) -> str:
    """An event of the whole ``day``; its time stays in words. ``address`` is that of the agenda."""
    return file_of(_lines(catalog, agenda, words, day, address))


def _lines(
    catalog: Catalog, agenda: Agenda, words: AgendaWords, day: date, address: str | None
) -> Iterator[str]:
    meeting = agenda.meeting
    assert meeting is not None, "a day was found for it"
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Servicebook//Agenda//EN", "BEGIN:VEVENT")
    yield f"UID:agenda.{agenda.department}.{agenda.other or ''}.{day:%Y%m%d}@servicebook"
    yield f"DTSTAMP:{catalog.today:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{escaped(meeting.what)}"
    said = [meeting.when, meeting.about, meeting.link]
    if address:
        said.append(text("agenda.event-agenda", address=address))
    if words.nothing:
        said.append(words.nothing)
    said += [f"{part.title}: {len(part.points)}" for part in words.parts]
    yield f"DESCRIPTION:{escaped_lines(chr(10).join(filter(None, said)))}"
    if address:
        yield f"URL:{address}"
    yield from ("TRANSP:TRANSPARENT", "END:VEVENT", "END:VCALENDAR")
