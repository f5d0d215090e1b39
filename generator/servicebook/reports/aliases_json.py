"""Proposed aliases as JSON for other programs."""

from __future__ import annotations

from servicebook.reports.safe_text import json_text
from servicebook.search.suggested_aliases import Suggestions


def render(found: Suggestions, *, written: bool) -> str:
    """One object with ids; ``times`` is null for words of like meaning, ``others`` are also possible."""
    return json_text(
        {
            "proposed": [
                {
                    "service": one.service,
                    "alias": one.alias,
                    "why": "meaning" if one.times is None else "searched",
                    "nearness": ("nearly the same" if one.nearly_same else "close")
                    if one.times is None
                    else None,
                    "times": one.times,
                    "others": list(one.others),
                }
                for one in found.proposed
            ],
            "taken": [
                {
                    "alias": one.alias,
                    "kind": one.kind,
                    "id": one.id,
                    "service": one.service,
                    "times": one.times,
                }
                for one in found.taken
            ],
            "unanswered": [{"search": search, "times": times} for search, times in found.unanswered],
            "found": found.found,
            "left_out": found.left_out,
            "written": written,
        }
    )
