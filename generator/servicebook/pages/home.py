"""Home: search at once, then the little that most people come for: what is new, what is featured, who does what."""

from __future__ import annotations

from collections.abc import Iterator

from servicebook import links
from servicebook.analysis.result_trends import Periods, most_asked, recent_periods
from servicebook.analysis.results_overview import results_overview
from servicebook.frozen import frozen
from servicebook.model.catalog import Catalog
from servicebook.model.department import Department
from servicebook.model.news import Notice
from servicebook.model.periods import PeriodUnit
from servicebook.model.service import Service
from servicebook.pages.parts.announcements import KudosView, NoticeView, kudos_view, notice_view
from servicebook.pages.parts.page_links import Link, badged_link
from servicebook.pages.parts.remarks import Said, last_done
from servicebook.pages.parts.result_lists import range_words
from servicebook.pages.parts.service_rows import Brief, service_brief
from servicebook.pages.rendering.context import RenderContext
from servicebook.pages.rendering.page import Page
from servicebook.pages.rendering.urls import UrlContext
from servicebook.pages.services import topic_link, used_topics
from servicebook.wording import text

MANY = 48
FEATURED, NOTICES = 6, 3
"""So many that the page stays within three screens of a phone; the rest is one step away."""


@frozen(kw_only=True)
class HomeView:
    """What the home page shows; ``popular`` says of ``featured`` that they were asked for most, and when."""

    name: str
    tagline: str
    find: str
    hints: list[Link]
    notices: list[NoticeView]
    all_notices: Link | None
    featured: list[Brief]
    popular: str | None
    all_services: Link
    journeys: Link | None
    topics: list[Link]
    departments: list[Link]
    more_departments: Link | None
    said: Said | None
    thanks: KudosView | None
    all_thanks: Link | None


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
    featured = _featured(catalog)
    hints = [alias for service in featured for alias in service.aliases[:1]][:2]
    popular, months = _popular(catalog)
    notices = _notices(catalog)
    newest = next((kudos for kudos in catalog.kudos if kudos.text), None)
    top = _top(catalog)
    return HomeView(
        name=organization.name,
        tagline=organization.tagline or text("home.tagline"),
        find=urls.to(links.FIND),
        hints=[Link(hint, urls.to(links.search(hint))) for hint in hints],
        notices=[notice_view(catalog, urls, notice) for notice in notices[:NOTICES]],
        all_notices=_more(text("home.all-notices"), urls.to(links.NOTICES), len(notices) > NOTICES),
        featured=[service_brief(catalog, urls, service) for service in popular or featured],
        popular=range_words(months, context.language) if popular else None,
        all_services=Link(
            text("home.all-services", count=len(catalog.services)),
            urls.to(links.SERVICES),
        ),
        journeys=_more(text("title.journeys"), urls.to(links.JOURNEYS), bool(catalog.journeys)),
        topics=[topic_link(context, urls, topic) for topic in used_topics(catalog)],
        departments=[badged_link(catalog, urls, department.id) for department in top[:MANY]],
        more_departments=_more(
            text("home.all-departments", count=len(top)), urls.to(links.DEPARTMENTS), len(top) > MANY
        ),
        said=last_done(catalog, urls),
        thanks=kudos_view(catalog, urls, newest) if newest else None,
        all_thanks=_more(text("home.all-thanks"), urls.to(links.THANKS), len(catalog.kudos) > 1),
    )


def _featured(catalog: Catalog) -> list[Service]:
    """Those that the organization names, as far as they are there."""
    named = catalog.settings.organization.featured
    return [catalog.services[service] for service in named if service in catalog.services][:FEATURED]


def _top(catalog: Catalog) -> list[Department]:
    """The departments that are part of no other."""
    departments = catalog.departments
    return [one for one in departments.values() if one.part_of not in departments]


def _popular(catalog: Catalog) -> tuple[list[Service], Periods]:
    """What was asked for most in the last three months that were counted to their ends; empty where that are too few.

    Those months are not the last ones of today: who counts every quarter has them as well.
    """
    overview = results_overview(catalog)
    recent = recent_periods(overview.whole.window) if overview else ()
    if overview is None or not recent or recent[0].unit is PeriodUnit.YEAR:
        return [], ()
    asked = (catalog.services.get(one.service) for one in most_asked(overview.whole.results, recent))
    offered = [service for service in asked if service and service.lifecycle == "live"][:FEATURED]
    return (offered, recent) if len(offered) == FEATURED else ([], ())


def _notices(catalog: Catalog) -> list[Notice]:
    """Those that are not over: closures and delays first, since dates depend on them; then the earliest first."""
    listed = (notice for notice in catalog.notices.values() if not notice.is_over(catalog.today))
    return sorted(listed, key=lambda notice: (notice.effect == "changed", notice.start, notice.id))


def _more(words: str, href: str, wanted: bool) -> Link | None:
    return Link(words, href) if wanted else None
