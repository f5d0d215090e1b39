"""On which days a regular meeting is held, where its words say so beyond doubt.

Departments write in words when and how often they meet. What is understood is a weekday, or a first and a last one,
with "weekly" or "daily"; the first to fourth or the last weekday, with "monthly"; and the same "of the quarter",
with "quarterly". Anything else ("every second week": which?) says no days. The time of day stays words: they name
places, not zones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from servicebook.model.common import Meeting

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}
_OFTEN = {
    "weekly": "week", "every week": "week", "once a week": "week", "daily": "day", "every day": "day",
    "monthly": "month", "every month": "month", "once a month": "month",
    "quarterly": "quarter", "every quarter": "quarter", "once a quarter": "quarter",
}  # fmt: skip
_NAME = "|".join(_DAYS)
_WHEN = re.compile(
    rf"(?:the )?(?:(?P<nth>{'|'.join(_NTH)}) )?(?P<first>{_NAME})s?\b(?: to (?P<last>{_NAME})s?\b)?"
    rf"(?P<quarter> of the quarter\b)?(?!.*\b(?:{_NAME})s?\b)(?! (?:of|in|before|after)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Recurrence:
    """Every week on ``weekdays`` (Monday is 0); with ``nth``, on that one of each month (-1 is the last).

    ``months`` are those of the year in which it is held, all where there are none.
    """

    weekdays: tuple[int, ...]
    nth: int | None = None
    months: tuple[int, ...] = ()

    def days_from(self, start: date) -> Iterator[date]:
        """The days on which it is held, from ``start`` on, up to 9999."""
        day = start
        while True:
            if self._holds(day):
                yield day
            if day == date.max:
                return
            day += timedelta(days=1)

    def _holds(self, day: date) -> bool:
        if day.weekday() not in self.weekdays or (self.months and day.month not in self.months):
            return False
        if self.nth == -1:
            return (day + timedelta(days=7)).month != day.month
        return self.nth is None or (day.day - 1) // 7 + 1 == self.nth


def recurrence(meeting: Meeting) -> Recurrence | None:
    """The days of a meeting; None where its words do not say them beyond doubt."""
    often = _OFTEN.get(" ".join((meeting.how_often or "").lower().split()))
    found = _WHEN.match(" ".join((meeting.when or "").split()))
    if often is None or found is None:
        return None
    first = _DAYS.index(found["first"].lower())
    last = _DAYS.index(found["last"].lower()) if found["last"] else first
    nth = _NTH[found["nth"].lower()] if found["nth"] else None
    weekdays = tuple((first + further) % 7 for further in range((last - first) % 7 + 1))
    match often, nth is not None, bool(found["last"]), bool(found["quarter"]):
        case ("week", False, _, False) | ("day", False, True, False):
            return Recurrence(weekdays)
        case ("month", True, False, False):
            return Recurrence(weekdays, nth)
        case ("quarter", True, False, True):
            return Recurrence(weekdays, nth, (3, 6, 9, 12) if nth == -1 else (1, 4, 7, 10))
    return None
