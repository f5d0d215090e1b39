"""The periods over which results are counted: a month, a quarter or a year."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from enum import StrEnum
from functools import lru_cache

from servicebook.frozen import frozen

_WRITTEN = re.compile(r"([0-9]{4})(?:-(?:(0[1-9]|1[0-2])|Q([1-4])))?\Z")


class PeriodUnit(StrEnum):
    """How long a period is."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"

    @property
    def months(self) -> int:
        """How many months it has."""
        return _MONTHS[self]


_MONTHS = {PeriodUnit.MONTH: 1, PeriodUnit.QUARTER: 3, PeriodUnit.YEAR: 12}


@frozen
class Period:
    """Whole months from the first, counted as ``year * 12 + month - 1``.

    Periods are in the order of their first days; of two with the same, the shorter comes first.
    """

    first_month: int
    unit: PeriodUnit

    def __lt__(self, other: Period) -> bool:
        return self._order < other._order

    def __le__(self, other: Period) -> bool:
        return self._order <= other._order

    @property
    def _order(self) -> tuple[int, int]:
        return self.first_month, self.unit.months

    @property
    def text(self) -> str:
        """``2026-10``, ``2026-Q4`` or ``2026``."""
        year, month = divmod(self.first_month, 12)
        match self.unit:
            case PeriodUnit.MONTH:
                return f"{year:04}-{month + 1:02}"
            case PeriodUnit.QUARTER:
                return f"{year:04}-Q{month // 3 + 1}"
            case PeriodUnit.YEAR:
                return f"{year:04}"

    def __str__(self) -> str:
        return self.text

    @property
    def year(self) -> int:
        """The year that it lies in."""
        return self.first_month // 12

    @property
    def first(self) -> date:
        """Its first day."""
        year, month = divmod(self.first_month, 12)
        return date(year, month + 1, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        year, month = divmod(self.first_month + self.unit.months - 1, 12)
        return date(year, month + 1, monthrange(year, month + 1)[1])

    @property
    def months(self) -> tuple[str, ...]:
        """Its months as they are written, in order: ``2026-10`` …"""
        numbers = range(self.first_month, self.first_month + self.unit.months)
        return tuple(Period(number, PeriodUnit.MONTH).text for number in numbers)

    def contains(self, other: Period) -> bool:
        """Whether all of another period lies in it."""
        last, other_last = (one.first_month + one.unit.months for one in (self, other))
        return self.first_month <= other.first_month and other_last <= last

    def is_over(self, today: date) -> bool:
        """Whether its last day has passed."""
        # told by months, without making a date: this is asked of each of many thousand results
        return self.first_month + self.unit.months <= today.year * 12 + today.month - 1

    def later(self, count: int) -> Period:
        """The period of the same length, that many after it; before it, where that is negative."""
        return Period(self.first_month + count * self.unit.months, self.unit)


@lru_cache(maxsize=1024)
def parse_period(text: str) -> Period:
    """The period that a text means. Raises ValueError for any other text, and for the year 0."""
    match = _WRITTEN.match(text)
    if not match or match[1] == "0000":
        raise ValueError(f"{text!r} is not a period")
    january = int(match[1]) * 12
    if match[2]:
        return Period(january + int(match[2]) - 1, PeriodUnit.MONTH)
    if match[3]:
        return Period(january + (int(match[3]) - 1) * 3, PeriodUnit.QUARTER)
    return Period(january, PeriodUnit.YEAR)


def containing(day: date, unit: PeriodUnit) -> Period:
    """The period of a length in which a day lies."""
    months = unit.months
    number = day.year * 12 + day.month - 1
    return Period(number - number % months, unit)
