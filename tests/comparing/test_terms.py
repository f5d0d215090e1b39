"""Agreements that were accepted and whose terms are others now: what differs is told, whatever file it is in."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.git_repository import commit
from tests.support import HR, IT, SMALL, make_catalog, run, write

DAY = ("--today", "2026-09-01")
REPAIR = f"{IT}/services/repair.yml"
AGREEMENT = "catalog/agreements/it-hr.yml"
HOUSE = {
    **SMALL,
    AGREEMENT: (
        "name: Quick repairs\nprovider: it\ncustomer: hr\ncovers: [it/repair]\n"
        "targets: [{measure: fulfillment_time, priority: high, within: 2 hours, compliance: 90}]\n"
    ),
    "site_config/calendars.yml": SMALL["site_config/calendars.yml"]
    + 'night:\n  name: Day and night\n  open: {mon: ["00:00-24:00"]}\n',
}


def accepted(root: Path, files: Mapping[str, str] = HOUSE) -> str:
    """A committed catalog whose agreement both have accepted; the file of the agreement."""
    make_catalog(root, files, base={})
    for party, role in (("it", "it/lead"), ("hr", "hr/head")):
        done = run("accept", "it-hr", "--party", party, "--by", role, "--root", str(root), *DAY)
        assert done.returncode == 0, done.stderr
    commit(root)
    return (root / AGREEMENT).read_text()


def report(root: Path) -> Any:
    done = run("diff", "HEAD", "--root", str(root), "--format", "json", *DAY)
    assert done.returncode == 0, done.stdout
    return json.loads(done.stdout)


def lines(root: Path) -> list[str]:
    """What is told of the terms, in the report for people."""
    told = run("diff", "HEAD", "--root", str(root), *DAY).stdout
    start = told.index("terms changed: Quick repairs, agreement it-hr\n")
    return [line.strip() for line in told[start:].splitlines()[1:] if line.startswith("  ")]


def test_what_differs_is_told_in_words_and_the_command_accepts_just_that(tmp_path: Path) -> None:
    agreement = accepted(tmp_path)
    write(tmp_path, {AGREEMENT: agreement.replace("2 hours", "2 working days").replace("90", "50")})
    found = report(tmp_path)
    [change] = [c for c in found["changes"] if c["code"] == "agreement-terms-changed"]
    assert (change["effect"], change["kind"], change["object"]) == ("terms changed", "agreement", "it-hr")
    promise = "it/repair [fulfillment_time, high]"
    assert change["before"] == {promise: {"within": "2 hours", "hours": "office", "compliance": 90}}
    assert change["after"] == {promise: {"within": "2 working days", "hours": "office", "compliance": 50}}
    assert [one["department"] for one in change["affected"]] == ["hr", "it"]
    assert lines(tmp_path)[0] == (
        "Repair, Done (High): within 2 working days, in 50 of 100 cases; before: within 2 hours, in 90 of 100 cases"
    )
    asked = [one for one in found["approvals"] if one["reason"] == "terms"]
    assert [(one["department"], one["role"], one["people"]) for one in asked] == [
        ("hr", "hr/head", ["ben"]),
        ("it", "it/lead", ["ana"]),
    ]
    comment = run("diff", "HEAD", "--root", str(tmp_path), "--format", "markdown", *DAY).stdout
    for approval in asked:
        [command] = approval["commands"]
        assert f"<br>`{command}`" in comment
        assert run(*command.split()[1:], "--root", str(tmp_path), *DAY).returncode == 0
    assert "terms changed" not in run("diff", "HEAD", "--root", str(tmp_path), *DAY).stdout


def test_terms_change_with_the_service_and_its_department_too(tmp_path: Path) -> None:
    """Of the agreement's own file nothing is changed."""
    accepted(tmp_path)
    write(
        tmp_path,
        {
            REPAIR: SMALL[REPAIR].replace("4 hours", "8 hours"),
            f"{IT}/department.yml": SMALL[f"{IT}/department.yml"].replace("hours: office", "hours: night")
            + "targets: [{measure: accuracy, stated: As good as new.}]\n",
        },
    )
    assert lines(tmp_path)[3] == (
        "until it is accepted again, Repair is promised as to everybody: Done (High): nothing"
    )
    assert lines(tmp_path)[4] == "because of IT (better and worse, tightened) and Repair (better and worse)"
    assert lines(tmp_path)[:3] == [
        "Repair, Done (High): within 2 hours, counted on Day and night; before: within 2 hours, counted on Office",
        "Repair, First reply: within 8 hours, counted on Day and night; before: within 4 hours, counted on Office",
        "Repair, Accuracy: As good as new., counted on Day and night (new)",
    ]


def test_services_that_are_covered_no_longer_are_told(tmp_path: Path) -> None:
    other = {f"{IT}/services/loan.yml": "name: Loan\nsummary: L.\n"}
    agreement = accepted(tmp_path, {**HOUSE, **other})
    write(tmp_path, {AGREEMENT: agreement.replace("[it/repair]", "[it/loan]")})
    assert lines(tmp_path)[:3] == [
        "Loan, Done (High): within 2 hours, in 90 of 100 cases, counted on Office (new)",
        "Repair, Done (High): no longer promised; before: within 2 hours, in 90 of 100 cases, counted on Office",
        "Repair, First reply: promised to everybody, and no longer by agreement",
    ]


def test_what_everybody_is_promised_is_told_where_the_agreement_is_or_was_another(tmp_path: Path) -> None:
    target = "{measure: response_time, within: 1 hour}"
    other = {f"{IT}/services/loan.yml": f"name: Loan\nsummary: L.\ntargets: [{target}]\n"}
    covers = HOUSE[AGREEMENT].replace("[it/repair]", "[it/repair, it/loan]")
    shorter = covers.replace("targets: [", "targets: [{measure: response_time, within: 10 minutes}, ")
    agreement = accepted(tmp_path, {**HOUSE, **other, AGREEMENT: shorter})
    write(tmp_path, {AGREEMENT: agreement.replace("[it/repair, it/loan]", "[it/repair]")})
    told = lines(tmp_path)
    assert (
        "Loan, First reply: no longer by agreement; what everybody is promised: within 1 hour; "
        "before: within 10 minutes"
    ) in told
    assert (
        "until it is accepted again, Repair is promised as to everybody: First reply: within 4 hours; "
        "Done (High): nothing"
    ) in told


def test_what_nobody_had_accepted_or_all_accept_again_is_no_change_of_terms(tmp_path: Path) -> None:
    make_catalog(tmp_path / "new", HOUSE, base={})
    commit(tmp_path / "new")
    write(tmp_path / "new", {AGREEMENT: HOUSE[AGREEMENT].replace("2 hours", "9 hours")})
    assert "terms changed" not in run("diff", "HEAD", "--root", str(tmp_path / "new"), *DAY).stdout
    agreement = accepted(tmp_path / "old")
    write(tmp_path / "old", {AGREEMENT: agreement.replace("Quick", "Quickest")})
    assert [change["effect"] for change in report(tmp_path / "old")["changes"]] == ["reworded"]


def test_a_renamed_service_says_that_only_its_id_is_another_one(tmp_path: Path) -> None:
    agreement = accepted(tmp_path)
    (tmp_path / REPAIR).unlink()
    write(
        tmp_path,
        {
            f"{IT}/services/mending.yml": SMALL[REPAIR] + "former_ids: [it/repair]\n",
            AGREEMENT: agreement.replace("it/repair", "it/mending"),
        },
    )
    assert lines(tmp_path)[0] == ("what is promised is the same; a service or a department has another id")


def test_nobody_hears_of_hr_but_the_parties(tmp_path: Path) -> None:
    write(
        tmp_path, {f"{HR}/services/pay.yml": "name: Pay\nsummary: P.\ndepends_on: [{service: it/repair}]\n"}
    )
    accepted(tmp_path)
    write(tmp_path, {REPAIR: SMALL[REPAIR].replace("4 hours", "8 hours")})
    [terms] = [c for c in report(tmp_path)["changes"] if c["effect"] == "terms changed"]
    assert {one["because"] for one in terms["affected"]} == {'it is a party to "Quick repairs"'}


def test_acceptances_are_told_without_their_hashes(tmp_path: Path) -> None:
    make_catalog(tmp_path, HOUSE, base={})
    commit(tmp_path)
    args = ("--root", str(tmp_path), *DAY)
    assert run("accept", "it-hr", "--party", "hr", "--by", "hr/head", *args).returncode == 0
    told = run("diff", "HEAD", *args).stdout
    assert "  hr accepted what is promised now, by hr/head on 2026-09-01\n" in told
    commit(tmp_path)
    accepted_by_hr = (tmp_path / AGREEMENT).read_text()
    write(tmp_path, {AGREEMENT: re.sub("sha256-[0-9a-f]{32}", f"sha256-{'0' * 32}", accepted_by_hr)})
    assert "  an acceptance stands for other terms than those of now\n" in run("diff", "HEAD", *args).stdout
    write(tmp_path, {AGREEMENT: HOUSE[AGREEMENT]})
    told = run("diff", "HEAD", *args).stdout
    assert "  the acceptance by hr of 2026-09-01 is deleted\n" in told
    assert "sha256" not in told.partition("To be agreed with:")[0].partition("New problems:")[0]
