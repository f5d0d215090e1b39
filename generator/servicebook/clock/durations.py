"""Durations as departments write them: a whole number and a unit, or ``same working day``."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from servicebook.frozen import frozen

_WRITTEN = re.compile(
    r"([1-9][0-9]{0,5}) (second|minute|hour|working day|calendar day|calendar week|month)s?\Z"
)


class Unit(StrEnum):
    """What a duration counts. Seconds, minutes and hours pass only while a calendar is open."""

    SECOND = "second"
    MINUTE = "minute"
    HOUR = "hour"
    WORKING_DAY = "working day"
    CALENDAR_DAY = "calendar day"
    CALENDAR_WEEK = "calendar week"
    MONTH = "month"

    __hash__ = str.__hash__  # that of enumerations runs Python, and durations are in the keys of many tables


_ROUGH_SECONDS = {
    Unit.SECOND: 1,
    Unit.MINUTE: 60,
    Unit.HOUR: 3600,
    Unit.WORKING_DAY: 8 * 3600,
    Unit.CALENDAR_DAY: 8 * 3600,
    Unit.CALENDAR_WEEK: 5 * 8 * 3600,
    Unit.MONTH: 21 * 8 * 3600,
}


@frozen
class Duration:
    """``amount`` units; zero working days are the ``same working day``."""

    amount: int
    unit: Unit

    def __str__(self) -> str:
        if self.amount == 0:
            return "same working day"
        return f"{self.amount} {self.unit}{'' if self.amount == 1 else 's'}"

    @property
    def rough_seconds(self) -> int:
        """Working time of about that length, for sorting promises and for nothing else.

        A day counts as eight hours, a week as five days, a month as 21 days, the same working day as half a day.
        """
        return self.amount * _ROUGH_SECONDS[self.unit] if self.amount else 4 * 3600


@lru_cache(maxsize=1024)
def parse_duration(text: str) -> Duration:
    """The duration that a text means. Raises ValueError for any other text; nothing is guessed."""
    if text == "same working day":
        return Duration(0, Unit.WORKING_DAY)
    match = _WRITTEN.match(text)
    if not match:
        raise ValueError(f"{text!r} is not a duration")
    return Duration(int(match[1]), Unit(match[2]))


def days_later(day: date, span: Duration) -> date:
    """The day that many calendar days, weeks or months later; a month's missing day is its last.

    Beyond the year 9999 it is that year's last day. Raises ValueError for units that need a calendar of
    working hours.
    """
    match span.unit:
        case Unit.CALENDAR_DAY | Unit.CALENDAR_WEEK:
            days = span.amount * (7 if span.unit is Unit.CALENDAR_WEEK else 1)
            return day + timedelta(days=min(days, (date.max - day).days))
        case Unit.MONTH:
            year, month = divmod(day.year * 12 + day.month - 1 + span.amount, 12)
            if year > date.max.year:
                return date.max
            return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    raise ValueError(f"{span} cannot be counted without working hours")
