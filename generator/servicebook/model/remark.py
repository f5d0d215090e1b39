"""What people said about departments and services, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from datetime import date
from typing import Any

from servicebook.documents.document import Document, DocumentOrigin, Origin
from servicebook.documents.examples import UNSAID
from servicebook.frozen import frozen
from servicebook.model.common import day

HEARD, PLANNED, DONE, DECLINED = "heard", "planned", "done", "declined"


@frozen(kw_only=True)
class Answer:
    """What the department says to it; ``by`` is a role, ``text`` Markdown."""

    by: str
    on: date
    text: str


@frozen(kw_only=True)
class Remark:
    """Something that was said, in an editor's words.

    ``about`` is a service or a department. ``sender`` is ``department:<id>`` or ``person:<id>``, None where nobody is
    named, empty where they are not to be. ``on`` is the day on which it was said first, ``heard`` how often it was.
    ``done_in`` is a commit of the catalog or the address of a page, ``source`` that at which editors read what was
    said; it is None in what may be seen.
    """

    id: str
    department: str
    about: str
    said: str
    sender: str | None = None
    on: date
    heard: int = 1
    status: str = HEARD
    answer: Answer | None = None
    done_in: str | None = None
    source: str | None = None
    origin: Origin = field(compare=False, repr=False)

    @property
    def is_said(self) -> bool:
        """Whether an editor has written what was said; an import only knows that something was."""
        return self.said != UNSAID

    @property
    def is_answered(self) -> bool:
        """Whether whoever said it can see what became of it: an answer, or that it is planned or done."""
        return self.answer is not None or self.status != HEARD


def remarks_from(document: Document) -> Iterator[Remark]:
    """The remarks of a document that is valid against its schema."""
    department = document.location.department or ""
    content: Any = document.value
    for key, value in content.items():
        yield Remark(
            id=f"{department}/{key}",
            department=department,
            about=value.get("about", department),
            said=value["said"],
            sender=value.get("from"),
            on=date.fromisoformat(value["on"]),
            heard=value.get("heard", 1),
            status=value.get("status", HEARD),
            answer=_answer(value.get("answer")),
            done_in=value.get("done_in"),
            source=value.get("source"),
            origin=DocumentOrigin(document, (key,)),
        )


def _answer(value: Any) -> Answer | None:
    return Answer(**{**value, "on": day(value["on"])}) if value else None
