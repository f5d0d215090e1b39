"""Problems written out: for a terminal, for programs, for GitHub, for GitLab, for code scanning."""

# ruff: noqa: E501  # one case a line
from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from tests.support import CASES, IT, SMALL, make_catalog, opened

from servicebook.loading import LoadedCatalog
from servicebook.reports.check_formats import FORMATS
from servicebook.reports.safe_text import visible

AWKWARD = f"{IT}/services/100%, a:b.yml"
FILES = {
    f"{IT}/faqs.yml": "- {question: Why?, answer: A.}\n- {question: why, answer: B.}\n",
    f"{IT}/services/loan.yml": "name: Loan\nsummary: 100%, we lend.\n",
    f"{IT}/services/x.yml": 'name: X\nsummary: X.\nlifecycle: "al\\nive\\e[31m\\r::error::100%"\n',
    AWKWARD: "name: Ü\nsummary: Ü.\nlifecycle: retired\n",
    "site_config/rules.yml": 'waivers: [{code: no-owner, path: "catalog/departments/**", reason: New}]\n',
}


@pytest.fixture
def result(tmp_path: Path) -> LoadedCatalog:
    return opened(make_catalog(tmp_path, FILES, base=SMALL))


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_what_it_was(
    name: str, result: LoadedCatalog, golden: Callable[[Path, str], None]
) -> None:
    golden(CASES / "reports" / f"{name}.txt", FORMATS[name](result, None))


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_ends_with_a_line_end_and_has_no_more(
    name: str, result: LoadedCatalog, tmp_path: Path
) -> None:
    for some in (result, opened(make_catalog(tmp_path / "sound", {}, base=SMALL))):
        text = FORMATS[name](some, None)
        assert text.endswith("\n")
        assert not text.endswith("\n\n")


def test_the_text_of_a_sound_catalog_is_one_line(tmp_path: Path) -> None:
    assert (
        FORMATS["text"](opened(make_catalog(tmp_path, {}, base=SMALL)), None)
        == "0 errors, 0 warnings in 8 files.\n"
    )


def test_nothing_in_a_value_reaches_the_terminal_as_a_command_or_a_line_of_its_own(
    result: LoadedCatalog,
) -> None:
    text = FORMATS["text"](result, None)
    assert r'"al\nive\x1b[31m\r::error::100%"' in text
    assert "\x1b" not in text
    assert "\r" not in text
    assert all(
        line.startswith(("catalog/", "site_config/", "  see ", "  hint: ")) for line in text.splitlines()[:-2]
    )


@pytest.mark.parametrize(
    ("written", "shown"),
    [("👩‍💻 é 修理", "👩‍💻 é 修理"), ("a\u202eb", r"a\u202eb"), ("a\u2028b", r"a\u2028b"), (r'"a\x07\x9bb"', r"a\x07\x9bb"), ("a\tb", r"a\tb")],
)  # fmt: skip
def test_readable_characters_are_shown_and_commands_are_named(
    tmp_path: Path, written: str, shown: str
) -> None:
    files = {f"{IT}/services/x.yml": f"name: X\nsummary: X.\nlifecycle: {written}\n"}
    assert f'"{shown}" is not one of its values' in FORMATS["text"](
        opened(make_catalog(tmp_path, files)), None
    )


def test_the_json_says_what_the_text_says(result: LoadedCatalog) -> None:
    content = json.loads(FORMATS["json"](result, None))
    assert content["counts"] == {"error": 3, "warning": 1, "waived": 1}
    assert content["catalog"]["services"] == len(result.catalog.services)
    for written, problem in zip(content["problems"], result.problems, strict=True):
        assert written == {
            "code": problem.code, "severity": problem.severity.value, "message": problem.message,
            "path": problem.place.path, "line": problem.place.line, "column": problem.place.column, "hint": problem.hint,
            "related": [
                {"path": r.place.path, "line": r.place.line, "column": r.place.column, "message": r.message}
                for r in problem.related
            ],
            "edit": None,
        }  # fmt: skip


def _commands(text: str) -> list[tuple[str, dict[str, str], str]]:
    """GitHub's workflow commands as its runner reads them."""
    found = []
    stopped_by = None
    for line in text.splitlines():
        if stopped_by or line.startswith("::stop-commands::"):
            stopped_by = None if line == f"::{stopped_by}::" else stopped_by or line.rpartition("::")[2]
        elif line.startswith("::"):
            head, _, data = line[2:].partition("::")
            level, _, properties = head.partition(" ")
            pairs = dict(part.split("=", 1) for part in properties.split(","))
            found.append((level, {key: _decoded(value) for key, value in pairs.items()}, _decoded(data)))
    return found


def _decoded(text: str) -> str:
    for code, char in (("%0A", "\n"), ("%0D", "\r"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, char)
    return text


def test_github_reads_every_problem_at_its_place_errors_first(result: LoadedCatalog) -> None:
    expected = [
        (
            p.severity.value,
            {"file": p.place.path, "line": str(p.place.line), "col": str(p.place.column), "title": p.code},
            f"{visible(p.message)}\nhint: {p.hint}",
        )
        for p in sorted(result.problems, key=lambda p: p.severity)
    ]
    assert _commands(FORMATS["github"](result, None)) == expected


def test_github_escapes_percent_line_ends_commas_and_colons(result: LoadedCatalog) -> None:
    text = FORMATS["github"](result, None)
    assert f"file={IT}/services/100%25%2C a%3Ab.yml,line=1,col=1" in text
    assert r"al\nive\x1b[31m\r::error::100%25" in text
    assert "%0Ahint: " in text
    assert len([line for line in text.splitlines() if line.startswith(("::error", "::warning"))]) == len(
        result.problems
    )


def test_gitlab_gets_every_problem_with_a_mark_that_stays_when_lines_are_added_above(
    result: LoadedCatalog, tmp_path: Path
) -> None:
    found = json.loads(FORMATS["gitlab"](result, None))
    assert [(one["check_name"], one["location"]) for one in found] == [
        (p.code, {"path": p.place.path, "lines": {"begin": p.place.line}}) for p in result.problems
    ]
    assert {one["severity"] for one in found} == {"major", "minor"}
    moved = {path: f"# One\n\n{text}" for path, text in FILES.items()}
    later = json.loads(FORMATS["gitlab"](opened(make_catalog(tmp_path, moved, base=SMALL)), None))
    assert later != found
    marks = [one["fingerprint"] for one in found]
    assert [one["fingerprint"] for one in later] == marks
    assert len(set(marks)) == len(marks)


def test_gitlab_knows_a_problem_again_when_an_entry_is_put_before_it(tmp_path: Path) -> None:
    def marks(targets: str) -> list[str]:
        files = {f"{IT}/services/loan.yml": f"name: L\nsummary: L.\ntargets:\n{targets}"}
        found = json.loads(FORMATS["gitlab"](opened(make_catalog(tmp_path, files, base=SMALL)), None))
        return [one["fingerprint"] for one in found if "slow" in one["description"]]

    before, after = marks("- {measure: slow}\n"), marks("- {measure: response_time}\n- {measure: slow}\n")
    assert len(before) == 1
    assert before == after


def test_gitlab_tells_equal_problems_of_one_file_apart(tmp_path: Path) -> None:
    twice = {
        f"{IT}/faqs.yml": "- {question: Why?, answer: '[x](y.md) [x](y.md)'}\n- {question: How?, answer: '[x](y.md)'}\n"
    }
    found = json.loads(FORMATS["gitlab"](opened(make_catalog(tmp_path, twice, base=SMALL)), None))
    assert (
        len({one["description"] for one in found}) < len({one["fingerprint"] for one in found}) == len(found)
    )


def _required(content: dict[str, Any], *keys: str) -> None:
    assert set(keys) <= content.keys()


def test_sarif_has_what_its_standard_requires(result: LoadedCatalog) -> None:
    log = json.loads(FORMATS["sarif"](result, None))
    _required(log, "version", "runs", "$schema")
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    _required(driver, "name", "version", "rules")
    assert run["columnKind"] == "unicodeCodePoints"
    ids = [rule["id"] for rule in driver["rules"]]
    assert len(ids) == len(set(ids))
    assert len(run["results"]) == len(result.problems)
    for written, problem in zip(run["results"], result.problems, strict=True):
        _required(written, "ruleId", "ruleIndex", "level", "message", "locations")
        assert ids[written["ruleIndex"]] == written["ruleId"] == problem.code
        assert written["level"] in ("error", "warning", "note", "none")
        assert visible(problem.message) in written["message"]["text"]
        for location in [*written["locations"], *written.get("relatedLocations", [])]:
            physical = location["physicalLocation"]
            assert physical["region"]["startLine"] >= 1
            assert physical["region"]["startColumn"] >= 1
            uri = physical["artifactLocation"]["uri"]
            assert not uri.startswith("/")
            assert not set(uri) & set(' <>"{}|\\^`')
        assert (
            unquote(written["locations"][0]["physicalLocation"]["artifactLocation"]["uri"])
            == problem.place.path
        )


def test_sarif_describes_rules_with_their_manuals(tmp_path: Path) -> None:
    files = {f"{IT}/services/loan.yml": "name: Loan\nsummary: We lend.\n"}
    log = json.loads(FORMATS["sarif"](opened(make_catalog(tmp_path, files, base=SMALL)), None))
    rules = {rule["id"]: rule for rule in log["runs"][0]["tool"]["driver"]["rules"]}
    assert rules["no-owner"]["shortDescription"] == {"text": "A service names no owner."}


def test_sarif_of_a_sound_catalog_has_no_results(tmp_path: Path) -> None:
    log = json.loads(FORMATS["sarif"](opened(make_catalog(tmp_path, {}, base=SMALL)), None))
    assert log["runs"][0]["results"] == []


def test_programs_get_the_edit_that_mends_a_problem(tmp_path: Path) -> None:
    path = f"{IT}/services/loan.yml"
    loan = "name: Loan\nsummary: S.\nreplaced_by: 'it/repiar'  # soon\nroles: {owner: it/lead}\n"
    result = opened(make_catalog(tmp_path, {path: loan}, base=SMALL))
    problem = next(p for p in json.loads(FORMATS["json"](result, None))["problems"] if p["edit"])
    assert problem["edit"] == {
        "path": path, "line": 3, "column": 14, "end_line": 3, "end_column": 25, "text": "'it/repair'",
    }  # fmt: skip
    fixed = next(r for r in json.loads(FORMATS["sarif"](result, None))["runs"][0]["results"] if "fixes" in r)
    assert fixed["ruleId"] == "unknown-service"
    assert fixed["fixes"] == [
        {
            "description": {"text": 'did you mean "it/repair"?'},
            "artifactChanges": [
                {
                    "artifactLocation": fixed["locations"][0]["physicalLocation"]["artifactLocation"],
                    "replacements": [
                        {
                            "deletedRegion": {
                                "startLine": 3,
                                "startColumn": 14,
                                "endLine": 3,
                                "endColumn": 25,
                            },
                            "insertedContent": {"text": "'it/repair'"},
                        }
                    ],
                }
            ],
        }
    ]
