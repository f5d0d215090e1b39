"""What lies between two departments: where it is shown, in a few words, and all of it."""

from __future__ import annotations

from servicebook import links
from servicebook.analysis.relations import Between, relations
from servicebook.frozen import frozen
from servicebook.model.agreement import Agreement
from servicebook.model.catalog import Catalog
from servicebook.model.needs import Need
from servicebook.model.promises import state_of
from servicebook.model.service import Service
from servicebook.pages.agreements import STATES, dates
from servicebook.pages.parts import promise_table
from servicebook.pages.parts.facts import overdue_since
from servicebook.pages.parts.page_links import Link, agreement_link, department_link, service_link
from servicebook.pages.parts.service_rows import Chip, state_chips
from servicebook.pages.rendering.context import RenderContext
from servicebook.pages.rendering.urls import UrlContext
from servicebook.wording import text

FEW = 10
"""So many of the customer's services are named beside each one that they need."""


@frozen(kw_only=True)
class ServiceBetween:
    """A service that the customer relies on: what it has been promised, and what for."""

    service: Link
    promise: promise_table.Given | None
    chips: tuple[Chip, ...]
    needed_for: list[Link]
    more: int


@frozen(kw_only=True)
class AgreementBetween:
    """An agreement between the two, and what the customer has been promised today for what it covers."""

    agreement: Link
    dates: str
    chips: tuple[Chip, ...]
    covers: list[tuple[Link, promise_table.Given | None]]


@frozen(kw_only=True)
class BetweenView:
    """Everything between two departments, in the order provider, customer."""

    anchor: str
    provider: Link
    customer: Link
    counts: str
    services: list[ServiceBetween]
    agreements: list[AgreementBetween]


def is_split(context: RenderContext, provider: str) -> bool:
    """Whether one page of all that the provider does for others would be too long."""
    return relations(context.catalog).size.get(provider, 0) > context.max_rows


def path_of(context: RenderContext, pair: Between) -> str:
    """Where everything between the two is shown."""
    if is_split(context, pair.provider):
        return links.between(pair.provider, pair.customer)
    return links.served_by_for(pair.provider, pair.customer)


def counts(pair: Between) -> str:
    """``3 services, 1 agreement in force, 1 overdue review``."""
    return ", ".join(count for count in (plain_counts(pair), overdue_count(pair)) if count)


def plain_counts(pair: Between) -> str:
    """``3 services, 1 agreement in force``; ``2 services covered, …`` where only agreements lie between them."""
    services = text("count.service", count=len(pair.services)) if pair.services else ""
    if not services and pair.covered:
        services = text("count.covered-service", count=pair.covered)
    return ", ".join(count for count in (services, agreement_counts(pair)) if count)


def agreement_counts(pair: Between) -> str:
    """``1 agreement in force, 1 agreement not in force``; empty where there is none."""
    others = len(pair.agreements) - pair.in_force
    parts = [text("agreements.in-force", count=pair.in_force)] if pair.in_force else []
    if others:
        parts.append(text("agreements.not-in-force", count=others))
    return ", ".join(parts)


def overdue_count(pair: Between) -> str | None:
    """``1 overdue review``; None where none is."""
    return text("count.overdue-review", count=pair.overdue) if pair.overdue else None


def between_view(catalog: Catalog, urls: UrlContext, pair: Between) -> BetweenView:
    """All services and agreements between two departments."""
    return BetweenView(
        anchor=pair.customer,
        provider=department_link(catalog, urls, pair.provider),
        customer=department_link(catalog, urls, pair.customer),
        counts=counts(pair),
        services=[_service(catalog, urls, pair, qualified_id) for qualified_id in pair.services],
        agreements=[_agreement(catalog, urls, agreement) for agreement in pair.agreements],
    )


def _service(catalog: Catalog, urls: UrlContext, pair: Between, qualified_id: str) -> ServiceBetween:
    service = catalog.services.get(qualified_id)
    needing: tuple[tuple[Service, Need], ...] = pair.services[qualified_id]
    overdue = overdue_since(catalog, service.review) if service else None
    chips = state_chips(catalog, service) if service else ()
    return ServiceBetween(
        service=service_link(catalog, urls, qualified_id),
        promise=promise_table.given_to(catalog, urls, service, pair.customer) if service else None,
        chips=(*chips, Chip(text=overdue, look="warn")) if overdue else chips,
        needed_for=[service_link(catalog, urls, other.id) for other, _ in needing[:FEW]],
        more=max(0, len(needing) - FEW),
    )


def _agreement(catalog: Catalog, urls: UrlContext, agreement: Agreement) -> AgreementBetween:
    overdue = overdue_since(catalog, agreement.review)
    state = STATES[state_of(catalog, agreement)]
    return AgreementBetween(
        agreement=agreement_link(urls, agreement),
        dates=dates(catalog, agreement),
        chips=(state, Chip(text=overdue, look="warn")) if overdue else (state,),
        covers=[
            (
                service_link(catalog, urls, covered),
                promise_table.given_to(catalog, urls, catalog.services[covered], agreement.customer)
                if covered in catalog.services
                else None,
            )
            for covered in agreement.covers
        ],
    )
