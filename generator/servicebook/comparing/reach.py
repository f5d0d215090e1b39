"""Which departments are reached from some services, against the direction of needs: nearest first, each once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from servicebook.comparing.changes import Affected, Because
from servicebook.model.agreement import Agreement
from servicebook.model.catalog import Catalog

_DIRECT = 1


@dataclass(frozen=True, slots=True)
class _Reached:
    """A service that needs another one, ``through`` (None: one of those asked about)."""

    service: str
    waits: bool
    through: str | None


def customers(catalog: Catalog, services: Iterable[str]) -> Iterator[Affected]:
    """The customers of agreements that cover one of the services and have not ended."""
    for agreement in _agreements(catalog, services):
        yield Affected(agreement.customer, Because("customer", agreement.id, title=agreement.name))


def _agreements(catalog: Catalog, services: Iterable[str]) -> Iterator[Agreement]:
    for service in services:
        for agreement in catalog.index.agreements_on.get(service, ()):
            if agreement.effective_until is None or catalog.today <= agreement.effective_until:
                yield agreement


def needing(catalog: Catalog, services: Iterable[str], *, through_others: bool) -> Iterator[Affected]:
    """The departments whose services need one of the services, directly and, where asked for, through others.

    Breadth first from all of them at once, so that many services cost no more than one; it ends as soon as no
    department is left that could be reached.
    """
    level = list(services)
    seen = set(level)
    left = set(catalog.departments)
    distance = 0
    while level and left:
        distance += 1
        reached = [one for one in _needing(catalog, level, distance) if one.service not in seen]
        # who waits for the work is told of that, even where it also depends on it
        for one in sorted(reached, key=lambda one: not one.waits):
            department = catalog.services[one.service].department
            if department in left:
                left.discard(department)
                yield Affected(department, _because(catalog, one), distance)
        if not through_others:
            return
        level = list(dict.fromkeys(one.service for one in reached))
        seen.update(level)


def _needing(catalog: Catalog, level: Iterable[str], distance: int) -> Iterator[_Reached]:
    for service in level:
        for other, need in catalog.index.needed_by.get(service, ()):
            yield _Reached(other.id, need.waits, None if distance == _DIRECT else service)


def _because(catalog: Catalog, reached: _Reached) -> Because:
    service = catalog.services[reached.service]
    through = catalog.services.get(reached.through or "")
    return Because(
        "handoff" if reached.waits else "dependency",
        service.id,
        reached.through,
        title=service.name,
        through_title=through.name if through else None,
    )


def journeys_with(catalog: Catalog, services: Iterable[str]) -> Iterator[Affected]:
    """The departments with a step in a journey that one of the services is a step of, and those in charge of it."""
    journeys = {j.id: j for service in services for j in catalog.index.journeys_with.get(service, ())}
    for journey in journeys.values():
        because = Because("journey", journey.id, title=journey.name)
        for step in journey.steps:
            if doer := step.by or step.service:
                yield Affected(doer.partition("/")[0], because, _DIRECT)
        if journey.owner:
            because = Because("journey-owner", journey.id, title=journey.name)
            yield Affected(journey.owner.partition("/")[0], because, _DIRECT)
