"""Start here: a department on one sheet, for newcomers to it and to working with it; and all of these pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from servicebook import links
from servicebook.analysis.relations import relations
from servicebook.analysis.result_trends import Periods, most_asked, recent_periods
from servicebook.analysis.results_overview import results_overview
from servicebook.frozen import frozen
from servicebook.model.catalog import Catalog
from servicebook.model.department import Department
from servicebook.pages.parts.department_parts import (
    MeetingView,
    RoleLine,
    escalation_levels,
    meeting_views,
    role_lines,
)
from servicebook.pages.parts.page_links import Badge, Link, badge, badged_link, department_link
from servicebook.pages.parts.result_lists import range_words
from servicebook.pages.parts.scenario_cards import ScenarioCard, scenario_cards
from servicebook.pages.parts.service_rows import Brief, service_brief
from servicebook.pages.rendering.context import RenderContext
from servicebook.pages.rendering.page import Page
from servicebook.pages.rendering.urls import UrlContext
from servicebook.wording import text

SERVICES, QUESTIONS, NEIGHBORS, ROLES = 6, 5, 12, 8
"""So many of each are shown, for all of them to fit on one sheet; the department's page has the others."""


@frozen(kw_only=True)
class PrincipleView:
    """A principle of the organization."""

    name: str
    description: str | None


@frozen(kw_only=True)
class OverviewView:
    """The organization's principles, and every department's page: its id, the link, what it does."""

    crumbs: tuple[Link, ...]
    name: str
    summary: str
    principles: list[PrincipleView]
    departments: list[tuple[str, Link, str]]


@frozen(kw_only=True)
class StartView:
    """A department on one sheet; ``more`` leads from each part to all of it, where not all is shown.

    ``services`` come with how often they were asked for, the most frequent first, in the months of ``asked_in``.
    """

    crumbs: tuple[Link, ...]
    name: str
    badge: Badge | None
    summary: str
    principles: list[PrincipleView]
    serves: list[Link]
    relies_on: list[Link]
    services: list[tuple[Brief, str | None]]
    asked_in: str | None
    questions: list[Link]
    roles: list[RoleLine]
    meetings: list[MeetingView]
    escalation: list[tuple[str, Link, str, str | None]]
    cards: list[ScenarioCard]
    department: Link
    more_served: Link | None
    more_services: Link | None
    more_questions: Link | None
    more_roles: Link | None


def pages(context: RenderContext) -> Iterator[Page]:
    """The list of them, and one for every department."""
    if not context.catalog.departments:
        return
    yield Page(
        path=links.START,
        title=text("title.start"),
        template="start.html",
        view=overview,
        description=text("start.summary"),
    )
    for department in context.catalog.departments.values():
        yield page_of(context, department)


def page_of(context: RenderContext, department: Department) -> Page:
    """The page of one department."""
    return Page(
        path=links.start_here(department.id),
        title=text("title.start-of", department=department.name),
        about=("department", department.id),
        template="start_here.html",
        view=lambda context, urls: view(context, urls, department),
        description=text("start.summary-of", department=department.name),
        source=department.origin.path,
    )


def overview(context: RenderContext, urls: UrlContext) -> OverviewView:
    """What the list shows."""
    catalog = context.catalog
    return OverviewView(
        crumbs=(Link(text("title.departments"), urls.to(links.DEPARTMENTS)),),
        name=text("title.start"),
        summary=text("start.summary"),
        principles=_principles(catalog),
        departments=[
            (d.id, Link(d.name, urls.to(links.start_here(d.id)), badge=badge(catalog, d.id)), d.summary)
            for d in catalog.departments.values()
        ],
    )


def view(context: RenderContext, urls: UrlContext, department: Department) -> StartView:
    """What the page shows."""
    catalog = context.catalog
    all_relations = relations(catalog)
    customers = all_relations.customers.get(department.id, ())
    providers = all_relations.providers.get(department.id, ())
    services = [s for s in catalog.index.services_of.get(department.id, ()) if s.lifecycle != "retired"]
    featured = catalog.settings.organization.featured
    asked, months = _asked(catalog, department)
    services.sort(key=lambda s: (-asked[s.id], featured.index(s.id) if s.id in featured else len(featured)))
    faqs = catalog.index.faqs_of.get(department.id, ())
    roles = role_lines(catalog, urls, department)
    page = urls.to(links.department(department.id))
    return StartView(
        crumbs=(
            Link(text("title.start"), urls.to(links.START)),
            badged_link(catalog, urls, department.id),
        ),
        name=text("title.start-of", department=department.name),
        badge=badge(catalog, department.id),
        summary=department.summary,
        principles=_principles(catalog),
        serves=[department_link(catalog, urls, one) for one in customers[:NEIGHBORS]],
        relies_on=[department_link(catalog, urls, one) for one in providers[:NEIGHBORS]],
        services=[
            (
                service_brief(catalog, urls, service),
                text("start.asked", count=asked[service.id]) if asked[service.id] else None,
            )
            for service in services[:SERVICES]
        ],
        asked_in=range_words(months, context.language) if asked else None,
        questions=[Link(faq.question, urls.to(links.faq(faq.id))) for faq in faqs[:QUESTIONS]],
        roles=roles[:ROLES],
        meetings=meeting_views(catalog, urls, department),
        escalation=escalation_levels(catalog, urls, department),
        cards=scenario_cards(context, urls, department),
        department=Link(text("start.to-department", department=department.name), page),
        more_served=_more(
            max(len(customers), len(providers)), NEIGHBORS, urls.to(links.served_by(department.id))
        ),
        more_services=_more(len(services), SERVICES, f"{page}#services"),
        more_questions=_more(len(faqs), QUESTIONS, urls.to(links.faqs_of(department.id))),
        more_roles=_more(len(roles), ROLES, f"{page}#roles"),
    )


def _principles(catalog: Catalog) -> list[PrincipleView]:
    return [
        PrincipleView(name=principle.name, description=principle.description)
        for principle in catalog.settings.principles.values()
    ]


def _asked(catalog: Catalog, department: Department) -> tuple[Counter[str], Periods]:
    """How often each service of a department was asked for in the last months that were counted to their ends."""
    overview = results_overview(catalog)
    scope = overview.departments.get(department.id) if overview else None
    if scope is None:
        return Counter(), ()
    months = recent_periods(scope.window)
    return Counter({one.service: one.number for one in most_asked(scope.results, months)}), months


def _more(count: int, shown: int, href: str) -> Link | None:
    return Link(text("start.all", count=count), href) if count > shown else None
