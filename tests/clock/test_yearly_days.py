"""Days that come back every year: how they are written, and which they are."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicebook.clock.yearly_days import MONTHS, WEEKDAYS, BadRuleError, parse_yearly_days


def holidays(name: str, year: int) -> tuple[date, ...]:
    """Ascension Day of 2026 and 2027, and nothing else."""
    return (
        {2026: (date(2026, 5, 14),), 2027: (date(2027, 5, 6),)}.get(year, ())
        if name == "Ascension Day"
        else ()
    )


def of_2026(rule: str, last: date = date(2026, 12, 31)) -> list[str]:
    found = parse_yearly_days(rule).periods(date(2026, 1, 1), last, holidays)
    return [f"{a}" if a == b else f"{a}/{b}" for a, b in found]


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("12-24", ["2026-12-24"]),
        ("05-01", ["2026-05-01"]),
        ("12-24..01-01", ["2025-12-24/2026-01-01", "2026-12-24/2027-01-01"]),
        ("last fri of dec", ["2026-12-25"]),
        ("Last Friday of December", ["2026-12-25"]),
        ("third mon in jan", ["2026-01-19"]),
        ("4th thu of nov", ["2026-11-26"]),
        ("fri after fourth thu of nov", ["2026-11-27"]),
        ("mon before 05-25", ["2026-05-18"]),
        ("mon after 05-25", ["2026-06-01"]),
        ("wed before 11-23", ["2026-11-18"]),
        ("thu of dec", ["2026-12-03", "2026-12-10", "2026-12-17", "2026-12-24", "2026-12-31"]),
        ("fifth tue of feb", []),
        ("easter", ["2026-04-05"]),
        ("easter-2 .. easter + 1", ["2026-04-03/2026-04-06"]),
        ("easter+39 days", ["2026-05-14"]),
        ("orthodox easter", ["2026-04-12"]),
        ("Orthodox  Easter+1", ["2026-04-13"]),
        ("holiday Ascension Day", ["2026-05-14"]),
        ("holiday Ascension Day+1", ["2026-05-15"]),
        ("fri after holiday Ascension Day", ["2026-05-15"]),
        ("second mon of jul..last fri of aug", ["2026-07-13/2026-08-28"]),
        ("02-29", []),
        ("02-29..03-02", ["2026-03-01/2026-03-02"]),
        ("02-27..02-29", ["2026-02-27/2026-02-28"]),
        ("01-01-1", ["2026-12-31"]),
    ],
)
def test_the_days_of_a_year(rule: str, days: list[str]) -> None:
    assert of_2026(rule) == days


def test_every_month_and_leap_days_come_back() -> None:
    assert len(of_2026("last fri of month")) == 12
    leap = parse_yearly_days("02-29").periods(date(2026, 1, 1), date(2104, 12, 31), holidays)
    years = [first.year for first, _ in leap]
    assert years == [*range(2028, 2097, 4), 2104], "2100 is no leap year"


@pytest.mark.parametrize(
    ("rule", "fault", "part"),
    [
        ("2026-12-24", "date", "2026-12-24"),
        ("12-24..2027-01-01", "date", "2027-01-01"),
        ("24-12", "no-such-day", "24-12"),
        ("02-30", "no-such-day", "02-30"),
        ("fri of dec..01-02", "several", "fri of dec"),
        ("12-24..last fri of month", "several", "last fri of month"),
        ("christmas", "unreadable", "christmas"),
        ("24.12.", "unreadable", "24.12."),
        ("last friday", "unreadable", "last friday"),
        ("sixth fri of dec", "unreadable", "sixth fri of dec"),
        ("last fri of dez", "unreadable", "last fri of dez"),
        ("12-24..", "unreadable", ""),
    ],
)
def test_what_cannot_be_read_says_which_part(rule: str, fault: str, part: str) -> None:
    with pytest.raises(BadRuleError) as bad:
        parse_yearly_days(rule)
    assert (bad.value.fault, bad.value.rule) == (fault, part)


_ends = st.one_of(
    st.dates(date(2028, 1, 1), date(2028, 12, 31)).map(lambda day: f"{day:%m-%d}"),
    st.tuples(
        st.sampled_from(("first", "second", "third", "fourth", "last")),
        st.sampled_from(WEEKDAYS),
        st.sampled_from(MONTHS),
    ).map(lambda parts: "{} {} of {}".format(*parts)),
    st.integers(-60, 60).map(lambda n: f"easter{n:+}"),
)


@given(first=_ends, last=_ends, year=st.integers(1971, 2100))
def test_a_period_comes_back_each_year_and_lasts_less_than_thirteen_months(
    first: str, last: str, year: int
) -> None:
    start, end = date(year, 1, 1), date(year + 4, 12, 31)
    found = list(parse_yearly_days(f"{first}..{last}").periods(start, end, holidays))
    assert 5 <= len(found) <= 6
    for begins, ends in found:
        assert begins <= ends < begins + timedelta(days=400)
        assert begins <= end and ends >= start


@given(
    which=st.sampled_from(("before", "after")),
    weekday=st.sampled_from(WEEKDAYS),
    day=st.dates(date(2028, 3, 1), date(2028, 12, 20)),
)
def test_before_and_after_are_the_nearest_such_weekday(which: str, weekday: str, day: date) -> None:
    rule = parse_yearly_days(f"{weekday} {which} {day:%m-%d}")
    [(found, _)] = rule.periods(date(2028, 2, 1), date(2028, 12, 31), holidays)
    away = (found - day).days if which == "after" else (day - found).days
    assert WEEKDAYS[found.weekday()] == weekday and 1 <= away <= 7
