"""What became of a change request, as JSON for other programs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from servicebook.problems import Problem
from servicebook.reports.changes_json import change_json
from servicebook.reports.json_report import problem_json
from servicebook.reports.safe_text import json_text
from servicebook.requests.applying import Applied
from servicebook.requests.change_request import Refusal


def render(done: Applied) -> str:
    """``applied``, ``object``, the ``files`` written, no ``refused``, new ``findings``, and the ``changes``.

    ``not_compared`` says why there are no changes to be told of; else it is null.
    """
    language = done.now.settings.organization.language
    changes = done.found.changes if done.found else ()
    return json_text(
        {
            "applied": True,
            "object": done.request.object,
            "files": [done.path],
            "refused": [],
            "findings": [problem_json(problem) for problem in done.findings],
            "changes": [change_json(change, language) for change in changes],
            "not_compared": done.not_compared,
        }
    )


def refused(named: str | None, refusals: Sequence[Refusal], problems: Iterable[Problem]) -> str:
    """The same of a request that was not carried out: ``findings`` are the errors that it would bring."""
    return json_text(
        {
            "applied": False,
            "object": named,
            "files": [],
            "refused": [_refusal(refusal) for refusal in refusals],
            "findings": [problem_json(problem) for problem in problems],
            "changes": [],
            "not_compared": None,
        }
    )


def _refusal(refusal: Refusal) -> dict[str, Any]:
    path = {} if refusal.path is None else {"path": list(refusal.path)}
    return {"code": refusal.code, "message": refusal.message, **path}
