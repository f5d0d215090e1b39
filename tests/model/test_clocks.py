"""Calendars as the clock counts on them: extension, public holidays, closures by notice, and what is wrong."""

# ruff: noqa: E501  # one case a line
from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from tests.support import IT, SMALL, catalog, make_catalog, opened, problems, told

from servicebook.clock.calendar import Calendar, DayRule
from servicebook.model.clocks import Clocks, NoCalendar, NoCalendarError
from servicebook.model.public_holidays import UnknownPlaceError, public_holidays
from servicebook.settings import PublicHolidays

CALENDARS = "site_config/calendars.yml"
WEEK = 'open: {mon: ["09:00-17:00"], tue: ["09:00-17:00"], wed: ["09:00-17:00"], thu: ["09:00-17:00"], fri: ["09:00-17:00"]}'


def clocks(root: Path, calendars: str, today: date = date(2026, 9, 1), **files: str) -> Clocks:
    named = {name.replace("__", "/") + ".yml": text for name, text in files.items()}
    return Clocks(catalog(make_catalog(root, {CALENDARS: calendars, **named}, base=SMALL), today))


def office(root: Path, more: str, **files: str) -> Calendar:
    return clocks(
        root, f"office:\n  name: Office\n  zone: Europe/Berlin\n  {WEEK}\n{more}", **files
    ).calendar("office")


def rule(calendar: Calendar, on: str) -> tuple[DayRule, str | None]:
    return calendar.rule_of(date.fromisoformat(on))[:2]


def test_public_holidays_are_those_of_the_country_and_the_subdivision(tmp_path: Path) -> None:
    calendar = office(tmp_path, "  holidays: {country: DE, subdivision: BE}\n")
    assert rule(calendar, "2026-04-06") == (DayRule.HOLIDAY, "Easter Monday")
    assert rule(calendar, "2027-03-08") == (DayRule.HOLIDAY, "Women's Day")  # in Berlin
    assert rule(calendar, "2026-06-04") == (DayRule.WEEK, None)  # Corpus Christi, elsewhere


def test_with_holidays_a_calendar_is_known_until_the_end_of_next_year_or_as_it_says(tmp_path: Path) -> None:
    holidays = "  holidays: {country: DE}\n"
    calendar = office(tmp_path / "a", holidays)
    assert (calendar.known_from, calendar.known_until) == (date(2021, 1, 1), date(2027, 12, 31))
    assert office(tmp_path / "b", f"{holidays}  known_until: 2026-12-31\n").known_until == date(2026, 12, 31)
    plain = office(tmp_path / "c", "")
    assert (plain.known_from, plain.known_until) == (None, None)


def test_holidays_are_named_in_the_sites_language_else_in_english() -> None:
    easter = date(2026, 4, 6)
    for language, name in (
        ("de", "Ostermontag"),
        ("de-AT", "Ostermontag"),
        ("en-GB", "Easter Monday"),
        ("pt-BR", "Easter Monday"),
    ):
        assert public_holidays(PublicHolidays("DE", "BE"), 2026, 2026, language)[easter] == name
    assert (
        public_holidays(PublicHolidays("GB", "ENG"), 2026, 2026, "en-GB")[date(2026, 12, 28)]
        == "Boxing Day (observed)"
    )


def test_the_machines_language_does_not_matter() -> None:
    script = "from servicebook.model.public_holidays import public_holidays as p; from servicebook.settings import PublicHolidays as P; print(p(P('DE'), 2026, 2026, 'fr'))"
    told = {
        subprocess.run([sys.executable, "-c", script], env={**os.environ, "LANGUAGE": lang, "LANG": f"{lang}.UTF-8"}, capture_output=True, encoding="utf-8", check=True).stdout
        for lang in ("de_DE", "en_US", "C")
    }  # fmt: skip
    assert len(told) == 1


def test_an_unknown_place_is_an_error_that_names_what_is_known() -> None:
    with pytest.raises(UnknownPlaceError, match="'DE', 'ZZ'") as error:
        public_holidays(PublicHolidays("DE", "ZZ"), 2026, 2026, "en")
    assert "BE" in (error.value.subdivisions or ())
    with pytest.raises(UnknownPlaceError, match="'XX'"):
        public_holidays(PublicHolidays("XX"), 2026, 2026, "en")


@pytest.mark.parametrize(
    ("holidays", "place", "column", "message", "hint"),
    [
        ("{country: XX}", ("XX",), 23, 'the public holidays of "XX" are not known', "write the country's ISO 3166 code (DE), or list the days as closures:"),
        ("{country: DE, subdivision: XYZ}", ("DE", "XYZ"), 40, '"XYZ" is not a subdivision of DE with public holidays of its own', "use one of: BB, BE,"),
        ("{country: KE, subdivision: NH}", ("KE", "NH"), 40, '"NH" is not a subdivision of KE with public holidays of its own', "remove subdivision:"),
    ],
)  # fmt: skip
def test_an_unknown_place_is_a_problem_at_its_place(
    tmp_path: Path, holidays: str, place: tuple[str, ...], column: int, message: str, hint: str
) -> None:
    root = make_catalog(
        tmp_path, {CALENDARS: f"office:\n  name: Office\n  {WEEK}\n  holidays: {holidays}\n"}, base=SMALL
    )
    (problem,) = problems(root)
    assert (told(problem), problem.message) == (f"{CALENDARS}:4:{column} bad-value", message)
    assert (problem.hint or "").startswith(hint)
    with pytest.raises(NoCalendarError, match="Office") as error:
        Clocks(opened(root).catalog).calendar("office")
    assert error.value.reason == NoCalendar("Office", *place)


def test_a_night_that_runs_into_the_next_days_hours_is_an_error(tmp_path: Path) -> None:
    written = (
        'a:\n  name: A\n  open: {mon: ["22:00-06:00"], tue: ["05:00-09:00"], sun: ["20:00-04:00"]}\n'
        'b:\n  name: B\n  extends: a\n  open: {mon: ["03:00-04:30", "22:00-02:00"]}\n'
        'c:\n  name: C\n  open: {mon: ["22:00-06:00"], tue: ["06:00-09:00"]}\n'
    )
    base = {**SMALL, f"{IT}/department.yml": SMALL[f"{IT}/department.yml"].replace("office", "a")}
    found = problems(make_catalog(tmp_path, {CALENDARS: written}, base=base))
    assert [(told(p), p.message) for p in found] == [
        (f"{CALENDARS}:3:16 bad-value", '"22:00-06:00" of mon overlaps the hours of tue'),
        (f"{CALENDARS}:7:15 bad-value", '"20:00-04:00" of sun overlaps the hours of mon'),
    ]


def test_an_extension_unites_days_off_and_the_child_wins_on_the_same_date(tmp_path: Path) -> None:
    calendars = (
        f"base:\n  name: Base\n  zone: Europe/Berlin\n  {WEEK}\n  holidays: {{country: DE}}\n"
        "  closures: [{on: 2026-10-05, reason: Outing}, {from: 2026-10-05, until: 2026-10-06, reason: Base closed}]\n"
        '  special_days: [{on: 2026-10-01, open: ["09:00-12:00"], reason: Stocktaking}, {on: 2026-10-02, open: ["09:00-12:00"], reason: Half day}]\n'
        "office:\n  name: Office\n  extends: base\n  holidays: {country: DE, subdivision: BE}\n"
        "  closures: [{on: 2026-10-01, reason: Moving}, {on: 2026-10-06, reason: Office closed}]\n"
        '  special_days: [{on: 2026-10-05, open: ["10:00-11:00"], reason: Desk only}]\n'
    )
    calendar = clocks(tmp_path, calendars).calendar("office")
    assert [rule(calendar, f"2026-10-{day:02}") for day in (1, 2, 3, 5, 6)] == [
        (DayRule.CLOSURE, "Moving"), (DayRule.SPECIAL, "Half day"), (DayRule.HOLIDAY, "German Unity Day"),
        (DayRule.SPECIAL, "Desk only"), (DayRule.CLOSURE, "Office closed"),
    ]  # fmt: skip
    assert rule(calendar, "2027-03-08") == (DayRule.HOLIDAY, "Women's Day")


def test_a_notice_closes_what_it_affects_and_nothing_else(tmp_path: Path) -> None:
    notices = {
        "catalog__notices__move": "title: We move\neffect: closed\naffects: {departments: [it]}\nfrom: 2026-09-07\nuntil: 2026-09-08\n",
        "catalog__notices__fair": "title: At the fair\neffect: closed\naffects: {services: [it/repair]}\nfrom: 2026-08-01\nuntil: 2026-08-02\n",
        "catalog__notices__slow": "title: Slow\neffect: delayed\naffects: {services: [it/repair]}\nfrom: 2026-09-09\n",
        "catalog__notices__gone": "title: Gone\neffect: closed\naffects: {departments: [hr]}\nfrom: 2026-10-01\n",
    }
    all_clocks = clocks(tmp_path, SMALL[CALENDARS], **notices)
    repair = all_clocks.catalog.services["it/repair"]
    for calendar_id in ("office", "always"):
        calendar = all_clocks.for_service(repair, calendar_id)
        assert rule(calendar, "2026-09-07") == (DayRule.CLOSURE, "We move")
        assert rule(calendar, "2026-08-02") == (DayRule.CLOSURE, "At the fair")  # over, and still a fact
        assert rule(calendar, "2026-09-09") == (DayRule.WEEK, None)
    assert all_clocks.for_service(repair, "office") is all_clocks.for_service(repair, "office")
    assert rule(all_clocks.calendar("office"), "2026-09-07") == (DayRule.WEEK, None)
    assert rule(all_clocks.for_department("hr", "office"), "2150-01-01") == (DayRule.CLOSURE, "Gone")


def test_a_calendar_that_is_not_there_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(NoCalendarError) as error:
        clocks(tmp_path, SMALL[CALENDARS]).calendar("night")
    assert error.value.reason == NoCalendar("night")
