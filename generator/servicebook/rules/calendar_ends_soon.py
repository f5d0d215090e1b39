"""A calendar is known for less than 90 days more.

Past its `known_until` no date can be promised. Add the next year's closures and move the day.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Severity
from servicebook.rules.finding import finding

CODE = "calendar-ends-soon"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()


def check(catalog: Catalog) -> Iterator[Problem]:
    for calendar in catalog.settings.calendars.values():
        if calendar.known_until is None:
            continue
        left = (calendar.known_until - catalog.today).days
        if left < 90:
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
