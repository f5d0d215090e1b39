"""A closure or a special day lies after the last day for which the calendar is known.

No date is given past `known_until`, so the entry has no effect. Set a later `known_until`, or correct the day.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Related, Severity
from servicebook.rules.finding import finding
from servicebook.settings import CalendarDefinition
from servicebook.source.yaml_reader import Pointer
from servicebook.wording import text

CODE = "closure-not-known"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()


def check(catalog: Catalog) -> Iterator[Problem]:
    for calendar in catalog.settings.calendars.values():
        known = calendar.known_until
        if known is None:
            continue
        for pointer, day in _days(calendar):
            if day > known.isoformat():
                yield finding(
                    CODE,
                    SEVERITY,
                    calendar.origin.place(*pointer),
                    text("closure-not-known.message", day=day, calendar=calendar.name, known=known),
                    text("closure-not-known.hint"),
                    (Related(calendar.origin.place("known_until"), text("closure-not-known.known")),),
                )


def _days(calendar: CalendarDefinition) -> Iterator[tuple[Pointer, str]]:
    written = calendar.origin.written
    for field in ("closures", "special_days"):
        for index, item in enumerate(written.get(field, ())):
            for key in ("on", "from"):
                if key in item and "every" not in item:
                    yield (field, index, key), item[key]
