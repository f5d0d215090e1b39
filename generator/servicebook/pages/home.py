"""Home: search at once; departments, the most used services, notices, thanks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from servicebook import links
from servicebook.model.catalog import Catalog
from servicebook.model.news import Notice
from servicebook.pages.departments import DepartmentTile, tiles
from servicebook.pages.parts.announcements import KudosView, NoticeView, kudos_view, notice_view
from servicebook.pages.parts.page_links import Link
from servicebook.pages.parts.service_rows import ServiceRow, service_row
from servicebook.pages.rendering.context import RenderContext
from servicebook.pages.rendering.page import Page
from servicebook.pages.rendering.urls import UrlContext
from servicebook.wording import text

MANY = 12
NOTICES, THANKS = 4, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeView:
    """What the home page shows."""

    name: str
    tagline: str
    find: str
    placeholder: str
    hints: list[Link]
    featured: list[ServiceRow]
    departments: list[DepartmentTile]
    more_departments: Link | None
    notices: list[NoticeView]
    all_notices: Link | None
    thanks: list[KudosView]
    all_thanks: Link | None
    journeys: list[Link]
    counts: tuple[str, ...]


def pages(context: RenderContext) -> Iterator[Page]:
    """The one home page."""
    organization = context.catalog.settings.organization
    yield Page(
        path=links.HOME,
        title=organization.name,
        template="home.html",
        view=view,
        description=organization.tagline,
        own_search=True,
    )


def view(context: RenderContext, urls: UrlContext) -> HomeView:
    """What the page shows."""
    catalog = context.catalog
    organization = catalog.settings.organization
    featured = [catalog.services[s] for s in organization.featured if s in catalog.services]
    hints = [alias for service in featured for alias in service.aliases[:1]][:4]
    notices = _notices(catalog)
    top = [d for d in catalog.departments.values() if d.part_of not in catalog.departments]
    counts = catalog.counts()
    return HomeView(
        name=organization.name,
        tagline=organization.tagline or text("home.tagline"),
        find=urls.to(links.FIND),
        placeholder=hints[0] if hints else text("home.placeholder"),
        hints=[Link(hint, urls.to(links.search(hint))) for hint in hints],
        featured=[service_row(catalog, urls, service) for service in featured],
        departments=tiles(catalog, urls, top[: MANY * 4]),
        more_departments=Link(text("home.all-departments", count=len(top)), urls.to(links.DEPARTMENTS))
        if len(top) > MANY * 4
        else None,
        notices=[notice_view(catalog, urls, notice) for notice in notices[:NOTICES]],
        all_notices=_more(text("home.all-notices"), urls.to(links.NOTICES), len(notices) > NOTICES),
        thanks=[kudos_view(catalog, urls, kudos) for kudos in catalog.kudos[:THANKS]],
        all_thanks=_more(text("home.all-thanks"), urls.to(links.THANKS), len(catalog.kudos) > THANKS),
        journeys=_journeys(catalog, urls),
        counts=(
            text("count.service", count=counts["services"]),
            text("count.department", count=counts["departments"]),
            text("count.role", count=counts["roles"]),
            text("count.answer", count=counts["faqs"]),
        ),
    )


def _notices(catalog: Catalog) -> list[Notice]:
    """Those that are not over, the earliest first."""
    listed = (notice for notice in catalog.notices.values() if not notice.is_over(catalog.today))
    return sorted(listed, key=lambda notice: (notice.start, notice.id))


def _more(text: str, href: str, wanted: bool) -> Link | None:
    return Link(text, href) if wanted else None


def _journeys(catalog: Catalog, urls: UrlContext) -> list[Link]:
    return [
        Link(j.name, urls.to(links.journey(j.id)), j.summary) for j in list(catalog.journeys.values())[:MANY]
    ]
