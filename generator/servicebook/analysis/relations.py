"""Who needs whom: departments by the services that lie between them."""

from __future__ import annotations

from dataclasses import dataclass

from servicebook.model.catalog import Catalog, needs_of


def relied_on(catalog: Catalog, department: str) -> dict[str, list[str]]:
    """The services of others that a department's services need: provider → service ids, each once."""
    found: dict[str, list[str]] = {}
    for service in catalog.find.services_of.get(department, ()):
        for need in needs_of(service):
            provider = need.service.partition("/")[0]
            if provider != department and need.service not in found.setdefault(provider, []):
                found[provider].append(need.service)
    return {provider: sorted(services) for provider, services in sorted(found.items()) if services}


def served(catalog: Catalog, department: str) -> dict[str, list[str]]:
    """The department's services that others' services need: customer → service ids, each once."""
    found: dict[str, list[str]] = {}
    for service in catalog.find.services_of.get(department, ()):
        for other, _ in catalog.find.needed_by.get(service.id, ()):
            customer = other.department
            if customer != department and service.id not in found.setdefault(customer, []):
                found[customer].append(service.id)
    return {customer: sorted(services) for customer, services in sorted(found.items()) if services}


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalations:
    """Where a role is named: by whose own escalation it is asked when something is late, and which it heads.

    A department's escalation holds for those of its services that have none of their own.
    """

    departments: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    head_of: tuple[str, ...] = ()


def escalations(catalog: Catalog) -> dict[str, Escalations]:
    """For each role that is asked when something is late, or heads a department, where that is: by role id."""
    departments: dict[str, list[str]] = {}
    services: dict[str, list[str]] = {}
    heads: dict[str, list[str]] = {}
    for department in catalog.departments.values():
        if department.head:
            heads.setdefault(department.head, []).append(department.id)
        for role in dict.fromkeys(level.role for level in department.escalation):
            departments.setdefault(role, []).append(department.id)
    for service in catalog.services.values():
        for role in dict.fromkeys(level.role for level in service.escalation):
            services.setdefault(role, []).append(service.id)
    return {
        role: Escalations(
            departments=tuple(departments.get(role, ())),
            services=tuple(services.get(role, ())),
            head_of=tuple(heads.get(role, ())),
        )
        for role in sorted({*departments, *services, *heads})
    }
