"""A calendar has no open interval on any day.

No promise counted on it would ever be due. Give it `open` hours, or `extends` a calendar that has some;
for day and night use `always`.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.model.calendars import hours_of
from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Severity
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "calendar-never-open"
SEVERITY = Severity.ERROR
READS: tuple[str, ...] = ()


def check(catalog: Catalog) -> Iterator[Problem]:
    for calendar in catalog.settings.calendars.values():
        hours = hours_of(catalog.settings, calendar.id)
        if hours is not None and not hours.is_ever_open:
            yield finding(
                CODE,
                SEVERITY,
                calendar.origin.place(key=True),
                text("calendar-never-open.message", calendar=calendar.name),
                text("calendar-never-open.hint"),
            )
