"""A role is reached at the address of somebody who does not hold it.

`contact` reaches the role, whoever holds it; here it is the own address of a person who is neither a holder nor a
deputy, probably of who was before. Write the role's own address, or leave it out: holders are shown with theirs.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Related, Severity
from servicebook.rules.finding import finding
from servicebook.rules.terms import listed, may_be_named
from servicebook.wording import text

CODE = "contact-of-another"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()


def check(catalog: Catalog) -> Iterator[Problem]:
    # of those who have left, contact-has-left speaks
    owners: dict[str, set[str]] = {}
    for person in catalog.people.values():
        if person.email and person.is_here(catalog.today):
            owners.setdefault(person.email.casefold(), set()).add(person.id)
    for role in catalog.roles.values():
        people = owners.get((role.contact.email or "").casefold(), set())
        if people and people.isdisjoint(entry.person for _, _, _, entry in listed(role)):
            whose = min(people)
            yield finding(
                CODE,
                SEVERITY,
                role.origin.place("contact", "email"),
                text("contact-of-another.message", address=role.contact.email, person=whose, role=role.title),
                text("contact-of-another.hint"),
                (Related(catalog.people[whose].origin.place("email"), text("contact-of-another.person")),),
                public_message=None
                if may_be_named(catalog, whose)
                else text("contact-of-another.public", role=role.title),
            )
