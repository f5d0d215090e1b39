"""Roles and the people who hold them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from datetime import date
from typing import Any

from servicebook.documents.document import Document, DocumentOrigin, Origin
from servicebook.frozen import frozen
from servicebook.model.common import day, strings


@frozen(kw_only=True)
class Holder:
    """Who holds a role, or stands in; both dates included. ``person`` is empty where names are not shown."""

    person: str
    interim: bool = False
    since: date | None = None
    until: date | None = None

    @property
    def is_named(self) -> bool:
        """Whether a person is named."""
        return self.person != ""

    def holds_on(self, today: date) -> bool:
        """Whether the dates, where given, cover the day."""
        return (self.since is None or self.since <= today) and (self.until is None or today <= self.until)


@frozen(kw_only=True)
class Contact:
    """How to reach somebody."""

    email: str | None = None
    chat: str | None = None
    phone: str | None = None


@frozen(kw_only=True)
class Role:
    """A responsibility that outlives whoever holds it; ``holders`` as written, whoever has left included."""

    id: str
    department: str
    title: str
    summary: str | None
    aliases: tuple[str, ...]
    responsibilities: tuple[str, ...]
    decides: tuple[str, ...]
    holders: tuple[Holder, ...]
    vacant_since: date | None
    deputies: tuple[Holder, ...]
    reports_to: str | None
    contact: Contact
    former_ids: tuple[str, ...]
    origin: Origin = field(compare=False, repr=False)


@frozen(kw_only=True)
class Person:
    """What colleagues need to reach someone, and nothing else."""

    id: str
    name: str
    email: str | None = None
    chat: str | None = None
    phone: str | None = None
    site: str | None = None
    languages: tuple[str, ...] = ()
    handles: Mapping[str, str] = field(default_factory=dict)
    left_on: date | None = None
    former_ids: tuple[str, ...] = ()
    origin: Origin = field(compare=False, repr=False)

    def is_here(self, today: date) -> bool:
        """Whether the person has not left; the last day counts."""
        return self.left_on is None or today <= self.left_on


def roles_from(document: Document) -> Iterator[Role]:
    """The roles of a document that is valid against its schema."""
    department = document.location.department or ""
    content: Any = document.value
    for key, value in content.items():
        yield Role(
            id=f"{department}/{key}",
            department=department,
            title=value["title"],
            summary=value.get("summary"),
            aliases=strings(value.get("aliases")),
            responsibilities=strings(value.get("responsibilities")),
            decides=strings(value.get("decides")),
            holders=_holders(value.get("holders", ())),
            vacant_since=day(value.get("vacant_since")),
            deputies=_holders(value.get("deputies", ())),
            reports_to=value.get("reports_to"),
            contact=Contact(**value.get("contact", {})),
            former_ids=strings(value.get("former_ids")),
            origin=DocumentOrigin(document, (key,)),
        )


def _holders(items: Any) -> tuple[Holder, ...]:
    return tuple(
        Holder(person=item)
        if isinstance(item, str)
        else Holder(
            person=item["person"],
            interim=item.get("interim", False),
            since=day(item.get("since")),
            until=day(item.get("until")),
        )
        for item in items
    )


def people_from(document: Document) -> Iterator[Person]:
    """The people of a document that is valid against its schema."""
    content: Any = document.value
    for key, value in content.items():
        changed = {
            "languages": strings(value.get("languages")),
            "left_on": day(value.get("left_on")),
            "former_ids": strings(value.get("former_ids")),
        }
        yield Person(id=key, origin=DocumentOrigin(document, (key,)), **{**value, **changed})
