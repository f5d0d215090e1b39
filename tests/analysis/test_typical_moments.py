"""Typical moments of asking: few, in order, and each teaches something."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest
from tests.clock.calendars import BERLIN, NIGHTS

from servicebook.analysis.typical_moments import typical_moments
from servicebook.clock.calendar import Calendar


def told(calendar: Calendar, today: date, *cutoffs: time) -> list[str]:
    return [
        f"{one.at:%a %m-%d %H:%M} {one.kind}" + (f": {one.name}" if one.name else "")
        for one in typical_moments(calendar, today, cutoffs)
    ]


def test_an_office_week() -> None:
    assert told(BERLIN, date(2026, 11, 22)) == [
        "Mon 11-23 10:00 working day",
        "Mon 11-23 16:59 closing",
        "Fri 11-27 16:59 before days off",
        "Sat 11-28 12:00 day off",
        "Wed 12-23 16:59 before a holiday or closure: Company closed",
    ]


def test_a_cutoff_takes_the_place_of_the_closing() -> None:
    assert told(BERLIN, date(2026, 11, 22), time(14), time(20))[1] == "Mon 11-23 14:00 cutoff"
    assert told(BERLIN, date(2026, 11, 22), time(20))[1] == "Mon 11-23 16:59 closing"


def test_the_next_closure_is_named() -> None:
    assert (
        told(BERLIN, date(2026, 12, 7))[-1] == "Wed 12-23 16:59 before a holiday or closure: Company closed"
    )
    assert told(BERLIN, date(2026, 12, 22)) == [
        "Wed 12-23 10:00 working day",
        "Wed 12-23 16:59 closing",
        "Thu 12-24 12:00 day off: Company closed",
    ]


def test_shifts_past_midnight() -> None:
    shifts = Calendar(zone="Europe/Berlin", week=NIGHTS, known_until=date(2027, 1, 1))
    assert told(shifts, date(2026, 11, 22)) == [
        "Mon 11-23 10:00 working day",
        "Tue 11-24 05:59 closing",
        "Sat 11-28 05:59 before days off",
        "Sat 11-28 12:00 day off",
    ]


def test_day_and_night_has_no_days_off() -> None:
    assert told(Calendar.always("Europe/Berlin"), date(2026, 11, 24)) == [
        "Wed 11-25 10:00 working day",
        "Wed 11-25 23:59 closing",
        "Sun 11-29 12:00 weekend",
    ]


def test_what_is_shut_for_long_is_asked_for_on_the_next_day() -> None:
    season = replace(BERLIN, closures=((date(2026, 11, 1), date(2027, 3, 1), "Winter"),))
    assert told(season, date(2026, 11, 22)) == ["Mon 11-23 12:00 day off: Winter"]


@pytest.mark.parametrize(
    ("calendar", "today"),
    [
        (replace(BERLIN, known_until=date(2026, 11, 22)), date(2026, 11, 22)),
        (replace(BERLIN, known_until=date(2026, 1, 1)), date(2026, 11, 22)),
    ],
)
def test_there_are_none_where_nothing_is_known(calendar: Calendar, today: date) -> None:
    assert typical_moments(calendar, today) == ()
