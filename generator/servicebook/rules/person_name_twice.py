"""Two people have the same name.

Readers take them for one, and thank or call the wrong one. Add what tells them apart to the name, as colleagues do: a
second first name, a place. Those who are probably one are found by `object-twice`.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.documents.names import folded
from servicebook.model.catalog import Catalog
from servicebook.model.role import Person
from servicebook.problems import Problem, Related, Severity
from servicebook.rules.finding import finding
from servicebook.rules.object_twice import person_keys
from servicebook.wording import text

CODE = "person-name-twice"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()


def check(catalog: Catalog) -> Iterator[Problem]:
    first: dict[str, Person] = {}
    for person in catalog.people.values():
        if not person.is_here(catalog.today):
            continue
        earlier = first.setdefault(folded(person.name), person)
        if earlier is not person and set(person_keys(earlier)).isdisjoint(person_keys(person)):
            yield finding(
                CODE,
                SEVERITY,
                person.origin.place("name"),
                text("person-name-twice.message", name=person.name, other=earlier.id),
                text("person-name-twice.hint"),
                (Related(earlier.origin.place("name"), text("problem.other")),),
                public_message=text("person-name-twice.public"),
            )
