"""The texts of a catalog: those in Markdown, and the names and summaries by which readers know its objects."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

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
    for check in catalog.health_checks.values():
        if check.notes:
            yield check.origin, "notes", check.notes
    for remark in catalog.remarks.values():
        if remark.answer:
            yield remark.origin, "answer", remark.answer.text


class ShortText(NamedTuple):
    """A name or a summary: the kind of the object, where that was written, the field, the text.

    ``field`` is ``name``, ``title`` or ``summary``, as the object has it.
    """

    kind: str
    origin: Origin
    field: str
    text: str


def short_texts(catalog: Catalog) -> tuple[ShortText, ...]:
    """Every name, title and summary. Several rules read them all: ask with ``catalog.derive(short_texts)``."""
    return tuple(_short_texts(catalog))


def _short_texts(catalog: Catalog) -> Iterator[ShortText]:
    for kind, objects in (
        ("department", catalog.departments),
        ("service", catalog.services),
        ("journey", catalog.journeys),
    ):
        for item in objects.values():
            yield ShortText(kind, item.origin, "name", item.name)
            if item.summary:
                yield ShortText(kind, item.origin, "summary", item.summary)
    for agreement in catalog.agreements.values():
        if agreement.name:
            yield ShortText("agreement", agreement.origin, "name", agreement.name)
        if agreement.summary:
            yield ShortText("agreement", agreement.origin, "summary", agreement.summary)
    for role in catalog.roles.values():
        yield ShortText("role", role.origin, "title", role.title)
        if role.summary:
            yield ShortText("role", role.origin, "summary", role.summary)
    for person in catalog.people.values():
        yield ShortText("person", person.origin, "name", person.name)
    for notice in catalog.notices.values():
        yield ShortText("notice", notice.origin, "title", notice.title)
    for calendar in catalog.settings.calendars.values():
        yield ShortText("calendar", calendar.origin, "name", calendar.name)
    for kind, choices in (
        ("topic", catalog.settings.topics.values()),
        ("audience", catalog.settings.audiences.values()),
        ("site", catalog.settings.sites.values()),
        ("principle", catalog.settings.principles.values()),
    ):
        for choice in choices:
            if choice.origin is not None:
                yield ShortText(kind, choice.origin, "name", choice.name)
