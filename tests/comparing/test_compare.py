"""What has changed between two revisions: objects and fields, by the command that tells it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from tests.git_repository import commit, git
from tests.support import HR, IT, SMALL, make_catalog, run, write

REPAIR = f"{IT}/services/repair.yml"
DAY = ("--today", "2026-09-01")


def diff(root: Path, *args: str) -> Any:
    done = run("diff", *args, "--root", str(root), "--format", "json", *DAY)
    assert done.returncode == 0, done.stdout
    return json.loads(done.stdout)


def changed(root: Path, after: Mapping[str, str | None], before: Mapping[str, str] = {}) -> list[Any]:
    """What has changed since a commit by files (None: removed): code, object, field, effect."""
    make_catalog(root, before, base=SMALL)
    commit(root)
    for path, text in after.items():
        if text is None:
            (root / path).unlink()
        else:
            write(root, {path: text})
    changes = diff(root, "HEAD")["changes"]
    return [(one["code"], one["object"], one["field"], one["effect"]) for one in changes]


def test_a_catalog_does_not_differ_from_itself(tmp_path: Path) -> None:
    assert changed(tmp_path, {}) == []


def test_counting_is_no_change_of_what_is_promised(tmp_path: Path) -> None:
    row = "service: it/repair, measure: response_time, counted: 9, kept"
    before = {"catalog/results/it/2025.yml": f"2025-10:\n  results:\n    - {{{row}: 9}}\n"}
    after = {
        "catalog/results/it/2025.yml": None,
        "catalog/results/it/2026.yml": f"2026-07:\n  results:\n    - {{{row}: 8}}\n  notes: {{it/repair: Hot.}}\n",
    }
    assert changed(tmp_path, after, before) == []


def test_results_follow_a_service_to_its_new_id_without_a_change_of_their_own(tmp_path: Path) -> None:
    row = "service: it/{own}, measure: response_time, counted: 9, kept: 9"
    results = "catalog/results/it/2026.yml"
    text = f"2026-07:\n  results:\n    - {{{row}}}\n  notes:\n    it/{{own}}: Hot.\n"
    moved = SMALL[REPAIR] + "former_ids: [it/repair]\n"
    found = changed(
        tmp_path,
        {REPAIR: None, f"{IT}/services/fix.yml": moved, results: text.replace("{own}", "fix")},
        {results: text.replace("{own}", "repair")},
    )
    assert {kind for _, kind, _, _ in found} <= {"it/fix"}


def test_comments_order_and_style_are_no_change(tmp_path: Path) -> None:
    reworked = (
        "# All about repairs\n"
        "roles:\n  owner: it/lead\n"
        "summary: 'We mend it.'\n\n"
        "targets:\n  - within: 4 hours  # of the office\n    measure: response_time\n"
        "name: Repair\n"
    )
    assert changed(tmp_path, {REPAIR: reworked}) == []


def test_fields_of_each_family(tmp_path: Path) -> None:
    service = SMALL[REPAIR]
    after = (
        service.replace("We mend it.", "We mend it all.").replace("it/lead", "hr/head")
        + "audience: [staff]\ncost: free\n"
    )
    files = {"site_config/audiences.yml": "staff: {name: Staff}\nall: {name: All}\n"}
    assert changed(tmp_path, {REPAIR: after}, {**files, REPAIR: f"{service}audience: [staff, all]\n"}) == [
        ("audience-changed", "it/repair", "audience", "narrowed"),
        ("owner-changed", "it/repair", "roles.owner", "handed over"),
        ("cost-changed", "it/repair", "cost", "changed"),
        ("text-changed", "it/repair", "summary", "reworded"),
    ]


def test_objects_that_come_and_go(tmp_path: Path) -> None:
    loan = "name: Loan\nsummary: We lend it.\nlifecycle: retired\n"
    assert changed(tmp_path, {REPAIR: None, f"{IT}/services/loan.yml": loan}) == [
        ("service-removed", "it/repair", None, "removed"),
        ("address-lost", "it/repair", None, "removed"),
        ("service-added", "it/loan", None, "added"),
    ]


def test_a_moved_service_is_the_same_service_and_references_follow(tmp_path: Path) -> None:
    """Moved by hand, as ``former_ids`` say; who refers to it has to follow, and that is no change."""
    assert changed(
        tmp_path,
        {
            REPAIR: None,
            f"{IT}/services/mending.yml": SMALL[REPAIR] + "former_ids: [it/repair]\n",
            f"{HR}/services/other.yml": "name: Other\nsummary: O.\ndepends_on: [{service: it/mending}]\n",
        },
        {f"{HR}/services/other.yml": "name: Other\nsummary: O.\ndepends_on: [{service: it/repair}]\n"},
    ) == [
        ("service-moved", "it/mending", None, "moved"),
        ("former-ids-changed", "it/mending", "former_ids", "changed"),
    ]


def test_questions_move_along_with_their_service(tmp_path: Path) -> None:
    asked = SMALL[REPAIR] + "faqs: [{question: Do I keep my data?, answer: 'Yes.'}]\n"
    after = {REPAIR: None, f"{HR}/services/mending.yml": asked + "former_ids: [it/repair]\n"}
    found = changed(tmp_path, after, {REPAIR: asked})
    assert [(code, name) for code, name, _, effect in found if effect == "moved"] == [
        ("service-moved", "hr/mending")
    ]


def test_a_folder_can_be_compared_with(tmp_path: Path) -> None:
    make_catalog(tmp_path / "then", {}, base=SMALL)
    make_catalog(tmp_path / "now", {f"{HR}/services/pay.yml": "name: Pay\nsummary: P.\n"}, base=SMALL)
    found = diff(tmp_path / "now", "--base-root", str(tmp_path / "then"))
    assert [one["code"] for one in found["changes"]] == ["service-added"]


def test_two_revisions_are_compared_without_the_files_that_lie_there(tmp_path: Path) -> None:
    make_catalog(tmp_path, {}, base=SMALL)
    commit(tmp_path)
    write(tmp_path, {REPAIR: SMALL[REPAIR].replace("We mend it.", "We mend all.")})
    commit(tmp_path)
    write(tmp_path, {REPAIR: "name: [\n"})
    found = diff(tmp_path, "HEAD~1", "HEAD")
    assert [(one["field"], one["before"], one["after"]) for one in found["changes"]] == [
        ("summary", "We mend it.", "We mend all.")
    ]


def test_where_is_the_line_of_the_head_or_of_the_base_where_it_is_gone(tmp_path: Path) -> None:
    make_catalog(tmp_path, {REPAIR: SMALL[REPAIR] + "cost: free\n"}, base=SMALL)
    commit(tmp_path)
    write(tmp_path, {REPAIR: "# One\n" + SMALL[REPAIR].replace("We mend it.", "We do.")})
    places = [(one["field"], one["where"]["line"]) for one in diff(tmp_path, "HEAD")["changes"]]
    assert places == [("cost", 5), ("summary", 3)]


def test_a_fingerprint_survives_lines_above_and_other_commits(tmp_path: Path) -> None:
    make_catalog(tmp_path, {}, base=SMALL)
    commit(tmp_path)
    changed_service = SMALL[REPAIR].replace("We mend it.", "We do.")
    write(tmp_path, {REPAIR: changed_service})
    [first] = diff(tmp_path, "HEAD")["changes"]
    write(tmp_path, {REPAIR: SMALL[REPAIR], f"{IT}/services/x.yml": "name: X\nsummary: X.\n"})
    commit(tmp_path)
    write(tmp_path, {REPAIR: f"# Reworked\n\n{changed_service}"})
    [again] = diff(tmp_path, "HEAD")["changes"]
    assert first["fingerprint"] == again["fingerprint"]
    assert first["where"] != again["where"]


def failed(root: Path, *args: str) -> tuple[str, str]:
    """The first line of the report of a comparison that fails, in text, and what is said in JSON."""
    done = run("diff", *args, "--root", str(root), *DAY)
    assert (done.returncode, done.stderr.partition(": ")[0]) == (2, "servicebook diff")
    as_json = run("diff", *args, "--root", str(root), "--format", "json", *DAY)
    report = json.loads(as_json.stdout)
    assert as_json.returncode == 2
    assert next(iter(report)) == "error"
    assert "changes" not in report
    return done.stdout.splitlines()[0], done.stdout


def test_a_comparison_that_fails_never_looks_like_no_change(tmp_path: Path) -> None:
    make_catalog(tmp_path, {REPAIR: "name: [\n"}, base=SMALL)
    commit(tmp_path)
    write(tmp_path, {REPAIR: SMALL[REPAIR]})
    commit(tmp_path)
    first, out = failed(tmp_path, "HEAD~1")
    assert first.startswith("Not compared: HEAD~1")
    assert f"{REPAIR}:2:1: error[yaml-syntax]" in out
    assert failed(tmp_path, "no-such-branch")[0].startswith("Not compared: ")
    write(tmp_path, {REPAIR: "name: [\n"})
    assert failed(tmp_path, "HEAD")[0].startswith("Not compared: the files on disk")
    assert failed(tmp_path)[0].startswith("Not compared: say what to compare with")


def test_a_clone_that_lacks_the_base_says_so(tmp_path: Path) -> None:
    make_catalog(tmp_path / "far", {}, base=SMALL)
    base = commit(tmp_path / "far")
    commit(tmp_path / "far")
    git(tmp_path, "clone", "--quiet", "--depth", "1", f"file://{tmp_path}/far", "near")
    assert "shallow" in failed(tmp_path / "near", base)[0]


@pytest.mark.parametrize("fail_on", ["never", "weakened", "broken-chain"])
def test_words_alone_fail_nothing_but_any(tmp_path: Path, fail_on: str) -> None:
    make_catalog(tmp_path, {}, base=SMALL)
    commit(tmp_path)
    write(tmp_path, {REPAIR: SMALL[REPAIR].replace("We mend it.", "We do.")})
    assert run("diff", "HEAD", "--root", str(tmp_path), "--fail-on", fail_on, *DAY).returncode == 0
    assert run("diff", "HEAD", "--root", str(tmp_path), "--fail-on", "any", *DAY).returncode == 1


def test_the_order_that_readers_see_is_a_change_and_no_other(tmp_path: Path) -> None:
    priorities = "default: normal\npriorities:\n  normal: {name: Normal}\n  high: {name: High}\n"
    roles = "other: {title: Other, holders: [ben]}\nlead: {title: Lead, holders: [ana], deputies: [ben]}\n"
    before = {f"{IT}/roles.yml": "\n".join(reversed(roles.splitlines()))}
    assert changed(
        tmp_path, {"site_config/priorities.yml": priorities, f"{IT}/roles.yml": roles}, before
    ) == [("order-changed", "priorities", "order", "changed")]


def test_what_a_service_took_from_its_department_changes_with_it(tmp_path: Path) -> None:
    hr = "name: HR\nsummary: People.\nhead: hr/head\nescalation: [{role: hr/head}]\nsupport_hours: always\n"
    base = {f"{HR}/department.yml": hr}
    found = changed(
        tmp_path,
        {REPAIR: None, f"{HR}/services/repair.yml": SMALL[REPAIR] + "former_ids: [it/repair]\n"},
        base,
    )
    assert ("escalation-changed", "hr/repair", "inherited.escalation", "changed") in found
    assert ("detail-changed", "hr/repair", "inherited.support_hours", "changed") in found
    assert ("channels-changed", "hr/repair", "inherited.channels", "changed") in found
