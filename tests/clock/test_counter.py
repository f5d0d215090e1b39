"""The clock and a count of every minute, over one or two years, give the same answers."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta

import pytest
from tests.clock.calendars import NIGHTS, OFFICE, SMALL_HOURS, elapsed, receipt
from tests.clock.counter import MinuteCounter

from servicebook.clock.calendar import Calendar
from servicebook.clock.durations import Duration, Unit
from servicebook.clock.promise import due

FIRST = date(2026, 1, 1)
DAYS_OFF = {
    "seasons": (
        (date(2026, 7, 1), date(2026, 9, 15), (("07:00-13:00",),) * 4 + (None, None, ("23:00-01:30",))),
        (date(2026, 9, 1), date(2026, 9, 30), (None,) * 4 + (("12:00-20:00",),) + (None, None)),
    ),
    "holidays": {date(y, m, d): "A holiday" for y in (2026, 2027) for m, d in ((1, 1), (3, 29), (4, 5), (12, 25))},
    "closures": ((date(2026, 8, 3), date(2026, 8, 14), "Works holidays"),),
    "special_days": {
        date(2026, 12, 24): (("09:00-12:00",), "Half day"),
        date(2026, 10, 25): (("01:00-02:30", "02:30-05:00"), "The clocks change"),
        date(2027, 3, 28): (("00:00-02:15", "02:30-04:00"), "The clocks change"),
        date(2026, 8, 5): (("22:00-03:00",), "One night in the works holidays"),
    },
}  # fmt: skip
CASES = {
    "Europe/Berlin": (OFFICE, date(2027, 12, 31)),
    "Asia/Kathmandu": ((("10:00-16:45",),) * 6 + ((),), date(2026, 9, 30)),
    "Australia/Lord_Howe": (SMALL_HOURS, date(2027, 12, 31)),
    "Africa/Casablanca": (NIGHTS, date(2027, 12, 31)),
    "America/Havana": ((("00:00-24:00",),) * 7, date(2026, 12, 31)),
    "Africa/Cairo": (SMALL_HOURS, date(2026, 12, 31)),
}


@pytest.mark.parametrize("zone", CASES)
def test_every_minute_is_counted_alike(zone: str) -> None:
    week, last_day = CASES[zone]
    calendar = Calendar(zone=zone, week=week, known_from=FIRST, known_until=last_day, **DAYS_OFF)
    counter = MinuteCounter(calendar, FIRST, last_day)
    chance = random.Random(zone)
    known = (last_day - FIRST).days - 50
    starts = [
        datetime(2026, 1, 2, 12, tzinfo=UTC) + timedelta(seconds=chance.randrange(known * 86_400))
        for _ in range(100)
    ]
    starts += [
        counter.instant(n + minutes)
        for n in counter.changes()
        if 5000 < n < known * 1440
        for minutes in range(-200, 200, 29)
    ]
    for start in starts:
        at, day = counter.received(start)
        found = receipt(calendar, start)
        assert (found.received, found.day_of_receipt) == (at, day)
        for seconds in (1, 59, 600, 3600, 7 * 3600 + 30 * 60, 100_000):
            assert due(calendar, start, Duration(seconds, Unit.SECOND)).due == counter.after_open_seconds(
                at, seconds
            )
        for days in (0, 1, 2, 7):
            assert due(calendar, start, Duration(days, Unit.WORKING_DAY)).due == counter.closing(day, days)
        first = start.replace(second=0)
        last = first + timedelta(minutes=chance.randrange(20_000))
        assert elapsed(calendar, first, last) == timedelta(minutes=counter.open_minutes(first, last))
