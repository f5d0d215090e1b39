"""A text links to the object that it belongs to.

Readers who follow the link come back to where they are. Another object was probably meant; else remove the link.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.documents.document import Origin
from servicebook.documents.markdown_links import targets
from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Severity
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "links-to-itself"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()


def check(catalog: Catalog) -> Iterator[Problem]:
    for own, origin, field, markdown in _texts(catalog):
        # most texts do not name it at all, and reading Markdown takes long
        if markdown and own in markdown and own in targets(markdown):
            yield finding(
                CODE,
                SEVERITY,
                origin.document.place_of_text((*origin.pointer, field), own),
                text("links-to-itself.message", target=own),
                text("links-to-itself.hint"),
            )


def _texts(catalog: Catalog) -> Iterator[tuple[str, Origin, str, str | None]]:
    """Each Markdown text, after the address of its object."""
    for kind, objects in (
        ("department", catalog.departments.values()),
        ("service", catalog.services.values()),
        ("journey", catalog.journeys.values()),
    ):
        for item in objects:
            yield f"{kind}:{item.id}", item.origin, "description", item.description
    for faq in catalog.faqs.values():
        yield f"faq:{faq.id}", faq.origin, "answer", faq.answer
    for notice in catalog.notices.values():
        yield f"notice:{notice.id}", notice.origin, "text", notice.text
