"""A journey planned backwards, as an iCalendar file (RFC 5545). ``assets/plan.js`` writes the same bytes.

An event for the last moment of each step, with a reminder the day before. All times are in UTC, so that no rules
of time zones need to be carried along. Events keep their UID: a plan made again for the same day replaces the old.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

from servicebook.analysis.plan import Plan
from servicebook.exchange.feeds.content_lines import escaped, file_of
from servicebook.model.catalog import Catalog
from servicebook.pages.dates.plan_sentences import summary, titles_of, who, why
from servicebook.wording import text


def render(catalog: Catalog, plan: Plan) -> str:
    """The calendar, with the line ends of the format (CR LF), as of the catalog's day."""
    return file_of(_lines(catalog, plan))


def _lines(catalog: Catalog, plan: Plan) -> Iterator[str]:
    stamp = f"{catalog.today:%Y%m%d}T000000Z"
    titles = titles_of(plan.journey)
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Servicebook//Plan of a journey//EN")
    for step in plan.steps:
        said = escaped(summary(step.task, titles[step.task.id]))
        yield "BEGIN:VEVENT"
        yield f"UID:{uid(plan.journey.id, step.task.id, plan.by)}"
        yield f"DTSTAMP:{stamp}"
        yield f"DTSTART:{_utc(step.ask_by)}"
        yield f"SUMMARY:{said}"
        description = text(
            "plan-step.description",
            journey=plan.journey.name,
            who=who(catalog, step.task),
            why=why(catalog, plan, step),
        )
        yield f"DESCRIPTION:{escaped(description)}"
        yield "TRANSP:TRANSPARENT"
        yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{said}", "TRIGGER:-P1D", "END:VALARM")
        yield "END:VEVENT"
    yield "END:VCALENDAR"


def uid(journey: str, step: str, by: date) -> str:
    """The same for the same step, journey and day, and for no other."""
    return f"{journey}.{step}.{by:%Y%m%d}@servicebook"


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"
