"""Two people have the same name in another system.

Messages, and requests to review a change, go to one of them whoever is meant. Correct the handle of one; or, if they
are one person, delete one of the two.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.documents.names import folded
from servicebook.model.catalog import Catalog
from servicebook.model.role import Person
from servicebook.problems import Problem, Related, Severity
from servicebook.rules.finding import finding
from servicebook.rules.terms import may_be_named
from servicebook.wording import text

CODE = "handle-twice"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()


def check(catalog: Catalog) -> Iterator[Problem]:
    first: dict[tuple[str, str], tuple[Person, str]] = {}
    for person in catalog.people.values():
        if not person.is_here(catalog.today):
            continue
        for system, handle, pointer in _handles(person):
            key = system, handle.removeprefix("@").casefold()
            other, there = first.setdefault(key, (person, pointer))
            # of one person who is there twice, object-twice speaks
            if other is not person and folded(other.name) != folded(person.name):
                yield finding(
                    CODE,
                    SEVERITY,
                    person.origin.place(*pointer.split("/")),
                    text(
                        "handle-twice.message",
                        person=person.id,
                        other=other.id,
                        handle=handle,
                        system=system,
                    ),
                    text("handle-twice.hint"),
                    (Related(other.origin.place(*there.split("/")), text("problem.other")),),
                    public_message=None
                    if may_be_named(catalog, person.id)
                    else text("handle-twice.public", system=system),
                )


def _handles(person: Person) -> Iterator[tuple[str, str, str]]:
    """The system, the handle, and where it is; the chat only where it names a person and not a room."""
    for system, handle in person.handles.items():
        yield system, handle, f"handles/{system}"
    if person.chat and person.chat.startswith("@"):
        yield "chat", person.chat, "chat"
