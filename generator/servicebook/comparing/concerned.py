"""Whom something concerns: what a department, a role or a person has of their own, and what they rely on."""

from __future__ import annotations

from collections.abc import Iterable

from servicebook.comparing.changes import Change
from servicebook.frozen import frozen
from servicebook.model.catalog import Catalog
from servicebook.model.needs import needs_of
from servicebook.model.role import Role


@frozen(kw_only=True)
class Concerned:
    """What somebody has, by ids: whole departments, roles, services; ``relied_on`` are services of others that theirs
    need, or that they are promised. ``person`` is their own id, if one is meant."""

    departments: frozenset[str]
    roles: frozenset[str]
    services: frozenset[str]
    relied_on: frozenset[str]
    person: str | None = None

    def by_change(self, change: Change) -> bool:
        """Whether a change is one of their own objects, or concerns them."""
        if any(one.department in self.departments for one in change.affected):
            return True
        mine = self.services | self.relied_on
        if not mine.isdisjoint(change.also):
            return True
        match change.kind:
            case "service":
                return change.object_id in mine or self._is_in_departments(change.object_id)
            case "role":
                return change.object_id in self.roles or self._is_in_departments(change.object_id)
            case "faq":
                owner = change.object_id.rpartition("/")[0]
                return owner in mine or self._is_in_departments(change.object_id)
            case "person":
                return change.object_id == self.person
            case "department":
                return change.object_id in self.departments
            case _:
                return False

    def _is_in_departments(self, qualified_id: str) -> bool:
        return qualified_id.partition("/")[0] in self.departments


def everybody(catalog: Catalog) -> Concerned:
    """All that there is."""
    return Concerned(
        departments=frozenset(catalog.departments),
        roles=frozenset(catalog.roles),
        services=frozenset(catalog.services),
        relied_on=frozenset(),
    )


def of_department(catalog: Catalog, department: str) -> Concerned:
    """A department with all of its parts."""
    return _of_departments(catalog, [department])


def of_role(catalog: Catalog, role: str) -> Concerned:
    """A role: what it owns, stands in for and keeps the process of; with a department all of it, if it heads that."""
    return _of_roles(catalog, [catalog.roles[role]])


def of_person(catalog: Catalog, person: str) -> Concerned:
    """All the roles that a person holds or stands in for."""
    held = (*catalog.index.held_by.get(person, ()), *catalog.index.stands_in_for.get(person, ()))
    return _of_roles(catalog, held, person)


def _of_departments(catalog: Catalog, departments: Iterable[str]) -> Concerned:
    whole = catalog.with_those_below(departments)
    services = frozenset(one.id for one in catalog.services.values() if one.department in whole)
    promised = {
        service
        for agreement in catalog.agreements.values()
        if agreement.customer in whole
        for service in agreement.covers
    }
    return Concerned(
        departments=whole,
        roles=frozenset(one.id for one in catalog.roles.values() if one.department in whole),
        services=services,
        relied_on=(_needed(catalog, services) | promised) - services,
    )


def _of_roles(catalog: Catalog, roles: Iterable[Role], person: str | None = None) -> Concerned:
    listed = list(roles)
    names = frozenset(role.id for role in listed)
    headed = [one.id for one in catalog.departments.values() if one.head in names]
    whole = _of_departments(catalog, headed)
    index = catalog.index
    services = frozenset(
        service.id
        for role in names
        for lookup in (index.owned_by, index.deputized_by, index.processes_of)
        for service in lookup.get(role, ())
    )
    own = whole.services | services
    return Concerned(
        departments=whole.departments,
        roles=whole.roles | names,
        services=own,
        relied_on=(whole.relied_on | _needed(catalog, own)) - own,
        person=person,
    )


def _needed(catalog: Catalog, services: Iterable[str]) -> frozenset[str]:
    return frozenset(need.service for one in services for need in needs_of(catalog.services[one]))
