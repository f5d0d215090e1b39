"""A calendar is open for a few minutes only.

Nobody is asked for help between nine and five past nine: a time is probably mistyped. Correct it.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.clock.calendar import minutes_of
from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Severity
from servicebook.rules.finding import finding
from servicebook.rules.unusual_hours import intervals_of
from servicebook.wording import text

CODE = "opening-too-short"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()

_SHORTEST = 15


def check(catalog: Catalog) -> Iterator[Problem]:
    for calendar in catalog.settings.calendars.values():
        for pointer, interval in intervals_of(calendar):
            start, end = minutes_of(interval)
            if 0 < end - start < _SHORTEST:
                yield finding(
                    CODE,
                    SEVERITY,
                    calendar.origin.place(*pointer),
                    text("opening-too-short.message", interval=interval, minutes=end - start),
                    text("opening-too-short.hint"),
                )
