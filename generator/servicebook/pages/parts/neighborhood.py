"""A service's neighborhood: what it needs through others, and what breaks if it stops."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from servicebook import links
from servicebook.analysis.closure import Reached, needed_through
from servicebook.analysis.impact import AffectedJourney, Impact, impact
from servicebook.frozen import frozen
from servicebook.model.catalog import Catalog
from servicebook.model.needs import needs_of
from servicebook.model.promises import state_of
from servicebook.model.service import Service
from servicebook.pages.agreements import STATES
from servicebook.pages.parts.page_links import Link, agreement_link, department_link, role_link, service_link
from servicebook.pages.parts.service_rows import Chip
from servicebook.pages.rendering.urls import UrlContext
from servicebook.wording import text
from servicebook.wording.lists import listed

NEAREST = 15
"""So many services are shown; a catalog of thousands may have thousands that hang together."""


@frozen(kw_only=True)
class ReachedView:
    """A service or journey that is reached: ``note`` says whose the service is, or through what the journey is reached.

    ``waits``: it stops (True), is impaired (False), or neither is the question (None). Without ``href``: not itself
    reached by what is shown, and said only because others are reached through it.
    """

    href: str
    name: str
    note: str
    waits: bool | None


Line: TypeAlias = tuple[ReachedView, bool, range]
"""A line of a tree that is written from top to bottom; whether those of what is reached through it follow; and, where
they do not, for each list that ends with this line a number."""
_Branch: TypeAlias = "tuple[ReachedView, list[_Branch]]"


@frozen(kw_only=True)
class TransitiveNeeds:
    """What a service needs through those that it needs itself; ``rest`` are farther and not shown."""

    number: str
    services: list[Line]
    rest: int


@frozen(kw_only=True)
class OutageImpact:
    """What breaks if a service stops; ``rest`` are farther services, not shown and not looked at."""

    headline: str
    services: list[Line]
    rest: int
    journeys: list[ReachedView]
    agreements: list[tuple[Link, Link, Chip]]
    tell: list[Link]
    more_tell: int
    command: str


def direct_needs(catalog: Catalog, urls: UrlContext, service: Service) -> list[tuple[Link, Link, str | None]]:
    """What it needs, who provides that, and what for."""
    return [
        (
            service_link(catalog, urls, need.service),
            department_link(catalog, urls, need.service.partition("/")[0]),
            need.purpose,
        )
        for need in needs_of(service)
    ]


def needed_by(
    catalog: Catalog, urls: UrlContext, service: Service
) -> list[tuple[Link, Link | None, str | None]]:
    """Which services need it, whose they are and what for; and the journeys that it is a step of."""
    rows: list[tuple[Link, Link | None, str | None]] = [
        (
            service_link(catalog, urls, other.id),
            department_link(catalog, urls, other.department),
            need.purpose,
        )
        for other, need in catalog.index.needed_by.get(service.id, ())
    ]
    rows += [
        (Link(journey.name, urls.to(links.journey(journey.id))), None, text("service.a-journey"))
        for journey in catalog.index.journeys_with.get(service.id, ())
    ]
    return rows


def transitive_needs(catalog: Catalog, urls: UrlContext, service: Service) -> TransitiveNeeds | None:
    """What the service needs through others, the nearest first; None where that is nothing."""
    direct = {step.service for step in service.handoffs} | {one.service for one in service.depends_on}
    direct = {needed for needed in direct if needed in catalog.services} - {service.id}
    reach = needed_through(catalog, service.id, NEAREST + len(direct))
    through = [reached for reached in reach.nearest if reached.service not in direct][:NEAREST]
    if not through:
        return None
    number = reach.total - len(direct)
    return TransitiveNeeds(
        number=text("count.more-service", count=number),
        services=_branches(catalog, urls, through, is_impact=False),
        rest=number - len(through),
    )


def outage_impact(catalog: Catalog, urls: UrlContext, service: Service) -> OutageImpact | None:
    """What breaks if the service stops, the nearest first; None where nothing depends on it."""
    consequences = impact(catalog, service, NEAREST)
    if not (consequences.services or consequences.journeys or consequences.agreements):
        return None
    return OutageImpact(
        headline=_headline(catalog, consequences),
        services=_branches(catalog, urls, consequences.services, is_impact=True),
        rest=consequences.total - len(consequences.services),
        journeys=[_journey(catalog, urls, hit) for hit in consequences.journeys[:NEAREST]],
        agreements=[
            (
                agreement_link(urls, agreement),
                department_link(catalog, urls, agreement.customer),
                STATES[state_of(catalog, agreement)],
            )
            for agreement in consequences.agreements[:NEAREST]
        ],
        tell=[role_link(catalog, urls, role) for role in consequences.to_inform[:NEAREST]],
        more_tell=max(0, len(consequences.to_inform) - NEAREST),
        command=f"servicebook impact {service.id}",
    )


def _headline(catalog: Catalog, consequences: Impact) -> str:
    """``3 services and 1 journey depend on it. 1 agreement covers it.``"""
    counts = consequences.total, len(consequences.journeys), len(consequences.agreements)
    return catalog.once(_counted, counts, *counts)


def _counted(_: Catalog, services: int, journeys: int, agreements: int) -> str:
    parts = [text("count.service", count=services)] if services else []
    if journeys:
        parts.append(text("count.journey", count=journeys))
    sentences = [text("impact.depend", count=services + journeys, what=listed(parts))] if parts else []
    if agreements:
        sentences.append(text("impact.covers", count=agreements))
    return " ".join(sentences)


_NO_END = range(0)


class _Rows:
    """The lines of services: a service is on the pages of all that reach it.

    By the place of the page, the service, ``waits`` of the view, and whether the service is shown for its own sake.
    """

    def __init__(self, _: Catalog) -> None:
        self.by_place: dict[str, dict[tuple[str, bool | None, bool], ReachedView]] = {}


def _branches(
    catalog: Catalog, urls: UrlContext, reached: Sequence[Reached], *, is_impact: bool
) -> list[Line]:
    """The lines of services, each below the one through which it is reached; in an impact they say who waits."""
    known = catalog.derive(_Rows).by_place.setdefault(urls.place, {})
    lines: dict[str, _Branch] = {}
    for service, _, _, waits in reached:
        key = service, waits if is_impact else None, True
        row = known.get(key)
        if row is None:
            row = known[key] = _reached_view(catalog, urls, service, key[1])
        lines[service] = row, []
    first: list[_Branch] = []
    for service, _, through, _ in reached:
        if through is None:
            first.append(lines[service])
            continue
        above = lines.get(through)
        if above is None:  # which is shown elsewhere, or too far to be shown
            key = through, None, False
            row = known.get(key)
            if row is None:
                row = known[key] = _through_view(catalog, through)
            above = lines[through] = row, []
            first.append(above)
        above[1].append(lines[service])
    written: list[Line] = []
    if first:
        _write(first, 0, written)
    return written


def _write(branches: Sequence[_Branch], ends: int, written: list[Line]) -> None:
    """Add branches with all below them; ``ends`` is how many lists end with the last of them."""
    last = branches[-1]
    for branch in branches:
        row, below = branch
        ending = ends if branch is last else 0
        if below:
            written.append((row, True, _NO_END))
            _write(below, ending + 1, written)
        else:
            written.append((row, False, range(ending)))


def _reached_view(catalog: Catalog, urls: UrlContext, qualified_id: str, waits: bool | None) -> ReachedView:
    service = catalog.services[qualified_id]
    department = catalog.departments.get(service.department)
    return ReachedView(
        href=urls.to(links.service(qualified_id)),
        name=service.name,
        note=department.name if department else service.department,
        waits=waits,
    )


def _through_view(catalog: Catalog, qualified_id: str) -> ReachedView:
    name = text("impact.those-through", service=catalog.services[qualified_id].name)
    return ReachedView(href="", name=name, note="", waits=None)


def _journey(catalog: Catalog, urls: UrlContext, hit: AffectedJourney) -> ReachedView:
    return ReachedView(
        href=urls.to(links.journey(hit.journey)),
        name=catalog.journeys[hit.journey].name,
        note=text("impact.journey-through", service=catalog.services[hit.through].name)
        if hit.through
        else "",
        waits=hit.waits,
    )
