"""A calendar is known for less than 90 days more.

Past its `known_until` no date can be promised. Add the next year's closures and move the day.

A calendar without `holidays` and `known_until` counts as known for good. Where it lists closures, and the last of them
is over or ends within 90 days, next year's are probably missing: dates would be promised on days off. Add them, and say
with `known_until` how far the list is complete. A closure that was for once can be deleted when it is over.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.model.calendars import hours_of
from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Severity
from servicebook.rules.finding import finding
from servicebook.settings import CalendarDefinition

CODE = "calendar-ends-soon"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()
DAYS = 90


def check(catalog: Catalog) -> Iterator[Problem]:
    for calendar in catalog.settings.calendars.values():
        if calendar.known_until is None:
            yield from _closures_end(catalog, calendar)
            continue
        left = (calendar.known_until - catalog.today).days
        if left < DAYS:
            when = (
                "today"
                if left == 0
                else "tomorrow"
                if left == 1
                else f"in {left} days"
                if left > 0
                else f"after {calendar.known_until}"
            )
            yield finding(
                CODE,
                SEVERITY,
                calendar.origin.place("known_until"),
                f'what is known of the calendar "{calendar.name}" ends {when}'
                if left >= 0
                else f'nothing is known of the calendar "{calendar.name}" {when}',
                "add the next year's closures and set a later known_until:",
            )


def _closures_end(catalog: Catalog, calendar: CalendarDefinition) -> Iterator[Problem]:
    """A calendar that says nothing of how far it is known, and lists its own closures to a day that is near."""
    hours = hours_of(catalog.settings, calendar.id)
    last = max((closure.end for closure in calendar.closures), default=None)
    if hours is None or hours.holidays or hours.known_until or last is None:
        return
    if (last - catalog.today).days < DAYS:
        yield finding(
            CODE,
            SEVERITY,
            calendar.origin.place("closures"),
            f'the calendar "{calendar.name}" lists no closure after {last}, and does not say until when it is known',
            "add the next closures and a known_until:, or delete closures that were for once",
        )
