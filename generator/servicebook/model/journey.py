"""A journey: one task that crosses departments, seen by the person who needs it."""

from __future__ import annotations

from dataclasses import field
from typing import Any

from servicebook.documents.document import Document, DocumentOrigin, Origin
from servicebook.frozen import frozen
from servicebook.model import common
from servicebook.model.common import Review, Step, strings


@frozen(kw_only=True)
class Journey:
    """A journey as written."""

    id: str
    name: str
    summary: str
    description: str | None
    aliases: tuple[str, ...]
    audience: tuple[str, ...]
    owner: str | None
    starts_with: str | None
    steps: tuple[Step, ...]
    former_ids: tuple[str, ...]
    review: Review
    origin: Origin = field(compare=False, repr=False)


def journey_from(document: Document) -> Journey:
    """The journey of a document that is valid against its schema."""
    value: Any = document.value
    return Journey(
        id=document.location.qualified_id or "",
        name=value["name"],
        summary=value["summary"],
        description=value.get("description"),
        aliases=strings(value.get("aliases")),
        audience=strings(value.get("for")),
        owner=value.get("owner"),
        starts_with=value.get("starts_with"),
        steps=common.steps(value["steps"]),
        former_ids=strings(value.get("former_ids")),
        review=common.review(value),
        origin=DocumentOrigin(document),
    )
