"""At which addresses roles, departments and services are reached, and whose own addresses these are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from servicebook.documents.document import Origin
from servicebook.model.catalog import Catalog
from servicebook.model.department import Department
from servicebook.model.role import Person
from servicebook.model.service import Service
from servicebook.source.yaml_reader import Pointer

OWN = {"address": "email", "number": "phone", "handle": "chat"}
"""What an address of a channel is called in the contact of a role, and with a person."""


def owners_of_addresses(people: Iterable[Person]) -> dict[str, Person]:
    """Whose an e-mail address, a telephone or a name in the chat is; but not a room of the chat."""
    found: dict[str, Person] = {}
    for person in people:
        for address in (person.email, person.phone, person.chat):
            if address and not address.startswith("#"):
                found.setdefault(address.casefold(), person)
    return found


def addresses_used(catalog: Catalog) -> Iterator[tuple[Origin, Pointer, str]]:
    """Every address at which something can be reached, with where it is written."""
    for role in catalog.roles.values():
        for field in OWN.values():
            if address := getattr(role.contact, field):
                yield role.origin, ("contact", field), address
    departments: Iterable[Department | Service] = catalog.departments.values()
    for item in chain(departments, catalog.services.values()):
        for index, channel in enumerate(item.channels):
            for field in OWN:
                if address := getattr(channel, field):
                    yield item.origin, ("channels", index, field), address
