"""Which departments are reached from some services, against the direction of needs: nearest first, each once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from servicebook.comparing.changes import Affected, Because
from servicebook.frozen import frozen
from servicebook.model.agreement import Agreement
from servicebook.model.catalog import Catalog

_DIRECT = 1


@frozen
class _Reached:
    """A service that needs another one: that one is ``through``."""

    service: str
    waits: bool
    through: str


def customers(catalog: Catalog, services: Iterable[str], *, named: bool) -> Iterator[Affected]:
    """The customers of agreements that cover one of the services and have not ended.

    ``named``: the services are not what is talked about, so that reasons name them.
    """
    for service in services:
        through = catalog.services.get(service) if named else None
        for agreement in _agreements(catalog, service):
            because = Because(
                "customer",
                agreement.id,
                service if through else None,
                title=agreement.name,
                through_title=through.name if through else None,
            )
            yield Affected(agreement.customer, because)


def _agreements(catalog: Catalog, service: str) -> Iterator[Agreement]:
    for agreement in catalog.index.agreements_on.get(service, ()):
        if agreement.effective_until is None or catalog.today <= agreement.effective_until:
            yield agreement


def needing(
    catalog: Catalog, services: Iterable[str], *, through_others: bool, named: bool
) -> Iterator[Affected]:
    """The departments whose services need one of the services, directly and, where asked for, through others.

    Breadth first from all of them at once, so that many services cost no more than one; it ends as soon as no
    department is left that could be reached. ``named`` as in :func:`customers`.
    """
    level = list(services)
    seen = set(level)
    left = set(catalog.departments)
    distance = 0
    while level and left:
        distance += 1
        reached = [one for one in _needing(catalog, level) if one.service not in seen]
        # who waits for the work is told of that, even where it also depends on it
        for one in sorted(reached, key=lambda one: not one.waits):
            department = catalog.services[one.service].department
            if department in left:
                left.discard(department)
                yield Affected(
                    department, _because(catalog, one, named=named, is_direct=distance == _DIRECT), distance
                )
        if not through_others:
            return
        level = list(dict.fromkeys(one.service for one in reached))
        seen.update(level)


def _needing(catalog: Catalog, level: Iterable[str]) -> Iterator[_Reached]:
    for service in level:
        for other, need in catalog.index.needed_by.get(service, ()):
            yield _Reached(other.id, need.waits, service)


def _because(catalog: Catalog, reached: _Reached, *, named: bool, is_direct: bool) -> Because:
    """Why: of the service itself that is talked about, nothing more is said than that it is needed."""
    service, through = catalog.services[reached.service], catalog.services.get(reached.through)
    reason = "handoff" if reached.waits else "dependency"
    return Because(
        f"{reason}-to" if named else reason,
        service.id,
        None if is_direct and not named else reached.through,
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
