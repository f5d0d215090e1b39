"""A role, a department or a service is reached at the address of somebody who has left.

Whoever asks gets no answer. Write an address that outlives its holders, or that of who has come after.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from servicebook.documents.document import Origin
from servicebook.model.catalog import Catalog
from servicebook.model.department import Department
from servicebook.model.role import Person
from servicebook.model.service import Service
from servicebook.problems import Problem, Related, Severity
from servicebook.rules.finding import finding
from servicebook.source.yaml_reader import Pointer
from servicebook.wording import text

CODE = "contact-has-left"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()


def check(catalog: Catalog) -> Iterator[Problem]:
    gone = _addresses(person for person in catalog.people.values() if not person.is_here(catalog.today))
    if not gone:
        return
    # a telephone is handed on
    for address in _addresses(person for person in catalog.people.values() if person.is_here(catalog.today)):
        gone.pop(address, None)
    for origin, pointer, address in _ways(catalog):
        person = gone.get(address.casefold())
        if person is not None:
            yield finding(
                CODE,
                SEVERITY,
                origin.place(*pointer),
                text("contact-has-left.message", address=address, person=person.id, day=person.left_on),
                text("contact-has-left.hint"),
                (Related(person.origin.place("left_on"), text("holder-left.day")),),
                public_message=text("contact-has-left.public"),
            )


def _addresses(people: Iterable[Person]) -> dict[str, Person]:
    """Whose an e-mail address, a telephone or a name in the chat is; but not a room of the chat."""
    found: dict[str, Person] = {}
    for person in people:
        for address in (person.email, person.phone, person.chat):
            if address and not address.startswith("#"):
                found.setdefault(address.casefold(), person)
    return found


def _ways(catalog: Catalog) -> Iterator[tuple[Origin, Pointer, str]]:
    """Every address at which something can be reached, with where it is written."""
    for role in catalog.roles.values():
        for field in ("email", "phone", "chat"):
            if address := getattr(role.contact, field):
                yield role.origin, ("contact", field), address
    departments: Iterable[Department | Service] = catalog.departments.values()
    for item in chain(departments, catalog.services.values()):
        for index, channel in enumerate(item.channels):
            for field in ("address", "number", "handle"):
                if address := getattr(channel, field):
                    yield item.origin, ("channels", index, field), address
