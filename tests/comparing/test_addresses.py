"""Addresses that led somewhere and lead nowhere now, and what to do about each."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.git_repository import commit
from tests.support import HR, IT, SMALL, make_catalog, run, write

DAY = ("--today", "2026-09-01")
REPAIR = f"{IT}/services/repair.yml"
MENDING = f"{IT}/services/mending.yml"
NO_REPAIR: dict[str, str | None] = {REPAIR: None}


def report(root: Path, after: Mapping[str, str | None], before: Mapping[str, str] = {}) -> tuple[Any, str]:
    """The changes of lost addresses, in JSON, and the whole report for people."""
    make_catalog(root, before, base=SMALL)
    commit(root)
    for path, text in after.items():
        if text is None:
            (root / path).unlink()
        else:
            write(root, {path: text})
    args = ("diff", "HEAD", "--root", str(root), *DAY)
    changes = json.loads(run(*args, "--format", "json").stdout)["changes"]
    return [change for change in changes if change["code"] == "address-lost"], run(*args).stdout


def addresses(root: Path, after: Mapping[str, str | None], before: Mapping[str, str] = {}) -> list[Any]:
    return [(one["object"], one["before"]) for one in report(root, after, before)[0]]


def test_a_removed_service_leaves_an_address_that_leads_nowhere(tmp_path: Path) -> None:
    [lost], told = report(tmp_path, NO_REPAIR)
    assert (lost["kind"], lost["object"], lost["before"]) == ("service", "it/repair", ["services/it/repair/"])
    assert lost["where"] == {"path": REPAIR, "line": 1}
    assert lost["affected"] == []
    assert (
        "  services/it/repair/ will say that it is no longer there, where the site is built with its whole history; "
        "if something else takes its place, add it/repair to its former_ids\n"
    ) in told


def test_former_ids_keep_addresses_and_deleted_ones_lose_them(tmp_path: Path) -> None:
    old = {REPAIR: SMALL[REPAIR] + "former_ids: [it/fix, it/mend]\n"}
    [lost], told = report(tmp_path, {REPAIR: SMALL[REPAIR] + "former_ids: [it/mend]\n"}, old)
    assert (lost["object"], lost["before"]) == ("it/repair", ["services/it/fix/"])
    assert "  services/it/fix/ leads nowhere now; add it/fix to the former_ids of it/repair\n" in told
    moved = {**NO_REPAIR, MENDING: SMALL[REPAIR] + "former_ids: [it/repair, it/fix, it/mend]\n"}
    assert addresses(tmp_path / "kept", moved, old) == []


def test_a_file_that_git_saw_move_needs_a_former_id(tmp_path: Path) -> None:
    make_catalog(tmp_path, {}, base=SMALL)
    commit(tmp_path)
    (tmp_path / REPAIR).rename(tmp_path / MENDING)
    commit(tmp_path)
    told = run("diff", "HEAD~1", "HEAD", "--root", str(tmp_path), *DAY).stdout
    assert "leads nowhere: Repair, service it/mending\n" in told
    assert "Before it is merged: 1 address of what is there leads nowhere; former ids mend that.\n" in told
    assert "  services/it/repair/ leads nowhere now; add it/repair to the former_ids of it/mending\n" in told


def test_what_a_renamed_department_has_needs_former_ids_of_its_own(tmp_path: Path) -> None:
    renamed: dict[str, str | None] = dict.fromkeys((path for path in SMALL if path.startswith(IT)), None)
    for path in tuple(renamed):
        text = SMALL[path].replace("it/lead", "tech/lead")
        renamed[path.replace("/it/", "/tech/")] = text
    renamed["catalog/departments/tech/department.yml"] = (
        SMALL[f"{IT}/department.yml"].replace("it/lead", "tech/lead") + "former_ids: [it]\n"
    )
    assert addresses(tmp_path, renamed) == [
        ("tech/repair", ["services/it/repair/"]),
        ("tech/lead", ["roles/it/lead/"]),
    ]


def test_a_question_in_other_words_keeps_its_address_by_an_id(tmp_path: Path) -> None:
    asked = "faqs: [{question: Do I keep my data?, answer: 'Yes.'}]\n"
    before = {REPAIR: SMALL[REPAIR] + asked}
    [lost], told = report(tmp_path, {REPAIR: before[REPAIR].replace("my data", "all data")}, before)
    [address] = lost["before"]
    assert address.startswith("faq/it/#repair.")
    own = address.rpartition(".")[2]
    assert f"  {address} leads to no question now; give the question its former id: {own}\n" in told


def test_a_question_that_moves_with_its_service_is_told_of_the_service_alone(tmp_path: Path) -> None:
    asked = SMALL[REPAIR] + "faqs: [{id: data, question: Do I keep my data?, answer: 'Yes.'}]\n"
    found = addresses(tmp_path, {**NO_REPAIR, MENDING: asked + "former_ids: [it/repair]\n"}, {REPAIR: asked})
    assert found == []


def test_a_person_who_leaves_loses_no_address(tmp_path: Path) -> None:
    """Nobody should find an old page of theirs."""
    people = "ana: {name: Ana}\nben: {name: Ben}\ncyd: {name: Cyd, former_ids: [sid]}\n"
    before = {"catalog/people.yml": people}
    left = people.replace("cyd: {name: Cyd, former_ids: [sid]}\n", "")
    assert addresses(tmp_path / "gone", {"catalog/people.yml": left}, before) == []
    kept = people.replace(", former_ids: [sid]", "")
    assert addresses(tmp_path / "here", {"catalog/people.yml": kept}, before) == [("cyd", ["people/sid/"])]


def test_lost_addresses_stand_with_what_is_removed_and_fail_no_policy_on_chains(tmp_path: Path) -> None:
    old = {
        REPAIR: SMALL[REPAIR] + "former_ids: [it/fix]\n",
        f"{HR}/services/pay.yml": "name: Pay\nsummary: P.\n",
    }
    files = {
        REPAIR: SMALL[REPAIR],
        f"{HR}/services/pay.yml": None,
        f"{HR}/department.yml": "name: HR\nsummary: All.\nhead: hr/head\n",
    }
    report(tmp_path, files, old)
    args = ("diff", "HEAD", "--root", str(tmp_path), *DAY)
    changes = json.loads(run(*args, "--format", "json").stdout)["changes"]
    assert [(change["code"], change["effect"]) for change in changes] == [
        ("service-removed", "removed"),
        ("address-lost", "removed"),
        ("address-lost", "broken"),
        ("former-ids-changed", "changed"),
        ("text-changed", "reworded"),
    ]
    assert run(*args, "--fail-on", "broken-chain").returncode == 0
