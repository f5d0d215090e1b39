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
from servicebook.rules.copied_people import copied_people, handles_of, in_order_of_fit, is_told_of_copy, plain
from servicebook.rules.finding import finding
from servicebook.rules.terms import may_be_named
from servicebook.wording import text

CODE = "handle-twice"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()


def check(catalog: Catalog) -> Iterator[Problem]:
    copies = catalog.derive(copied_people)
    first: dict[tuple[str, str], tuple[Person, str]] = {}
    for person in catalog.people.values():
        if not person.is_here(catalog.today):
            continue
        for system, handle, pointer in handles_of(person):
            earlier, there = first.setdefault((system, plain(handle)), (person, pointer))
            # of one person who is there twice, object-twice speaks
            if earlier is person or folded(earlier.name) == folded(person.name):
                continue
            if is_told_of_copy(copies, earlier, person, system):
                continue
            pointers = {earlier.id: there, person.id: pointer}
            other, wrong = in_order_of_fit(earlier, person, plain(handle))
            yield finding(
                CODE,
                SEVERITY,
                wrong.origin.place(*pointers[wrong.id].split("/")),
                text("handle-twice.message", person=wrong.id, other=other.id, handle=handle, system=system),
                text("handle-twice.hint"),
                (Related(other.origin.place(*pointers[other.id].split("/")), text("problem.other")),),
                public_message=None
                if may_be_named(catalog, wrong.id)
                else text("handle-twice.public", system=system),
            )
