"""A calendar is closed on a day and has hours on it.

A closure and a special day of one calendar have the same date. The hours of the special day hold, and the reason of the
closure is shown to nobody: remove the one that is not meant. Within a longer closure, a special day is meant: it is the
day on which somebody is there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Related, Severity
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "special-day-closed"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()


def check(catalog: Catalog) -> Iterator[Problem]:
    for calendar in catalog.settings.calendars.values():
        written = calendar.origin.written
        closed = {_day(item): index for index, item in enumerate(written.get("closures", ()))}
        for index, item in enumerate(written.get("special_days", ())):
            if (day := _day(item)) is not None and day in closed:
                yield finding(
                    CODE,
                    SEVERITY,
                    calendar.origin.place("special_days", index),
                    text("special-day-closed.message", calendar=calendar.name, day=day),
                    text("special-day-closed.hint"),
                    (
                        Related(
                            calendar.origin.place("closures", closed[day]), text("special-day-closed.closure")
                        ),
                    ),
                )


def _day(item: Mapping[str, object]) -> str | None:
    """The one day that is written, or the words for one that comes back; None of a longer time."""
    if "every" in item:
        words = str(item["every"])
        return None if ".." in words or "from" in item or "until" in item else words
    first = item.get("on") or item.get("from")
    return str(first) if first == (item.get("on") or item.get("until")) else None
