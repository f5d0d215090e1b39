"""What is said of a service that is retired."""

from __future__ import annotations

from servicebook import links
from servicebook.frozen import frozen
from servicebook.model.service import Service
from servicebook.pages.parts.page_links import Link
from servicebook.pages.parts.service_rows import ServiceRow, service_row
from servicebook.pages.parts.similar import similar_services
from servicebook.pages.rendering.context import RenderContext
from servicebook.pages.rendering.urls import UrlContext
from servicebook.wording import text
from servicebook.wording.formats import day


@frozen(kw_only=True)
class RetiredView:
    """What helps those who come to a retired service: ``similar`` is there only where nothing replaces it."""

    since: str | None
    similar: list[ServiceRow]
    search: Link


def retired_view(context: RenderContext, urls: UrlContext, service: Service) -> RetiredView | None:
    """What a retired service says instead of how to ask for it; None of any other."""
    if service.lifecycle != "retired":
        return None
    catalog = context.catalog
    since = context.retired_since.get(service.id)
    similar = (
        ()
        if service.replaced_by
        else similar_services(catalog, service.department, service.topics, service.id)
    )
    return RetiredView(
        since=day(since, context.language) if since else None,
        similar=[service_row(catalog, urls, one) for one in similar],
        search=Link(text("gone.search", name=service.name), urls.to(links.search(service.name))),
    )
