"""A calendar is closed for more than half a year at a stretch.

Nobody would wait so long: probably the year of one of the two days is wrong. Correct it; a calendar that is open for a
season has `hours` with the days on which they hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Severity
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "closure-too-long"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()

_LONGEST = 183


def check(catalog: Catalog) -> Iterator[Problem]:
    for calendar in catalog.settings.calendars.values():
        for index, closure in enumerate(calendar.origin.written.get("closures", ())):
            if "every" in closure or "until" not in closure:
                continue
            first, last = date.fromisoformat(closure["from"]), date.fromisoformat(closure["until"])
            if (last - first).days > _LONGEST:
                yield finding(
                    CODE,
                    SEVERITY,
                    calendar.origin.place("closures", index, "until"),
                    text("closure-too-long.message", calendar=calendar.name, days=(last - first).days + 1),
                    text("closure-too-long.hint"),
                )
