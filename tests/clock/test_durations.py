"""Durations as departments write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicebook.clock.durations import Duration, Unit, days_later, parse_duration

durations = st.builds(Duration, st.integers(1, 999_999), st.sampled_from(Unit))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("60 seconds", Duration(60, Unit.SECOND)), ("1 hour", Duration(1, Unit.HOUR)),
        ("1 hours", Duration(1, Unit.HOUR)), ("2 working day", Duration(2, Unit.WORKING_DAY)),
        ("10 calendar days", Duration(10, Unit.CALENDAR_DAY)), ("3 months", Duration(3, Unit.MONTH)),
        ("2 calendar weeks", Duration(2, Unit.CALENDAR_WEEK)), ("same working day", Duration(0, Unit.WORKING_DAY)),
    ],
)  # fmt: skip
def test_a_whole_number_and_a_unit_are_a_duration(written: str, meant: Duration) -> None:
    assert parse_duration(written) == meant


@pytest.mark.parametrize(
    "written",
    ["", "0 hours", "2", "hours", "2 days", "2 weeks", "1.5 hours", "-1 hours", "02 hours", "2  hours", " 2 hours",
     "2 hours ", "2 hours\n", "2 Hours", "2h", "two hours", "1000000 hours", "same day", "٢ hours"],
)  # fmt: skip
def test_nothing_else_is_a_duration(written: str) -> None:
    with pytest.raises(ValueError, match="is not a duration"):
        parse_duration(written)


@given(durations)
def test_what_is_written_is_read_again(span: Duration) -> None:
    assert parse_duration(str(span)) == span


def test_one_is_singular_and_no_day_is_the_same_day() -> None:
    assert [str(Duration(n, Unit.WORKING_DAY)) for n in (0, 1, 2)] == [
        "same working day", "1 working day", "2 working days",
    ]  # fmt: skip


def test_promises_are_ordered_by_rough_length() -> None:
    written = [
        "30 seconds",
        "5 minutes",
        "3 hours",
        "same working day",
        "1 working day",
        "1 calendar week",
        "1 month",
    ]
    lengths = [parse_duration(text).rough_seconds for text in written]
    assert lengths == sorted(lengths)


@pytest.mark.parametrize(
    ("start", "span", "end"),
    [
        ("2026-01-31", "1 month", "2026-02-28"), ("2028-01-31", "1 month", "2028-02-29"),
        ("2026-12-15", "1 month", "2027-01-15"), ("2026-08-31", "6 months", "2027-02-28"),
        ("2026-01-31", "12 months", "2027-01-31"), ("2026-09-01", "10 calendar days", "2026-09-11"),
        ("2026-09-01", "2 calendar weeks", "2026-09-15"),
    ],
)  # fmt: skip
def test_calendar_time_ends_on_a_day_that_exists(start: str, span: str, end: str) -> None:
    assert days_later(date.fromisoformat(start), parse_duration(span)) == date.fromisoformat(end)


@given(st.dates(), durations.filter(lambda d: d.unit in (Unit.CALENDAR_DAY, Unit.CALENDAR_WEEK, Unit.MONTH)))
def test_no_span_is_too_long_for_any_day(day: date, span: Duration) -> None:
    assert days_later(day, span) >= day


@pytest.mark.parametrize("span", ["1 hour", "1 working day", "same working day"])
def test_working_time_cannot_be_counted_without_a_calendar(span: str) -> None:
    with pytest.raises(ValueError, match="cannot be counted without working hours"):
        days_later(date(2026, 9, 1), parse_duration(span))
