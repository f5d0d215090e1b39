"""The reports of a comparison: what is new has the last word on the screen, and the first among annotations."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from tests.support import IT, SMALL, make_catalog, opened

from servicebook.comparing.problems import SinceThen
from servicebook.loading import LoadedCatalog
from servicebook.problems import Place, Problem, Severity
from servicebook.reports import check_text
from servicebook.reports.check_formats import FORMATS
from servicebook.reports.markdown_report import MAX_BYTES


def problem(
    name: str, severity: Severity = Severity.ERROR, message: str = "is wrong", hint: str = ""
) -> Problem:
    return Problem(
        code="bad-value",
        severity=severity,
        message=f"{name} {message}".strip(),
        place=Place(f"catalog/{name}.yml", 3, 2),
        hint=hint or None,
    )


def many(name: str, count: int, severity: Severity = Severity.ERROR) -> tuple[Problem, ...]:
    return tuple(problem(f"{name}-{n:02}", severity) for n in range(count))


@pytest.fixture
def catalog(tmp_path: Path) -> LoadedCatalog:
    return opened(make_catalog(tmp_path, {f"{IT}/services/loan.yml": "name: Loan\n"}, base=SMALL))


def since(
    new: tuple[Problem, ...] = (), standing: tuple[Problem, ...] = (), cured: tuple[Problem, ...] = ()
) -> SinceThen:
    return SinceThen(
        revision="main (1a2b3c4)", commit="1a2b3c4d" * 5, new=new, standing=standing, cured=cured
    )


def test_what_is_new_is_nearest_to_the_prompt_and_standing_warnings_are_counted(
    catalog: LoadedCatalog,
) -> None:
    warned = many("warned", 13, Severity.WARNING)
    found = since(
        (problem("worse"), problem("hint", Severity.WARNING)), (problem("old"), *warned), (problem("gone"),)
    )
    assert check_text.render(catalog, found).splitlines() == [
        "Cured since main (1a2b3c4):",
        "catalog/gone.yml:3:2: bad-value: gone is wrong",
        "",
        "Standing, as at main (1a2b3c4):",
        "catalog/old.yml:3:2: error[bad-value]: old is wrong",
        "",
        "New since main (1a2b3c4):",
        "catalog/hint.yml:3:2: warning[bad-value]: hint is wrong",
        "catalog/worse.yml:3:2: error[bad-value]: worse is wrong",
        "",
        "1 error, 0 warnings in 9 files.",
        "Since main (1a2b3c4): 1 new error, 1 new warning, 1 cured, 1 standing error, 13 standing warnings.",
    ]


def test_nothing_new_is_two_lines(catalog: LoadedCatalog) -> None:
    found = since((), many("warned", 13, Severity.WARNING))
    assert check_text.render(catalog, found).splitlines() == [
        "1 error, 0 warnings in 9 files.",
        "Since main (1a2b3c4): nothing new, 13 standing warnings.",
    ]


def test_standing_warnings_are_shown_where_all_is_asked_for(catalog: LoadedCatalog) -> None:
    found = since((), many("warned", 13, Severity.WARNING))
    assert check_text.render(catalog, found, one_by_one=True).count("warning[bad-value]") == 13


def test_it_is_said_why_more_counts_as_new_than_is(catalog: LoadedCatalog) -> None:
    none = SinceThen(revision="v1", commit="1", new=(), standing=(), has_catalog=False)
    assert "There was no catalog at v1: everything counts as new.\n" in check_text.render(catalog, none)
    files = tuple(f"catalog/f{n}.yml" for n in range(7))
    unread = SinceThen(revision="v1", commit="1", new=(), standing=(), unread=files)
    assert (
        "Not everything could be checked at v1, because of errors in catalog/f0.yml, catalog/f1.yml, "
        "catalog/f2.yml, catalog/f3.yml, catalog/f4.yml and 2 more: what was hidden by them counts as new.\n"
    ) in check_text.render(catalog, unread)


def test_json_says_of_each_problem_whether_it_is_new_and_lists_what_was_cured(catalog: LoadedCatalog) -> None:
    [found] = catalog.problems
    new = json.loads(FORMATS["json"](catalog, since((found,), cured=(problem("gone"),))))
    assert [(one["code"], one["state"]) for one in new["problems"]] == [("missing-key", "new")]
    assert [(one["path"], one["line"]) for one in new["cured"]] == [("catalog/gone.yml", 3)]
    assert new["since"] == {
        "revision": "main (1a2b3c4)", "commit": "1a2b3c4d" * 5, "has_catalog": True, "unread": [],
        "new": {"error": 1, "warning": 0}, "standing": {"error": 0, "warning": 0},
        "cured": {"error": 1, "warning": 0},
    }  # fmt: skip
    old = json.loads(FORMATS["json"](catalog, since((), (found,))))
    assert [one["state"] for one in old["problems"]] == ["standing"]


def test_json_without_a_comparison_has_none_of_it(catalog: LoadedCatalog) -> None:
    content = json.loads(FORMATS["json"](catalog, None))
    assert "since" not in content and "cured" not in content and "state" not in content["problems"][0]


def test_sarif_says_of_each_result_whether_it_is_new(catalog: LoadedCatalog) -> None:
    [found] = catalog.problems
    for comparison, state in ((since((found,)), "new"), (since((), (found,)), "unchanged")):
        log = json.loads(FORMATS["sarif"](catalog, comparison))
        assert [result["baselineState"] for result in log["runs"][0]["results"]] == [state]
    assert "baselineState" not in FORMATS["sarif"](catalog, None)


def annotations(report: str) -> list[str]:
    """The level and file of each command of a report for GitHub."""
    return [
        f"{line[2:].partition(' ')[0]} {re.findall('file=catalog/([^,]*).yml', line)[0]}"
        for line in report.splitlines()
        if line.startswith(("::error", "::warning"))
    ]


def test_ten_annotations_of_each_level_go_to_what_is_new(catalog: LoadedCatalog) -> None:
    found = since(
        (*many("warned", 12, Severity.WARNING), *many("new", 11)),
        (*many("old", 5), *many("old-warned", 20, Severity.WARNING)),
    )
    report = FORMATS["github"](catalog, found)
    assert annotations(report) == [
        *(f"error new-{n:02}" for n in range(10)), *(f"warning warned-{n:02}" for n in range(10)),
    ]  # fmt: skip
    # one new error, two new warnings and five errors that stand
    assert (
        "GitHub shows 10 errors and 10 warnings of a step beside the lines; 8 more are only in the list below."
        in report.splitlines()
    )
    assert "catalog/new-10.yml:3:2: error" in report


def test_errors_that_stand_are_annotated_where_there_is_room_and_warnings_are_not(
    catalog: LoadedCatalog,
) -> None:
    found = since((problem("new"),), (problem("old"), problem("warned", Severity.WARNING)))
    report = FORMATS["github"](catalog, found)
    assert annotations(report) == ["error new", "error old"]
    assert "GitHub shows" not in report


def test_no_line_of_the_text_is_a_command_for_github(catalog: LoadedCatalog) -> None:
    report = FORMATS["github"](catalog, since((problem("x", message="::error::y ##[warning]z"),)))
    before, start, after = report.partition("::stop-commands::")
    word = after.partition("\n")[0]
    assert re.fullmatch("[0-9a-f]{64}", word)
    assert start and after.endswith(f"\n::{word}::\n")
    assert after.count(word) == 2
    assert "##[warning]" in after and len(before.splitlines()) == 1


def tables(report: str) -> list[list[str]]:
    """The rows of all tables of Markdown as GitHub reads it: the texts of the cells."""
    rendered = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(report)
    rows = re.findall("<tr>(.*?)</tr>", rendered, re.DOTALL)
    return [
        [html.unescape(cell) for cell in re.findall("<t[dh][^>]*>(.*?)</t[dh]>", row, re.DOTALL)]
        for row in rows
    ]


def test_markdown_counts_what_is_new_cured_and_standing_and_lists_it(catalog: LoadedCatalog) -> None:
    found = since(
        (problem("warned", Severity.WARNING), problem("new", hint="mend it")),
        many("old", 3, Severity.WARNING), (problem("gone"),),
    )  # fmt: skip
    report = FORMATS["markdown"](catalog, found)
    assert tables(report)[:6] == [
        ["", "Errors", "Warnings"], ["New", "1", "1"], ["Cured", "1", "0"], ["Standing", "0", "3"],
        ["Where", "What", "What to do"], ["catalog/new.yml:3", "error[bad-value]: new is wrong", "mend it"],
    ]  # fmt: skip
    assert re.findall("^### .*", report, re.MULTILINE) == ["### New", "### Cured", "### Standing"]
    assert html.unescape(report).startswith(
        "## What the check found\n\nSince main (1a2b3c4): 1 new error, 1 new warning, 1 cured, 3 standing warnings."
    )


NASTY = (
    "<img src=x onerror=alert(1)>", "**bold** __bold__ _it_ ~~gone~~", "[x](https://example.org)", "`code`", "a | b",
    "https://example.org/x", "www.example.org", "a@example.org", "# no heading", "<!-- hidden", "&amp; &lt;b&gt;",
    "line\nbreak\r\n| a | b |", r"back\slash \| \`", "$x$ $$y$$", ":tada:",
    "\u202eturned", "![x](y.png)", "[^1]", "{% x %}",
)  # fmt: skip


@pytest.mark.parametrize("words", NASTY)
def test_what_departments_write_means_nothing_in_markdown(catalog: LoadedCatalog, words: str) -> None:
    found = since((problem("new", message=words, hint=words), problem("next")))
    report = FORMATS["markdown"](catalog, found)
    rows = tables(report)
    assert len(rows) == 4 + 1 + 2
    said = words.encode("unicode_escape").decode() if "\n" in words or "\u202e" in words else words
    row = [cell.replace("\u2060", "") for cell in rows[5]]
    assert row == ["catalog/new.yml:3", f"error[bad-value]: new {said}", said]
    # GitHub makes links of these on its own; nothing of it is left in what it reads
    assert not re.search(r"https?://|www\.|\w@|[<`*_~$]|\[\^|:tada:", report)


def test_nobody_is_mentioned(catalog: LoadedCatalog) -> None:
    report = FORMATS["markdown"](catalog, since((problem("new", message="@octocat"),)))
    assert "@octocat" not in html.unescape(report)


def test_markdown_stays_below_what_github_takes_and_says_what_is_left_out(catalog: LoadedCatalog) -> None:
    long = "*" * 5000
    new = tuple(problem(f"n{n}", message=long, hint=long) for n in range(400))
    found = since(new, many("old", 30), (problem("gone"),))
    report = FORMATS["markdown"](catalog, found)
    assert MAX_BYTES // 2 < len(report.encode()) <= MAX_BYTES
    shown = report.count("catalog/n")
    assert 0 < shown < 400
    assert f"{400 - shown} more do not fit here; servicebook check lists them." in report
    assert "| Standing | 30 | 0 |" in report
