"""A special day has the hours that its weekday has anyway.

Its reason is shown, and nothing is special: the hours are probably those of a copied entry. Correct or remove it. On a
public holiday or within a closure such a day is meant: it is open in spite of that.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from servicebook.model.calendars import Hours, hours_of
from servicebook.model.catalog import Catalog
from servicebook.model.public_holidays import UnknownPlaceError, public_holidays
from servicebook.problems import Problem, Severity
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "special-day-as-usual"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()


def check(catalog: Catalog) -> Iterator[Problem]:
    for calendar in catalog.settings.calendars.values():
        hours = hours_of(catalog.settings, calendar.id) if calendar.special_days else None
        if hours is None or hours.seasons or hours.yearly_closures:
            continue  # what is usual then depends on the day
        for index, item in enumerate(calendar.origin.written["special_days"]):
            if "on" not in item:
                continue
            day = date.fromisoformat(item["on"])
            is_as_usual = sorted(item["open"]) == sorted(hours.week[day.weekday()])
            if is_as_usual and _has_nothing_else(hours, day, catalog.settings.organization.language):
                yield finding(
                    CODE,
                    SEVERITY,
                    calendar.origin.place("special_days", index),
                    text("special-day-as-usual.message", calendar=calendar.name, day=day),
                    text("special-day-as-usual.hint"),
                )


def _has_nothing_else(hours: Hours, day: date, language: str) -> bool:
    """Whether the day is neither a public holiday nor within a closure."""
    if any(closure.start <= day <= closure.end for closure in hours.closures):
        return False
    try:
        return not any(day in public_holidays(one, day.year, day.year, language) for one in hours.holidays)
    except (
        UnknownPlaceError
    ):  # an error of the calendar, and said there: which days are holidays is not known
        return False
