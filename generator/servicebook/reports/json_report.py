"""Problems for other programs: one JSON object."""

from __future__ import annotations

import json
from typing import Any

from servicebook.loading import LoadedCatalog
from servicebook.problems import Edit, Place, Problem


def _place(place: Place) -> dict[str, Any]:
    return {"path": place.path, "line": place.line, "column": place.column}


def _edit(edit: Edit) -> dict[str, Any]:
    return {**_place(edit.start), "end_line": edit.end.line, "end_column": edit.end.column, "text": edit.text}


def _problem(problem: Problem) -> dict[str, Any]:
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        "message": problem.message,
        **_place(problem.place),
        "hint": problem.hint,
        "related": [{**_place(related.place), "message": related.message} for related in problem.related],
        "edit": _edit(problem.edit) if problem.edit else None,
    }


def render(opened: LoadedCatalog) -> str:
    """``problems``, ``counts`` of them, and the size of the ``catalog``; paths relative to the root.

    The ``edit`` of a problem mends it: ``text`` takes the place of everything before ``end_line`` and ``end_column``.
    """
    content = {
        "problems": [_problem(problem) for problem in opened.problems],
        "counts": {"error": opened.errors, "warning": opened.warnings, "waived": len(opened.waived)},
        "catalog": opened.catalog.counts(),
    }
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"
