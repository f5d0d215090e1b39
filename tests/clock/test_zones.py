"""Local times as instants: by the day, which is quick, and one by one it is the same, whatever clocks do on the day."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from servicebook.clock.zones import resolve, resolve_local

MINUTES = (0, 1, 29, 30, 60, 90, 119, 120, 150, 180, 240, 720, 1380, 1410, 1439, 1440, 1441, 1500, 1590, 2879)


@pytest.mark.parametrize(
    ("name", "year"),
    [
        ("Europe/Berlin", 2026),
        ("Australia/Lord_Howe", 2026),  # by half an hour
        ("America/Havana", 2026),  # at midnight, and back to it
        ("Africa/Cairo", 2026),  # at midnight, and back from it
        ("Africa/Casablanca", 2026),
        ("Asia/Gaza", 2026),
        ("Pacific/Apia", 2011),  # has no 30 December
        ("Asia/Kathmandu", 1986),  # once, by a quarter of an hour
        ("UTC", 2026),
    ],
)
def test_a_time_of_any_day_is_the_instant_that_it_is_by_itself(name: str, year: int) -> None:
    zone = ZoneInfo(name)
    for ordinal in range(date(year - 1, 12, 30).toordinal(), date(year + 1, 1, 3).toordinal()):
        midnight = datetime.fromordinal(ordinal)
        for minute in MINUTES:
            local = midnight + timedelta(minutes=minute)
            for end in (False, True):
                assert resolve(zone, ordinal, minute, end=end) == resolve_local(zone, local, end=end), local
