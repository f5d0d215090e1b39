"""``servicebook check --fix`` and ``--diff``: what is mended, what is left, and what happens to the files."""

# ruff: noqa: E501  # one case a line
from __future__ import annotations

import json
import os
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from tests.support import HR, IT, SMALL, make_catalog, permissions_hold, run

from servicebook.cli import check_fixes, options
from servicebook.fixing import find_fixes
from servicebook.source.tree import Disk

LOAN = f"{IT}/services/loan.yml"
CALENDARS = "site_config/calendars.yml"
TODAY = ("--today", "2026-09-01")
HEAD = "name: Loan\nsummary: We lend it.\nroles: {owner: it/lead}\nchannels: [{type: desk, place: Room 1}]\n"


def fix(root: Path, *args: str) -> tuple[int, str, str]:
    done = run("check", "--fix", "--root", str(root), *TODAY, *args)
    return done.returncode, done.stdout, done.stderr


KINDS: list[tuple[str, str, str]] = [
    # key, id, former id, choice
    (LOAN, HEAD + "reviwed_on: 2026-08-01  # Ana\n", "reviewed_on: 2026-08-01  # Ana"),
    (LOAN, HEAD.replace("it/lead", "'lead'"), "roles: {owner: 'it/lead'}"),
    (LOAN, HEAD.replace("it/lead", "IT/Lead"), "roles: {owner: it/lead}"),
    (LOAN, HEAD + "replaced_by: it/repiar # soon\n", "replaced_by: it/repair # soon"),
    (LOAN, HEAD + 'lifecycle: "Live"  # since May\n', 'lifecycle: "live"  # since May'),
    (LOAN, HEAD + "description: |\n  # See\n  [this](service:it/repiar).\n", "[this](service:it/repair)."),
    # times
    (LOAN, HEAD + "targets:\n- measure: response_time\n  within: 2 hrs   # as agreed\n", "  within: 2 hours   # as agreed"),
    (LOAN, HEAD + "targets: [{measure: response_time, within: 2h, cutoff: 14.00}]  # x\n".replace("14.00", "'14.00'"), "within: 2 hours, cutoff: '14:00'}]  # x"),
    (LOAN, HEAD + "reviewed_on: 1.8.2026  # in the office\n", "reviewed_on: 2026-08-01  # in the office"),
    (CALENDARS, "office:\n  name: Office\n  open:\n    mon: 9-17  # as ever\n", '    mon: ["09:00-17:00"]  # as ever'),
    (CALENDARS, 'office:\n  name: Office\n  open:\n    Monday: ["09:00-17:00"]  # as ever\n', '    mon: ["09:00-17:00"]  # as ever'),
    (CALENDARS, 'office:\n  name: Office\n  open:\n    mon:\n    - 9-12 # early\n    - "13-17"\n', '    - 09:00-12:00 # early\n    - "13:00-17:00"'),
    # numbers and truth values
    (LOAN, HEAD + "targets: [{measure: availability, at_least: 99,5%}] # all of it\n".replace("99,5%", "'99,5 %'"), "at_least: 99.5}] # all of it"),
    (LOAN, HEAD + "targets:\n- {measure: response_time, within: 1 hour, compliance: 95%} # x\n", "compliance: 95} # x"),
    (LOAN, HEAD.replace("place: Room 1", "place: Room 1, preferred: yes") + "# end\n", "place: Room 1, preferred: true}]\n# end"),
    (LOAN, HEAD + "cost: 50€  # each\n", "cost: {amount: 50, currency: EUR}  # each"),
    # text that was taken for something else, and lists of one
    (LOAN, HEAD.replace("Room 1", "1") + "# end\n", 'place: "1"}]\n# end'),
    (LOAN, HEAD + "pauses_when: we wait for you  # often\n", "pauses_when: [we wait for you]  # often"),
    (LOAN, HEAD + "targets: [{measure: availability, at_least: 99,5}] # all of it\n", "at_least: 99.5}] # all of it"),
    (LOAN, HEAD.replace("{type: desk", "{type:desk") + "# end\n", "channels: [{type: desk, place"),
    (CALENDARS, "office:\n  name: Office\n  open:\n    mon-fri: 9-17  # as ever\n    sat: []\n", '    thu: ["09:00-17:00"]\n    fri: ["09:00-17:00"]  # as ever\n    sat: []'),
    (CALENDARS, "office: {name: Office, open: {Mon-Wed: [9-17], thu: []}} # as ever\n", 'tue: ["09:00-17:00"], wed: ["09:00-17:00"], thu: []}} # as ever'),
    (LOAN, HEAD.replace("owner: it/lead", "owner: [it/lead]") + "# end\n", "roles: {owner: it/lead}\n"),
    (LOAN, HEAD + "escalation: [it/lead] # late\n", "escalation: [{role: it/lead}] # late"),
    (LOAN, HEAD + "depends_on:\n- it/repair # parts\n", "- {service: it/repair} # parts"),
    (LOAN, "name: Loan\n" + HEAD + "# end\n", HEAD + "# end\n"),
    # what is there twice
    (LOAN, HEAD + "aliases: [a, b, a]  # words\n", "aliases: [a, b]  # words"),
    (LOAN, HEAD + "aliases:\n  - a\n  - b # b\n  - a\n", "aliases:\n  - a\n  - b # b\n"),
    (CALENDARS, 'office:\n  name: Office\n  open:\n    mon: ["09:00-17:00", "09:00-17:00"]\n', '    mon: ["09:00-17:00"]\n'),
    (f"{IT}/roles.yml", "lead:\n  title: Lead # of all\n  holders: [ana, ana]\n  deputies: [ben]\n", "holders: [ana]\n"),
    # what contradicts itself
    (LOAN, HEAD + "handoffs:\n- {id: order-it, by: it, within: 1 hour}\n- {id: b, by: it, within: 1 hour, after: [order-ti]} # b\n", "after: [order-it]} # b"),
    (CALENDARS, 'office:\n  name: Office\n  open:\n    mon: ["00:00-00:00"]  # all day\n', '    mon: ["00:00-24:00"]  # all day'),
    (CALENDARS, 'office:\n  name: Office\n  open:\n    mon: ["09:00-23:59"]  # late\n', '    mon: ["09:00-24:00"]  # late'),
    (CALENDARS, SMALL[CALENDARS] + "  closures:\n  - {every: 24.12. - 1.1., reason: Quiet} # all\n", "every: 12-24..01-01, reason: Quiet} # all"),
    (CALENDARS, SMALL[CALENDARS] + "  closures:\n  - every: 24 Dec # all\n    reason: Eve\n", "every: 12-24 # all"),
    (CALENDARS, SMALL[CALENDARS] + "  holidays: {country: DE, subdivision: DE-BE} # Berlin\n", "subdivision: BE} # Berlin"),
    (CALENDARS, SMALL[CALENDARS] + "  holidays: {country: DE, categories: [Public]} # Berlin\n", "categories: [public]} # Berlin"),
    # what names something else
    (LOAN, HEAD + 'description: "[this](it/repair)" # link\n', 'description: "[this](service:it/repair)" # link'),
    (LOAN, HEAD + "description: |\n  Ask [us](desk@example.org).\n", "Ask [us](mailto:desk@example.org)."),
    ("catalog/kudos.yml", "- {from: it, to: person:ana, text: Thanks, on: 2026-08-01} # !\n", "from: \"department:it\""),
    ("site_config/rules.yml", "severities: {no_deputy: off} # ours\n", "severities: {no-deputy: off} # ours"),
    ("site_config/rules.yml", "waivers:\n- {code: no-deputty, path: '**', reason: New} # ours\n", "code: no-deputy"),
    # slips of YAML
    (LOAN, HEAD.replace("name: Loan", "name:Loan") + "# end\n", "name: Loan\n"),
    (LOAN, HEAD + "description: Note: for a week # at most\n".replace(" # at most", ""), 'description: "Note: for a week"\n'),
    # ids of one's own
    (LOAN, HEAD + "handoffs:\n- {id: Order it, by: it, within: 1 hour}\n- {id: b, by: it, within: 1 hour, after: [Order it]} # b\n", "after: [order-it]} # b"),
    (CALENDARS, SMALL[CALENDARS].replace("office:", "Office:  # the only one"), "office:  # the only one"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "text", "line"), KINDS)
def test_each_safe_kind_is_mended_and_comments_stay(tmp_path: Path, path: str, text: str, line: str) -> None:
    root = make_catalog(tmp_path, {path: text}, base=SMALL)
    status, out, err = fix(root)
    mended = (root / path).read_text()
    assert line in mended
    assert (status, err) == (0, "")
    assert "Fixed " in out
    assert [word for word in text.split() if "#" in word] == [word for word in mended.split() if "#" in word]
    again = fix(root)[1]
    assert "0 errors" in again
    assert "fixed[" not in again


@pytest.mark.parametrize(
    "value",
    ["reviewed_on: 1/8/2026", "targets: [{measure: response_time, within: 2 days}]", "replaced_by: it/mend", "lifecycle: going", "targets: [{measure: quality, at_least: most}]", "// lifecycle: planned", "--lifecycle: planned"],
)  # fmt: skip
def test_what_is_in_doubt_stays(tmp_path: Path, value: str) -> None:
    root = make_catalog(tmp_path, {LOAN: HEAD + value + "\n"}, base=SMALL)
    status, out, _ = fix(root)
    assert status == 1
    assert "fixed[" not in out
    assert (root / LOAN).read_text() == HEAD + value + "\n"


def test_bytes_of_windows_files_stay(tmp_path: Path) -> None:
    text = (HEAD + "reviewed_on: '1.8.2026'\t# ü\nreview_every: 1 year\n\n\n").replace("\n", "\r\n")
    root = make_catalog(tmp_path, {LOAN: b"\xef\xbb\xbf" + text.encode()}, base=SMALL)
    (root / LOAN).chmod(0o640)
    assert fix(root)[0] == 0
    after = text.replace("1.8.2026", "2026-08-01").replace("1 year", "12 months")
    assert (root / LOAN).read_bytes() == b"\xef\xbb\xbf" + after.encode()
    assert (root / LOAN).stat().st_mode & 0o777 == 0o640


FAULTY = {
    LOAN: HEAD
    + "targtes: [{measure: response_time, within: 2 hrs}]  # a\nreplaced_by: it/repiar\nnothing: 1\n",
    f"{HR}/department.yml": "name: HR\nsummary: People.\nhead: hr/haed\n",
}


def test_what_hides_behind_faults_is_mended_and_what_is_left_is_said(tmp_path: Path) -> None:
    status, out, err = fix(make_catalog(tmp_path, FAULTY, base=SMALL))
    assert (status, err) == (1, "")
    fixed, left = out.split("\n\n", 1)
    assert fixed.splitlines() == [
        f"{HR}/department.yml:3:7: fixed[unknown-role]: hr/haed → hr/head",
        f"{LOAN}:5:1: fixed[unknown-key]: targtes → targets",
        f"{LOAN}:5:44: fixed[bad-duration]: 2 hrs → 2 hours",
        "Fixed 3 problems in 2 files.",
    ]
    assert left.startswith(f"{LOAN}:7:1: error[unknown-key]: ")
    assert left.endswith("\n\n1 error, 0 warnings in 9 files.\n")


def test_references_of_a_file_are_mended_once_the_file_is_valid(tmp_path: Path) -> None:
    root = make_catalog(tmp_path, FAULTY | {LOAN: FAULTY[LOAN].replace("nothing: 1\n", "")}, base=SMALL)
    assert fix(root)[0] == 0
    assert "replaced_by: it/repair\n" in (root / LOAN).read_text()


def test_diff_shows_what_fix_does_and_writes_nothing(tmp_path: Path) -> None:
    files = FAULTY | {LOAN: "\ufeff" + FAULTY[LOAN].replace("\n", "\r\n").removesuffix("\r\n")}
    root = make_catalog(tmp_path / "a", files, base=SMALL)
    before = {path: (root / path).read_bytes() for path in files}
    done = run("check", "--diff", "--root", str(root), *TODAY)
    assert done.returncode == 1
    assert done.stderr == "Would fix 3 problems in 2 files. Would be left: 1 error, 0 warnings in 9 files.\n"
    assert {path: (root / path).read_bytes() for path in files} == before
    fixed = shutil.copytree(root, tmp_path / "b")
    assert fix(fixed)[0] == 1
    (root / "diff").write_bytes(done.stdout.encode())
    subprocess.run(["git", "apply", "--unsafe-paths", "diff"], cwd=root, check=True)
    assert {path: (root / path).read_bytes() for path in files} == {path: (fixed / path).read_bytes() for path in files}  # fmt: skip
    assert (fixed / LOAN).read_bytes() != before[LOAN]


def test_diff_of_nothing_is_0(tmp_path: Path) -> None:
    done = run("check", "--diff", "--root", str(make_catalog(tmp_path, {}, base=SMALL)), *TODAY)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.startswith("Nothing can be fixed without a decision of yours. 0 errors")


def test_diff_wins_over_fix_and_refuses_other_formats(tmp_path: Path) -> None:
    root = make_catalog(tmp_path, FAULTY, base=SMALL)
    assert fix(root, "--diff")[0] == 1
    assert (root / LOAN).read_text() == FAULTY[LOAN]
    assert fix(root, "--diff", "--format", "json") == (2, "", "servicebook check: --diff prints a diff, so leave out --format json\n")  # fmt: skip

    done = run("check", "--diff", "--since", "HEAD", "--root", str(root))
    assert done.returncode == 2
    assert "leave out --report and --since" in done.stderr


@pytest.mark.parametrize("name", ["json", "sarif", "gitlab"])
def test_formats_for_programs_have_what_is_left_and_stay_whole(tmp_path: Path, name: str) -> None:
    root = make_catalog(tmp_path, FAULTY, base=SMALL)
    status, out, err = fix(root, "--format", name)
    assert status == 1
    assert "unknown-key" in json.dumps(json.loads(out))
    assert "bad-duration" not in out
    assert err.endswith("Fixed 3 problems in 2 files.\n")


def test_files_that_may_not_be_written_are_2_and_none_is(tmp_path: Path) -> None:
    root = make_catalog(tmp_path, FAULTY, base=SMALL)
    (root / LOAN).chmod(0o444)
    with permissions_hold():
        done = run("check", "--fix", "--root", str(root), *TODAY)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"servicebook check: cannot write {LOAN}: Permission denied; nothing was changed\n"
    assert {path: (root / path).read_text() for path in FAULTY} == FAULTY


def test_files_that_somebody_changed_meanwhile_are_2_and_stay_theirs(tmp_path: Path) -> None:
    root = make_catalog(tmp_path, FAULTY, base=SMALL)
    fixes = find_fixes(Disk(root), date(2026, 9, 1))
    (root / LOAN).write_text("name: Theirs\n")
    with pytest.raises(options.CannotRunError, match=f"{LOAN} has changed meanwhile; try again; nothing was"):
        check_fixes.write_fixes(root, fixes)
    assert (root / LOAN).read_text() == "name: Theirs\n"
    assert (root / f"{HR}/department.yml").read_text() == FAULTY[f"{HR}/department.yml"]


def test_symbolic_links_stay_and_their_file_is_mended_once(tmp_path: Path) -> None:
    repair = f"{IT}/services/repair.yml"
    root = make_catalog(
        tmp_path, {repair: HEAD + "review_every: 1 year\nreviewed_on: 1.8.2026\n"}, base=SMALL
    )
    (root / LOAN).symlink_to("repair.yml")
    status, out, _ = fix(root)
    assert (status, out.count("fixed[")) == (0, 2)
    assert (root / LOAN).is_symlink()
    assert (root / repair).read_text() == HEAD + "review_every: 12 months\nreviewed_on: 2026-08-01\n"


def test_from_below_the_repository_it_says_where_to_go(tmp_path: Path) -> None:
    root = make_catalog(tmp_path, FAULTY | {"mkdocs.yml": "site_name: X\n"}, base=SMALL)
    done = run("check", "--fix", cwd=root / IT)
    assert done.returncode == 2
    assert "--root ../../.." in done.stderr
    done = run("check", "--fix", *TODAY, "--root", os.path.relpath(root, root / IT), cwd=root / IT)
    assert "Fixed 3 problems" in done.stdout


def test_the_report_says_how_many_can_be_fixed(tmp_path: Path) -> None:
    done = run("check", "--root", str(make_catalog(tmp_path, FAULTY, base=SMALL)), *TODAY)
    assert done.stdout.endswith("2 of them can be fixed by: servicebook check --fix\n")


def test_whoever_makes_the_fixes_of_sarif_gets_the_same(tmp_path: Path) -> None:
    text = (
        HEAD.replace("place: Room 1", 'place: "😀 e\u0301 Room", preferred: yes')
        + "cost: 50€\nreviewed_on: 1.8.2026\n"
    )
    root = make_catalog(tmp_path, {LOAN: text}, base=SMALL)
    run_of_check = json.loads(run("check", "--format", "sarif", "--root", str(root), *TODAY).stdout)["runs"][
        0
    ]
    assert run_of_check["columnKind"] == "unicodeCodePoints"
    changes = [change for result in run_of_check["results"] for fix in result.get("fixes", ()) for change in fix["artifactChanges"]]  # fmt: skip
    assert {change["artifactLocation"]["uri"] for change in changes} == {LOAN}
    lines = text.split("\n")
    for replacement in reversed([one for change in changes for one in change["replacements"]]):
        region = replacement["deletedRegion"]
        assert region["startLine"] == region["endLine"]
        line = lines[region["startLine"] - 1]
        before, behind = line[: region["startColumn"] - 1], line[region["endColumn"] - 1 :]
        lines[region["startLine"] - 1] = before + replacement["insertedContent"]["text"] + behind
    assert fix(root)[0] == 0
    assert "\n".join(lines) == (root / LOAN).read_text() != text


def test_a_space_is_told_where_it_was_put(tmp_path: Path) -> None:
    root = make_catalog(tmp_path, {LOAN: HEAD.replace("summary: We", "summary:We")}, base=SMALL)
    assert fix(root)[1].splitlines()[0] == f"{LOAN}:2:9: fixed[yaml-syntax]: space added"
