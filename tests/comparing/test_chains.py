"""Chains of hand-offs and journeys that no longer hold because of somebody else's change, or do again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from tests.git_repository import commit
from tests.support import HR, IT, SMALL, make_catalog, run, write

DAY = ("--today", "2026-09-01")
WEEK = ", ".join(f'{day}: ["09:00-17:00"]' for day in ("mon", "tue", "wed", "thu", "fri"))
PARTS = f"{HR}/services/parts.yml"
REPAIR = f"{IT}/services/repair.yml"
JOURNEY = "catalog/journeys/first-day.yml"
CALENDARS = "site_config/calendars.yml"


def parts(within: str) -> str:
    return (
        "name: Parts\nsummary: We buy.\nroles: {owner: hr/head}\nsupport_hours: office\n"
        f"targets: [{{measure: fulfillment_time, within: {within}}}]\n"
    )


HOUSE = {
    **SMALL,
    CALENDARS: f"office:\n  name: Office\n  open: {{{WEEK}}}\n",
    PARTS: parts("2 working days"),
    REPAIR: (
        "name: Repair\nsummary: We mend it.\nroles: {owner: it/lead}\n"
        "targets: [{measure: fulfillment_time, within: 5 working days}]\n"
        "handoffs:\n  - {id: order, service: hr/parts}\n  - {id: fit, by: it/lead, within: 1 working days}\n"
    ),
    JOURNEY: (
        "name: First day\nsummary: One starts.\nowner: hr/head\nsteps:\n"
        "  - {id: mend, title: Get a laptop, service: it/repair}\n"
        "  - {id: parts, title: Get a bag, service: hr/parts, after: []}\n"
    ),
}
"""IT promises repairs in 5 working days, of which it needs 1 and HR 2; the first day waits for both."""


def committed(root: Path, files: Mapping[str, str] = HOUSE) -> Path:
    make_catalog(root, files, base={})
    commit(root)
    return root


def diff(root: Path, *revisions: str, fail_on: str = "never") -> Any:
    revisions = revisions or ("HEAD",)
    done = run("diff", *revisions, "--root", str(root), "--format", "json", "--fail-on", fail_on, *DAY)
    return done.returncode, json.loads(done.stdout)["changes"]


def of(changes: Any, code: str) -> Any:
    return [change for change in changes if change["code"] == code]


def paragraph(root: Path, start: str) -> list[str]:
    """The lines of a change in the report for people."""
    told = run("diff", "HEAD", "--root", str(root), *DAY).stdout
    return [line.strip() for line in told[told.index(start) :].partition("\n\n")[0].splitlines()]


def test_a_chain_breaks_by_the_change_of_another_department(tmp_path: Path) -> None:
    write(committed(tmp_path), {PARTS: parts("6 working days")})
    _, changes = diff(tmp_path)
    [broken] = of(changes, "chain-broken")
    [weakened] = of(changes, "promise-weakened")
    assert (broken["kind"], broken["object"], broken["effect"]) == ("service", "it/repair", "broken")
    assert broken["before"] == {"high": "holds", "normal": "holds"}
    assert broken["after"] == {"high": "outruns", "normal": "outruns"}
    assert broken["caused_by"] == [weakened["fingerprint"]]
    assert [(one["department"], one["distance"]) for one in broken["affected"]] == [("it", 0), ("hr", 1)]
    lines = paragraph(tmp_path, "broken: Repair, service it/repair")
    assert lines[1].startswith("asked ")
    assert "but IT has until" in lines[1] and lines[1].endswith(" late")
    assert lines[2].startswith("the way to it: order (HR) until ")
    assert lines[3:6] == [
        'the step to talk about is "order" with HR, who have 6 working days for it',
        "before, it had 2 days to spare in the worst case",
        "because of Parts (weakened)",
    ]


def test_the_worst_comes_first_and_a_policy_may_refuse_it(tmp_path: Path) -> None:
    write(committed(tmp_path), {PARTS: parts("6 working days").replace("We buy.", "We buy all.")})
    status, changes = diff(tmp_path, fail_on="broken-chain")
    assert status == 1
    effects = [change["effect"] for change in changes]
    assert effects == ["broken", "broken", "weakened", "reworded"]
    write(tmp_path, {PARTS: parts("4 working days")})
    assert of(diff(tmp_path)[1], "chain-broken") == []


def test_what_breaks_one_way_is_mended_the_other_way(tmp_path: Path) -> None:
    committed(tmp_path)
    write(tmp_path, {PARTS: parts("6 working days")})
    commit(tmp_path)
    there, back = diff(tmp_path, "HEAD~1", "HEAD")[1], diff(tmp_path, "HEAD", "HEAD~1")[1]
    assert [change["code"] for change in there] == ["chain-broken", "journey-broken", "promise-weakened"]
    assert {change["code"] for change in back} == {"chain-mended", "journey-mended", "promise-tightened"}
    assert diff(tmp_path, "HEAD", "HEAD~1", fail_on="broken-chain")[0] == 0


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        (CALENDARS, 'tue: ["09:00-17:00"]', 'tue: ["09:00-09:30"]'),
        (f"{HR}/department.yml", "name: HR\n", "name: HR\nsupport_hours: office\n"),
        (REPAIR, "5 working days", "5 working days, cutoff: '16:00'"),
    ],
)
def test_what_leaves_chains_as_they_are_is_not_told(
    tmp_path: Path, path: str, before: str, after: str
) -> None:
    write(committed(tmp_path), {path: HOUSE[path].replace(before, after)})
    _, changes = diff(tmp_path)
    assert changes and of(changes, "chain-broken") == []


def test_a_chain_of_which_nobody_can_tell_is_broken(tmp_path: Path) -> None:
    write(committed(tmp_path), {PARTS: HOUSE[PARTS].replace("fulfillment_time", "response_time")})
    [broken] = of(diff(tmp_path)[1], "chain-broken")
    assert broken["after"] == {"high": "unknown", "normal": "unknown"}
    assert paragraph(tmp_path, "broken: Repair")[1].startswith(
        "nobody can tell any more whether the promise leaves time for the hand-offs: "
    )


def test_a_new_promise_that_outruns_its_chain_is_broken_and_a_new_unknown_one_is_not(tmp_path: Path) -> None:
    committed(tmp_path)
    late = HOUSE[REPAIR].replace("5 working", "2 working").replace("Repair", "Late repair")
    unknown = HOUSE[REPAIR].replace(", within: 1 working days", "").replace("Repair", "Odd repair")
    write(tmp_path, {f"{IT}/services/late.yml": late, f"{IT}/services/odd.yml": unknown})
    assert [change["object"] for change in of(diff(tmp_path)[1], "chain-broken")] == ["it/late"]


def test_only_the_priorities_that_break_are_named(tmp_path: Path) -> None:
    both = HOUSE[REPAIR].replace(
        "targets: [", "targets: [{measure: fulfillment_time, priority: high, within: 3 working days}, "
    )
    write(committed(tmp_path, {**HOUSE, REPAIR: both}), {PARTS: parts("3 working days")})
    [broken] = of(diff(tmp_path)[1], "chain-broken")
    assert (broken["before"], broken["after"]) == ({"high": "holds"}, {"high": "outruns"})
    assert paragraph(tmp_path, "broken: Repair")[1].endswith(" late (priority High)")


def test_a_journey_whose_end_moves_says_by_which_step_and_how_much(tmp_path: Path) -> None:
    write(committed(tmp_path), {REPAIR: HOUSE[REPAIR].replace("5 working", "8 working")})
    [broken] = of(diff(tmp_path)[1], "journey-broken")
    assert (broken["object"], broken["before"], broken["after"]) == (
        "first-day", {"mend": "5 working days"}, {"mend": "8 working days"},
    )  # fmt: skip
    assert paragraph(tmp_path, "ends later: First day, journey first-day")[1:4] == [
        'it ends at another time because of the step "Get a laptop"',
        "3 working days later",
        "because of Repair (weakened)",
    ]


def test_a_step_beside_the_longest_one_moves_no_journey(tmp_path: Path) -> None:
    write(committed(tmp_path), {PARTS: parts("3 working days")})
    assert of(diff(tmp_path)[1], "journey-broken") == []


def test_a_journey_with_a_step_of_unknown_time_is_broken_and_mended_when_it_is_known(tmp_path: Path) -> None:
    committed(tmp_path)
    write(tmp_path, {PARTS: HOUSE[PARTS].replace("fulfillment_time", "response_time")})
    commit(tmp_path)
    assert len(of(diff(tmp_path, "HEAD~1", "HEAD")[1], "journey-broken")) == 1
    assert len(of(diff(tmp_path, "HEAD", "HEAD~1")[1], "journey-mended")) == 1


def test_fingerprints_of_consequences_do_not_depend_on_the_day(tmp_path: Path) -> None:
    write(committed(tmp_path), {PARTS: parts("6 working days")})
    found = []
    for day in ("2026-09-01", "2027-03-17"):
        done = run("diff", "HEAD", "--root", str(tmp_path), "--format", "json", "--today", day)
        found.append([(one["code"], one["fingerprint"]) for one in json.loads(done.stdout)["changes"]])
    assert found[0] == found[1]


@pytest.mark.parametrize("when", ["always", "sometimes"])
def test_customers_of_a_promise_that_may_not_be_kept_are_asked(tmp_path: Path, when: str) -> None:
    """Also where it fails only with a step that is done sometimes, of which nothing but a warning tells."""
    repair = HOUSE[REPAIR].replace("service: hr/parts}", f"service: hr/parts, when: {when}}}")
    sales = {
        "catalog/departments/sales/department.yml": "name: Sales\nsummary: We sell.\nhead: sales/head\n",
        "catalog/departments/sales/roles.yml": "head: {title: Head of sales, holders: [ana]}\n",
        "catalog/agreements/it-sales.yml": (
            "name: On the road\nprovider: it\ncustomer: sales\ncovers: [it/repair]\n"
        ),
    }
    root = committed(tmp_path, {**HOUSE, **sales, REPAIR: repair})
    write(root, {PARTS: parts("6 working days")})
    done = run("diff", "HEAD", "--root", str(root), "--format", "json", *DAY)
    reasons = {(one["department"], one["reason"]) for one in json.loads(done.stdout)["approvals"]}
    assert {("it", "outrun"), ("sales", "at-risk")} <= reasons
