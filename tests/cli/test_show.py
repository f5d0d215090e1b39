"""``servicebook show``: one object, with what it inherits and what refers to it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.support import CASES, HR, IT, SMALL, make_catalog, run, run_process

FILES = {
    "site_config/organization.yml": "name: Fernhill\nzone: Europe/Berlin\n",
    "catalog/departments/desk/department.yml": "name: Desk\nsummary: First help.\npart_of: it\nformer_ids: [help]\n",
    "catalog/departments/desk/roles.yml": "it: {title: Clerk, holders: [ana]}\n",
    f"{IT}/department.yml": SMALL[f"{IT}/department.yml"].replace("desk, place: Floor 2", "chat, handle: '#it'") + (
        "customer_duties: [Tell us.]\nescalation: [{role: it/lead, after: 1 hour}]\n"
        "targets: [{measure: fulfillment_time, within: 2 working days, compliance: 90, per: month}]\n"
    ),
    "catalog/departments/desk/services/loan.yml": (
        "name: Loan\nsummary: |\n  We lend it.\n  Bring it back.\nroles: {owner: it/lead}\nformer_ids: [it/loan]\n"
        "depends_on: [{service: it/repair, for: Broken loans}]\ntargets: [{measure: response_time, within: 1 hour}]\n"
    ),
    "catalog/agreements/it-hr.yml": "provider: it\ncustomer: hr\ncovers: [it/repair]\n",
}  # fmt: skip
TODAY = ("--today", "2026-09-01")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_catalog(tmp_path, FILES, base=SMALL)


def show(root: Path, *args: str) -> Any:
    done = run("show", "--root", str(root), *TODAY, "--format", "json", *args)
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)


@pytest.mark.parametrize("name", ["desk/loan", "it", "it/lead", "ana", "agreement:it-hr", "office", "high"])
def test_an_object_is_shown_as_it_was(root: Path, name: str, golden: Callable[[Path, str], None]) -> None:
    done = run("show", "--root", str(root), *TODAY, name)
    assert (done.returncode, done.stderr) == (0, "")
    golden(CASES / "show" / f"{name.replace('/', '-').replace(':', '-')}.txt", done.stdout)


def test_what_a_service_inherits_says_where_from(root: Path) -> None:
    loan = show(root, "desk/loan")
    assert loan["support_hours"] == "office"
    assert loan["inherited"] == dict.fromkeys(
        ("support_hours", "channels", "customer_duties", "escalation"), "department:it"
    )
    assert [(t["measure"], t["source"]) for t in loan["targets"]] == [
        ("response_time", "service"), ("fulfillment_time", "department:it"),
    ]  # fmt: skip
    assert loan["owner_holders"] == ["ana"]


def test_what_refers_to_a_service_is_shown(root: Path) -> None:
    repair = show(root, "it/repair")
    assert repair["needed_by"] == [{"service": "desk/loan", "for": "Broken loans", "waits": False}]
    assert repair["agreements"] == ["it-hr"]


def test_an_agreement_shows_its_state_and_the_terms_to_accept(root: Path) -> None:
    agreement = show(root, "agreement:it-hr")
    assert agreement["state"] == "not accepted yet"
    assert agreement["terms"].startswith("sha256-")
    assert agreement["waiting_for"] == ["it", "hr"]
    assert agreement["also_for"] == []


def test_targets_that_two_departments_agreed_on_stand_beside_those_for_everybody(root: Path) -> None:
    file = "catalog/agreements/it-hr.yml"
    (root / file).write_text(
        "provider: it\ncustomer: hr\ncovers: [it/repair]\ntargets: [{measure: response_time, within: 1 hour}]\n"
    )
    for party, by in (("it", "it/lead"), ("hr", "hr/head")):
        assert (
            run("accept", "it-hr", "--party", party, "--by", by, "--root", str(root), *TODAY).returncode == 0
        )
    repair = show(root, "it/repair")
    assert [(t["within"], t["source"]) for t in repair["targets"][:1]] == [("4 hours", "service")]
    agreed = repair["targets_by_customer"]["hr"]
    assert [(t["within"], t["source"]) for t in agreed[:1]] == [("1 hour", "agreement:it-hr")]
    assert show(root, "agreement:it-hr")["waiting_for"] == []


def test_a_former_id_leads_to_the_object_of_today(root: Path) -> None:
    assert show(root, "it/loan")["id"] == "desk/loan"
    assert show(root, "help")["id"] == "desk"


def test_kind_path_and_id_come_first(root: Path) -> None:
    assert list(show(root, "desk/loan"))[:3] == ["kind", "id", "path"]
    assert show(root, "role:it/lead")["kind"] == "role"


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("it/repare", 'nothing has the id "it/repare"; did you mean "it/repair"?'),
        ("zzzzzzzz", 'nothing has the id "zzzzzzzz"'),
        ("role:it/repair", 'nothing has the id "role:it/repair"'),
        ("thing:it", 'nothing has the id "thing:it"'),
        ("", 'nothing has the id ""'),
    ],
)
def test_an_id_that_names_nothing_is_2_with_a_proposal(root: Path, name: str, says: str) -> None:
    done = run("show", "--root", str(root), name)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"servicebook show: {says}")


def test_an_id_of_several_kinds_is_2_and_names_them(tmp_path: Path) -> None:
    files = {"catalog/journeys/it.yml": "name: It\nsummary: It.\nsteps: [{id: a, title: A, by: it}]\n"}
    done = run("show", "--root", str(make_catalog(tmp_path, files)), "it")
    assert (done.returncode, done.stdout) == (2, "")
    assert (
        done.stderr
        == 'servicebook show: "it" is the id of several objects; say which: department:it, journey:it\n'
    )


def test_no_catalog_is_2(tmp_path: Path) -> None:
    done = run("show", "--root", str(tmp_path), "it")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f"servicebook show: there is no folder catalog/ in {tmp_path}; go to the folder that contains it, or add "
        "--root DIR; servicebook init DIR creates a new one\n"
    )


def test_a_catalog_with_faults_can_still_be_asked(root: Path) -> None:
    (root / HR / "department.yml").write_text("name: [\n")
    assert show(root, "it/repair")["name"] == "Repair"


@pytest.mark.parametrize("name", ["it", "desk/loan", "it/repair", "it/lead", "hr/head", "agreement:it-hr"])
def test_where_people_are_not_shown_no_name_and_no_id_of_one_is(root: Path, name: str) -> None:
    (root / "site_config/organization.yml").write_text("name: Fernhill\npeople: roles-only\n")
    for form in ("json", "text"):
        text = run("show", "--root", str(root), *TODAY, "--format", form, name).stdout.lower()
        assert text
        assert "ana" not in text
        assert "ben" not in text


def test_where_people_are_not_shown_a_person_cannot_be_asked_for(root: Path) -> None:
    (root / "site_config/organization.yml").write_text("name: Fernhill\npeople: roles-only\n")
    done = run("show", "--root", str(root), "person:ana")
    assert (done.returncode, done.stdout) == (2, "")


def test_nothing_in_a_value_reaches_the_terminal_as_a_command(tmp_path: Path) -> None:
    root = make_catalog(tmp_path, {f"{IT}/department.yml": 'name: "I\\e[31mT"\nsummary: Devices.\n'})
    assert "\x1b" not in run("show", "--root", str(root), "it").stdout


def test_the_module_runs_as_a_command(root: Path) -> None:
    done = run_process("show", "--root", str(root), "it/repair", *TODAY)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Repair" in done.stdout
