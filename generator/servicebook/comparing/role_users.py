"""Who relies on a role: departments whose services, agreements, escalations, steps and roles name it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from servicebook.comparing.changes import Affected, Because
from servicebook.model.catalog import Catalog
from servicebook.model.common import EscalationLevel, Step


def users_of(catalog: Catalog, role: str) -> Iterator[Affected]:
    """The departments that rely on a role, its own among them, those with most to lose first."""
    for agreement in catalog.index.agreements_of.get(role.partition("/")[0], ()):
        if any(acceptance.by == role for acceptance in agreement.accepted):
            because = Because("role-agreement", agreement.id, title=agreement.name)
            yield from (Affected(party, because) for party in agreement.parties)
    index = catalog.index
    for owned in (index.owned_by, index.deputized_by, index.processes_of):
        for service in owned.get(role, ()):
            yield Affected(service.department, Because("role-service", service.id, title=service.name), 1)
    yield from catalog.derive(_mentions).get(role, ())
    for other in index.reports.get(role, ()):
        yield Affected(other.department, Because("role-reports", other.id, title=other.title), 1)


def _mentions(catalog: Catalog) -> Mapping[str, tuple[Affected, ...]]:
    """By role, the departments that it heads, that escalate to it, or that have work done by it."""
    found: defaultdict[str, list[Affected]] = defaultdict(list)

    def add(role: str | None, department: str, reason: str, name: str, title: str | None) -> None:
        if role is not None and "/" in role:
            found[role].append(Affected(department, Because(reason, name, title=title), 1))

    def add_all(
        levels: tuple[EscalationLevel, ...], steps: tuple[Step, ...], department: str, name: str, title: str
    ) -> None:
        for level in levels:
            add(level.role, department, "role-escalation", name, title)
        for step in steps:
            add(step.by, department, "role-step", name, title)

    for department in catalog.departments.values():
        add(department.head, department.id, "role-head", department.id, department.name)
        add_all(department.escalation, (), department.id, department.id, department.name)
    for service in catalog.services.values():
        if service.escalation or service.handoffs:
            add_all(service.escalation, service.handoffs, service.department, service.id, service.name)
    for journey in catalog.journeys.values():
        if journey.owner:
            owner = journey.owner.partition("/")[0]
            add(journey.owner, owner, "journey-owner", journey.id, journey.name)
    return {role: tuple(users) for role, users in found.items()}
