"""What breaks if a service stops: services, journeys and agreements; and who has to be told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from servicebook.analysis.closure import Reached, needing_through
from servicebook.model.agreement import Agreement
from servicebook.model.catalog import Catalog
from servicebook.model.promises import AgreementState, state_of
from servicebook.model.service import Service


@dataclass(frozen=True, slots=True)
class JourneyHit:
    """A journey with a step that cannot be done (``waits``) or suffers, by the nearest way that does most harm.

    ``through`` is the service of that step, None where that is the service in question; ``distance`` is one
    more than that service's.
    """

    journey: str
    distance: int
    through: str | None
    waits: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Impact:
    """What follows when a service stops.

    ``services`` are those that need it, ``total`` how many of them there are in all. One that waits stops too;
    any other is impaired. ``journeys`` are hit by it or one of ``services``. ``agreements`` are those on the
    service itself, in any state. ``tell`` are roles: the owners of all these services (else the heads of their
    departments), then of the journeys, then the heads of the customers with an agreement in force.
    """

    service: str
    services: tuple[Reached, ...]
    total: int
    journeys: tuple[JourneyHit, ...]
    agreements: tuple[Agreement, ...]
    tell: tuple[str, ...]


def impact(catalog: Catalog, service: Service, nearest: int | None = None) -> Impact:
    """What follows when a service stops, nearest first; of many services, only the nearest so many."""
    reach = needing_through(catalog, service.id, nearest)
    journeys = tuple(_journeys(catalog, service, reach.nearest))
    agreements = catalog.index.agreements_on.get(service.id, ())
    return Impact(
        service=service.id,
        services=reach.nearest,
        total=reach.total,
        journeys=journeys,
        agreements=agreements,
        tell=tuple(dict.fromkeys(_tell(catalog, reach.nearest, journeys, agreements))),
    )


def _journeys(catalog: Catalog, service: Service, reached: Iterable[Reached]) -> list[JourneyHit]:
    hits: dict[str, JourneyHit] = {}
    for journey in catalog.index.journeys_with.get(service.id, ()):
        hits[journey.id] = JourneyHit(journey.id, 1, None, waits=True)
    for one in reached:
        for journey in catalog.index.journeys_with.get(one.service, ()):
            known = hits.get(journey.id)
            if known is None or (one.waits and not known.waits):
                hits[journey.id] = JourneyHit(journey.id, one.distance + 1, one.service, one.waits)
    return sorted(
        hits.values(), key=lambda hit: (hit.distance, catalog.journeys[hit.journey].name, hit.journey)
    )


def _tell(
    catalog: Catalog,
    reached: Iterable[Reached],
    journeys: Iterable[JourneyHit],
    agreements: Iterable[Agreement],
) -> Iterator[str]:
    for one in reached:
        service = catalog.services[one.service]
        role = service.roles.owner or _head(catalog, service.department)
        if role:
            yield role
    for hit in journeys:
        owner = catalog.journeys[hit.journey].owner
        if owner:
            yield owner
    for agreement in agreements:
        head = _head(catalog, agreement.customer)
        if head and state_of(catalog, agreement) is AgreementState.IN_FORCE:
            yield head


def _head(catalog: Catalog, department: str) -> str | None:
    """The role that heads the department or, where it names none, the nearest above it."""
    return next((above.head for above in catalog.lineage(department) if above.head), None)
