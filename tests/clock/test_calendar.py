"""Days and intervals of a calendar, rule by rule."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from tests.clock.calendars import BERLIN, NIGHTS, at, elapsed, is_open

from servicebook.clock.calendar import Calendar, DayRule, PastHorizonError


def hours(calendar: Calendar, on: str) -> list[str]:
    """The day's intervals in UTC: ``2026-03-29 01:00/03:30``."""
    day = calendar.day(date.fromisoformat(on))
    return [f"{i.start:%m-%d %H:%M}/{i.end:%m-%d %H:%M}" for i in day.intervals]


def weekly(zone: str, *intervals: str) -> Calendar:
    return Calendar(zone=zone, week=(intervals,) * 7)


def test_an_interval_is_open_at_its_start_and_not_at_its_end() -> None:
    for clock in ("09:00", "12:29:59", "13:00"):
        assert is_open(BERLIN, at(f"2026-03-02T{clock}"))
    for clock in ("08:59:59", "12:30", "17:00"):
        assert not is_open(BERLIN, at(f"2026-03-02T{clock}"))


def test_an_interval_past_midnight_belongs_to_the_day_on_which_it_starts() -> None:
    calendar = Calendar(zone="Europe/Berlin", week=NIGHTS)
    assert hours(calendar, "2026-06-01") == ["06-01 04:00/06-01 12:00", "06-01 20:00/06-02 04:00"]
    assert not calendar.day(date(2026, 6, 6)).is_working  # Saturday, though Friday's shift runs into it
    assert is_open(calendar, at("2026-06-06T05:59"))


def test_an_end_may_be_midnight_and_touching_days_are_open_throughout() -> None:
    calendar = weekly("UTC", "20:00-24:00", "00:00-04:00")
    assert hours(calendar, "2026-06-01") == ["06-01 00:00/06-01 04:00", "06-01 20:00/06-02 00:00"]
    assert elapsed(calendar, at("2026-06-01T20:00", "UTC"), at("2026-06-02T04:00", "UTC")) == timedelta(
        hours=8
    )


def test_special_day_then_closure_then_holiday_then_week_decides() -> None:
    calendar = Calendar(
        zone="UTC",
        week=(("09:00-17:00",),) * 7,
        holidays={date(2026, 6, n): "Holiday" for n in (1, 2, 3)},
        closures=(
            (date(2026, 6, 1), date(2026, 6, 2), "Closed"),
            (date(2026, 6, 2), date(2026, 6, 2), "Also"),
        ),
        special_days={date(2026, 6, 1): (("10:00-12:00",), "Special")},
    )
    found = [(d.rule, d.name, len(d.intervals)) for d in calendar.days(date(2026, 6, 1), date(2026, 6, 4))]
    assert found == [
        (DayRule.SPECIAL, "Special", 1), (DayRule.CLOSURE, "Closed", 0), (DayRule.HOLIDAY, "Holiday", 0),
        (DayRule.WEEK, None, 1),
    ]  # fmt: skip


def test_the_night_before_a_closed_day_runs_to_its_end() -> None:
    calendar = Calendar(
        zone="Europe/Berlin", week=(("22:00-06:00",),) * 7, holidays={date(2026, 12, 25): "Christmas Day"}
    )
    assert is_open(calendar, at("2026-12-25T05:59"))
    assert not is_open(calendar, at("2026-12-25T22:00"))
    assert not is_open(calendar, at("2026-12-26T03:00"))


@pytest.mark.parametrize(
    ("zone", "day", "interval", "utc"),
    [  # the clocks go from 02:00 to 03:00
        ("Europe/Berlin", "2026-03-29", "02:30-04:00", ["03-29 01:00/03-29 02:00"]),
        ("Europe/Berlin", "2026-03-29", "01:00-02:30", ["03-29 00:00/03-29 01:00"]),
        ("Europe/Berlin", "2026-03-29", "02:00-02:45", []),
        # the clocks go from 03:00 to 02:00
        ("Europe/Berlin", "2026-10-25", "02:30-04:00", ["10-25 00:30/10-25 03:00"]),
        ("Europe/Berlin", "2026-10-25", "01:00-02:30", ["10-24 23:00/10-25 01:30"]),
        ("Europe/Berlin", "2026-10-24", "22:00-02:00", ["10-24 20:00/10-25 01:00"]),
        # half an hour, from 02:00 to 02:30 and back
        ("Australia/Lord_Howe", "2026-10-04", "02:15-03:00", ["10-03 15:30/10-03 16:00"]),
        ("Australia/Lord_Howe", "2026-04-05", "01:45-02:00", ["04-04 14:45/04-04 15:30"]),
        # midnight itself is left out, or shown twice
        ("Africa/Cairo", "2026-04-24", "00:00-02:00", ["04-23 22:00/04-23 23:00"]),
        ("Africa/Cairo", "2026-04-23", "20:00-24:00", ["04-23 18:00/04-23 22:00"]),
        ("America/Havana", "2026-10-31", "20:00-24:00", ["11-01 00:00/11-01 05:00"]),
        ("America/Havana", "2026-11-01", "00:00-02:00", ["11-01 04:00/11-01 07:00"]),
        # a day that never was
        ("Pacific/Apia", "2011-12-30", "09:00-17:00", []),
        ("Pacific/Apia", "2011-12-29", "22:00-06:00", ["12-30 08:00/12-30 10:00"]),
        ("Asia/Kathmandu", "2026-06-01", "10:00-17:00", ["06-01 04:15/06-01 11:15"]),
        # Ramadan
        ("Africa/Casablanca", "2026-02-16", "09:00-17:00", ["02-16 09:00/02-16 17:00"]),
        ("Africa/Casablanca", "2026-03-23", "09:00-17:00", ["03-23 08:00/03-23 16:00"]),
    ],
)  # fmt: skip
def test_boundaries_are_resolved_in_the_zone(zone: str, day: str, interval: str, utc: list[str]) -> None:
    assert hours(weekly(zone, interval), day) == utc


def test_a_repeated_hour_that_two_intervals_share_is_counted_once() -> None:
    calendar = weekly("Europe/Berlin", "00:00-02:00", "02:00-05:00")
    assert elapsed(calendar, at("2026-10-25T00:00"), at("2026-10-25T05:00")) == timedelta(hours=6)


def test_time_that_two_days_share_is_counted_once() -> None:
    calendar = Calendar(zone="UTC", week=(("22:00-06:00",), ("05:00-09:00",), (), (), (), (), ()))
    monday = at("2026-06-01T00:00", "UTC")
    assert elapsed(calendar, monday, monday + timedelta(days=2)) == timedelta(hours=11)


def test_always_is_open_at_any_time() -> None:
    calendar = Calendar.always("Europe/Berlin")
    start = at("2026-01-01T00:00")
    assert all(is_open(calendar, start + timedelta(hours=7 * n)) for n in range(1300))
    assert elapsed(calendar, start, at("2027-01-01T00:00")) == timedelta(days=365)


def test_past_what_is_known_there_is_an_error_that_says_so() -> None:
    calendar = Calendar(
        name="Nights", zone="UTC", week=NIGHTS, known_from=date(2026, 1, 1), known_until=date(2026, 6, 1)
    )
    assert is_open(calendar, at("2026-06-02T05:59", "UTC"))  # the last known night
    for moment in ("2026-06-02T06:00", "2026-06-02T06:01", "2026-06-03T00:00", "2025-12-31T23:59"):
        with pytest.raises(PastHorizonError) as error:
            is_open(calendar, at(moment, "UTC"))
        assert error.value.args == ("Nights", date(2026, 1, 1), date(2026, 6, 1))
    with pytest.raises(PastHorizonError):
        calendar.day(date(2026, 6, 2))


def test_without_a_known_end_no_date_is_given_past_2199() -> None:
    with pytest.raises(PastHorizonError) as error:
        is_open(Calendar.always("UTC"), datetime(2200, 1, 1, 1, tzinfo=UTC))
    assert error.value.args == ("always", None, None)


def test_an_instant_needs_a_zone() -> None:
    with pytest.raises(ValueError, match="has no zone"):
        is_open(BERLIN, datetime(2026, 6, 1, 9))  # noqa: DTZ001


def test_equal_calendars_are_equal_values() -> None:
    assert Calendar.always("UTC") == Calendar.always("UTC")
    assert len({Calendar.always("UTC"), Calendar.always("UTC")}) == 1
