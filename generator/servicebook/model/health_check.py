"""Health checks: how a department stood when a quarter had ended, as it was counted then."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from datetime import date
from typing import Any

from servicebook.documents.document import Document, DocumentOrigin, Origin
from servicebook.documents.kinds import is_quarter
from servicebook.frozen import frozen

FIGURES = (
    "services", "promises_judged", "promises_missed", "over_promised", "agreements", "agreements_not_in_force",
    "reviews_overdue", "roles", "roles_vacant", "feedback", "feedback_unanswered", "thanks", "actions_done",
    "actions_overdue",
)  # fmt: skip
"""What is counted, in the order in which it is told."""
WANTED_LOW = frozenset(
    ("promises_missed", "over_promised", "agreements_not_in_force", "reviews_overdue", "roles_vacant",
     "feedback_unanswered", "actions_overdue")
)  # fmt: skip
"""Of these, fewer are better; of the others, a change says nothing by itself."""


@frozen(kw_only=True)
class HealthCheck:
    """A health check of a ``quarter`` (``2026-q3``), counted ``as_of`` a day.

    ``figures`` are some of :data:`FIGURES`; ``by`` is the role that led it, ``notes`` are Markdown.
    """

    id: str
    department: str
    quarter: str
    as_of: date
    by: str | None = None
    figures: Mapping[str, int]
    notes: str | None = None
    origin: Origin = field(compare=False, repr=False)


def health_checks_from(document: Document) -> Iterator[HealthCheck]:
    """The one of a document that is valid against its schema; none where the file is not named by a quarter."""
    value: Any = document.value
    if not is_quarter(document.location.own_id or ""):
        return
    yield HealthCheck(
        id=document.location.qualified_id or "",
        department=document.location.department or "",
        quarter=document.location.own_id or "",
        as_of=date.fromisoformat(value["as_of"]),
        by=value.get("by"),
        figures=dict(value["figures"]),
        notes=value.get("notes"),
        origin=DocumentOrigin(document),
    )
