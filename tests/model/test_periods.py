from __future__ import annotations

from datetime import date

import pytest

from servicebook.model.periods import PeriodUnit, containing, parse_period


@pytest.mark.parametrize(
    ("text", "first", "last", "months"),
    [
        ("2026-02", date(2026, 2, 1), date(2026, 2, 28), ("2026-02",)),
        ("2028-02", date(2028, 2, 1), date(2028, 2, 29), ("2028-02",)),
        ("2026-12", date(2026, 12, 1), date(2026, 12, 31), ("2026-12",)),
        ("2026-Q1", date(2026, 1, 1), date(2026, 3, 31), ("2026-01", "2026-02", "2026-03")),
        ("2026-Q4", date(2026, 10, 1), date(2026, 12, 31), ("2026-10", "2026-11", "2026-12")),
        ("2026", date(2026, 1, 1), date(2026, 12, 31), tuple(f"2026-{month:02}" for month in range(1, 13))),
    ],
)
def test_period_has_its_days_and_months(text: str, first: date, last: date, months: tuple[str, ...]) -> None:
    period = parse_period(text)
    assert (period.text, period.first, period.last, period.months) == (text, first, last, months)
    assert all(period.contains(parse_period(month)) for month in months)
    assert period.is_over(last) is False


@pytest.mark.parametrize(
    "text", ["2026-13", "2026-00", "2026-1", "2026-Q0", "2026-Q5", "26", "0000", "2026-10 ", ""]
)
def test_nothing_else_is_a_period(text: str) -> None:
    with pytest.raises(ValueError, match="is not a period"):
        parse_period(text)


def test_periods_are_in_the_order_of_their_first_days_the_shorter_first() -> None:
    texts = ["2027-01", "2026", "2026-Q1", "2026-01", "2026-04", "2026-Q2", "2025-12"]
    in_order = ["2025-12", "2026-01", "2026-Q1", "2026", "2026-04", "2026-Q2", "2027-01"]
    assert [period.text for period in sorted(map(parse_period, texts))] == in_order


def test_day_lies_in_one_period_of_each_length() -> None:
    day = date(2026, 11, 30)
    assert [containing(day, unit).text for unit in PeriodUnit] == ["2026-11", "2026-Q4", "2026"]


def test_later_periods_cross_the_year() -> None:
    assert parse_period("2026-11").later(2).text == "2027-01"
    assert parse_period("2026-Q1").later(-1).text == "2025-Q4"
