"""What is found besides pages: parts of pages, agreements, calendars, days off."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from tests.support import HR, IT, SMALL, catalog, make_catalog

from servicebook.model.visible import visible
from servicebook.search.entries import Entry, entries
from servicebook.search.sections import sections

LAST = date(2027, 11, 1)


def found(root: Path, files: Mapping[str, str]) -> dict[str, Entry]:
    """The sections of the small catalog with ``files``, by path."""
    return {one.path: one for one in sections(catalog(make_catalog(root, files, base=SMALL)), LAST)}


def test_a_department_is_reached_at_its_hours_and_by_its_telephone(tmp_path: Path) -> None:
    department = SMALL[f"{IT}/department.yml"].replace("desk, place: Floor 2", "phone, number: '+49 30 1234'")
    part = found(tmp_path, {f"{IT}/department.yml": department})["departments/it/#ask"]
    assert (part.kind, part.id, part.part) == ("department", "it#ask", True)
    assert part.summary == "Mon 09:00–17:00 · +49 30 1234"
    assert part.fields["concerns"] == "IT"


def test_a_department_that_does_not_say_how_it_is_reached_has_no_such_part(tmp_path: Path) -> None:
    assert "departments/hr/#ask" not in found(tmp_path, {})


def test_what_a_department_depends_on_and_who_depends_on_it_are_parts_that_name_departments(
    tmp_path: Path,
) -> None:
    pay = "name: Pay\nsummary: Pay.\nroles: {owner: hr/head}\ndepends_on: [{service: it/repair}]\n"
    parts = found(tmp_path, {f"{HR}/services/pay.yml": pay})
    assert parts["departments/hr/#relies-on"].name == "What HR depends on"
    assert parts["departments/hr/#relies-on"].summary == "IT"
    assert parts["departments/it/#served"].summary == "HR"
    assert not {"departments/it/#relies-on", "departments/hr/#served"} & parts.keys()


def test_who_stands_in_for_the_head_of_a_department_is_found_by_both(tmp_path: Path) -> None:
    parts = found(
        tmp_path, {f"{IT}/department.yml": f"{SMALL[f'{IT}/department.yml']}aliases: [computers]\n"}
    )
    deputy = parts["roles/it/lead/"]
    assert (deputy.name, deputy.summary) == ("Deputy of the Lead", "Ben")
    assert deputy.fields["concerns"] == "IT\ncomputers"
    assert "roles/hr/head/" not in parts, "nobody stands in for it"


def test_whoever_may_not_be_named_is_not_found_as_a_deputy(tmp_path: Path) -> None:
    files = {"site_config/organization.yml": "name: X\npeople: roles-only\n"}
    known = visible(catalog(make_catalog(tmp_path, files, base=SMALL)))
    assert not any("Ben" in one.summary for one in sections(known, LAST))


def test_the_deputies_of_a_role_are_words_of_it(tmp_path: Path) -> None:
    known = catalog(make_catalog(tmp_path, {}, base=SMALL))
    role = next(one for one in entries(known) if one.id == "it/lead")
    assert role.fields["holders"].split("\n") == ["Ana", "Deputy", "Ben"]


def test_an_agreement_is_found_by_both_parties(tmp_path: Path) -> None:
    agreement = (
        "name: Quick help\nprovider: it\ncustomer: hr\ncovers: [it/repair]\n"
        "targets: [{measure: response_time, within: 1 hour}]\n"
    )
    part = found(tmp_path, {"catalog/agreements/it-hr.yml": agreement})["agreements/it-hr/"]
    assert (part.name, part.department) == ("Quick help", "IT for HR")
    assert part.fields["aliases"] == "IT for HR"


CALENDARS = """\
office: {name: Office, open: {mon: ["09:00-17:00"]}, holidays: {country: DE}}
desk:
  name: Desk
  extends: office
  closures:
  - {from: 2026-12-24, until: 2026-12-31, reason: Between the years}
  - {from: 2027-12-24, until: 2027-12-31, reason: Between the years}
  special_days: [{on: 2026-10-03, open: ["10:00-12:00"], reason: Stocktaking}]
"""


def test_a_holiday_is_found_by_its_name_and_says_who_is_closed(tmp_path: Path) -> None:
    known = catalog(make_catalog(tmp_path, {"site_config/calendars.yml": CALENDARS}, base=SMALL))
    parts = {one.name: one for one in sections(known, LAST)}
    christmas, unity = parts["Christmas Day"], parts["German Unity Day"]
    assert christmas.path == "hours/#day-2026-12-25"
    assert christmas.summary == "Fri 25 Dec 2026: closed (Office, Desk)"
    assert unity.summary == "Sat 3 Oct 2026: closed (Office)", "a special day goes before a holiday"


@pytest.mark.parametrize(
    ("reason", "summary"),
    [
        ("Between the years", "Thu 24 Dec 2026 – Thu 31 Dec 2026: closed (Desk)"),
        ("Stocktaking", "Sat 3 Oct 2026: 10:00–12:00 (Desk)"),
    ],
)
def test_closures_and_special_days_are_found_by_their_reason_the_next_one(
    tmp_path: Path, reason: str, summary: str
) -> None:
    known = catalog(make_catalog(tmp_path, {"site_config/calendars.yml": CALENDARS}, base=SMALL))
    assert [one.summary for one in sections(known, date(2028, 1, 1)) if one.name == reason] == [summary]


def test_a_calendar_is_found_with_its_week(tmp_path: Path) -> None:
    office = found(tmp_path, {})["hours/#office"]
    assert (office.name, office.summary) == ("Office", "Mon 09:00–17:00")
