"""A calendar is known for less than another 90 days.

No date after its `known_until` can be promised. Add next year's closures and move the day.

Without a `known_until`, nobody says how far the closures are complete. Where a calendar lists some with their
dates, and the last of them is over or ends within 90 days, next year's are probably missing, whatever else the
calendar has: dates would be promised on days off. What comes back every year is best written as such
(`every: 12-24..01-01`) and needs no list. What does not come back says `once: true`, or is deleted when it is over.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.model.calendars import hours_of
from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Severity
from servicebook.rules.finding import finding
from servicebook.settings import CalendarDefinition
from servicebook.wording import text

CODE = "calendar-ends-soon"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()
DAYS = 90


def check(catalog: Catalog) -> Iterator[Problem]:
    for calendar in catalog.settings.calendars.values():
        if calendar.known_until is None:
            yield from _closures_end(catalog, calendar)
            continue
        if (calendar.known_until - catalog.today).days < DAYS:
            yield finding(
                CODE,
                SEVERITY,
                calendar.origin.place("known_until"),
                text("calendar-ends-soon.message", calendar=calendar.name, day=calendar.known_until),
                text("calendar-ends-soon.hint"),
            )


def _closures_end(catalog: Catalog, calendar: CalendarDefinition) -> Iterator[Problem]:
    """A calendar that says nothing of how far it is known, and lists its own closures to a day that is near."""
    hours = hours_of(catalog.settings, calendar.id)
    last = max((closure.end for closure in calendar.closures if not closure.once), default=None)
    if hours is None or hours.known_until or last is None:
        return
    if (last - catalog.today).days < DAYS:
        yield finding(
            CODE,
            SEVERITY,
            calendar.origin.place("closures"),
            text("calendar-ends-soon.last-closure", calendar=calendar.name, last=last),
            text("calendar-ends-soon.last-closure-hint"),
        )
