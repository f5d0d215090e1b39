"""What pages hold for readers of one department, and the file from which they choose theirs."""

from __future__ import annotations

import json
from pathlib import Path

from tests.pages.rendering import body_at, made, view_at
from tests.pages.test_agreements import FILE, TERMS, accepted

from servicebook.model.clocks import Clocks
from servicebook.pages.parts.my_department import mine_file

PAY = {"catalog/departments/pay/department.yml": "name: Pay\nsummary: S.\npart_of: hr\n"}


def test_a_service_tells_each_department_with_an_agreement_of_it(tmp_path: Path) -> None:
    site = accepted(tmp_path, "effective_until: 2027-01-31\n", files=PAY)
    found = view_at(site, "services/it/repair/").yours
    assert [(one.departments, one.head, one.agreement.text, one.note, one.in_force) for one in found] == [
        ("hr", "Agreed with your department, HR", "Repairs for HR", ", until 31 Jan 2027.", True),
        ("pay", "Agreed with HR, which your department is part of", "Repairs for HR", ", until 31 Jan 2027.", True),
    ]  # fmt: skip
    assert '<div class="sb-notice is-changed" role="note" data-yours="hr" hidden>' in body_at(
        site, "services/it/repair/"
    )


def test_an_agreement_that_does_not_hold_is_told_as_such_unless_a_farther_one_does(tmp_path: Path) -> None:
    site = made(tmp_path / "none", {FILE: TERMS})
    (one,) = view_at(site, "services/it/repair/").yours
    assert (one.in_force, one.head, one.note) == (
        False,
        "Not in force for your department, HR",
        " (not accepted yet). The same is promised to you as to everybody.",
    )
    own = {"catalog/agreements/it-pay.yml": TERMS.replace("customer: hr", "customer: pay")}
    found = view_at(accepted(tmp_path / "farther", files=PAY | own), "services/it/repair/").yours
    assert [(one.departments, one.in_force) for one in found] == [("hr", True), ("pay", True)]


def test_a_service_without_agreements_holds_nothing_for_anybody(tmp_path: Path) -> None:
    assert "data-yours" not in body_at(made(tmp_path), "services/it/repair/")


def test_lists_mark_agreements_for_both_parties_and_departments_within(tmp_path: Path) -> None:
    site = accepted(tmp_path, files=PAY)
    assert [row.yours for row in view_at(site, "agreements/").rows] == ["it hr pay"]
    assert [row.yours for row in view_at(site, "sla/").agreements] == ["it hr pay"]
    assert [one[3] for one in view_at(site, "departments/hr/").agreements] == ["it pay"]
    *_, offer, _ = view_at(site, "sla/").facts
    assert (offer.text, offer.href, offer.yours) == (
        "1 service with terms for HR, your department",
        "?customer=hr",
        "hr pay",
    )


def test_departments_are_listed_by_name_and_zones_with_their_sites(tmp_path: Path) -> None:
    sites = (
        "b: {name: Berlin, zone: Europe/Berlin}\np: {name: Potsdam, zone: Europe/Berlin}\n"
        "l: {name: Lagos, calendar: lagos}\nh: {name: Home}\n"
    )
    calendars = (
        'office: {name: O, open: {mon: ["09:00-17:00"]}}\n'
        "lagos: {name: L, zone: Africa/Lagos, extends: office}\n"
    )
    zed = {"catalog/departments/a/department.yml": "name: éclair & <b>\nsummary: S.\n"}
    site = made(tmp_path, {"site_config/sites.yml": sites, "site_config/calendars.yml": calendars, **zed})
    path, content = mine_file(Clocks(site.catalog))
    assert path == "mine.json"
    assert json.loads(content) == {
        "departments": [
            ["hr", "HR", "departments/hr/"],
            ["it", "IT", "departments/it/"],
            ["a", "éclair & <b>", "departments/a/"],
        ],
        "zones": [["UTC", ["Home"]], ["Europe/Berlin", ["Potsdam"]], ["Africa/Lagos", []]],
    }
