"""Somebody's leaving as JSON for other programs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from servicebook.documents.document import Document
from servicebook.documents.kinds import PAGES
from servicebook.leaving.left_places import Leaving, LeftPlace, LostReviewer, ValueChange
from servicebook.model.catalog import Catalog
from servicebook.problems import Place, Problem
from servicebook.reports.json_report import problem_json
from servicebook.reports.leaving_words import why
from servicebook.reports.safe_text import json_text
from servicebook.source.yaml_reader import Pointer
from servicebook.source.yaml_values import APPEND
from servicebook.wording import text


def render(
    catalog: Catalog,
    leaving: Leaving,
    *,
    files: Sequence[str] = (),
    refused: Iterable[tuple[str, str]] = (),
    findings: Iterable[Problem] = (),
) -> str:
    """One object: the ``places`` with what is proposed for each, and what was written.

    ``path`` leads to the value within the object; ``set`` is what is proposed to be written there. Both are as in a
    change request. ``through`` is the role that is named in place of a person. ``findings``
    are the problems that there were not before; ``files`` are the paths that were ``applied``.
    """
    content = {
        "person": leaving.person,
        "on": leaving.on.isoformat(),
        "places": [
            *(_place(catalog, place) for place in leaving.places),
            *map(_page, leaving.pages),
            *map(_review, leaving.reviews),
        ],
        "applied": bool(files),
        "files": list(files),
        "refused": [{"code": code, "message": message} for code, message in refused],
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


def _page(place: Place) -> dict[str, Any]:
    return _line(f"page:{place.path.removeprefix(f'{PAGES}/')}", place, None, text("leave.plain.text"))


def _review(lost: LostReviewer) -> dict[str, Any]:
    reason = text("leave.review-then" if lost.proposal else "leave.no-review")
    return _line(f"owners:{lost.reviewed}", lost.place, lost.proposal, reason)


def _line(named: str, place: Place, proposal: str | None, reason: str) -> dict[str, Any]:
    """A line of a file that holds no object of the catalog."""
    return {
        "object": named,
        "path": [],
        "file": place.path,
        "line": place.line,
        "field": "",
        "proposal": proposal,
        "why": reason,
        "through": None,
        "set": [],
    }


def _change(place: LeftPlace, change: ValueChange) -> dict[str, Any]:
    """A change as a change request has it: what is there now, unless nothing is, and what is to be."""
    above = len(place.pointer) - len(place.object[2])
    now = _now(place.document, change.pointer)
    return {
        "path": list(change.pointer[above:]),
        **({} if now is None else {"from": now}),
        "to": change.value,
    }


def _now(document: Document, pointer: Pointer) -> Any:
    *above, last = pointer
    outer = document.value_at(tuple(above))
    if isinstance(outer, dict):
        return outer.get(last)
    return None if last == APPEND else outer[last]
