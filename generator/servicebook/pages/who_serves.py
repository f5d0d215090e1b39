"""Who serves whom: a map of departments, or, where that would be too large, the providers with their numbers."""

from __future__ import annotations

from collections.abc import Iterator

from servicebook import links
from servicebook.analysis.relations import Between, Relations, any_between, relations, serving
from servicebook.frozen import frozen
from servicebook.model.catalog import Catalog
from servicebook.pages.parts.facts import Fact
from servicebook.pages.parts.page_links import Link, department_link, hue, initials
from servicebook.pages.parts.relationship import counts, overdue_count, path_of, plain_counts
from servicebook.pages.rendering.context import RenderContext
from servicebook.pages.rendering.page import Page
from servicebook.pages.rendering.urls import UrlContext
from servicebook.pages.served import Counted
from servicebook.wording import text

MOST_COLUMNS = 25
"""With more departments a map cannot be read, and fits no screen."""
WIDE = 16
"""With more columns than this the map needs a wider screen."""


@frozen(kw_only=True)
class Axis:
    """A department at the edge of the map; ``is_part`` of the one before it."""

    department: Link
    is_part: bool


@frozen(kw_only=True)
class Cell:
    """What lies between two departments: ``words`` say it whole, the numbers are what is seen."""

    href: str
    words: str
    services: int
    in_force: int
    not_in_force: int
    overdue: int


@frozen(kw_only=True)
class MapRow:
    """A provider, and a cell (None is empty) for every column; ``is_self`` marks its own column."""

    provider: Axis
    cells: list[tuple[Cell | None, bool]]


@frozen(kw_only=True)
class ProviderCard:
    """A provider with its customers, for screens on which the map has no room."""

    provider: Link
    customers: list[Counted]


@frozen(kw_only=True)
class ProviderRow:
    """A department with its numbers, where there are too many for a map."""

    department: Link
    serves: int
    relies_on: int
    services: int
    agreements: int
    overdue: int


@frozen(kw_only=True)
class WhoServesView:
    """The map (``columns`` and ``rows``) with the same as ``cards``, or the table of ``providers``."""

    crumbs: tuple[Link, ...]
    name: str
    summary: str
    facts: list[Fact]
    columns: list[Axis]
    rows: list[MapRow]
    is_wide: bool
    cards: list[ProviderCard]
    providers: list[ProviderRow]
    alone: list[Link]


def is_there(catalog: Catalog) -> bool:
    """Whether anything lies between any two departments."""
    return any_between(catalog)


def pages(context: RenderContext) -> Iterator[Page]:
    """The one page of all departments."""
    yield Page(
        path=links.MAP,
        title=text("title.who-serves"),
        template="who_serves.html",
        scripts=("table.js",),
        view=view,
        description=text("about.who-serves"),
    )


def view(context: RenderContext, urls: UrlContext) -> WhoServesView:
    """What the page shows."""
    catalog = context.catalog
    all_relations = relations(catalog)
    order = [d for d in _in_order(catalog) if d in all_relations.customers or d in all_relations.providers]
    drawn = len(order) <= MOST_COLUMNS
    return WhoServesView(
        crumbs=(Link(text("title.about"), urls.to(links.ABOUT)),),
        name=text("title.who-serves"),
        summary=text("who-serves.summary"),
        facts=_facts(catalog),
        columns=[_axis(catalog, urls, d, urls.to(links.department(d))) for d in order] if drawn else [],
        rows=_rows(context, urls, order) if drawn else [],
        is_wide=len(order) > WIDE,
        cards=_cards(context, urls, all_relations, order) if drawn else [],
        providers=[]
        if drawn
        else [_provider(catalog, urls, all_relations, d) for d in _by_name(catalog, order)],
        alone=[department_link(catalog, urls, d) for d in catalog.departments if d not in set(order)],
    )


def _in_order(catalog: Catalog) -> list[str]:
    """All departments by name, each followed by its parts."""

    def way(department: str) -> tuple[tuple[str, str], ...]:
        above = reversed(list(catalog.lineage(department)))
        return tuple((one.name.casefold(), one.id) for one in above)

    return sorted(catalog.departments, key=way)


def _by_name(catalog: Catalog, departments: list[str]) -> list[str]:
    """As a list that shows no parts has them."""
    return sorted(departments, key=lambda one: (catalog.departments[one].name.casefold(), one))


def _axis(catalog: Catalog, urls: UrlContext, department: str, href: str) -> Axis:
    known = catalog.departments[department]
    return Axis(
        department=Link(
            known.name, href, hue=hue(catalog, department), initials=initials(catalog, department)
        ),
        is_part=known.part_of in catalog.departments,
    )


def _rows(context: RenderContext, urls: UrlContext, order: list[str]) -> list[MapRow]:
    rows = []
    for provider in order:
        pairs = {pair.customer: pair for pair in serving(context.catalog, provider)}
        cells = [
            (_cell(context, urls, pairs[customer]) if customer in pairs else None, customer == provider)
            for customer in order
        ]
        axis = _axis(context.catalog, urls, provider, urls.to(links.served_by(provider)))
        rows.append(MapRow(provider=axis, cells=cells))
    return rows


def _cell(context: RenderContext, urls: UrlContext, pair: Between) -> Cell:
    departments = context.catalog.departments
    return Cell(
        href=urls.to(path_of(context, pair)),
        words=text(
            "who-serves.cell",
            provider=departments[pair.provider].name,
            customer=departments[pair.customer].name,
            counts=counts(pair),
        ),
        services=len(pair.services) or pair.covered,
        in_force=pair.in_force,
        not_in_force=len(pair.agreements) - pair.in_force,
        overdue=pair.overdue,
    )


def _cards(
    context: RenderContext, urls: UrlContext, all_relations: Relations, order: list[str]
) -> list[ProviderCard]:
    names = context.catalog.departments
    return [
        ProviderCard(
            provider=Link(names[provider].name, urls.to(links.served_by(provider))),
            customers=[
                Counted(
                    other=Link(names[pair.customer].name, urls.to(path_of(context, pair))),
                    counts=plain_counts(pair),
                    overdue=overdue_count(pair),
                )
                for pair in serving(context.catalog, provider)
            ],
        )
        for provider in order
        if provider in all_relations.customers
    ]


def _provider(catalog: Catalog, urls: UrlContext, all_relations: Relations, department: str) -> ProviderRow:
    pairs = serving(catalog, department)
    return ProviderRow(
        department=Link(catalog.departments[department].name, urls.to(links.served_by(department))),
        serves=len(pairs),
        relies_on=len(all_relations.providers.get(department, ())),
        services=len({service for pair in pairs for service in pair.services}),
        agreements=sum(len(pair.agreements) for pair in pairs),
        overdue=len({item for pair in pairs for item in (*pair.overdue_services, *pair.overdue_agreements)}),
    )


def _facts(catalog: Catalog) -> list[Fact]:
    providers = relations(catalog).customers
    pairs = [pair for provider in providers for pair in serving(catalog, provider)]
    services = {service for pair in pairs for service in pair.services}
    agreements = sum(len(pair.agreements) for pair in pairs)
    in_force = sum(pair.in_force for pair in pairs)
    overdue = {service for pair in pairs for service in pair.overdue_services}
    reviews = len(overdue) + sum(len(pair.overdue_agreements) for pair in pairs)
    facts = [
        Fact(text=text("who-serves.providers", departments=text("count.department", count=len(providers)))),
        Fact(text=text("who-serves.services", services=text("count.service", count=len(services)))),
    ]
    if agreements:
        facts.append(
            Fact(
                text=text(
                    "agreements.count-in-force",
                    agreements=text("count.agreement", count=agreements),
                    count=f"{in_force:,}",
                )
            )
        )
    if reviews:
        facts.append(Fact(text=text("count.overdue-review", count=reviews), look="is-warn"))
    return facts
