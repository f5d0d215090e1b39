"""Who is away, and who is on duty."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from datetime import date, datetime
from typing import Any

from servicebook.clock.shifts import LocalTimes
from servicebook.documents.document import Document, DocumentOrigin, Origin
from servicebook.frozen import frozen


@frozen(kw_only=True)
class Absence:
    """Somebody is away, both days included; ``stands_in`` is a person, None for nobody."""

    person: str
    start: date
    until: date
    stands_in: str | None = None
    origin: Origin = field(compare=False, repr=False)

    def is_over(self, today: date) -> bool:
        """Whether its last day has passed."""
        return self.until < today

    def covers(self, on: date) -> bool:
        """Whether the day lies within it."""
        return self.start <= on <= self.until


@frozen(kw_only=True)
class RotaEvent:
    """A time on duty, which may repeat.

    ``names`` is what the calendar calls whoever is on duty, the surest first; in what may be seen, it is the id of the
    person, or nothing. ``zone`` is an IANA name, "" for the zone of the department. ``instead_of`` is the beginning of
    the one that it replaces, of an event with the same ``uid``.
    """

    uid: str
    names: tuple[str, ...]
    times: LocalTimes
    zone: str
    instead_of: datetime | None = None
    is_cancelled: bool = False


@frozen(kw_only=True)
class Rota:
    """Who is on duty for a role; ``id`` is the role's."""

    id: str
    department: str
    events: tuple[RotaEvent, ...]
    origin: Origin = field(compare=False, repr=False)


def absences_from(document: Document) -> Iterator[Absence]:
    """The absences of a document that is valid against its schema."""
    content: Any = document.value
    for index, value in enumerate(content):
        yield Absence(
            person=value["person"],
            start=date.fromisoformat(value["from"]),
            until=date.fromisoformat(value["until"]),
            stands_in=value.get("stands_in"),
            origin=DocumentOrigin(document, (index,)),
        )


def rota_from(document: Document) -> Rota:
    """The rota of a document."""
    value: Any = document.value
    return Rota(
        id=document.location.qualified_id or "",
        department=document.location.department or "",
        events=tuple(map(rota_event, value["events"])),
        origin=DocumentOrigin(document),
    )


def rota_event(value: Any) -> RotaEvent:
    """An event as :func:`servicebook.source.rota_file.parse_rota` gives it."""
    replaced = value.get("instead_of")
    return RotaEvent(
        uid=value["uid"],
        names=tuple(value["names"]),
        times=LocalTimes(
            starts=datetime.fromisoformat(value["starts"]),
            ends=datetime.fromisoformat(value["ends"]),
            repeats=value.get("repeats"),
            left_out=frozenset(map(datetime.fromisoformat, value.get("left_out", ()))),
            added=tuple(map(datetime.fromisoformat, value.get("added", ()))),
        ),
        zone=value["zone"],
        instead_of=datetime.fromisoformat(replaced) if replaced else None,
        is_cancelled=value.get("is_cancelled", False),
    )
