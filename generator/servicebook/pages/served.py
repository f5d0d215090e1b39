"""Whom a department serves: everything between it and each of its customers; on pages of their own where long."""

from __future__ import annotations

from collections.abc import Iterator

from servicebook import links
from servicebook.analysis.relations import Between, relations, relying, serving
from servicebook.frozen import frozen
from servicebook.model.department import Department
from servicebook.pages.parts.page_links import Link, badged_link, department_link
from servicebook.pages.parts.relationship import (
    BetweenView,
    between_view,
    counts,
    is_split,
    overdue_count,
    path_of,
    plain_counts,
)
from servicebook.pages.rendering.context import RenderContext
from servicebook.pages.rendering.page import Page
from servicebook.pages.rendering.urls import UrlContext
from servicebook.wording import text


@frozen(kw_only=True)
class Counted:
    """Another department, and how much lies between the two, with the way to it."""

    other: Link
    counts: str
    overdue: str | None


@frozen(kw_only=True)
class ServedView:
    """A department's customers with everything between, or only counted; and counted its own providers.

    ``pairs`` is empty where ``customers`` are only counted, and the other way round.
    """

    crumbs: tuple[Link, ...]
    name: str
    summary: str
    department: Link
    pairs: list[BetweenView]
    customers: list[Counted]
    providers: list[Counted]


def pages(context: RenderContext) -> Iterator[Page]:
    """A page for every department that serves or relies on another; more where one would be too long."""
    all_relations = relations(context.catalog)
    for department in context.catalog.departments.values():
        if department.id in all_relations.customers or department.id in all_relations.providers:
            yield _page_of(department)
            if is_split(context, department.id):
                yield from (_page_between(context, pair) for pair in serving(context.catalog, department.id))


def _page_of(department: Department) -> Page:
    return Page(
        path=links.served_by(department.id),
        title=text("title.served", department=department.name),
        template="served.html",
        view=lambda site, urls: view(site, urls, department),
        description=text("about.served", department=department.name),
    )


def _page_between(context: RenderContext, pair: Between) -> Page:
    names = [context.catalog.departments[party].name for party in (pair.provider, pair.customer)]
    return Page(
        path=links.between(pair.provider, pair.customer),
        title=text("title.pair", provider=names[0], customer=names[1]),
        template="served.html",
        view=lambda context, urls: view_between(context, urls, pair),
        description=text("about.pair", customer=names[1], provider=names[0]),
    )


def view(context: RenderContext, urls: UrlContext, department: Department) -> ServedView:
    """What the page of a provider shows."""
    catalog = context.catalog
    served = serving(catalog, department.id)
    split = is_split(context, department.id)
    return ServedView(
        crumbs=(
            Link(text("title.who-serves"), urls.to(links.MAP)),
            badged_link(catalog, urls, department.id),
        ),
        name=text("title.served", department=department.name),
        summary=text("served.summary"),
        department=department_link(catalog, urls, department.id),
        pairs=[] if split else [between_view(catalog, urls, pair) for pair in served],
        customers=[_counted(context, urls, pair, pair.customer) for pair in served] if split else [],
        providers=[_counted(context, urls, pair, pair.provider) for pair in relying(catalog, department.id)],
    )


def view_between(context: RenderContext, urls: UrlContext, pair: Between) -> ServedView:
    """What the page of one provider and one customer shows."""
    catalog = context.catalog
    provider, customer = (department_link(catalog, urls, party) for party in (pair.provider, pair.customer))
    return ServedView(
        crumbs=(
            Link(text("title.who-serves"), urls.to(links.MAP)),
            Link(provider.text, urls.to(links.served_by(pair.provider))),
        ),
        name=text("title.pair", provider=provider.text, customer=customer.text),
        summary=text(
            "served.pair-summary", customer=customer.text, provider=provider.text, counts=counts(pair)
        ),
        department=provider,
        pairs=[between_view(catalog, urls, pair)],
        customers=[],
        providers=[],
    )


def _counted(context: RenderContext, urls: UrlContext, pair: Between, other: str) -> Counted:
    name = department_link(context.catalog, urls, other).text
    return Counted(
        other=Link(name, urls.to(path_of(context, pair))),
        counts=plain_counts(pair),
        overdue=overdue_count(pair),
    )
