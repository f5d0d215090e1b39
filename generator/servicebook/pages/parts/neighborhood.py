"""A service's neighborhood: what it needs through others, and what breaks if it stops."""

from __future__ import annotations

from dataclasses import dataclass

from servicebook import links
from servicebook.analysis.closure import Reached, needed_through
from servicebook.analysis.impact import AffectedJourney, Impact, impact
from servicebook.model.catalog import Catalog, needs_of
from servicebook.model.promises import state_of
from servicebook.model.service import Service
from servicebook.pages.agreements import STATES
from servicebook.pages.parts.page_links import Link, agreement_link, department_link, role_link
from servicebook.pages.parts.service_rows import Chip
from servicebook.pages.rendering.urls import UrlContext
from servicebook.wording import text

NEAREST = 15
"""So many services are shown; a catalog of thousands may have thousands that hang together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReachedView:
    """A service or journey that is reached: ``note`` says whose it is and through what it is reached.

    ``waits``: it stops (True), is impaired (False), or neither is the question (None).
    """

    href: str
    name: str
    note: str
    waits: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Farther:
    """What a service needs through those that it needs itself; ``rest`` are farther and not shown."""

    number: str
    services: list[ReachedView]
    rest: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopping:
    """What breaks if a service stops; ``rest`` are farther services, not shown and not looked at."""

    headline: str
    services: list[ReachedView]
    rest: int
    journeys: list[ReachedView]
    agreements: list[tuple[Link, Link, Chip]]
    tell: list[Link]
    more_tell: int
    command: str


def farther(catalog: Catalog, urls: UrlContext, service: Service) -> Farther | None:
    """What the service needs through others, the nearest first; None where that is nothing."""
    direct = {need.service for need in needs_of(service) if need.service in catalog.services}
    reach = needed_through(catalog, service.id, NEAREST + len(direct))
    through = [one for one in reach.nearest if one.service not in direct][:NEAREST]
    if not through:
        return None
    number = reach.total - len(direct)
    return Farther(
        number=text("count.more-service", count=number),
        services=[_service(catalog, urls, one, None) for one in through],
        rest=number - len(through),
    )


def stopping(catalog: Catalog, urls: UrlContext, service: Service) -> Stopping | None:
    """What breaks if the service stops, the nearest first; None where nothing depends on it."""
    found = impact(catalog, service, NEAREST)
    if not (found.services or found.journeys or found.agreements):
        return None
    return Stopping(
        headline=_headline(found),
        services=[_service(catalog, urls, one, one.waits) for one in found.services],
        rest=found.total - len(found.services),
        journeys=[_journey(catalog, urls, hit) for hit in found.journeys[:NEAREST]],
        agreements=[
            (
                agreement_link(urls, agreement),
                department_link(catalog, urls, agreement.customer),
                STATES[state_of(catalog, agreement)],
            )
            for agreement in found.agreements[:NEAREST]
        ],
        tell=[role_link(catalog, urls, role) for role in found.to_inform[:NEAREST]],
        more_tell=max(0, len(found.to_inform) - NEAREST),
        command=f"servicebook impact {service.id}",
    )


def _headline(found: Impact) -> str:
    """``3 services and 1 journey depend on it; 1 agreement covers it.``"""
    parts = [text("count.service", count=found.total)] if found.total else []
    if found.journeys:
        parts.append(text("count.journey", count=len(found.journeys)))
    number = found.total + len(found.journeys)
    told = f"{' and '.join(parts)} {'depends' if number == 1 else 'depend'} on it" if parts else ""
    covered = len(found.agreements)
    if not covered:
        return f"{told}."
    says = f"{text('count.agreement', count=covered)} {'covers' if covered == 1 else 'cover'} it"
    return f"{told}; {says}." if told else f"{says}."


def _service(catalog: Catalog, urls: UrlContext, one: Reached, waits: bool | None) -> ReachedView:
    service = catalog.services[one.service]
    department = catalog.departments.get(service.department)
    whose = department.name if department else service.department
    return ReachedView(
        href=urls.to(links.service(one.service)),
        name=service.name,
        note=f"{whose}, through {catalog.services[one.through].name}" if one.through else whose,
        waits=waits,
    )


def _journey(catalog: Catalog, urls: UrlContext, hit: AffectedJourney) -> ReachedView:
    return ReachedView(
        href=urls.to(links.journey(hit.journey)),
        name=catalog.journeys[hit.journey].name,
        note=f"through {catalog.services[hit.through].name}" if hit.through else "",
        waits=hit.waits,
    )
