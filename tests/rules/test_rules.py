"""Every rule on two small catalogs: one that it passes, and one whose whole report is compared."""

# ruff: noqa: E501  # one case a line
from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest
from tests.rules.cases import BASE, FOLDERS, REPORT, folder, laid_together
from tests.sites import contents
from tests.support import HR, IT, SMALL, TODAY, found, make_catalog, opened, problems

from servicebook.loading import LoadedCatalog
from servicebook.problems import NOT_RULES, Severity
from servicebook.reports.text import render
from servicebook.rules import BY_CODE, RULES

Case = Callable[[str, str], Path]
Judged = Callable[[str, str], LoadedCatalog]
CODES = [rule.CODE for rule in RULES]
WARNING_ONLY_BECAUSE_TIME_PASSES = {
    "holder-left", "interim-ended", "vacant-role", "review-overdue", "calendar-ends-soon", "agreement-lapsed",
    "stale-owners", "contact-has-left", "waiver-over",
}  # fmt: skip


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """The whole catalog of a case, laid together once."""
    root = tmp_path_factory.mktemp("rules")

    def laid(code: str, outcome: str) -> Path:
        whole = root / code / outcome
        return whole if whole.exists() else laid_together(code, outcome, whole)

    return laid


@pytest.fixture(scope="module")
def judged(case: Case) -> Judged:
    """The catalog of a case as it is today, read once."""
    return cache(lambda code, outcome: opened(case(code, outcome)))


@pytest.mark.parametrize("code", CODES)
def test_the_rule_finds_what_is_wrong_and_says_so(
    code: str, judged: Judged, golden: Callable[[Path, str], None]
) -> None:
    result = judged(code, "fails")
    assert code in {problem.code for problem in result.problems}
    golden(folder(code, "fails") / REPORT, render(result))


@pytest.mark.parametrize("code", CODES)
def test_the_rule_is_silent_where_nothing_is_wrong(code: str, judged: Judged) -> None:
    result = judged(code, "passes")
    assert not result.errors
    assert [problem for problem in result.problems if problem.code == code] == []


@pytest.mark.parametrize("code", CODES)
def test_the_failing_case_fails_by_this_rule_alone(code: str, judged: Judged) -> None:
    assert {problem.code for problem in judged(code, "fails").problems} == {code}


def test_every_case_belongs_to_a_rule() -> None:
    assert sorted(case.name.replace("_", "-") for case in FOLDERS.iterdir()) == sorted(CODES)


@pytest.mark.parametrize("outcome", ["passes", "fails"])
@pytest.mark.parametrize("code", CODES)
def test_a_case_holds_only_what_is_different_from_the_base(code: str, outcome: str) -> None:
    own = contents(folder(code, outcome))
    assert own
    assert [path for path, content in contents(BASE).items() if own.get(path) == content] == []


@pytest.mark.parametrize("rule", RULES, ids=CODES)
def test_a_rule_is_named_for_its_code_and_has_a_manual(rule: object) -> None:
    assert rule.__name__.rpartition(".")[2].replace("_", "-") == rule.CODE  # type: ignore[attr-defined]
    first, blank, *more = (rule.__doc__ or "").strip().splitlines()
    assert first.endswith(".")
    assert blank == ""
    assert more


def test_no_code_is_a_rules_and_an_errors_of_another_kind() -> None:
    assert set(NOT_RULES).isdisjoint(BY_CODE)
    assert len(BY_CODE) == len(RULES)


def test_what_only_the_passing_of_days_can_cause_is_a_warning(case: Case, judged: Judged) -> None:
    assert {BY_CODE[code].SEVERITY for code in WARNING_ONLY_BECAUSE_TIME_PASSES} == {Severity.WARNING}
    for code in CODES:
        errors_then = {p for p in judged(code, "passes").problems if p.severity is Severity.ERROR}
        later = problems(case(code, "passes"), TODAY + timedelta(days=5000))
        assert {p for p in later if p.severity is Severity.ERROR} == errors_then


@pytest.mark.parametrize("day", [date.min, date.max])
@pytest.mark.parametrize("code", CODES)
def test_no_day_is_too_far_for_a_rule(code: str, day: date, case: Case) -> None:
    problems(case(code, "fails"), day)
    problems(case(code, "passes"), day)


@pytest.mark.parametrize(
    ("loan", "hint"),
    [
        ("", "renew it with a later effective_until: and ask it/lead and hr/head to accept: servicebook accept old --party it --by it/lead --terms T, "
             "and: servicebook accept old --party hr --by hr/head --terms T, or remove the file"),
        ("titel: T\n", "renew it with a later effective_until:, or remove the file"),
    ],
)  # fmt: skip
def test_renewal_takes_acceptance_where_terms_are_known_and_others(
    tmp_path: Path, loan: str, hint: str
) -> None:
    old = "provider: it\ncustomer: hr\ncovers: [it/repair]\neffective_until: 2026-08-31\n"
    make_catalog(tmp_path, {"catalog/agreements/old.yml": old, OWNERLESS: LOAN + loan}, base=SMALL)
    [told] = [str(p.hint) for p in problems(tmp_path) if p.code == "agreement-lapsed"]
    assert re.sub("sha256-[0-9a-f]{32}", "T", told) == hint


@pytest.mark.parametrize(
    ("code", "file", "fault"),
    [
        # a day off that is left out: dates behind it would be too early or too late
        ("promise-outruns-chain", "site_config/calendars.yml", "  closures: [{every: 24.12.-31.12.}]\n"),
        # a reference that leads nowhere: without the target, the terms are not those that were accepted
        ("agreement-changed", f"{IT}/services/repair.yml", "targets: [{measure: response_time, priority: urgent, within: 1 hour}]\n"),
    ],
)  # fmt: skip
def test_nothing_is_concluded_from_what_an_error_left_out(
    tmp_path: Path, code: str, file: str, fault: str
) -> None:
    root = laid_together(code, "fails", tmp_path / "whole")
    assert code in {problem.code for problem in problems(root)}
    with (root / file).open("a", encoding="utf-8") as added:
        added.write(fault)
    assert [p.code for p in problems(root) if p.severity is Severity.ERROR]
    assert code not in {problem.code for problem in problems(root)}


RULES_YML = "site_config/rules.yml"


def test_rule_that_is_off_finds_nothing_until_it_is_switched_on(tmp_path: Path) -> None:
    root = laid_together("no-results", "fails", tmp_path / "whole")
    (root / RULES_YML).unlink()
    assert [problem for problem in problems(root) if problem.code == "no-results"] == []


OWNERLESS = f"{IT}/services/loan.yml"
LOAN = "name: Loan\nsummary: We lend it.\n"


def ruled(root: Path, rules: str) -> list[str]:
    return found(make_catalog(root, {OWNERLESS: LOAN, RULES_YML: rules}, base=SMALL))


def test_without_settings_a_rule_has_its_own_severity(tmp_path: Path) -> None:
    assert ruled(tmp_path, "{}\n") == [f"{OWNERLESS}:1:1 no-owner", f"{OWNERLESS}:1:1 no-promise"]


def test_a_rule_that_is_off_is_silent(tmp_path: Path) -> None:
    assert ruled(tmp_path, 'severities: {no-owner: "off", no-promise: off}\n') == []


def test_a_rule_can_be_taken_for_an_error(tmp_path: Path) -> None:
    assert len(ruled(tmp_path, "severities: {no-owner: error}\n")) == 2
    assert [(p.code, p.severity.value) for p in problems(tmp_path)] == [
        ("no-owner", "error"), ("no-promise", "warning"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "pattern",
    [OWNERLESS, "**", "catalog/**", f"{IT}/**", "**/services/*.yml", "**/loan.yml", "catalog/departments/*/services/loan.yml",
     "catalog/**/services/**", f"{IT}/services/l*n.yml", "**/it/**"],
)  # fmt: skip
def test_a_waiver_lets_a_finding_be_where_its_pattern_fits(tmp_path: Path, pattern: str) -> None:
    rules = f"waivers: [{{code: no-owner, path: {pattern!r}, reason: New}}]\n"
    found = [told for told in ruled(tmp_path, rules) if not told.endswith("waiver-of-everything")]
    assert found == [f"{OWNERLESS}:1:1 no-promise"]
    assert [p.code for p in opened(tmp_path).waived] == ["no-owner"]


@pytest.mark.parametrize(
    "pattern",
    ["loan.yml", "catalog/*/loan.yml", f"{HR}/**", "*", "**/oan.yml", "**/t/**", "catalog/departments/i?/**", f"{IT}/services/loan", ".*"],
)  # fmt: skip
def test_a_waiver_lets_nothing_be_where_its_pattern_does_not_fit(tmp_path: Path, pattern: str) -> None:
    rules = f"waivers: [{{code: no-owner, path: {pattern!r}, reason: New}}]\n"
    others = [told for told in ruled(tmp_path, rules) if "waiver-" not in told]
    assert others == [f"{OWNERLESS}:1:1 no-owner", f"{OWNERLESS}:1:1 no-promise"]


@pytest.mark.parametrize(("until", "waived"), [("2026-09-01", 1), ("2026-08-31", 0)])
def test_a_waiver_holds_through_its_last_day(tmp_path: Path, until: str, waived: int) -> None:
    ruled(tmp_path, f'waivers: [{{code: no-owner, path: "**", reason: New, until: {until}}}]\n')
    assert len(opened(tmp_path).waived) == waived


def test_a_waived_error_does_not_stop_a_publish(tmp_path: Path) -> None:
    ruled(tmp_path, 'severities: {no-owner: error}\nwaivers: [{code: no-owner, path: "**", reason: New}]\n')
    assert opened(tmp_path).errors == 0


@pytest.mark.parametrize("code", NOT_RULES)
def test_errors_of_reading_shape_and_references_cannot_be_waived_or_changed(
    tmp_path: Path, code: str
) -> None:
    text = f'severities:\n  {code}: "off"\nwaivers:\n  - {{path: "x/**", reason: R, code: {code}}}\n'
    root = make_catalog(tmp_path, {RULES_YML: text, f"{HR}/department.yml": ""}, base=SMALL)
    assert found(root) == [
        f"{HR}/department.yml:1:1 empty-file", f"{RULES_YML}:2:3 bad-value", f"{RULES_YML}:4:37 bad-value",
    ]  # fmt: skip
    for problem in problems(root)[1:]:
        assert problem.message == f'"{code}" is not a rule'
        assert (
            problem.hint
            == "remove it: only rules can be changed or waived, and this is an error of another kind"
        )


def test_a_misspelt_rule_is_named_with_the_one_that_was_meant(tmp_path: Path) -> None:
    ruled(tmp_path, "severities: {no-ownr: error}\n")
    assert [p.hint for p in problems(tmp_path) if p.code == "bad-value"] == ['did you mean "no-owner"?']


def test_changing_a_severity_changes_nothing_else(tmp_path: Path) -> None:
    ruled(tmp_path, "{}\n")
    before = [(p.code, p.message, p.place) for p in problems(tmp_path)]
    ruled(tmp_path, "severities: {no-owner: error, no-promise: error}\n")
    assert [(p.code, p.message, p.place) for p in problems(tmp_path)] == before
