"""A service's neighborhood: what it needs through others, and what breaks if it stops."""

from __future__ import annotations

from dataclasses import dataclass

from servicebook import links
from servicebook.analysis.closure import Reached, needed_through
from servicebook.analysis.impact import AffectedJourney, Impact, impact
from servicebook.model.catalog import Catalog
from servicebook.model.needs import needs_of
from servicebook.model.promises import state_of
from servicebook.model.service import Service
from servicebook.pages.agreements import STATES
from servicebook.pages.parts.page_links import Link, agreement_link, department_link, role_link, service_link
from servicebook.pages.parts.service_rows import Chip
from servicebook.pages.rendering.urls import UrlContext
from servicebook.quickly_made import quickly_made
from servicebook.wording import text
from servicebook.wording.lists import listed

NEAREST = 15
"""So many services are shown; a catalog of thousands may have thousands that hang together."""


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class ReachedView:
    """A service or journey that is reached: ``note`` says whose it is and through what it is reached.

    ``waits``: it stops (True), is impaired (False), or neither is the question (None).
    """

    href: str
    name: str
    note: str
    waits: bool | None


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class TransitiveNeeds:
    """What a service needs through those that it needs itself; ``rest`` are farther and not shown."""

    number: str
    services: list[ReachedView]
    rest: int


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class OutageImpact:
    """What breaks if a service stops; ``rest`` are farther services, not shown and not looked at."""

    headline: str
    services: list[ReachedView]
    rest: int
    journeys: list[ReachedView]
    agreements: list[tuple[Link, Link, Chip]]
    tell: list[Link]
    more_tell: int
    command: str


def direct_needs(catalog: Catalog, urls: UrlContext, service: Service) -> list[tuple[Link, Link, str | None]]:
    """What it needs, who provides that, and what for."""
    return [
        (
            service_link(catalog, urls, need.service),
            department_link(catalog, urls, need.service.partition("/")[0]),
            need.purpose,
        )
        for need in needs_of(service)
    ]


def needed_by(
    catalog: Catalog, urls: UrlContext, service: Service
) -> list[tuple[Link, Link | None, str | None]]:
    """Which services need it, whose they are and what for; and the journeys that it is a step of."""
    rows: list[tuple[Link, Link | None, str | None]] = [
        (
            service_link(catalog, urls, other.id),
            department_link(catalog, urls, other.department),
            need.purpose,
        )
        for other, need in catalog.index.needed_by.get(service.id, ())
    ]
    rows += [
        (Link(journey.name, urls.to(links.journey(journey.id))), None, text("service.a-journey"))
        for journey in catalog.index.journeys_with.get(service.id, ())
    ]
    return rows


def transitive_needs(catalog: Catalog, urls: UrlContext, service: Service) -> TransitiveNeeds | None:
    """What the service needs through others, the nearest first; None where that is nothing."""
    direct = {step.service for step in service.handoffs} | {one.service for one in service.depends_on}
    direct = {needed for needed in direct if needed in catalog.services} - {service.id}
    reach = needed_through(catalog, service.id, NEAREST + len(direct))
    through = [reached for reached in reach.nearest if reached.service not in direct][:NEAREST]
    if not through:
        return None
    number = reach.total - len(direct)
    return TransitiveNeeds(
        number=text("count.more-service", count=number),
        services=[_service(catalog, urls, reached, None) for reached in through],
        rest=number - len(through),
    )


def outage_impact(catalog: Catalog, urls: UrlContext, service: Service) -> OutageImpact | None:
    """What breaks if the service stops, the nearest first; None where nothing depends on it."""
    consequences = impact(catalog, service, NEAREST)
    if not (consequences.services or consequences.journeys or consequences.agreements):
        return None
    return OutageImpact(
        headline=_headline(consequences),
        services=[_service(catalog, urls, reached, reached.waits) for reached in consequences.services],
        rest=consequences.total - len(consequences.services),
        journeys=[_journey(catalog, urls, hit) for hit in consequences.journeys[:NEAREST]],
        agreements=[
            (
                agreement_link(urls, agreement),
                department_link(catalog, urls, agreement.customer),
                STATES[state_of(catalog, agreement)],
            )
            for agreement in consequences.agreements[:NEAREST]
        ],
        tell=[role_link(catalog, urls, role) for role in consequences.to_inform[:NEAREST]],
        more_tell=max(0, len(consequences.to_inform) - NEAREST),
        command=f"servicebook impact {service.id}",
    )


def _headline(consequences: Impact) -> str:
    """``3 services and 1 journey depend on it. 1 agreement covers it.``"""
    parts = [text("count.service", count=consequences.total)] if consequences.total else []
    if consequences.journeys:
        parts.append(text("count.journey", count=len(consequences.journeys)))
    number = consequences.total + len(consequences.journeys)
    sentences = [text("impact.depend", count=number, what=listed(parts))] if parts else []
    if consequences.agreements:
        sentences.append(text("impact.covers", count=len(consequences.agreements)))
    return " ".join(sentences)


def _service(catalog: Catalog, urls: UrlContext, reached: Reached, waits: bool | None) -> ReachedView:
    """Its line; who is reached through a service is on the pages of all that reach that one."""
    return catalog.once(
        _reached_view, (urls.root, reached.service, reached.through, waits), urls, reached, waits
    )


def _reached_view(catalog: Catalog, urls: UrlContext, reached: Reached, waits: bool | None) -> ReachedView:
    service = catalog.services[reached.service]
    department = catalog.departments.get(service.department)
    whose = department.name if department else service.department
    return ReachedView(
        href=urls.to(links.service(reached.service)),
        name=service.name,
        note=text("impact.of-through", department=whose, service=catalog.services[reached.through].name)
        if reached.through
        else whose,
        waits=waits,
    )


def _journey(catalog: Catalog, urls: UrlContext, hit: AffectedJourney) -> ReachedView:
    return ReachedView(
        href=urls.to(links.journey(hit.journey)),
        name=catalog.journeys[hit.journey].name,
        note=text("impact.journey-through", service=catalog.services[hit.through].name)
        if hit.through
        else "",
        waits=hit.waits,
    )
