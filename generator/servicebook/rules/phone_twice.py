"""Two people have the same telephone number.

One of the two was probably copied, and whoever calls reaches somebody else. Correct it, or write the number of a desk
as the `contact` of a role. A number of three or more people is a line that they share, and is let be.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from servicebook.model.catalog import Catalog
from servicebook.model.role import Person
from servicebook.problems import Problem, Related, Severity
from servicebook.rules.copied_people import copied_people, digits, is_told_of_copy
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "phone-twice"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()


def check(catalog: Catalog) -> Iterator[Problem]:
    people: defaultdict[str, list[Person]] = defaultdict(list)
    for person in catalog.people.values():
        if person.phone is not None and person.is_here(catalog.today):
            people[digits(person.phone)].append(person)
    copies = catalog.derive(copied_people)
    for of_number in people.values():
        if len(of_number) != 2:
            continue
        earlier, person = of_number
        if is_told_of_copy(copies, earlier, person, "phone"):
            continue
        yield finding(
            CODE,
            SEVERITY,
            person.origin.place("phone"),
            text("phone-twice.message", phone=str(person.phone), other=earlier.id),
            text("phone-twice.hint"),
            (Related(earlier.origin.place("phone"), text("problem.other")),),
            public_message=text("phone-twice.public"),
        )
