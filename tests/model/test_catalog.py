"""Lookups both ways, and who is where on which day."""

# ruff: noqa: E501  # one case a line
from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.support import HR, IT, SMALL, catalog, make_catalog, opened

from servicebook.model.needs import needs_of

X = f"{IT}/services/x.yml"
NAMED = "name: X\nsummary: X.\nroles: {owner: it/lead}\n"


def test_what_a_service_needs_is_each_service_once_and_never_itself(tmp_path: Path) -> None:
    text = NAMED + (
        "handoffs:\n  - {id: a, service: it/repair, does: Mend}\n  - {id: c, by: it}\n"
        "depends_on: [{service: it/repair, for: Parts}, {service: it/x}, {service: hr/pay, for: Pay}]\n"
    )
    files = {X: text, f"{HR}/services/pay.yml": "name: Pay\nsummary: Pay.\n"}
    c = opened(make_catalog(tmp_path, files, base=SMALL)).catalog
    needs = needs_of(c.services["it/x"])
    assert [(n.service, n.purpose, n.waits) for n in needs] == [
        ("it/repair", "Mend", True),
        ("hr/pay", "Pay", False),
    ]
    assert [service.id for service, _ in c.index.needed_by["hr/pay"]] == ["it/x"]
    assert "it/x" not in c.index.needed_by


def test_every_way_back_is_in_the_order_of_ids(tmp_path: Path) -> None:
    files = {
        f"{IT}/services/b.yml": NAMED,
        f"{IT}/services/a.yml": NAMED.replace("owner: it/lead", "owner: it/lead, deputy: hr/head, process_owner: hr/head"),
        f"{HR}/department.yml": SMALL[f"{HR}/department.yml"] + "part_of: it\n",
        f"{HR}/roles.yml": "head: {title: Head, holders: [ben], reports_to: it/lead}\n",
        f"{HR}/faqs.yml": "- {question: Why?, answer: A.}\n",
        "catalog/agreements/z.yml": "provider: it\ncustomer: hr\ncovers: [it/a, it/b]\n",
        "catalog/journeys/j.yml": "name: J\nsummary: J.\nsteps: [{id: a, title: A, service: it/a}, {id: b, title: B, service: it/a}]\n",
        "catalog/kudos.yml": "- {from: department:hr, to: person:ana, text: T, on: 2026-01-01}\n- {from: department:hr, to: person:ana, text: U, on: 2026-02-01}\n",
    }  # fmt: skip
    index = catalog(make_catalog(tmp_path, files, base=SMALL)).index
    assert [s.id for s in index.services_of["it"]] == ["it/a", "it/b", "it/repair"]
    assert [s.id for s in index.owned_by["it/lead"]] == ["it/a", "it/b", "it/repair"]
    assert [s.id for s in index.deputized_by["hr/head"]] == ["it/a"]
    assert [s.id for s in index.processes_of["hr/head"]] == ["it/a"]
    assert [r.id for r in index.reports["it/lead"]] == ["hr/head"]
    assert [r.id for r in index.held_by["ben"]] == ["hr/head"]
    assert [r.id for r in index.stands_in_for["ben"]] == ["it/lead"]
    assert [d.id for d in index.parts_of["it"]] == ["hr"]
    assert [f.id for f in index.faqs_of["hr"]] == ["hr/why"]
    assert [a.id for a in index.agreements_on["it/b"]] == ["z"]
    assert [a.id for a in index.agreements_of["hr"]] == [a.id for a in index.agreements_of["it"]] == ["z"]
    assert [j.id for j in index.journeys_with["it/a"]] == ["j"]
    assert [k.text for k in index.kudos_to["person:ana"]] == ["U", "T"]


@pytest.mark.parametrize(
    ("holder", "day", "holds"),
    [
        ("ana", "2026-10-31", True), ("ana", "2026-11-01", False),
        ("{person: ben, since: 2026-09-02}", "2026-09-01", False), ("{person: ben, since: 2026-09-02}", "2026-09-02", True),
        ("{person: ben, until: 2026-09-02}", "2026-09-02", True), ("{person: ben, until: 2026-09-02}", "2026-09-03", False),
    ],
)  # fmt: skip
def test_a_role_is_held_within_its_days_by_somebody_who_has_not_left(
    tmp_path: Path, holder: str, day: str, holds: bool
) -> None:
    files = {
        f"{IT}/roles.yml": (
            f"lead: {{title: Lead, holders: [{holder}]}}\n"
            f"other: {{title: Other, holders: [eva], deputies: [{holder}]}}\n"
        ),
        "catalog/people.yml": "ana: {name: Ana, left_on: 2026-10-31}\nben: {name: Ben}\neva: {name: Eva}\n",
    }
    c = catalog(make_catalog(tmp_path, files, base=SMALL), date.fromisoformat(day))
    role = c.roles["it/lead"]
    assert bool(c.holders(role)) == bool(c.deputies(c.roles["it/other"])) == holds
    assert len(role.holders) == 1


def test_a_notice_on_a_department_is_on_its_services_and_parts_until_it_is_over(tmp_path: Path) -> None:
    notice = "title: N\neffect: closed\nfrom: {}\n{}affects: {}\n"
    files = {
        f"{HR}/department.yml": SMALL[f"{HR}/department.yml"] + "part_of: it\n",
        "catalog/notices/a.yml": notice.format(
            "2026-12-01", "", "{departments: [it], services: [it/repair]}"
        ),
        "catalog/notices/b.yml": notice.format(
            "2026-08-01", "until: 2026-09-01\n", "{services: [it/repair]}"
        ),
        "catalog/notices/c.yml": notice.format("2026-08-01", "until: 2026-08-31\n", "{departments: [it]}"),
    }
    c = catalog(make_catalog(tmp_path, files, base=SMALL))
    assert [n.id for n in c.notices_for(c.services["it/repair"])] == ["b", "a"]
    assert [n.id for n in c.notices_for_department("hr")] == ["a"]


def test_a_question_knows_its_service_or_department(tmp_path: Path) -> None:
    files = {
        f"{IT}/faqs.yml": "- {question: Why?, answer: A.}\n- {question: 修理?, answer: A., id: fix}\n",
        X: NAMED + "faqs: [{question: Why?, answer: A.}]\n",
    }
    c = catalog(make_catalog(tmp_path, files, base=SMALL))
    assert {f.id: (f.own_id, f.department, f.service) for f in c.faqs.values()} == {
        "it/why": ("why", "it", None), "it/fix": ("fix", "it", None), "it/x/why": ("why", "it", "it/x"),
    }  # fmt: skip


def test_services_of_different_departments_may_share_a_name_and_an_id_of_their_own(tmp_path: Path) -> None:
    files = {f"{IT}/services/x.yml": NAMED, f"{HR}/services/x.yml": NAMED}
    assert {"it/x", "hr/x"} <= set(catalog(make_catalog(tmp_path, files, base=SMALL)).services)
