"""Weekly hours as people type them: ``mon-fri 09:00-12:30, 13:00-17:00; sat 10-14``."""

from __future__ import annotations

import re

from servicebook import wording
from servicebook.clock.weekdays import LONG_WEEKDAYS, WEEKDAYS
from servicebook.source.yaml_reader import Value

SAMPLE = "mon-fri 09:00-12:30, 13:00-17:00; sat 10:00-14:00"

_DASH = r"\s*[-\u2013]\s*"
_TIME = r"(\d{1,2})(?:[:.](\d{2}))?"
_PART = re.compile(r"(?P<days>[a-z]+(?:\s*[,\-\u2013]\s*[a-z]+)*)\s+(?P<hours>[0-9].*)", re.IGNORECASE)
_INTERVAL = re.compile(rf"{_TIME}{_DASH}{_TIME}")


class NoHoursError(Exception):
    """A text does not say weekly hours; its own text says so in one line, with an example."""


def weekly_hours(text: str) -> dict[str, Value]:
    """The open intervals by day, as ``open:`` of a calendar has them, in the order of the week.

    Days are English and may be written out (``Monday to`` is not read, ``Monday-Friday`` is); hours without minutes are
    whole. Parts are separated by ``;``. Whether a time exists is for the schema to say. Raises :class:`NoHoursError`.
    """
    hours: dict[str, Value] = {}
    for part in filter(None, (part.strip() for part in text.split(";"))):
        match = _PART.fullmatch(part)
        intervals = [one.strip() for one in match["hours"].split(",")] if match else []
        found = [_INTERVAL.fullmatch(one) for one in intervals]
        if match is None or not all(found):
            raise NoHoursError(wording.text("weekly-hours.unread", text=part, sample=SAMPLE))
        for day in days_of(match["days"]):
            if day in hours:
                raise NoHoursError(wording.text("weekly-hours.twice", day=day, text=text))
            hours[day] = [_written(one) for one in found if one]
    if not hours:
        raise NoHoursError(wording.text("weekly-hours.unread", text=text, sample=SAMPLE))
    return {day: hours[day] for day in WEEKDAYS if day in hours}


def days_of(text: str) -> list[str]:
    """The days of a list with ranges; ``sat-mon`` goes over the end of the week. Raises :class:`NoHoursError`."""
    days = []
    for part in text.split(","):
        first, *last = (_day(name.strip()) for name in re.split(_DASH, part))
        end = last[0] if last else first
        days += [(first + more) % 7 for more in range((end - first) % 7 + 1)]
    return [WEEKDAYS[day] for day in days]


def _day(name: str) -> int:
    for number, one in enumerate(LONG_WEEKDAYS):
        if len(name) >= 2 and one.startswith(name.lower()):
            return number
    raise NoHoursError(wording.text("weekly-hours.not-a-day", name=name, days=", ".join(WEEKDAYS)))


def _written(interval: re.Match[str]) -> str:
    first, first_minutes, last, last_minutes = interval.groups()
    return f"{int(first):02}:{first_minutes or '00'}-{int(last):02}:{last_minutes or '00'}"
