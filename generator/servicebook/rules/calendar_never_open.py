"""A calendar has no open interval on any day.

Every promise counted on it would never be due. Give it `open` hours, or `extends` a calendar that has some;
for day and night use `always`.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Severity
from servicebook.rules.finding import finding

CODE = "calendar-never-open"
SEVERITY = Severity.ERROR
READS: tuple[str, ...] = ()


def check(catalog: Catalog) -> Iterator[Problem]:
    calendars = catalog.settings.calendars
    for calendar in calendars.values():
        chain = [calendar]
        while (above := calendars.get(chain[-1].extends or "")) and above not in chain:
            chain.append(above)
        week = {day: intervals for one in reversed(chain) for day, intervals in one.open.items()}
        special = any(day.open for one in chain for day in one.special_days)
        if not any(week.values()) and not special:
            yield finding(
                CODE,
                SEVERITY,
                calendar.origin.place(key=True),
                f'the calendar "{calendar.name}" is never open',
                "add open: with the weekdays' hours, or extends: with a calendar that has some",
            )
