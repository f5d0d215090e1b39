"""Notices of closures, delays and changes; and thanks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from datetime import date
from typing import Any

from servicebook.clock.durations import Duration
from servicebook.documents.document import Document, DocumentOrigin, Origin
from servicebook.documents.examples import UNSAID
from servicebook.frozen import frozen
from servicebook.model.common import day, duration, strings


@frozen(kw_only=True)
class Notice:
    """A notice; ``effect`` is closed, delayed or changed, both dates are included.

    A delay that ``adds`` a time moves the due dates of what is asked while it runs; without one it leaves them
    uncertain, as a change does.
    """

    id: str
    title: str
    text: str | None
    services: tuple[str, ...]
    departments: tuple[str, ...]
    effect: str
    adds: Duration | None
    start: date
    end: date | None
    origin: Origin = field(compare=False, repr=False)

    def is_over(self, today: date) -> bool:
        """Whether its last day has passed."""
        return self.end is not None and self.end < today

    def is_current(self, today: date) -> bool:
        """Whether the day lies within it."""
        return self.start <= today and not self.is_over(today)


@frozen(kw_only=True)
class Kudos:
    """Thanks. ``sender`` and ``receiver`` are ``department:<id>`` or ``person:<id>``, empty where not to be named.

    ``text`` is empty where it may not be read. ``departments`` are those of a person who is thanked and not named.
    ``source`` is the address at which editors read what was said; it is None in what may be seen.
    """

    sender: str
    receiver: str
    about: str | None
    text: str
    on: date
    departments: tuple[str, ...] = ()
    source: str | None = None
    origin: Origin = field(compare=False, repr=False)

    @property
    def is_said(self) -> bool:
        """Whether an editor has written what for; an import only knows that somebody was thanked."""
        return self.text != UNSAID

    @property
    def is_personal(self) -> bool:
        """Whether a person thanks or is thanked, and not only departments."""
        return any(party.startswith("person:") for party in (self.sender, self.receiver))


def notice_from(document: Document) -> Notice:
    """The notice of a document that is valid against its schema."""
    value: Any = document.value
    return Notice(
        id=document.location.qualified_id or "",
        title=value["title"],
        text=value.get("text"),
        services=strings(value["affects"].get("services")),
        departments=strings(value["affects"].get("departments")),
        effect=value["effect"],
        adds=duration(value.get("adds")),
        start=date.fromisoformat(value["from"]),
        end=day(value.get("until")),
        origin=DocumentOrigin(document),
    )


def kudos_from(document: Document) -> Iterator[Kudos]:
    """The thanks of a document that is valid against its schema."""
    content: Any = document.value
    for index, value in enumerate(content):
        yield Kudos(
            sender=value.get("from", ""),
            receiver=value["to"],
            about=value.get("about"),
            text=value["text"],
            on=date.fromisoformat(value["on"]),
            source=value.get("source"),
            origin=DocumentOrigin(document, (index,)),
        )
