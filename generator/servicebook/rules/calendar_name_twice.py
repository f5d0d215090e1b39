"""Two calendars have the same name.

Pages say "Office hours" beside a promise, and readers cannot tell which. Say in the names how they differ: the site, or
who works then.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.documents.names import folded
from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Related, Severity
from servicebook.rules.finding import finding
from servicebook.settings import CalendarDefinition
from servicebook.wording import text

CODE = "calendar-name-twice"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()


def check(catalog: Catalog) -> Iterator[Problem]:
    first: dict[str, CalendarDefinition] = {}
    for calendar in catalog.settings.calendars.values():
        earlier = first.setdefault(folded(calendar.name), calendar)
        if earlier is not calendar:
            yield finding(
                CODE,
                SEVERITY,
                calendar.origin.place("name"),
                text("calendar-name-twice.message", name=calendar.name, other=earlier.id),
                text("calendar-name-twice.hint"),
                (Related(earlier.origin.place("name"), text("problem.other")),),
            )
