"""Every service, folded by topic and by department; journeys among them, which people look for like a service."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from servicebook import links
from servicebook.frozen import frozen
from servicebook.model.catalog import Catalog
from servicebook.model.service import Service
from servicebook.pages.parts.page_links import Badge, Link, badge, department_link
from servicebook.pages.parts.service_rows import Brief, journey_brief, service_brief
from servicebook.pages.rendering.context import RenderContext
from servicebook.pages.rendering.page import Page
from servicebook.pages.rendering.urls import UrlContext
from servicebook.settings import Topic
from servicebook.wording import text


@frozen(kw_only=True)
class Shelf:
    """What is folded under one heading; ``id`` is the anchor by which an address opens it.

    Without ``rows`` there are too many services for one page: ``name`` leads to where they are listed.
    """

    id: str
    name: Link
    badge: Badge | None
    count: str
    rows: list[Brief]


@frozen(kw_only=True)
class ServicesView:
    """Every service under its topics and under its department."""

    crumbs: tuple[Link, ...]
    name: str
    summary: str
    find: Link
    topics: list[Shelf]
    departments: list[Shelf]
    journeys: Shelf | None


def pages(context: RenderContext) -> Iterator[Page]:
    """The page of all services, and a page for every topic where that would be too long."""
    yield Page(
        path=links.SERVICES,
        title=text("title.services"),
        template="services.html",
        view=view,
        description=text("about.services"),
    )
    if is_split(context):
        yield from (_page_of(topic) for topic in used_topics(context.catalog))


def _page_of(topic: Topic) -> Page:
    return Page(
        path=links.topic(topic.id),
        title=topic.name,
        template="services.html",
        view=lambda context, urls: view_of(context, urls, topic),
        description=topic.description or text("about.topic", topic=topic.name),
    )


def is_split(context: RenderContext) -> bool:
    """Whether there are too many services for one page."""
    return len(context.catalog.services) > context.max_rows


def used_topics(catalog: Catalog) -> list[Topic]:
    """The topics that a service has, in the order of the settings."""
    return [topic for topic in catalog.settings.topics.values() if topic.id in catalog.index.services_about]


def path_of_topic(context: RenderContext, topic: Topic) -> str:
    """Where the services of a topic are listed."""
    return links.topic(topic.id) if is_split(context) else links.services_about(topic.id)


def topic_link(context: RenderContext, urls: UrlContext, topic: Topic) -> Link:
    """A topic by its name, to where its services are listed."""
    return Link(topic.name, urls.to(path_of_topic(context, topic)))


def view(context: RenderContext, urls: UrlContext) -> ServicesView:
    """What the page shows."""
    catalog = context.catalog
    folded = not is_split(context)
    return ServicesView(
        crumbs=(Link(text("title.home"), urls.to(links.HOME)),),
        name=text("title.services"),
        summary=text("about.services"),
        find=Link(text("services.find"), urls.to(links.FIND)),
        topics=list(_topics(context, urls, folded=folded)),
        departments=list(_departments(catalog, urls, catalog.index.services_of, folded=folded)),
        journeys=_journeys(context, urls),
    )


def view_of(context: RenderContext, urls: UrlContext, topic: Topic) -> ServicesView:
    """What a topic's own page shows: its services under their departments."""
    catalog = context.catalog
    services = catalog.index.services_about[topic.id]
    by_department: dict[str, list[Service]] = {}
    for service in services:
        by_department.setdefault(service.department, []).append(service)
    return ServicesView(
        crumbs=(Link(text("title.services"), urls.to(links.SERVICES)),),
        name=topic.name,
        summary=topic.description or text("about.topic", topic=topic.name),
        find=Link(text("services.find"), urls.to(links.FIND)),
        topics=[],
        departments=list(
            _departments(catalog, urls, by_department, folded=len(services) <= context.max_rows)
        ),
        journeys=None,
    )


def _topics(context: RenderContext, urls: UrlContext, *, folded: bool) -> Iterator[Shelf]:
    catalog = context.catalog
    for topic in used_topics(catalog):
        services = catalog.index.services_about[topic.id]
        yield Shelf(
            id=f"topic-{topic.id}",
            name=topic_link(context, urls, topic),
            badge=None,
            count=text("count.service", count=len(services)),
            rows=_rows(catalog, urls, services) if folded else [],
        )


def _departments(
    catalog: Catalog,
    urls: UrlContext,
    services_of: Mapping[str, Sequence[Service]],
    *,
    folded: bool,
) -> Iterator[Shelf]:
    for department in sorted(catalog.departments.values(), key=lambda d: (d.name.casefold(), d.id)):
        if services := services_of.get(department.id, ()):
            yield Shelf(
                id=f"department-{department.id}",
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
