"""Calendars as they hold after extension, with what comes back every year, and what is wrong with them."""

# ruff: noqa: E501  # one case a line
from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.support import SMALL, make_catalog, opened, problems

from servicebook.clock.calendar import Calendar, DayRule
from servicebook.model.calendars import hours_of
from servicebook.model.clocks import Clocks

PATH = "site_config/calendars.yml"
WEEK = 'open: {mon: ["09:00-17:00"], tue: ["09:00-17:00"], wed: ["09:00-17:00"], thu: ["09:00-17:00"], fri: ["09:00-15:00"]}'


def test_a_calendar_that_extends_always_is_open_day_and_night_but_on_the_days_that_it_names(
    tmp_path: Path,
) -> None:
    calendars = "nearly:\n  name: Nearly always\n  extends: always\n  open: {sun: []}\n"
    path = "site_config/calendars.yml"
    result = opened(make_catalog(tmp_path, {**SMALL, path: SMALL[path] + calendars}))
    hours = hours_of(result.catalog.settings, "nearly")
    assert hours is not None
    assert hours.week == (("00:00-24:00",),) * 6 + ((),)
    assert not result.errors


def calendar(root: Path, more: str, *, today: date = date(2026, 11, 27), of: str = "office") -> Calendar:
    text = f"office:\n  name: Office\n  zone: Europe/Berlin\n  {WEEK}\n{more}"
    result = opened(make_catalog(root, {**SMALL, PATH: text}), today)
    assert not result.errors
    return Clocks(result.catalog).calendar(of)


def rule(one: Calendar, on: str) -> tuple[DayRule, str | None, tuple[str, ...]]:
    return one.rule_of(date.fromisoformat(on))


def test_closures_and_special_days_come_back_every_year(tmp_path: Path) -> None:
    office = calendar(
        tmp_path,
        "  closures:\n    - {every: 12-24..01-01, reason: Between the years}\n    - {on: 2027-12-27, reason: Moving, once: true}\n"
        "  special_days:\n    - {every: thu before easter, open: ['09:00-12:00'], reason: Maundy Thursday}\n"
        "    - {every: 12-24, open: ['09:00-12:00'], reason: Christmas Eve, from: 2028-01-01, until: 2030-12-31}\n",
    )
    closed = (DayRule.CLOSURE, "Between the years", ())
    for day in ("2026-12-24", "2027-01-01", "2035-12-31", "2099-12-29", "1999-12-31"):
        assert rule(office, day) == closed
    assert rule(office, "2027-01-02")[0] is DayRule.WEEK
    assert rule(office, "2027-12-27")[1] == "Moving", "what is dated goes before what comes back"
    assert rule(office, "2027-03-25") == (DayRule.SPECIAL, "Maundy Thursday", ("09:00-12:00",))
    assert [rule(office, f"{year}-12-24")[1] for year in (2027, 2028, 2030, 2031)] == [
        "Between the years", "Christmas Eve", "Christmas Eve", "Between the years",
    ]  # fmt: skip


def test_a_closure_follows_a_public_holiday_by_its_name_in_any_of_the_languages(tmp_path: Path) -> None:
    more = "  holidays: {country: DE, subdivision: BY}\n  closures: [{every: holiday %s, reason: Bridge}]\n"
    for number, name in enumerate(("Ascension Day+1", "Christi Himmelfahrt + 1", "ascension day+1")):
        office = calendar(tmp_path / str(number), more % name)
        assert rule(office, "2027-05-07") == (DayRule.CLOSURE, "Bridge", ())


def test_hours_hold_for_a_time_and_of_several_the_last(tmp_path: Path) -> None:
    office = calendar(
        tmp_path,
        "  hours:\n    - {every: 07-01..08-31, open: {fri: [], mon: ['08:00-14:00']}}\n"
        "    - {from: 2027-02-01, open: {mon: ['10:00-18:00']}}\n    - {until: 2026-12-31, open: {tue: []}}\n",
    )
    assert [rule(office, day)[2] for day in ("2026-12-29", "2027-01-05", "2027-01-25", "2027-02-01")] == [
        (), ("09:00-17:00",), ("09:00-17:00",), ("10:00-18:00",),
    ]  # fmt: skip
    assert rule(office, "2027-07-02")[2] == () and rule(office, "2027-07-05")[2] == ("10:00-18:00",)
    assert rule(office, "2026-07-06")[2] == ("08:00-14:00",)


def test_a_calendar_leaves_out_the_holidays_of_the_one_it_extends_and_keeps_its_closures(
    tmp_path: Path,
) -> None:
    more = (
        "  holidays: {country: DE}\n  closures: [{every: holiday Labor Day+1, reason: Bridge}]\n"
        "  hours: [{every: 12-01..12-23, open: {thu: ['09:00-21:00'], mon: []}}]\n"
        "desk: {name: Desk, extends: office, holidays: none, open: {mon: ['08:00-20:00']}}\n"
        "swiss: {name: Swiss, extends: desk, holidays: {country: CH}}\n"
    )
    desk = calendar(tmp_path, more, of="desk")
    assert rule(desk, "2027-05-01")[0] is DayRule.WEEK
    assert rule(desk, "2026-05-02") == (DayRule.CLOSURE, "Bridge", ())
    assert rule(desk, "2026-12-03")[2] == ("09:00-21:00",)
    assert rule(desk, "2026-12-07")[2] == ("08:00-20:00",), "its own Monday replaces that of the season, too"
    assert desk.known_until == date(2027, 12, 31), "the bridge is known as far as the holidays"
    swiss = calendar(tmp_path / "b", more, of="swiss")
    assert rule(swiss, "2027-08-01")[1] == "National Day" and rule(swiss, "2026-10-03")[0] is DayRule.WEEK


def test_bank_and_optional_holidays_are_kept_by_their_categories(tmp_path: Path) -> None:
    usual = calendar(tmp_path / "a", "  holidays: {country: BE}\n")
    more = calendar(tmp_path / "b", "  holidays: {country: BE, categories: [public, bank]}\n")
    assert rule(usual, "2027-05-07")[0] is DayRule.WEEK
    assert rule(more, "2027-05-07")[:2] == (DayRule.HOLIDAY, "Friday after Ascension Day")
    assert rule(more, "2027-05-01")[0] is DayRule.HOLIDAY


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ("  closures: [{every: 2026-12-24, reason: A}]", 'write every: 12-24 for all years, or on: 2026-12-24 for this one'),
        ("  closures: [{every: 24-12, reason: A}]", '"24-12" is not a day: the month comes first'),
        ("  closures: [{every: xmas, reason: A}]", '"xmas" is not a day that comes back every year'),
        ("  closures: [{every: ' ', reason: A}]", "is not a day that comes back every year"),
        ("  closures: [{every: thu of dec..01-02, reason: A}]", '"thu of dec" is several days of a year'),
        ("  closures: [{every: holiday May Day, reason: A}]", '"May Day" cannot be found: the calendar has no public holidays'),
        ("  holidays: {country: DE}\n  closures: [{every: holiday Labour Day, reason: A}]", 'did you mean "Labor Day"?'),
        ("  holidays: {country: DE, categories: [bank]}", "use one of: catholic, public"),
        ("  holidays: {country: DE, categories: [Bank]}", '"Bank" is not a category of holidays'),
        ("  holidays: off", '"off" is not a place whose public holidays are kept'),
        ("  closures: [{every: 12-24, on: 2026-12-24, reason: A}]", "contradicts every:"),
        ("  special_days: [{open: [], reason: A}]", "add on: (one day) or every:"),
        ("  hours: [{open: {mon: []}}]", "add from: (the first day), until: (the last day) or every:"),
        ("  hours: [{from: 2027-02-01, until: 2027-01-01, open: {mon: []}}]", "until (2027-01-01) is before from (2027-02-01)"),
        ("  hours: [{from: 2027-02-01, open: {mon: ['09:00-12:00', '11:00-13:00']}}]", '"11:00-13:00" overlaps "09:00-12:00"'),
        ("  hours: [{from: 2027-02-01, open: {mon: ['22:00-10:00']}}]", "overlaps the hours of tue"),
    ],
)  # fmt: skip
def test_what_is_wrong_says_what_to_write(tmp_path: Path, more: str, says: str) -> None:
    text = f"office:\n  name: Office\n  zone: Europe/Berlin\n  {WEEK}\n{more}\n"
    faults = problems(make_catalog(tmp_path, {**SMALL, PATH: text}))
    found = [f"{fault.message} / {fault.hint}" for fault in faults]
    assert any(says in line for line in found), found
