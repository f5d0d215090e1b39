"""Meetings that were held, and what was agreed there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from datetime import date
from typing import Any

from servicebook.documents.document import Document, DocumentOrigin, Origin
from servicebook.documents.kinds import is_day
from servicebook.frozen import frozen
from servicebook.model.common import day, strings


@frozen(kw_only=True)
class Action:
    """What a role does, by a day; ``done`` is the day on which it was done, None until then."""

    what: str
    role: str
    by: date | None = None
    done: date | None = None

    def is_open(self, today: date) -> bool:
        """Whether it is still to be done; a day to come does not count as done."""
        return self.done is None or self.done > today

    def is_overdue(self, today: date) -> bool:
        """Whether it should have been done before today."""
        return self.by is not None and self.by < today and self.is_open(today)


@frozen(kw_only=True)
class HeldMeeting:
    """A meeting that a department held on a day; ``meeting`` is the ``what`` of a regular one.

    ``with_`` names the departments and roles that were there.
    """

    id: str
    department: str
    held_on: date
    meeting: str
    with_: tuple[str, ...] = ()
    actions: tuple[Action, ...] = ()
    origin: Origin = field(compare=False, repr=False)


def held_meetings_from(document: Document) -> Iterator[HeldMeeting]:
    """The meeting of a document that is valid against its schema; none where the file is not named by a day."""
    value: Any = document.value
    named = document.location.own_id or ""
    if not is_day(named):
        return
    yield HeldMeeting(
        id=document.location.qualified_id or "",
        department=document.location.department or "",
        held_on=date.fromisoformat(named),
        meeting=value["meeting"],
        with_=strings(value.get("with")),
        actions=tuple(
            Action(**{**item, "by": day(item.get("by")), "done": day(item.get("done"))})
            for item in value.get("actions", ())
        ),
        origin=DocumentOrigin(document),
    )
