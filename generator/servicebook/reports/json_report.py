"""Problems for other programs: one JSON object."""

from __future__ import annotations

import json
from typing import Any

from servicebook.loading import LoadedCatalog
from servicebook.problems import Place, Problem


def _place(place: Place) -> dict[str, Any]:
    return {"path": place.path, "line": place.line, "column": place.column}


def _problem(problem: Problem) -> dict[str, Any]:
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        "message": problem.message,
        **_place(problem.place),
        "hint": problem.hint,
        "related": [{**_place(related.place), "message": related.message} for related in problem.related],
    }


def render(opened: LoadedCatalog) -> str:
    """``problems``, ``counts`` of them, and the size of the ``catalog``; paths relative to the root."""
    content = {
        "problems": [_problem(problem) for problem in opened.problems],
        "counts": {"error": opened.errors, "warning": opened.warnings, "waived": len(opened.waived)},
        "catalog": opened.catalog.counts(),
    }
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"
