"""What has changed, as text for a terminal, as Markdown for a comment, and as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from tests.git_repository import commit
from tests.support import IT, SMALL, make_catalog, run, write

REPAIR = f"{IT}/services/repair.yml"
DAY = ("--today", "2026-09-01")


def report(
    root: Path, after: Mapping[str, str | None], form: str, env: Mapping[str, str] | None = None
) -> str:
    """What is printed of files (None: removed) that have changed since a commit."""
    make_catalog(root, {}, base=SMALL)
    commit(root)
    for path, text in after.items():
        if text is None:
            (root / path).unlink()
        else:
            write(root, {path: text})
    done = run("diff", "HEAD", "--root", str(root), "--format", form, *DAY, env=env)
    assert done.returncode == 0, done.stderr
    return done.stdout


SLOWER = {REPAIR: SMALL[REPAIR].replace("4 hours", "8 hours")}


def test_a_paragraph_says_what_for_whom_by_how_much_and_where(tmp_path: Path) -> None:
    lines = report(tmp_path, SLOWER, "text").splitlines()
    assert lines[1] == "Before it is merged: IT has to agree, or object."
    assert lines[2].startswith("What moves most: Repair, First reply: 4 hours → 8 hours; 4 hours later")
    lines = lines[2:]
    assert lines[2:6] == [
        "weakened: Repair, service it/repair",
        "  First reply: 4 hours → 8 hours",
        lines[4],
        f"  {REPAIR}:4",
    ]
    assert lines[4].startswith("  4 hours later")


def test_reports_are_written_to_files_as_well(tmp_path: Path) -> None:
    root = make_catalog(tmp_path / "root", {}, base=SMALL)
    commit(root)
    write(root, SLOWER)
    files = {form: tmp_path / f"changes.{form}" for form in ("markdown", "json", "text")}
    reports = [part for form, file in files.items() for part in ("--report", f"{form}={file}")]
    assert run("diff", "HEAD", "--root", str(root), *reports, *DAY).returncode == 0
    assert files["markdown"].read_text().startswith("## ")
    assert json.loads(files["json"].read_text())["changes"][0]["by"]["later"]["greatest"] == "4 hours"
    assert "4 hours later" in files["text"].read_text()


def test_what_could_not_be_compared_says_so_first_in_each_form(tmp_path: Path) -> None:
    root = make_catalog(tmp_path / "root", {}, base=SMALL)
    files = {form: tmp_path / f"changes.{form}" for form in ("markdown", "json", "text")}
    reports = [part for form, file in files.items() for part in ("--report", f"{form}={file}")]
    assert run("diff", "nowhere", "--root", str(root), *reports, *DAY).returncode == 2
    assert files["markdown"].read_text().startswith("**Not compared&#58;")
    assert files["text"].read_text().startswith("Not compared:")
    assert list(json.loads(files["json"].read_text())) == ["error", "problems"]


def test_of_a_list_only_the_entries_that_came_and_went_are_said(tmp_path: Path) -> None:
    duties = "customer_duties: [Bring it., Say what happened.]\n"
    write(tmp_path, {REPAIR: SMALL[REPAIR] + duties})
    make_catalog(tmp_path, {REPAIR: SMALL[REPAIR] + duties}, base=SMALL)
    commit(tmp_path)
    write(tmp_path, {REPAIR: SMALL[REPAIR] + duties.replace("Say what happened.", "Wait.")})
    printed = run("diff", "HEAD", "--root", str(tmp_path), *DAY).stdout
    assert (
        "  What the customer does, new: Wait.\n  What the customer does, no longer: Say what happened.\n"
        in printed
    )


def test_of_a_long_text_only_what_differs_is_said(tmp_path: Path) -> None:
    same = " ".join(f"word{number}" for number in range(90))
    text = f"description: {same} before noon {same} by van.\n"
    make_catalog(tmp_path, {REPAIR: SMALL[REPAIR] + text}, base=SMALL)
    commit(tmp_path)
    write(tmp_path, {REPAIR: SMALL[REPAIR] + text.replace("noon", "night").replace("van.", "train.")})
    printed = run("diff", "HEAD", "--root", str(tmp_path), *DAY).stdout
    first = "… word87 word88 word89 before {} word0 word1 word2 word3 …"
    assert f"  Description: {first.format('noon')} → {first.format('night')}\n" in printed
    assert "  Description: … word87 word88 word89 by van. → … word87 word88 word89 by train.\n" in printed


def test_new_entries_are_sentences(tmp_path: Path) -> None:
    more = (
        "handoffs: [{id: sign, by: hr/head, does: Sign it, within: 1 working day, when: sometimes}]\n"
        "depends_on: [{service: it/repair, for: The wages}]\n"
        "escalation: [{role: it/lead}, {role: hr/head, after: 4 hours}]\n"
        "channels: [{type: email, address: it@example.org}]\n"
    )
    targets = "{measure: fulfillment_time, within: 2 working days, compliance: 90, per: month}"
    text = SMALL[REPAIR].replace("targets: [", f"targets: [{targets}, ")
    printed = report(tmp_path, {REPAIR: text + more}, "text")
    for line in (
        'New step "sign": Head: Sign it, within 1 working day, only sometimes',
        "Depends on: Repair, for: The wages (new)",
        "Escalation: Lead (new)",
        "Escalation: Head after 4 hours (new)",
        "How to ask: by e-mail (it@example.org) (new)",
        "Done: within 2 working days, in 90 of 100 cases, per month (new)",
    ):
        assert f"  {line}\n" in printed, printed


def test_a_cost_is_one_change_and_says_for_whom_it_is_worse(tmp_path: Path) -> None:
    free, paid = "cost: {amount: 0, note: Always.}\n", "cost: {amount: 4, currency: EUR, per: parcel}\n"
    make_catalog(tmp_path, {REPAIR: SMALL[REPAIR] + free}, base=SMALL)
    commit(tmp_path)
    write(tmp_path, {REPAIR: SMALL[REPAIR] + paid})
    printed = run("diff", "HEAD", "--root", str(tmp_path), *DAY).stdout
    assert "dearer: Repair, service it/repair\n  Cost: Free, Always. → € 4 per parcel\n" in printed
    made = run("diff", "HEAD", "--root", str(tmp_path), "--format", "json", *DAY).stdout
    assert [(one["field"], one["effect"]) for one in json.loads(made)["changes"]] == [("cost", "changed")]


def test_an_escalation_after_a_longer_time_is_later(tmp_path: Path) -> None:
    levels = "escalation: [{role: it/lead, after: 30 minutes}]\n"
    make_catalog(tmp_path, {REPAIR: SMALL[REPAIR] + levels}, base=SMALL)
    commit(tmp_path)
    for after, word in (("1 hour", "later"), ("10 minutes", "earlier"), ("2 working days", None)):
        write(tmp_path, {REPAIR: SMALL[REPAIR] + levels.replace("30 minutes", after)})
        printed = run("diff", "HEAD", "--root", str(tmp_path), *DAY).stdout
        assert (f"escalated {word}: Repair" if word else "changed: Repair") in printed


def test_what_is_new_says_what_it_is(tmp_path: Path) -> None:
    notice = (
        "title: New floor\nfrom: 2026-09-10\nuntil: 2026-09-12\neffect: delayed\nadds: 1 working day\n"
        "affects: {services: [it/repair]}\ntext: Dust.\n"
    )
    printed = report(tmp_path, {"catalog/notices/floor.yml": notice}, "text")
    assert "added: New floor, notice floor\n  From: 2026-09-10\n  Until: 2026-09-12\n" in printed
