"""What has changed between two revisions, as JSON for other programs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from servicebook.clock.zones import instant_of
from servicebook.comparing.change_words import because_words
from servicebook.comparing.changes import Affected, Approval, Because, Change, Comparison
from servicebook.comparing.difference_words import amount_words, difference_words, hours_words
from servicebook.comparing.due_difference import DueDifference, Shift
from servicebook.comparing.problems import Revision
from servicebook.problems import Place, Problem
from servicebook.reports.json_report import problem_json
from servicebook.reports.safe_text import json_text


def render(comparison: Comparison, language: str) -> str:
    """``base``, ``head``, ``changes``, ``problems`` (``new`` and ``cured``), ``approvals``; paths from the root on."""
    return json_text(
        {
            "base": _revision(comparison.base),
            "head": _revision(comparison.head),
            "changes": [change_json(change, language) for change in comparison.changes],
            "problems": {"new": _problems(comparison.new), "cured": _problems(comparison.cured)},
            "approvals": [_approval(approval) for approval in comparison.approvals],
        }
    )


def failed(reason: str, problems: Iterable[Problem]) -> str:
    """That nothing was compared: ``error`` comes first, and there are no ``changes``."""
    return json_text({"error": reason, "problems": {"broken": _problems(problems)}})


def _revision(revision: Revision) -> dict[str, Any]:
    return {"name": revision.name, "commit": revision.commit or None}


def _problems(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    return [problem_json(problem) for problem in problems]


def change_json(change: Change, language: str) -> dict[str, Any]:
    """A change as it stands in lists of them; ``language`` is that of the organization."""
    return {
        "code": change.code,
        "kind": change.kind,
        "object": change.object_id or None,
        "field": change.field,
        "before": change.before,
        "after": change.after,
        "effect": change.effect.value,
        "level": change.level.value if change.level else None,
        "by": _difference(change.by, language) if change.by else None,
        "most": [{"service": moved.service, **_difference(moved.due, language)} for moved in change.most],
        "hours": hours_words(change.hours, language) if change.hours else None,
        "where": _place(change.where),
        "fingerprint": change.fingerprint,
        "affected": [_affected(affected) for affected in change.affected],
        "services": list(change.also),
        "caused_by": [cause.fingerprint for cause in change.causes],
    }


def _difference(difference: DueDifference, language: str) -> dict[str, Any]:
    """In words, and for what is due later and earlier the typical and greatest amount, with an example in UTC."""
    return {
        "words": difference_words(difference, language),
        "later": _shift(difference.later) if difference.later else None,
        "earlier": _shift(difference.earlier) if difference.earlier else None,
    }


def _shift(shift: Shift) -> dict[str, Any]:
    example = shift.amounts.example
    return {
        "typical": amount_words(shift.amounts.typical),
        "greatest": amount_words(shift.amounts.greatest),
        "example": {
            "asked": _instant(example.asked),
            "before": _instant(example.before),
            "after": _instant(example.after),
        },
    }


def _instant(seconds: int) -> str:
    return instant_of(seconds).strftime("%Y-%m-%dT%H:%M:%SZ")


def _place(place: Place | None) -> dict[str, Any] | None:
    return {"path": place.path, "line": place.line} if place else None


def _affected(affected: Affected) -> dict[str, Any]:
    return {
        "department": affected.department,
        "because": because_words(affected.because),
        **_because(affected.because),
        "distance": affected.distance,
    }


def _because(because: Because) -> dict[str, Any]:
    return {"reason": because.reason, "name": because.name, "through": because.through}


def _approval(approval: Approval) -> dict[str, Any]:
    return {
        "department": approval.department,
        "role": approval.role,
        "people": list(approval.people),
        "because": because_words(approval.because),
        **_because(approval.because),
        "changes": list(approval.changes),
        "commands": list(approval.commands),
    }
