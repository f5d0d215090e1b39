"""On which days a regular meeting is held, as its ``repeats`` says; the time of day stays words, which name places."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from servicebook.clock.weekdays import WEEKDAYS
from servicebook.frozen import frozen
from servicebook.model.common import Repeats

_WHICH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}
_FIRST_MONTHS, _LAST_MONTHS = (1, 4, 7, 10), (3, 6, 9, 12)


@frozen
class Recurrence:
    """Every week on ``weekdays`` (Monday is 0, in order); with ``nth``, on that one of each month (-1 is the last).

    ``months`` are those of the year in which it is held, all where there are none.
    """

    weekdays: tuple[int, ...]
    nth: int | None = None
    months: tuple[int, ...] = ()

    def days_from(self, start: date) -> Iterator[date]:
        """The days on which it is held, from ``start`` (included) on, up to the end of 9999."""
        day = start
        while True:
            if self._is_on(day):
                yield day
            if day == date.max:
                return
            day += timedelta(days=1)

    def _is_on(self, day: date) -> bool:
        if day.weekday() not in self.weekdays or (self.months and day.month not in self.months):
            return False
        if self.nth == -1:
            return (day + timedelta(days=7)).month != day.month
        return self.nth is None or (day.day - 1) // 7 + 1 == self.nth


def recurrence(repeats: Repeats) -> Recurrence:
    """The days of a meeting. The first of a quarter is that of its first month, and the last that of its last."""
    weekdays = tuple(number for number, name in enumerate(WEEKDAYS) if name in repeats.on)
    if repeats.which is None:
        return Recurrence(weekdays)
    nth = _WHICH[repeats.which]
    if repeats.every == "month":
        return Recurrence(weekdays, nth)
    return Recurrence(weekdays, nth, _LAST_MONTHS if nth == -1 else _FIRST_MONTHS)
