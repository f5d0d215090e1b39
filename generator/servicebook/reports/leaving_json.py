"""Somebody's leaving as JSON for other programs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from servicebook.leaving.left_places import Leaving, LeftPlace, ValueChange
from servicebook.model.catalog import Catalog
from servicebook.problems import Problem
from servicebook.reports.json_report import problem_json
from servicebook.reports.leaving_words import why
from servicebook.reports.safe_text import json_text


def render(
    catalog: Catalog,
    leaving: Leaving,
    *,
    files: Sequence[str] = (),
    refused: str | None = None,
    findings: Iterable[Problem] = (),
) -> str:
    """One object: the ``places`` with what is proposed for each, and what was written.

    ``path`` leads to the value within the object, as in a change request; ``set`` is what is proposed to be written
    there, with a null for what is taken away. ``through`` is the role that is named in place of a person. ``findings``
    are the problems that there were not before; ``files`` are the paths that were ``applied``.
    """
    content = {
        "person": leaving.person,
        "on": leaving.on.isoformat(),
        "places": [_place(catalog, place) for place in leaving.places],
        "applied": bool(files),
        "files": list(files),
        "refused": refused,
        "findings": [problem_json(problem) for problem in findings],
    }
    return json_text(content)


def _place(catalog: Catalog, place: LeftPlace) -> dict[str, Any]:
    kind, qualified_id, path = place.object
    return {
        "object": f"{kind}:{qualified_id}",
        "path": list(path),
        "file": place.document.path,
        "line": place.line,
        "field": place.field,
        "proposal": place.successor.person if place.successor else None,
        "why": why(catalog, place),
        "through": place.through,
        "set": [_change(place, change) for change in place.changes],
    }


def _change(place: LeftPlace, change: ValueChange) -> dict[str, Any]:
    above = len(place.pointer) - len(place.object[2])
    return {"path": list(change.pointer[above:]), "to": change.value}
