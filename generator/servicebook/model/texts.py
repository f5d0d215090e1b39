"""The Markdown texts of a catalog and the addresses that they link to."""

from __future__ import annotations

from collections.abc import Iterator

from markdown_it import MarkdownIt

from servicebook.documents.document import Origin
from servicebook.documents.references import LINKABLE
from servicebook.model.catalog import Catalog

ALLOWED = ("https://", "http://", "mailto:", "tel:", *(f"{kind}:" for kind in LINKABLE))
"""How the address of a link may begin."""

_READER = MarkdownIt("js-default")
_READER.validateLink = lambda url: True  # type: ignore[method-assign]  # every address is to be seen here


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


def links_in(text: str) -> Iterator[str]:
    """The addresses of the links and images of a Markdown text."""
    if "](" not in text and "]:" not in text and "<" not in text:
        return
    for token in _READER.parse(text):
        for child in token.children or ():
            address = child.attrs.get("href") or child.attrs.get("src")
            if address:
                yield str(address)
