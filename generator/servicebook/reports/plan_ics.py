"""A journey planned backwards, as an iCalendar file (RFC 5545). ``assets/plan.js`` writes the same bytes.

An event for the last moment of each step, with a reminder the day before. All times are in UTC, so that no rules
of time zones need to be carried along. Events keep their UID: a plan made again for the same day replaces the old.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

from servicebook.analysis.plan import Plan
from servicebook.model.catalog import Catalog
from servicebook.pages.planned import summary, titles_of, who, why

_OCTETS = 75


def render(catalog: Catalog, plan: Plan) -> str:
    """The calendar, with the line ends of the format (CR LF), as of the catalog's day."""
    return "".join(f"{_folded(line)}\r\n" for line in _lines(catalog, plan))


def _lines(catalog: Catalog, plan: Plan) -> Iterator[str]:
    stamp = f"{catalog.today:%Y%m%d}T000000Z"
    titles = titles_of(plan.journey)
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Servicebook//Plan of a journey//EN")
    for one in plan.steps:
        said = _escaped(summary(one.task, titles[one.task.id]))
        yield "BEGIN:VEVENT"
        yield f"UID:{uid(plan.journey.id, one.task.id, plan.by)}"
        yield f"DTSTAMP:{stamp}"
        yield f"DTSTART:{_utc(one.ask_by)}"
        yield f"SUMMARY:{said}"
        yield f"DESCRIPTION:{_escaped(f'{plan.journey.name} ({who(catalog, one.task)}). {why(plan, one)}')}"
        yield "TRANSP:TRANSPARENT"
        yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{said}", "TRIGGER:-P1D", "END:VALARM")
        yield "END:VEVENT"
    yield "END:VCALENDAR"


def uid(journey: str, step: str, by: date) -> str:
    """The same for the same step, journey and day, and for no other."""
    return f"{journey}.{step}.{by:%Y%m%d}@servicebook"


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    """A text as the value of a property."""
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return " ".join(text.split())


def _folded(line: str) -> str:
    """A line in pieces of at most 75 octets, none of which divides a character; each further one after a space."""
    pieces, octets = [""], 0
    for character in line:
        size = len(character.encode())
        if octets + size > _OCTETS:
            pieces.append(" ")
            octets = 1
        pieces[-1] += character
        octets += size
    return "\r\n".join(pieces)
