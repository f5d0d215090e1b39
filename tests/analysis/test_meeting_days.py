"""On which days meetings are held: what their words say beyond doubt, and nothing else."""

from __future__ import annotations

from datetime import date
from itertools import islice

import pytest

from servicebook.analysis.meeting_days import recurrence
from servicebook.model.common import Meeting

START = date(2026, 1, 1)


@pytest.mark.parametrize(
    ("when", "how_often", "days"),
    [
        ("Monday 06:15, at the cabin", "weekly", ["2026-01-05", "2026-01-12"]),
        ("Fridays", "Every  week", ["2026-01-02", "2026-01-09"]),
        ("Monday to Wednesday 07:10", "daily", ["2026-01-05", "2026-01-06", "2026-01-07", "2026-01-12"]),
        ("Saturday to Monday", "every day", ["2026-01-03", "2026-01-04", "2026-01-05", "2026-01-10"]),
        ("the second Tuesday, 14:00", "monthly", ["2026-01-13", "2026-02-10"]),
        ("last Friday", "once a month", ["2026-01-30", "2026-02-27"]),
        ("Last Thursday of the quarter, 14:00", "quarterly", ["2026-03-26", "2026-06-25"]),
        ("First Monday of the quarter", "every quarter", ["2026-01-05", "2026-04-06"]),
    ],
)
def test_words_that_say_the_days(when: str, how_often: str, days: list[str]) -> None:
    found = recurrence(Meeting(what="x", when=when, how_often=how_often))
    assert found is not None
    assert [str(day) for day in islice(found.days_from(START), len(days))] == days


@pytest.mark.parametrize(
    ("when", "how_often"),
    [
        ("Monday 10:00", "every second week"),
        ("Monday 10:00", None),
        (None, "weekly"),
        ("Monday and Thursday", "weekly"),
        ("Monday 10:00 or Tuesday", "weekly"),
        ("Monday 10:00", "daily"),
        ("Monday 10:00", "monthly"),
        ("first Monday", "weekly"),
        ("first Monday", "quarterly"),
        ("second Monday of March and June", "quarterly"),
        ("first Monday of the quarter", "monthly"),
        ("Monday before Easter", "weekly"),
        ("Mondayish", "weekly"),
        ("In the morning", "daily"),
    ],
)
def test_words_that_leave_a_doubt_say_no_days(when: str | None, how_often: str | None) -> None:
    assert recurrence(Meeting(what="x", when=when, how_often=how_often)) is None


def test_the_days_end_with_the_calendar() -> None:
    found = recurrence(Meeting(what="x", when="Friday", how_often="weekly"))
    assert found is not None
    assert list(found.days_from(date(9999, 12, 30))) == [date(9999, 12, 31)]
