"""Every service, folded by department; journeys among them, which people look for as they look for a service."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from servicebook import links
from servicebook.model.catalog import Catalog
from servicebook.model.service import Service
from servicebook.pages.parts.page_links import Badge, Link, badge, department_link
from servicebook.pages.parts.service_rows import Brief, journey_brief, service_brief
from servicebook.pages.rendering.context import RenderContext
from servicebook.pages.rendering.page import Page
from servicebook.pages.rendering.urls import UrlContext
from servicebook.wording import text


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """What is folded under one heading; ``id`` is the anchor by which an address opens it.

    Without ``rows`` there are too many services for one page: ``name`` leads to where they are listed.
    """

    id: str
    name: Link
    badge: Badge | None
    count: str
    rows: list[Brief]


@dataclass(frozen=True, slots=True, kw_only=True)
class ServicesView:
    """Every service under its department."""

    crumbs: tuple[Link, ...]
    name: str
    summary: str
    find: Link
    departments: list[Shelf]
    journeys: Shelf | None


def pages(context: RenderContext) -> Iterator[Page]:
    """The one page of all services."""
    yield Page(
        path=links.SERVICES,
        title=text("title.services"),
        template="services.html",
        view=view,
        description=text("about.services"),
    )


def view(context: RenderContext, urls: UrlContext) -> ServicesView:
    """What the page shows."""
    catalog = context.catalog
    folded = len(catalog.services) <= context.max_rows
    return ServicesView(
        crumbs=(Link(text("title.home"), urls.to(links.HOME)),),
        name=text("title.services"),
        summary=text("about.services"),
        find=Link(text("services.find"), urls.to(links.FIND)),
        departments=list(_departments(catalog, urls, folded=folded)),
        journeys=_journeys(context, urls),
    )


def _departments(catalog: Catalog, urls: UrlContext, *, folded: bool) -> Iterator[Shelf]:
    for department in sorted(catalog.departments.values(), key=lambda d: (d.name.casefold(), d.id)):
        services = catalog.index.services_of.get(department.id, ())
        if services:
            yield Shelf(
                id=department.id,
                name=department_link(catalog, urls, department.id),
                badge=badge(catalog, department.id),
                count=text("count.service", count=len(services)),
                rows=_rows(catalog, urls, services) if folded else [],
            )


def _rows(catalog: Catalog, urls: UrlContext, services: Iterable[Service]) -> list[Brief]:
    return [
        service_brief(catalog, urls, service)
        for service in sorted(services, key=lambda s: (not s.can_be_asked, s.name.casefold(), s.id))
    ]


def _journeys(context: RenderContext, urls: UrlContext) -> Shelf | None:
    catalog = context.catalog
    if not catalog.journeys:
        return None
    folded = len(catalog.journeys) <= context.max_rows
    listed = sorted(catalog.journeys.values(), key=lambda j: (j.name.casefold(), j.id)) if folded else []
    return Shelf(
        id="journeys",
        name=Link(text("title.journeys"), urls.to(links.JOURNEYS)),
        badge=None,
        count=text("count.journey", count=len(catalog.journeys)),
        rows=[journey_brief(urls, journey) for journey in listed],
    )
