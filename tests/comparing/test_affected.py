"""Whom changes concern, and who should agree to them: each department once, with its reason."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.git_repository import commit
from tests.support import HR, IT, SMALL, make_catalog, run, write

DAY = ("--today", "2026-09-01")
REPAIR = f"{IT}/services/repair.yml"
PAY = f"{HR}/services/pay.yml"
SHOP = "catalog/departments/shop"
TILL = f"{SHOP}/services/till.yml"
HOUSE = {
    **SMALL,
    REPAIR: (
        "name: Repair\nsummary: We mend it.\nroles: {owner: it/lead}\n"
        "targets: [{measure: fulfillment_time, within: 2 calendar days}]\n"
    ),
    PAY: (
        "name: Pay\nsummary: We pay.\nroles: {owner: hr/head}\nsupport_hours: office\n"
        "handoffs: [{id: mend, service: it/repair}]\n"
    ),
    f"{SHOP}/department.yml": "name: Shop\nsummary: We sell.\nhead: shop/head\n",
    f"{SHOP}/roles.yml": "head: {title: Head of shop, holders: [cyd]}\n",
    TILL: "name: Till\nsummary: We sell.\ndepends_on: [{service: hr/pay}]\n",
    "catalog/departments/law/department.yml": "name: Law\nsummary: We know.\n",
    "catalog/agreements/it-shop.yml": (
        "name: Tills that work\nprovider: it\ncustomer: shop\ncovers: [it/repair]\n"
        "customer_duties: [Call early.]\n"
    ),
    "catalog/people.yml": "ana: {name: Ana}\nben: {name: Ben}\ncyd: {name: Cyd}\n",
}
"""IT repairs; HR hands work to it, the shop depends on HR and has an agreement with IT, the lawyers need nobody."""


def compared(root: Path, after: Mapping[str, str | None], before: Mapping[str, str] = HOUSE) -> Any:
    make_catalog(root, before, base={})
    commit(root)
    for path, text in after.items():
        if text is None:
            (root / path).unlink()
        else:
            write(root, {path: text})
    done = run("diff", "HEAD", "--root", str(root), "--format", "json", *DAY)
    assert done.returncode == 0, done.stdout
    return json.loads(done.stdout)


def affected(report: Any, code: str) -> list[tuple[str, int, str]]:
    [change] = [change for change in report["changes"] if change["code"] == code]
    return [(one["department"], one["distance"], one["because"]) for one in change["affected"]]


def asked(report: Any) -> list[tuple[str, str | None, list[str], str]]:
    return [(one["department"], one["role"], one["people"], one["because"]) for one in report["approvals"]]


def test_a_weaker_promise_concerns_customers_first_then_whoever_needs_it_through_others(
    tmp_path: Path,
) -> None:
    without_agreement = {path: text for path, text in HOUSE.items() if "agreements" not in path}
    after = {REPAIR: HOUSE[REPAIR].replace("2 calendar", "9 calendar")}
    assert affected(compared(tmp_path / "one", after), "promise-weakened") == [
        ("shop", 0, 'its agreement "Tills that work" covers this'),
        ("hr", 1, 'its service "Pay" hands work to this one'),
    ]
    assert affected(compared(tmp_path / "two", after, without_agreement), "promise-weakened") == [
        ("hr", 1, 'its service "Pay" hands work to this one'),
        ("shop", 2, 'its service "Till" depends on "Pay", which needs this one'),
    ]


def test_who_needs_a_service_through_others_is_not_told_of_its_cost(tmp_path: Path) -> None:
    report = compared(tmp_path, {PAY: HOUSE[PAY] + "cost: free\n", REPAIR: HOUSE[REPAIR] + "cost: free\n"})
    by_object = {c["object"]: [one["department"] for one in c["affected"]] for c in report["changes"]}
    assert by_object == {"hr/pay": ["shop"], "it/repair": ["shop", "hr"]}


def test_words_and_reviews_concern_nobody_and_need_no_approval(tmp_path: Path) -> None:
    after = HOUSE[REPAIR].replace("We mend it.", "We mend all.") + "reviewed_on: 2026-08-01\n"
    report = compared(tmp_path, {REPAIR: after})
    assert [change["affected"] for change in report["changes"]] == [[], []]
    assert report["approvals"] == []


def test_a_removed_service_concerns_those_who_had_it(tmp_path: Path) -> None:
    after = {
        REPAIR: None,
        PAY: HOUSE[PAY].partition("handoffs")[0],
        "catalog/agreements/it-shop.yml": None,
    }
    report = compared(tmp_path, after)
    assert affected(report, "service-removed") == [
        ("shop", 0, 'its agreement "Tills that work" covers this'),
        ("hr", 1, 'its service "Pay" hands work to this one'),
    ]
    assert affected(report, "agreement-removed") == [
        ("it", 0, 'it is a party to "Tills that work"'),
        ("shop", 0, 'it is a party to "Tills that work"'),
    ]


def test_a_journey_concerns_whoever_has_a_step_or_is_in_charge(tmp_path: Path) -> None:
    journey = (
        "name: First day\nsummary: One starts.\nowner: hr/head\nsteps:\n"
        "  - {id: mend, title: Mend, service: it/repair}\n  - {id: sign, title: Sign, by: law, within: 1 hours}\n"
    )
    before = {**HOUSE, "catalog/journeys/first-day.yml": journey}
    weaker = HOUSE[REPAIR].replace("2 calendar", "9 calendar")
    report = compared(tmp_path, {REPAIR: weaker + "cost: free\n"}, before)
    hr = ("hr", 1, 'its service "Pay" hands work to this one')
    law = ("law", 1, 'it has a step in the journey "First day"')
    assert affected(report, "promise-weakened")[1:] == [hr, law]
    assert affected(report, "cost-changed")[1:] == [hr]


def test_a_calendar_concerns_all_whose_promises_are_counted_on_it(tmp_path: Path) -> None:
    """Those of IT's services; what the shop and HR rely on follows from these."""
    reply = "{measure: response_time, within: 4 hours}"
    before = {
        **HOUSE,
        PAY: HOUSE[PAY] + f"targets: [{reply}]\n",
        REPAIR: HOUSE[REPAIR].replace("targets: [", f"targets: [{reply}, "),
    }
    calendars = "site_config/calendars.yml"
    report = compared(tmp_path, {calendars: HOUSE[calendars].replace("17:00", "15:00")}, before)
    assert affected(report, "calendar-weakened") == [
        ("shop", 0, 'its agreement "Tills that work" covers "Repair"'),
        ("hr", 1, 'the promise of its service "Pay" follows from this'),
        ("it", 1, 'the promise of its service "Repair" follows from this'),
    ]
    assert asked(report) == [
        ("hr", "hr/head", ["ben"], 'it relies on "Office"'),
        ("it", "it/lead", ["ana"], 'it relies on "Office"'),
    ]


def test_a_role_that_others_hold_now_concerns_whoever_names_it(tmp_path: Path) -> None:
    before = {**HOUSE, TILL: HOUSE[TILL] + "escalation: [{role: it/lead}]\n"}
    after = {f"{IT}/roles.yml": "lead: {title: Lead, holders: [cyd], deputies: [ben]}\n"}
    report = compared(tmp_path, after, before)
    changed = [change for change in report["changes"] if change["code"] == "holders-changed"]
    assert {tuple(one["department"] for one in change["affected"]) for change in changed} == {("shop",)}
    assert changed[0]["affected"][0]["because"] == '"Till" escalates to this role'


def test_the_role_above_is_asked_about_holders_and_about_a_role_that_goes(tmp_path: Path) -> None:
    roles = f"{IT}/roles.yml"
    clerk = "clerk: {title: Clerk, holders: [cyd], reports_to: it/lead}\n"
    before = {**HOUSE, roles: HOUSE[roles] + clerk}
    decides = ("it", "it/lead", ["ana"], 'it decides who does what "Clerk" does')
    assert asked(
        compared(tmp_path / "held", {roles: HOUSE[roles] + clerk.replace("cyd", "ben")}, before)
    ) == [decides]
    assert asked(compared(tmp_path / "gone", {roles: HOUSE[roles]}, before)) == [decides]
    lead = HOUSE[roles].replace("holders: [ana]", "holders: [cyd]")
    assert asked(compared(tmp_path / "lead", {roles: lead + clerk}, before)) == [
        ("it", "it/lead", ["cyd"], 'it takes over "Lead"')
    ]


def test_whoever_takes_over_a_service_is_asked_and_who_hands_it_over(tmp_path: Path) -> None:
    report = compared(tmp_path, {REPAIR: HOUSE[REPAIR].replace("it/lead", "shop/head")})
    assert affected(report, "owner-changed")[0] == ("shop", 0, 'it takes over "Repair"')
    assert asked(report) == [
        ("shop", "shop/head", ["cyd"], 'it takes over "Repair"'),
        ("it", "it/lead", ["ana"], 'it answers for "Repair"'),
    ]


def test_whoever_gets_work_handed_over_is_affected_and_asked(tmp_path: Path) -> None:
    handoffs = "handoffs: [{id: sell, by: shop, within: 1 hours}]\n"
    report = compared(tmp_path, {REPAIR: HOUSE[REPAIR] + handoffs})
    assert ("shop", "shop/head", ["cyd"], 'it is to do a step of "Repair"') in asked(report)


def test_nobody_is_named_where_people_are_not_shown(tmp_path: Path) -> None:
    before = {
        **HOUSE,
        "site_config/organization.yml": "name: House\nzone: Europe/Berlin\npeople: roles-only\n",
    }
    report = compared(tmp_path, {REPAIR: HOUSE[REPAIR] + "cost: free\n"}, before)
    assert asked(report) == [("it", "it/lead", [], 'it answers for "Repair"')]


def test_one_approval_is_asked_for_all_changes_of_a_role(tmp_path: Path) -> None:
    report = compared(tmp_path, {REPAIR: HOUSE[REPAIR].replace("2 calendar", "9 calendar") + "cost: free\n"})
    [approval] = report["approvals"]
    assert sorted(approval["changes"]) == sorted(change["fingerprint"] for change in report["changes"])


def test_the_report_for_people_names_departments_roles_and_people(tmp_path: Path) -> None:
    compared(tmp_path, {REPAIR: HOUSE[REPAIR].replace("2 calendar", "9 calendar")})
    report = run("diff", "HEAD", "--root", str(tmp_path), *DAY).stdout
    assert '  affects HR: its service "Pay" hands work to this one\n' in report
    assert 'To be agreed with:\n  IT, Lead (Ana): it answers for "Repair"\n' in report
