"""What is new since a revision, what stands and what was cured: real repositories, compared with what lies on disk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest
from tests.git_repository import commit, git
from tests.support import HR, IT, SMALL, make_catalog, opened, run, write

from servicebook.cli.since import since_then
from servicebook.comparing.problems import Revision, SinceThen
from servicebook.problems import Problem

LOAN = f"{IT}/services/loan.yml"
REPAIR = f"{IT}/services/repair.yml"
OWNERLESS = "name: Loan\nsummary: We lend it.\ntargets: [{measure: response_time, within: 4 hours}]\n"


def since(root: Path, revision: str = "HEAD") -> SinceThen:
    """What lies there now, compared with a revision."""
    name = Revision(git(root, "rev-parse", revision), revision)
    found = since_then("check", root, revision, name, opened(root))
    assert found is not None
    return found


def codes(problems: Iterable[Problem]) -> list[str]:
    return [f"{problem.code} {problem.place.path}:{problem.place.line}" for problem in problems]


def changed(
    root: Path, before: Mapping[str, str], after: Mapping[str, str | None], base: Mapping[str, str] = SMALL
) -> SinceThen:
    """A catalog that is committed and then changed (None: removed), compared with the commit."""
    make_catalog(root, before, base=base)
    commit(root)
    for path, text in after.items():
        if text is None:
            (root / path).unlink()
        else:
            write(root, {path: text})
    return since(root)


def test_what_is_new_what_stands_and_what_was_cured(tmp_path: Path) -> None:
    found = changed(
        tmp_path,
        {LOAN: OWNERLESS, f"{IT}/services/old.yml": "name: Old\nsummary: Old.\nowner: x\n"},
        {f"{IT}/services/old.yml": None, f"{HR}/services/pay.yml": "name: Pay\nsummery: Pay.\n"},
    )
    assert codes(found.new) == [f"unknown-key {HR}/services/pay.yml:2"]
    assert f"no-owner {LOAN}:1" in codes(found.standing)
    assert codes(found.cured) == [f"unknown-key {IT}/services/old.yml:3"]


def test_a_line_that_a_message_names_does_not_make_it_new(tmp_path: Path) -> None:
    twice = (
        "targets:\n- {measure: response_time, within: 1 hour}\n- {measure: response_time, within: 2 hours}\n"
    )
    before = f"name: Loan\nsummary: We lend it.\nroles: {{owner: it/lead}}\n{twice}"
    found = changed(tmp_path, {LOAN: before}, {LOAN: f"# Loans\n{before}"})
    assert "(line 6)" in " ".join(problem.message for problem in found.standing)
    assert (found.new, found.cured) == ((), ())


def test_lines_above_do_not_make_a_problem_new(tmp_path: Path) -> None:
    bad = "channels:\n  - {type: email, address: it@example.org, hours: none-such}\n"
    before = f"{OWNERLESS}{bad}"
    longer = OWNERLESS.replace("summary", "description: More.\nsummary")
    after = f"# a comment\n\n{longer}{bad}"
    found = changed(tmp_path, {LOAN: before}, {LOAN: after})
    assert found.standing
    assert (found.new, found.cured) == ((), ())


def test_an_entry_before_another_in_a_list_does_not_make_its_problem_new(tmp_path: Path) -> None:
    def service(*measures: str) -> str:
        targets = "".join(f"  - {{measure: {measure}}}\n" for measure in measures)
        return f"name: Loan\nsummary: We lend it.\nroles: {{owner: it/lead}}\ntargets:\n{targets}"

    found = changed(tmp_path, {LOAN: service("slow")}, {LOAN: service("slower", "slow")})
    assert [p.message for p in found.new if p.code == "bad-value"] == [
        p.message for p in opened(tmp_path).problems if "slower" in p.message
    ]
    assert [p.place.line for p in found.standing if p.code == "bad-value"] == [6]


def test_the_same_once_more_is_new_once(tmp_path: Path) -> None:
    link = "[x](y.md)"
    question = "- {{question: {}, answer: '{}'}}\n".format
    before = question("Why?", link)
    after = question("How?", f"{link} and again {link}") + before
    found = changed(tmp_path, {f"{IT}/faqs.yml": before}, {f"{IT}/faqs.yml": after})
    dead = [p for p in opened(tmp_path).problems if p.code == "dead-link"]
    assert len(dead) >= 2
    assert len({p.message for p in dead}) == 1
    assert codes(p for p in found.standing if p.code == "dead-link") == [f"dead-link {IT}/faqs.yml:2"]
    assert len(found.new) == len(dead) - 1
    assert found.cured == ()


def test_another_value_at_the_same_place_is_new_and_the_one_before_is_cured(tmp_path: Path) -> None:
    wrong = SMALL[REPAIR].replace("it/lead", "it/leed")
    found = changed(tmp_path, {REPAIR: wrong}, {REPAIR: wrong.replace("it/leed", "it/laed")})
    assert [(p.code, '"it/laed"' in p.message) for p in found.new] == [("unknown-role", True)]
    assert [(p.code, '"it/leed"' in p.message) for p in found.cured] == [("unknown-role", True)]


def test_what_a_former_id_explains_stands(tmp_path: Path) -> None:
    found = changed(
        tmp_path,
        {
            LOAN: OWNERLESS,
            f"{IT}/roles.yml": SMALL[f"{IT}/roles.yml"] + "spare: {title: Spare, holders: []}\n",
        },
        {
            LOAN: None,
            f"{IT}/services/lending.yml": OWNERLESS.replace("Loan", "Lending") + "former_ids: [it/loan]\n",
            f"{IT}/roles.yml": SMALL[f"{IT}/roles.yml"]
            + "reserve: {title: Reserve, holders: [], former_ids: [it/spare]}\n",
        },
    )
    assert found.new == found.cured == ()
    assert {problem.code for problem in found.standing} >= {"no-owner", "vacant-role", "unused-role"}


def test_a_department_that_was_renamed_by_the_command_has_nothing_new(tmp_path: Path) -> None:
    make_catalog(
        tmp_path, {LOAN: OWNERLESS, f"{IT}/faqs.yml": "- {question: Why?, answer: '[x](y.md)'}\n"}, base=SMALL
    )
    commit(tmp_path)
    before = len(opened(tmp_path).problems)
    assert run("rename", "department:it", "ict", "--root", str(tmp_path)).returncode == 0
    commit(tmp_path)
    found = since(tmp_path, "HEAD~1")
    assert (codes(found.new), codes(found.cured)) == ([], [])
    assert len(found.standing) == before > 1


def test_a_department_that_was_renamed_and_is_not_committed_has_nothing_new(tmp_path: Path) -> None:
    questions = "- {question: Why?, answer: '[x](y.md)'}\n"
    make_catalog(tmp_path, {LOAN: OWNERLESS, f"{IT}/faqs.yml": questions}, base=SMALL)
    commit(tmp_path)
    assert run("rename", "department:it", "ict", "--root", str(tmp_path)).returncode == 0
    found = since(tmp_path)
    assert (codes(found.new), codes(found.cured)) == ([], [])
    assert "dead-link catalog/departments/ict/faqs.yml:1" in codes(found.standing)


def test_a_file_that_git_sees_moved_keeps_its_problems(tmp_path: Path) -> None:
    make_catalog(tmp_path, {LOAN: OWNERLESS}, base=SMALL)
    commit(tmp_path)
    (tmp_path / LOAN).rename(tmp_path / f"{HR}/lending.yml")
    (tmp_path / f"{HR}/services").mkdir()
    (tmp_path / f"{HR}/lending.yml").rename(tmp_path / f"{HR}/services/lending.yml")
    commit(tmp_path)
    found = since(tmp_path, "HEAD~1")
    assert "no-owner" in {problem.code for problem in found.standing}
    # HR has neither hours nor a way to ask, which the service had from IT
    assert {p.code for p in found.new} == {"no-hours", "no-channel"}
    assert codes(found.cured) == []


def test_a_name_that_changed_does_not_make_its_problem_new(tmp_path: Path) -> None:
    found = changed(tmp_path, {LOAN: OWNERLESS}, {LOAN: OWNERLESS.replace("Loan", "Lending")})
    assert (found.new, found.cured) == ((), ())


def test_a_warning_that_is_an_error_now_is_new(tmp_path: Path) -> None:
    found = changed(tmp_path, {LOAN: OWNERLESS}, {"site_config/rules.yml": "severities: {no-owner: error}\n"})
    assert [(p.code, p.severity.value) for p in found.new] == [("no-owner", "error")]
    assert found.cured == ()


def test_an_error_that_is_a_warning_now_stands(tmp_path: Path) -> None:
    files = {LOAN: OWNERLESS, "site_config/rules.yml": "severities: {no-owner: error}\n"}
    found = changed(tmp_path, files, {"site_config/rules.yml": None})
    assert (found.new, found.cured) == ((), ())


def test_what_is_waived_now_is_not_cured_and_what_is_no_longer_is_new(tmp_path: Path) -> None:
    waiver = {"site_config/rules.yml": 'waivers: [{code: no-owner, path: "**/loan.yml", reason: Later}]\n'}
    found = changed(tmp_path / "waived", {LOAN: OWNERLESS}, waiver)
    assert (found.new, found.cured) == ((), ())
    found = changed(
        tmp_path / "unwaived", {LOAN: OWNERLESS, **waiver}, {"site_config/rules.yml": "waivers: []\n"}
    )
    assert (codes(found.new), found.cured) == ([f"no-owner {LOAN}:1"], ())


def test_what_time_alone_has_brought_stands(tmp_path: Path) -> None:
    """The review was not yet due on the day of the commit, but both sides are looked at on the same day."""
    overdue = SMALL[REPAIR] + "reviewed_on: 2026-01-31\nreview_every: 6 months\n"
    found = changed(tmp_path, {REPAIR: overdue}, {})
    assert {p.code for p in found.standing} >= {"review-overdue"}
    assert (found.new, found.cured) == ((), ())


def test_a_file_that_cannot_be_read_any_more_cures_nothing(tmp_path: Path) -> None:
    found = changed(tmp_path, {LOAN: OWNERLESS}, {LOAN: f"{OWNERLESS}key: [\n"})
    assert [p.code for p in found.new] == ["yaml-syntax"]
    assert found.cured == ()


def test_a_file_with_a_wrong_key_cures_nothing_that_is_looked_for_after_keys(tmp_path: Path) -> None:
    found = changed(tmp_path, {LOAN: OWNERLESS}, {LOAN: f"{OWNERLESS}key: 1\n"})
    assert [p.code for p in found.new] == ["unknown-key"]
    assert "no-owner" not in {problem.code for problem in opened(tmp_path).problems}
    assert found.cured == ()


def test_a_rule_that_must_keep_silent_cures_nothing(tmp_path: Path) -> None:
    pay = OWNERLESS.replace("Loan", "Pay") + "roles: {owner: hr/head}\n"
    found = changed(tmp_path, {f"{HR}/services/pay.yml": pay}, {"site_config/calendars.yml": "office: {\n"})
    assert "no-hours" not in {problem.code for problem in opened(tmp_path).problems}
    assert [p.code for p in found.cured if p.code == "no-hours"] == []
    write(tmp_path, {"site_config/calendars.yml": SMALL["site_config/calendars.yml"]})
    assert "no-hours" in {problem.code for problem in opened(tmp_path).problems}


def test_a_department_that_cannot_be_read_cures_nothing_of_its_files(tmp_path: Path) -> None:
    found = changed(tmp_path, {LOAN: OWNERLESS}, {f"{IT}/department.yml": "name: [\n"})
    assert found.cured == ()


def test_a_reference_into_a_file_that_cannot_be_read_is_not_cured(tmp_path: Path) -> None:
    wrong = SMALL[REPAIR].replace("it/lead", "it/leed")
    found = changed(tmp_path, {REPAIR: wrong}, {f"{IT}/roles.yml": "lead: [\n"})
    assert "unknown-role" not in {problem.code for problem in opened(tmp_path).problems}
    assert found.cured == ()


def test_one_mistake_of_two_in_a_file_can_be_cured(tmp_path: Path) -> None:
    found = changed(tmp_path, {LOAN: f"{OWNERLESS}a: 1\nb: 2\n"}, {LOAN: f"{OWNERLESS}b: 2\n"})
    assert (codes(found.cured), found.new) == ([f"unknown-key {LOAN}:4"], ())


def test_what_an_unreadable_file_hid_is_new_and_the_file_is_named(tmp_path: Path) -> None:
    found = changed(tmp_path, {LOAN: f"{OWNERLESS}key: [\n"}, {LOAN: OWNERLESS})
    assert f"no-owner {LOAN}:1" in codes(found.new)
    assert [p.code for p in found.cured] == ["yaml-syntax"]
    assert found.unread == (LOAN,)


def test_an_unreadable_file_that_hid_nothing_is_not_named(tmp_path: Path) -> None:
    found = changed(tmp_path, {f"{IT}/faqs.yml": "- [\n"}, {LOAN: "name: Loan\nsummary: L.\nx: 1\n"})
    assert [p.code for p in found.new] == ["unknown-key"]
    assert found.unread == ()


def test_a_file_whose_reference_to_nothing_silenced_a_rule_is_named(tmp_path: Path) -> None:
    department = SMALL[f"{HR}/department.yml"]
    pay = OWNERLESS.replace("Loan", "Pay") + "roles: {owner: hr/head}\n"
    found = changed(
        tmp_path,
        {f"{HR}/department.yml": f"{department}sites: [nowhere]\n", f"{HR}/services/pay.yml": pay},
        {f"{HR}/department.yml": department},
    )
    assert "no-hours" in {problem.code for problem in found.new}
    assert found.unread == (f"{HR}/department.yml",)


def test_more_of_what_is_only_counted_is_new(tmp_path: Path) -> None:
    def keys(count: int) -> dict[str, str]:
        return {LOAN: OWNERLESS + "".join(f"key-{n}: 1\n" for n in range(count))}

    found = changed(tmp_path / "more", keys(150), keys(151))
    assert {problem.times for problem in found.new} == {51}
    found = changed(tmp_path / "fewer", keys(150), keys(149))
    assert found.new == ()


def test_where_there_was_no_catalog_everything_is_new(tmp_path: Path) -> None:
    commit(write(tmp_path, {"README.md": "x"}))
    make_catalog(tmp_path, {LOAN: OWNERLESS}, base=SMALL)
    found = since(tmp_path)
    assert (found.new, found.standing, found.has_catalog) == (opened(tmp_path).problems, (), False)


def test_a_catalog_compared_with_itself_has_nothing_new_and_nothing_cured(tmp_path: Path) -> None:
    nasty = {
        LOAN: OWNERLESS + "key: 1\nkey: 2\n",
        f"{IT}/services/deep.yml": "[" * 100_000,
        f"{IT}/services/merged.yml": "a: &a {x: 1}\nb: {<<: *a}\n",
        f"{IT}/services/not utf8.yml": "name: X\nsummary: X.\nlifecycle: x\n",
        f"{IT}/faqs.yml": "- {question: Why?, answer: A.}\n- {question: Why?, answer: B.}\n- {}\n",
        "catalog/stray.txt": "",
    }
    found = changed(tmp_path, nasty, {})
    assert len(found.standing) >= 7
    assert (found.new, found.cured) == ((), ())


@pytest.mark.parametrize("folder", ["", "one two/ser«vices"])
def test_the_catalog_may_lie_anywhere_in_its_repository(tmp_path: Path, folder: str) -> None:
    root = make_catalog(tmp_path / folder, {LOAN: OWNERLESS}, base=SMALL)
    commit(tmp_path)
    git(
        tmp_path,
        "mv",
        f"{root.relative_to(tmp_path)}/{LOAN}",
        f"{root.relative_to(tmp_path)}/{IT}/services/lent.yml",
    )
    found = since(root)
    assert (found.new, found.cured) == ((), ())
    assert "no-owner" in {problem.code for problem in found.standing}
