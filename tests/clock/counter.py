"""A slow clock that shares no code with the real one: it looks at every minute on the wall.

For each day and interval it finds, by looking through the minutes, the first at which a clock in the zone
shows the beginning and the last at which it shows the end (where none does, the first minute past it), and
marks what lies between. Everything is then counted minute by minute.
"""

from __future__ import annotations

from bisect import bisect_left
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from servicebook.clock.calendar import Calendar

_MINUTE = timedelta(minutes=1)
_DAY = timedelta(days=1)
_QUARTER = 15  # minutes; clocks are changed at no other times


class MinuteCounter:
    """The minutes around the days from ``first`` through ``last`` of the calendar's zone.

    Minutes are numbered from ``begin`` on; ``shown`` is what the clocks show when each quarter of an hour begins,
    numbered likewise; ``open`` lists the minutes that are open.
    """

    def __init__(self, calendar: Calendar, first: date, last: date) -> None:
        self.begin = datetime(first.year, first.month, first.day, tzinfo=UTC) - 3 * _DAY
        zone = ZoneInfo(calendar.zone)
        self.shown: list[int] = []
        self.quarters: dict[int, list[int]] = {}
        for number in range(0, ((last - first).days + 7) * 1440, _QUARTER):
            offset = (self.begin + number * _MINUTE).astimezone(zone).utcoffset() or timedelta(0)
            shown, rest = divmod(number + offset // _MINUTE, _QUARTER)
            assert rest == 0, "clocks differ by quarters of an hour"
            self.shown.append(shown * _QUARTER)
            self.quarters.setdefault(shown, []).append(number)
        self.owner: list[date | None] = [None] * (len(self.shown) * _QUARTER)
        self.closings: dict[date, int] = {}
        day = first
        while day <= last:
            for text in written(calendar, day):
                self._mark(day, text)
            day += _DAY
        self.open = [minute for minute, owner in enumerate(self.owner) if owner is not None]

    def _mark(self, day: date, text: str) -> None:
        midnight = (day - self.begin.date()).days * 1440
        start, end = (midnight + int(part[:2]) * 60 + int(part[3:]) for part in text.split("-"))
        if end < start:
            end += 1440
        opens = self._showing(start)[0]
        closes = self._showing(end)[-1]
        if start == end or opens >= closes:
            return
        for minute in range(opens, closes):
            if self.owner[minute] is None:
                self.owner[minute] = day
        self.closings[day] = max(closes, self.closings.get(day, 0))

    def _showing(self, shown: int) -> list[int]:
        """The minutes in which the clocks show a time; the first past it when they never do."""
        quarter, minute = divmod(shown, _QUARTER)
        if quarter in self.quarters:
            return [number + minute for number in self.quarters[quarter]]
        while quarter not in self.quarters:
            quarter += 1
        return self.quarters[quarter][:1]

    def changes(self) -> list[int]:
        """The minutes at which the clocks are changed."""
        return [
            number * _QUARTER
            for number, (before, after) in enumerate(pairwise(self.shown), 1)
            if after != before + _QUARTER
        ]

    def minute(self, moment: datetime) -> int:
        """The minute in which an instant lies."""
        return (moment - self.begin) // _MINUTE

    def instant(self, minute: int) -> datetime:
        """The instant at which a minute begins."""
        return self.begin + minute * _MINUTE

    def received(self, asked: datetime) -> tuple[datetime, date]:
        """The first instant at or after ``asked`` in an open minute, and whose it is."""
        minute = self.minute(asked)
        while (owner := self.owner[minute]) is None:
            minute += 1
        return max(asked, self.instant(minute)), owner

    def after_open_seconds(self, start: datetime, seconds: int) -> datetime:
        """When so many open seconds have passed."""
        minute = self.minute(start)
        if self.owner[minute] is not None:
            seconds += (start - self.instant(minute)).seconds  # as if it had started with the minute
        whole, rest = divmod(seconds - 1, 60)
        return self.instant(self.open[bisect_left(self.open, minute) + whole]) + timedelta(seconds=rest + 1)

    def open_minutes(self, first: datetime, last: datetime) -> int:
        """The open minutes between two whole minutes."""
        return bisect_left(self.open, self.minute(last)) - bisect_left(self.open, self.minute(first))

    def closing(self, day: date, later: int) -> datetime:
        """The last closing of the working day that comes so many after ``day``."""
        for _ in range(later):
            day += _DAY
            while day not in self.closings:
                day += _DAY
        return self.instant(self.closings[day])


def written(calendar: Calendar, day: date) -> tuple[str, ...]:
    """The intervals of a day: special day, else closure, else holiday, else weekly hours."""
    if day in calendar.special_days:
        return calendar.special_days[day][0]
    if any(first <= day <= last for first, last, _ in calendar.closures) or day in calendar.holidays:
        return ()
    for first, last, week in reversed(calendar.seasons):
        changed = week[day.weekday()]
        if first <= day <= last and changed is not None:
            return changed
    return calendar.week[day.weekday()]
