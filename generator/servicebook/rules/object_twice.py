"""Two objects are probably one: they say the same of what tells them apart.

So it is with two services of one name whose ids differ by a number at most, in one department, or in two if their
summaries are the same; two departments of one name within the same one; two roles of one title in a department with
the same holders; two people of one name with the same e-mail address, or with the same contact in all. Of a department,
two services whose files say the same to the letter are one and its copy, whatever their ids. An import may
have made the second one, or somebody forgot a copy. Delete one of them, and write its id under `former_ids` of the
other, so that addresses stay.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator
from typing import Protocol

from servicebook.documents.document import Origin
from servicebook.documents.names import folded
from servicebook.model.catalog import Catalog
from servicebook.model.role import Person, Role
from servicebook.model.service import Service
from servicebook.problems import Problem, Related, Severity
from servicebook.rules.copied_services import copied_services
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "object-twice"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()


_NUMBER = re.compile(r"-[0-9]+\Z")


class _Object(Protocol):
    @property
    def id(self) -> str: ...

    @property
    def origin(self) -> Origin: ...


def check(catalog: Catalog) -> Iterator[Problem]:
    copies = catalog.derive(copied_services)
    services = [
        service
        for service in catalog.services.values()
        if service.lifecycle != "retired" and service.id not in copies
    ]
    people = [person for person in catalog.people.values() if person.is_here(catalog.today)]
    departments = catalog.departments.values()
    yield from _copies(catalog)
    yield from _doubles("service", ((service, _service_keys(service)) for service in services))
    yield from _doubles("department", ((one, [(folded(one.name), one.part_of)]) for one in departments))
    yield from _doubles("role", ((role, [_role_key(role)]) for role in catalog.roles.values()))
    yield from _doubles("person", ((person, person_keys(person)) for person in people))


def _copies(catalog: Catalog) -> Iterator[Problem]:
    """A finding for each service whose file is that of another one, to the letter."""
    for copy, original in catalog.derive(copied_services).items():
        if catalog.services[copy].lifecycle != "retired":
            yield finding(
                CODE,
                SEVERITY,
                catalog.services[copy].origin.place(key=True),
                text("object-twice.copy", id=copy, other=original.id),
                text("object-twice.copy-hint"),
                (Related(original.origin.place(key=True), text("problem.other")),),
            )


def _doubles(kind: str, objects: Iterable[tuple[_Object, list[Hashable]]]) -> Iterator[Problem]:
    """A finding for each object that has a key of one before it, in the order of ids."""
    first: dict[Hashable, _Object] = {}
    for item, keys in objects:
        earlier = next((first[key] for key in keys if key in first), None)
        if earlier is not None:
            yield finding(
                CODE,
                SEVERITY,
                item.origin.place(key=True),
                text("object-twice.message", kind=text(f"kind.{kind}"), id=item.id, other=earlier.id),
                text("object-twice.hint"),
                (Related(earlier.origin.place(key=True), text("problem.other")),),
                public_message=text("object-twice.public") if kind == "person" else None,
            )
        for key in keys:
            first.setdefault(key, item)


def are_numbered(one: Service, other: Service) -> bool:
    """Whether the ids of two services of a department differ by a number at most."""
    return _NUMBER.sub("", one.id) == _NUMBER.sub("", other.id)


def _service_keys(service: Service) -> list[Hashable]:
    # an import makes the id of the name, and adds a number where that is taken
    name = folded(service.name), _NUMBER.sub("", service.id.rpartition("/")[2])
    return [("department", service.department, name), ("summary", name, folded(service.summary))]


def _role_key(role: Role) -> Hashable:
    holders = frozenset(holder.person for holder in role.holders)
    return role.department, folded(role.title), holders


def person_keys(person: Person) -> list[Hashable]:
    """What two people have in common who are probably one."""
    name, email = folded(person.name), (person.email or "").lower()
    keys: list[Hashable] = [("contact", name, email, person.phone, person.chat, person.site)]
    return [*keys, ("email", name, email)] if email else keys
