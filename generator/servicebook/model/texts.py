"""The Markdown texts of a catalog."""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.documents.document import Origin
from servicebook.model.catalog import Catalog


def markdown_texts(catalog: Catalog) -> Iterator[tuple[Origin, str, str]]:
    """Every Markdown text: the object's origin, the field, the text."""
    for department in catalog.departments.values():
        if department.description:
            yield department.origin, "description", department.description
    for service in catalog.services.values():
        if service.description:
            yield service.origin, "description", service.description
    for faq in catalog.faqs.values():
        yield faq.origin, "answer", faq.answer
    for journey in catalog.journeys.values():
        if journey.description:
            yield journey.origin, "description", journey.description
    for notice in catalog.notices.values():
        if notice.text:
            yield notice.origin, "text", notice.text
