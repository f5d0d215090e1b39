"""A calendar is closed on a day on which it is never open.

The closure has no effect: its date or its year is probably mistyped. Correct or remove it. Of days that have passed
nothing is said, nor of one of several with the same reason, or of a list of holidays: some fall on a Sunday.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date

from servicebook.clock.weekdays import WEEKDAYS
from servicebook.model.calendars import hours_of, levels
from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Severity
from servicebook.rules.finding import finding
from servicebook.settings import Settings
from servicebook.wording import text

CODE = "closure-without-effect"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()

_LIST = 5
"""So many are holidays, written down from a list with all of them."""


def check(catalog: Catalog) -> Iterator[Problem]:
    settings = catalog.settings
    for calendar in settings.calendars.values():
        if not 0 < len(calendar.closures) < _LIST:
            continue
        reasons = Counter(item.get("reason") for item in calendar.origin.written["closures"])
        days = _days_open(settings, calendar.id)
        for index, item in enumerate(calendar.origin.written["closures"]):
            day = _one_day(item)
            if day is None or not catalog.today <= day <= (calendar.known_until or date.max):
                continue  # what lies after all that is known is another fault
            if reasons[item.get("reason")] > 1:
                continue
            if day.weekday() not in days and not _is_special(settings, calendar.id, day):
                yield finding(
                    CODE,
                    SEVERITY,
                    calendar.origin.place("closures", index),
                    text("closure-without-effect.message", calendar=calendar.name, day=day),
                    text("closure-without-effect.hint"),
                )


def _one_day(item: Mapping[str, str]) -> date | None:
    day = item.get("on")
    return date.fromisoformat(day) if day else None


def _users(settings: Settings, calendar_id: str) -> list[str]:
    """The calendar and all that take its closures from it."""
    return [
        one for one in settings.calendars if any(level.id == calendar_id for level in levels(settings, one))
    ]


def _days_open(settings: Settings, calendar_id: str) -> set[int]:
    """The weekdays (Monday is 0) on which it, or one that extends it, is open at some time of the year."""
    found: set[int] = set()
    for user in _users(settings, calendar_id):
        hours = hours_of(settings, user)
        if hours is not None:
            found.update(number for number, day in enumerate(hours.week) if day)
            for season in hours.seasons:
                found.update(WEEKDAYS.index(weekday) for weekday, day in season.open.items() if day)
    return found


def _is_special(settings: Settings, calendar_id: str, day: date) -> bool:
    """Whether the day has hours of its own, or may have: days that come back are not looked for."""
    hours = [hours_of(settings, user) for user in _users(settings, calendar_id)]
    return any(
        one is not None
        and (one.yearly_special_days or any(special.on == day for special in one.special_days))
        for one in hours
    )
