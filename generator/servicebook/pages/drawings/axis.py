"""The marks of a time axis: hours, days, Mondays or months, whichever can be read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from servicebook.clock.zones import local_day, resolve
from servicebook.frozen import frozen
from servicebook.wording import formats

_ROOM = 52
"""How far marks must be apart at least, so that their words do not touch."""
_DAY = 86_400
_HOURS, _WEEKS, _MONTHS = (1, 2, 3, 6, 12), (1, 2), (1, 2, 3, 6, 12, 60)


@frozen
class Tick:
    """A line at ``x``, and its words around ``middle``; none where there is no room. ``is_day``: a day begins."""

    x: int
    middle: int
    text: str
    is_day: bool


def ticks(start: int, end: int, zone: ZoneInfo, x: Callable[[int], int], language: str) -> tuple[Tick, ...]:
    """The marks between two instants (seconds), in the zone's local time. ``x`` places an instant.

    The words of hours, weeks and months stand at their beginning, those of days in the middle of the day.
    """
    per_day = (x(end) - x(start)) * _DAY / (end - start)
    before, places = _places(start, end, zone, per_day, language)
    left, right = x(start), x(end)
    marks = []
    for at, text, is_day in places:
        place = x(at)
        fits = left + _ROOM // 2 <= place + before <= right - _ROOM // 2
        if start <= at < end or (before and fits):
            marks.append(Tick(max(place, left), place + before, text if fits else "", is_day))
    return tuple(marks)


def _places(
    start: int, end: int, zone: ZoneInfo, per_day: float, language: str
) -> tuple[int, list[tuple[int, str, bool]]]:
    """Where marks are, what they say and whether a day begins there, as densely as a day's width allows.

    First how far behind its mark a text stands: half a day for days.
    """
    first, last = local_day(zone, start), local_day(zone, end)
    if hours := next((n for n in _HOURS if n * per_day / 24 >= _ROOM), None):
        return 0, list(_by_hours(first, last, hours, zone, language))
    if per_day >= _ROOM:
        pattern = "EEE d MMM" if per_day >= 2 * _ROOM else "EEE d"
        return round(per_day / 2), _by_days(range(first, last + 1), pattern, zone, language)
    if weeks := next((n for n in _WEEKS if n * 7 * per_day >= _ROOM), None):
        monday = first - date.fromordinal(first).weekday()
        return 0, _by_days(range(monday, last + 1, 7 * weeks), "d MMM", zone, language)
    months = next((n for n in _MONTHS if n * 30 * per_day >= _ROOM), _MONTHS[-1])
    return 0, list(_by_months(first, last, months, zone, language))


def _by_days(days: range, pattern: str, zone: ZoneInfo, language: str) -> list[tuple[int, str, bool]]:
    return [
        (_instant(zone, day, 0), formats.day_by_pattern(date.fromordinal(day), pattern, language), True)
        for day in days
    ]


@lru_cache(maxsize=8192)
def _instant(zone: ZoneInfo, day: int, minute: int) -> int:
    """A local time as an instant; the same days are on the axes of many pages."""
    return resolve(zone, day, minute)


def _by_hours(
    first: int, last: int, hours: int, zone: ZoneInfo, language: str
) -> Iterator[tuple[int, str, bool]]:
    for day in range(first, last + 1):
        yield _instant(zone, day, 0), formats.day_by_pattern(date.fromordinal(day), "EEE d", language), True
        for hour in range(hours, 24, hours):
            yield _instant(zone, day, hour * 60), f"{hour:02}:00", False


def _by_months(
    first: int, last: int, months: int, zone: ZoneInfo, language: str
) -> Iterator[tuple[int, str, bool]]:
    day = date.fromordinal(first).replace(day=1, month=1)
    while day.toordinal() <= last:
        yield (
            _instant(zone, day.toordinal(), 0),
            formats.day_by_pattern(day, "y" if day.month == 1 else "MMM", language),
            True,
        )
        for _ in range(months):
            day = (day + timedelta(days=31)).replace(day=1)
