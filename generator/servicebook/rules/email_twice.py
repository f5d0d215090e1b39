"""Two people have the same e-mail address.

Whoever writes to one of them does not know who reads it. Give each their own; an address that several read belongs to a
role, as its `contact`. People of one name and address are found by `object-twice`.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.documents.names import folded
from servicebook.model.catalog import Catalog
from servicebook.model.role import Person
from servicebook.problems import Problem, Related, Severity
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "email-twice"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()


def check(catalog: Catalog) -> Iterator[Problem]:
    first: dict[str, Person] = {}
    for person in catalog.people.values():
        if person.email is None or not person.is_here(catalog.today):
            continue
        earlier = first.setdefault(person.email.lower(), person)
        if earlier is not person and folded(earlier.name) != folded(person.name):
            yield finding(
                CODE,
                SEVERITY,
                person.origin.place("email"),
                text("email-twice.message", email=person.email, other=earlier.id),
                text("email-twice.hint"),
                (Related(earlier.origin.place("email"), text("problem.other")),),
                public_message=text("email-twice.public"),
            )
