"""On which days meetings are held, as they say it for calendars."""

from __future__ import annotations

from datetime import date
from itertools import islice

import pytest

from servicebook.analysis.meeting_days import recurrence
from servicebook.model.common import Repeats

START = date(2026, 1, 1)


@pytest.mark.parametrize(
    ("every", "which", "on", "days"),
    [
        ("week", None, ["mon"], ["2026-01-05", "2026-01-12"]),
        ("week", None, ["wed", "mon", "tue"], ["2026-01-05", "2026-01-06", "2026-01-07", "2026-01-12"]),
        ("month", "second", ["tue"], ["2026-01-13", "2026-02-10"]),
        ("month", "last", ["fri"], ["2026-01-30", "2026-02-27"]),
        ("month", "first", ["thu", "fri"], ["2026-01-01", "2026-01-02", "2026-02-05"]),
        ("quarter", "last", ["thu"], ["2026-03-26", "2026-06-25"]),
        ("quarter", "first", ["mon"], ["2026-01-05", "2026-04-06"]),
    ],
)
def test_a_meeting_is_held_on_these_days(
    every: str, which: str | None, on: list[str], days: list[str]
) -> None:
    recurring = recurrence(Repeats(every=every, which=which, on=tuple(on)))
    assert [str(day) for day in islice(recurring.days_from(START), len(days))] == days


def test_the_days_end_with_the_calendar() -> None:
    recurring = recurrence(Repeats(every="week", on=("fri",)))
    assert list(recurring.days_from(date(9999, 12, 30))) == [date(9999, 12, 31)]
