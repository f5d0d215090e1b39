"""The title of a role is the name of a person.

A role outlives whoever holds it: services name the role, and its holder can change. Write what the role is for, and the
person under `holders`.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.documents.names import folded
from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Severity
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "title-is-person"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()


def check(catalog: Catalog) -> Iterator[Problem]:
    people = {folded(person.name): person for person in catalog.people.values() if " " in person.name.strip()}
    for role in catalog.roles.values():
        if (person := people.get(folded(role.title))) is not None:
            yield finding(
                CODE,
                SEVERITY,
                role.origin.place("title"),
                text("title-is-person.message", title=role.title),
                text("title-is-person.hint", person=person.id),
                public_message=text("title-is-person.public"),
                public_hint=text("title-is-person.public-hint"),
            )
