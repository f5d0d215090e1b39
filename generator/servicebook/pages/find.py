"""Find a service: every service in a list that can be filtered and sorted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from servicebook import links
from servicebook.analysis.verdicts import Verdict
from servicebook.frozen import frozen
from servicebook.model.catalog import Catalog
from servicebook.model.service import Service
from servicebook.pages.parts.channels import Asking, asking
from servicebook.pages.parts.last_result import last_result
from servicebook.pages.parts.page_links import Link, department_link
from servicebook.pages.parts.service_rows import ServiceRow, service_row
from servicebook.pages.parts.ways_in import Invitation, unanswered_search
from servicebook.pages.rendering.context import MAX_ROWS, RenderContext
from servicebook.pages.rendering.page import Page
from servicebook.pages.rendering.urls import UrlContext
from servicebook.pages.services import topic_link, used_topics
from servicebook.wording import text


@frozen(kw_only=True)
class FindView:
    """What the find page shows without scripts: every service, or every department where that is too long."""

    crumbs: tuple[Link, ...]
    name: str
    summary: str
    rows: list[ServiceRow]
    departments: list[tuple[Link, str]]
    all_departments: str
    report_gap: Invitation | None
    desk: Link | None
    desk_asking: Asking | None
    topics: list[Link]
    total: int


def pages(context: RenderContext) -> Iterator[Page]:
    """The one find page."""
    yield Page(
        path=links.FIND,
        title=text("title.find-service"),
        template="find.html",
        view=view,
        description=text("about.find"),
        own_search=True,
        scripts=("find.js", "open.js"),
    )


def view(context: RenderContext, urls: UrlContext) -> FindView:
    """What the page shows."""
    catalog = context.catalog
    services = list(catalog.services.values())
    short = len(services) <= MAX_ROWS
    desk = catalog.settings.organization.service_desk
    desk = desk if desk in catalog.departments else None
    return FindView(
        crumbs=(Link(text("title.home"), urls.to(links.HOME)),),
        name=text("title.find-service"),
        summary=text("find.summary"),
        rows=[_row(catalog, urls, service) for service in services] if short else [],
        departments=[] if short else _departments(catalog, urls),
        all_departments=urls.to(links.DEPARTMENTS),
        report_gap=unanswered_search(context),
        desk=department_link(catalog, urls, desk) if desk else None,
        desk_asking=_asking(context, urls, desk) if desk else None,
        topics=[topic_link(context, urls, topic) for topic in used_topics(catalog)],
        total=len(services),
    )


def _row(catalog: Catalog, urls: UrlContext, service: Service) -> ServiceRow:
    """A service, with whether its promise was kept where that can be said: what the script shows as well."""
    result = last_result(catalog, service)
    is_clear = result is not None and result.code in (Verdict.KEPT.code, Verdict.MISSED.code)
    kept = (result.code, text(f"script.kept.{result.code}")) if result and is_clear else None
    return replace(service_row(catalog, urls, service), kept=kept)


def _asking(context: RenderContext, urls: UrlContext, department: str) -> Asking:
    channels = context.catalog.department_channels(department).value
    return asking(context.catalog, urls, channels, partial(context.clock_files.of_department, department))


def _departments(catalog: Catalog, urls: UrlContext) -> list[tuple[Link, str]]:
    return [
        (
            department_link(catalog, urls, d),
            text("count.service", count=len(catalog.index.services_of.get(d, ()))),
        )
        for d in catalog.departments
    ]
