"""Problems for other programs: one JSON object."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from servicebook.comparing.problems import SinceThen
from servicebook.loading import Judged
from servicebook.problems import Edit, Place, Problem, Severity, count_of, counts_of
from servicebook.reports.safe_text import json_text


def _place(place: Place) -> dict[str, Any]:
    return {"path": place.path, "line": place.line, "column": place.column}


def _edit(edit: Edit) -> dict[str, Any]:
    return {**_place(edit.start), "end_line": edit.end.line, "end_column": edit.end.column, "text": edit.text}


def problem_json(problem: Problem) -> dict[str, Any]:
    """A problem as it stands in lists of them."""
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        "message": problem.message,
        **_place(problem.place),
        "hint": problem.hint,
        "related": [{**_place(related.place), "message": related.message} for related in problem.related],
        "edit": _edit(problem.edit) if problem.edit else None,
    }


def render(opened: Judged, since: SinceThen | None = None, _folder: str = "") -> str:
    """``problems``, ``counts`` of them, and the size of the ``catalog``; paths relative to the root.

    The ``edit`` of a problem mends it: ``text`` takes the place of everything before ``end_line`` and ``end_column``.
    With ``since``, each problem has a ``state``, ``new`` or ``standing``; ``cured`` are problems of the revision that
    ``since`` names, at the places where they were, and ``unread`` its files that could not be checked.
    """
    problems = [problem_json(problem) for problem in opened.problems]
    content: dict[str, Any] = {
        "problems": problems,
        "counts": {"error": opened.errors, "warning": opened.warnings, "waived": count_of(opened.waived)},
        "catalog": opened.counts,
    }
    if since is not None:
        new = frozenset(since.new)
        for written, problem in zip(problems, opened.problems, strict=True):
            written["state"] = "new" if problem in new else "standing"
        content["since"] = {
            "revision": since.revision,
            "commit": since.commit,
            "has_catalog": since.has_catalog,
            "unread": since.unread,
            "new": _counts(since.new),
            "standing": _counts(since.standing),
            "cured": _counts(since.cured),
        }
        content["cured"] = [problem_json(problem) for problem in since.cured]
    return json_text(content)


def _counts(problems: Sequence[Problem]) -> dict[str, int]:
    counts = counts_of(problems)
    return {severity.value: counts[severity] for severity in Severity}
