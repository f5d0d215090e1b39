"""Problems as SARIF 2.1.0, for code scanning."""

from __future__ import annotations

from functools import cache
from typing import Any
from urllib.parse import quote

from servicebook.comparing.problems import SinceThen
from servicebook.loading import Judged
from servicebook.problems import Edit, Place, Problem
from servicebook.reports.safe_text import json_text, visible
from servicebook.rules.manuals import manual_of


def _artifact(path: str) -> dict[str, Any]:
    return {"uri": quote(path, errors="replace"), "uriBaseId": "%SRCROOT%"}


def _location(folder: str, place: Place, message: str | None = None) -> dict[str, Any]:
    location: dict[str, Any] = {
        "physicalLocation": {
            "artifactLocation": _artifact(folder + place.path),
            "region": {"startLine": place.line, "startColumn": place.column},
        }
    }
    if message:
        location["message"] = {"text": visible(message)}
    return location


def _fix(folder: str, problem: Problem, edit: Edit) -> dict[str, Any]:
    region = {
        "startLine": edit.start.line,
        "startColumn": edit.start.column,
        "endLine": edit.end.line,
        "endColumn": edit.end.column,
    }
    return {
        "description": {"text": visible(problem.hint or problem.message)},
        "artifactChanges": [
            {
                "artifactLocation": _artifact(folder + edit.start.path),
                "replacements": [{"deletedRegion": region, "insertedContent": {"text": edit.text}}],
            }
        ],
    }


def _result(problem: Problem, rules: dict[str, int], folder: str) -> dict[str, Any]:
    text = f"{problem.message}. {problem.hint}" if problem.hint else problem.message
    result: dict[str, Any] = {
        "ruleId": problem.code,
        "ruleIndex": rules[problem.code],
        "level": problem.severity.value,
        "message": {"text": visible(text)},
        "locations": [_location(folder, problem.place)],
    }
    if problem.related:
        result["relatedLocations"] = [_location(folder, r.place, r.message) for r in problem.related]
    if problem.edit:
        result["fixes"] = [_fix(folder, problem, problem.edit)]
    return result


def _rule(code: str) -> dict[str, Any]:
    manual = manual_of(code).strip()
    rule: dict[str, Any] = {"id": code}
    if manual:
        rule["shortDescription"] = {"text": manual.splitlines()[0]}
        rule["fullDescription"] = {"text": manual}
    return rule


@cache
def _version() -> str:
    from importlib.metadata import version  # takes a while, and all formats are loaded for any of them

    return version("servicebook")


def render(opened: Judged, since: SinceThen | None = None, folder: str = "") -> str:
    """One run; columns are counted in code points. With ``since``, results say whether they are new.

    What was cured is left out: GitHub shows a result as an alert even where it says that it is absent.
    """
    codes = list(dict.fromkeys(problem.code for problem in opened.problems))
    rules = {code: index for index, code in enumerate(codes)}
    results = [_result(problem, rules, folder) for problem in opened.problems]
    if since is not None:
        new = frozenset(since.new)
        for result, problem in zip(results, opened.problems, strict=True):
            result["baselineState"] = "new" if problem in new else "unchanged"
    run = {
        "tool": {
            "driver": {
                "name": "servicebook",
                "version": _version(),
                "rules": [_rule(code) for code in codes],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    content = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    }
    return json_text(content)
