"""What has one cause is told once, and errors come last, nearest to the prompt."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support import HR, IT, SMALL, make_catalog, opened, run

from servicebook.reports.text import render

ASKED = "channels: [{type: email, address: a@example.org}]\n"
TARGET = "targets: [{measure: response_time, within: 4 hours}]\n"


def service(name: str, more: str = "") -> str:
    return f"name: {name}\nsummary: S.\n{ASKED}{more}"


def text(root: Path, files: dict[str, str], *, one_by_one: bool = False) -> list[str]:
    return render(opened(make_catalog(root, files, base=SMALL)), one_by_one=one_by_one).splitlines()


def wrong_owners(count: int) -> dict[str, str]:
    return {
        f"{IT}/services/s{n}.yml": service(f"S {n}", "roles: {owner: it/nobody-at-all}\n" + TARGET)
        for n in range(count)
    }


def test_errors_come_after_warnings(tmp_path: Path) -> None:
    files = {f"{IT}/services/a.yml": "name: A\n", f"{IT}/services/z.yml": service("Z", TARGET)}
    lines = [line for line in text(tmp_path, files) if line.startswith("catalog/")]
    assert [line.split(": ")[1].partition("[")[0] for line in lines] == ["warning", "error"]
    assert f"{IT}/services/a.yml" in lines[1]


def test_references_to_nothing_are_one_cause(tmp_path: Path) -> None:
    lines = text(tmp_path, wrong_owners(12))
    hint = opened(tmp_path).problems[0].hint
    assert lines == [
        f'{IT}/services/s0.yml:4:16: error[unknown-role]: "it/nobody-at-all" is not a role (12 references)',
        f"  also {IT}/services/s1.yml:4:16",
        f"  also {IT}/services/s10.yml:4:16",
        f"  also {IT}/services/s11.yml:4:16",
        f"  also {IT}/services/s2.yml:4:16",
        f"  also {IT}/services/s3.yml:4:16",
        "  and 6 more: servicebook check --all shows each",
        f"  hint: {hint}",
        "",
        "12 errors (1 cause), 0 warnings in 20 files.",
    ]


def test_each_is_told_by_itself_where_that_is_asked(tmp_path: Path) -> None:
    lines = text(tmp_path, wrong_owners(3), one_by_one=True)
    # causes are counted where they are told
    assert "cause" not in lines[-1]
    assert "(1 cause)" in text(tmp_path, {})[-1]
    hint = opened(tmp_path).problems[0].hint
    assert [line for line in lines if line.startswith(" ")] == [f"  hint: {hint}"] * 3
    assert len([line for line in lines if "error[unknown-role]" in line]) == 3


def test_the_last_one_is_named_where_its_place_would_say_one_more(tmp_path: Path) -> None:
    assert [line for line in text(tmp_path, wrong_owners(7)) if "more" in line] == []


def test_two_mistakes_are_two_causes(tmp_path: Path) -> None:
    files = {
        f"{IT}/services/{name}.yml": service(name, f"roles: {{owner: it/none-{name}}}\n{TARGET}")
        for name in ("a", "b")
    }
    lines = text(tmp_path, files)
    assert len([line for line in lines if "error[unknown-role]" in line]) == 2
    assert lines[-1] == "2 errors, 0 warnings in 10 files."


def test_departments_without_hours_are_named_in_one_sentence(tmp_path: Path) -> None:
    files = {}
    for name in ("law", "labs", "press", "sales"):
        files[f"catalog/departments/{name}/department.yml"] = f"name: {name}\nsummary: S.\n{ASKED}"
        for n in range(2):
            more = "roles: {owner: it/lead}\n" + TARGET
            files[f"catalog/departments/{name}/services/s{n}.yml"] = service(f"{name} {n}", more)
    first, *rest = [line for line in text(tmp_path, files) if "no-hours" in line or line.startswith("  ")]
    assert first == (
        "catalog/departments/labs/services/s0.yml:5:10: warning[no-hours]: "
        "4 departments have no hours: labs, law, press, sales"
    )
    assert len([line for line in rest if line.startswith("  see ")]) == 5
    assert "  and 3 more: servicebook check --all shows each" in rest


def test_three_warnings_of_a_rule_are_told_one_by_one_and_four_together(tmp_path: Path) -> None:
    def files(count: int) -> dict[str, str]:
        return {f"{IT}/services/s{n}.yml": service(f"S {n}", TARGET) for n in range(count)}

    three = [line for line in text(tmp_path / "three", files(3)) if "warning[" in line]
    assert len(three) == 3
    [four] = [line for line in text(tmp_path / "four", files(4)) if "warning[" in line]
    assert four.endswith("warning[no-owner]: 4 services have no owner: it/s0, it/s1, it/s2, it/s3")


def test_errors_of_a_rule_are_told_together_as_well(tmp_path: Path) -> None:
    files = {f"{IT}/services/s{n}.yml": service(f"S {n}", TARGET) for n in range(4)}
    files["site_config/rules.yml"] = "severities: {no-owner: error}\n"
    lines = text(tmp_path, files)
    [told] = [line for line in lines if "error[no-owner]" in line]
    assert told.endswith("error[no-owner]: 4 services have no owner: it/s0, it/s1, it/s2, it/s3")
    assert lines[-1] == "4 errors (1 cause), 0 warnings in 13 files."


def test_warnings_are_counted_by_their_causes_too(tmp_path: Path) -> None:
    files = {f"{IT}/services/s{n}.yml": service(f"S {n}", TARGET) for n in range(4)}
    assert text(tmp_path, files)[-1] == "0 errors, 4 warnings (1 cause) in 12 files."


def test_of_many_the_first_are_named(tmp_path: Path) -> None:
    files = {f"{IT}/services/s{n}.yml": service(f"S {n}", TARGET) for n in range(9)}
    [line] = [line for line in text(tmp_path, files) if "warning[" in line]
    assert line.endswith("9 services have no owner: it/s0, it/s1, it/s2, it/s3, it/s4, it/s5, …")


def test_roles_are_named_by_their_ids(tmp_path: Path) -> None:
    roles = "".join(f"r{n}: {{title: R {n}, holders: []}}\n" for n in range(4))
    lines = text(tmp_path, {f"{HR}/roles.yml": SMALL[f"{HR}/roles.yml"] + roles})
    assert any(line.endswith("nobody holds 4 roles: hr/r0, hr/r1, hr/r2, hr/r3") for line in lines)


def test_a_rule_without_a_sentence_of_its_own_is_told_together_by_its_manual(tmp_path: Path) -> None:
    questions = "".join(f"- {{question: {word}?, answer: A.}}\n" * 2 for word in ("A", "B", "C", "D"))
    ids = iter(range(99))
    unique = "".join(
        f"{line[:-1].replace('{', f'{{id: q{next(ids)}, ')}\n" for line in questions.splitlines(True)
    )
    lines = text(tmp_path, {f"{IT}/faqs.yml": unique})
    [told] = [line for line in lines if "duplicate-question" in line]
    assert told.endswith(
        f"warning[duplicate-question]: The same question is answered twice within a department (4): {IT}/faqs.yml"
    )


@pytest.mark.parametrize("count", [1, 12])
def test_the_exit_status_counts_all_errors(tmp_path: Path, count: int) -> None:
    root = make_catalog(tmp_path, wrong_owners(count), base=SMALL)
    assert run("check", "--root", str(root)).returncode == 1


def test_of_what_is_told_together_each_has_its_own_hint(tmp_path: Path) -> None:
    links = "".join(f"  See [part {n}] (service:it/repair).\n" for n in range(4))
    files = {f"{IT}/services/repair.yml": f"{SMALL[f'{IT}/services/repair.yml']}description: |\n{links}"}
    lines = text(tmp_path, files)
    assert [line for line in lines if line.strip().startswith("hint:")] == [
        f"    hint: write [part {n}](service:it/repair)" for n in range(4)
    ]


def test_slips_of_one_file_that_are_mended_at_once_are_one_cause(tmp_path: Path) -> None:
    def files(count: int) -> dict[str, str]:
        steps = "".join(
            f"  - {{id: s{n}, by: it/lead, does: Look, within: {n} business days}}\n"
            for n in range(2, 2 + count)
        )
        return {f"{IT}/services/a.yml": service("A", f"{TARGET}handoffs:\n{steps}")}

    lines = text(tmp_path / "four", files(4))
    [told] = [line for line in lines if "error[" in line]
    assert told.endswith(
        "A text is not a duration (4 times in this file); servicebook check --fix mends all of them"
    )
    assert "    hint: write within: 3 working days" in lines
    assert "4 errors (1 cause), 0 warnings in 9 files." in lines
    assert len([line for line in text(tmp_path / "three", files(3)) if "error[" in line]) == 3
