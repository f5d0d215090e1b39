"""A question and its answer, of a department or of one service."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from typing import Any

from servicebook.documents.document import Document, DocumentOrigin, Origin
from servicebook.documents.references import objects_of
from servicebook.frozen import frozen
from servicebook.model.common import strings


@frozen(kw_only=True)
class Faq:
    """``id`` is qualified: ``it/<id>`` or ``it/laptop-repair/<id>``; ``answer`` is Markdown."""

    id: str
    question: str
    answer: str
    aliases: tuple[str, ...]
    department: str
    service: str | None
    origin: Origin = field(compare=False, repr=False)

    @property
    def own_id(self) -> str:
        """The last part of the id; on one page it is unique."""
        return self.id.rpartition("/")[2]


def faqs_from(document: Document) -> Iterator[Faq]:
    """The questions of a service's or department's document that is valid against its schema."""
    item: Any
    department = document.location.department or ""
    service = document.location.qualified_id  # a file of a department's questions has no id
    for kind, qualified_id, pointer, item in objects_of(document):
        if kind == "faq":
            yield Faq(
                id=qualified_id,
                question=item["question"],
                answer=item["answer"],
                aliases=strings(item.get("aliases")),
                department=department,
                service=service,
                origin=DocumentOrigin(document, pointer),
            )
