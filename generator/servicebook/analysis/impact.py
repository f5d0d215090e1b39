"""What fails with a service: services, journeys and agreements; and who has to be informed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from servicebook.analysis.closure import Reached, needing_through
from servicebook.frozen import frozen
from servicebook.model.agreement import Agreement
from servicebook.model.catalog import Catalog
from servicebook.model.promises import AgreementState, state_of
from servicebook.model.service import Service


@frozen
class AffectedJourney:
    """A journey with a step that cannot be done (``waits``) or is impaired: the nearest step that is affected most.

    ``through`` is the service of that step, None where that is the service in question; ``distance`` is one
    more than that service's.
    """

    journey: str
    distance: int
    through: str | None
    waits: bool


@frozen(kw_only=True)
class Impact:
    """What follows when a service fails.

    ``services`` are those that need it, ``total`` how many of them there are in all. One that waits fails too;
    any other is impaired. ``journeys`` have a step done by it or by one of ``services``. ``agreements`` are those on
    the service itself, in any state. ``to_inform`` are roles: the owners of all these services (else the heads of their
    departments), then of the journeys, then the heads of the customers with an agreement in force.
    """

    service: str
    services: tuple[Reached, ...]
    total: int
    journeys: tuple[AffectedJourney, ...]
    agreements: tuple[Agreement, ...]
    to_inform: tuple[str, ...]


def impact(catalog: Catalog, service: Service, nearest: int | None = None) -> Impact:
    """What follows when a service fails, nearest first; only the nearest so many services where a number is given."""
    reach = needing_through(catalog, service.id, nearest)
    journeys = tuple(_journeys(catalog, service, reach.nearest))
    agreements = catalog.index.agreements_on.get(service.id, ())
    return Impact(
        service=service.id,
        services=reach.nearest,
        total=reach.total,
        journeys=journeys,
        agreements=agreements,
        to_inform=tuple(dict.fromkeys(_to_inform(catalog, reach.nearest, journeys, agreements))),
    )


def _journeys(catalog: Catalog, service: Service, reached: Iterable[Reached]) -> list[AffectedJourney]:
    affected: dict[str, AffectedJourney] = {}
    for journey in catalog.index.journeys_with.get(service.id, ()):
        affected[journey.id] = AffectedJourney(journey.id, 1, None, waits=True)
    for needing in reached:
        for journey in catalog.index.journeys_with.get(needing.service, ()):
            known = affected.get(journey.id)
            if known is None or (needing.waits and not known.waits):
                affected[journey.id] = AffectedJourney(
                    journey.id, needing.distance + 1, needing.service, needing.waits
                )
    return sorted(
        affected.values(), key=lambda hit: (hit.distance, catalog.journeys[hit.journey].name, hit.journey)
    )


def _to_inform(
    catalog: Catalog,
    reached: Iterable[Reached],
    journeys: Iterable[AffectedJourney],
    agreements: Iterable[Agreement],
) -> Iterator[str]:
    for needing in reached:
        service = catalog.services[needing.service]
        role = service.roles.owner or _head(catalog, service.department)
        if role:
            yield role
    for affected in journeys:
        owner = catalog.journeys[affected.journey].owner
        if owner:
            yield owner
    for agreement in agreements:
        head = _head(catalog, agreement.customer)
        if head and state_of(catalog, agreement) is AgreementState.IN_FORCE:
            yield head


def _head(catalog: Catalog, department: str) -> str | None:
    """The role that heads the department or, where it names none, the nearest above it."""
    return next((above.head for above in catalog.lineage(department) if above.head), None)
