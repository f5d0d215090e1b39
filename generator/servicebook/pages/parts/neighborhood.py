"""A service's neighborhood: what it needs through others, and what breaks if it stops."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from markupsafe import Markup, escape

from servicebook import links
from servicebook.analysis.closure import Reached, needed_through
from servicebook.analysis.impact import AffectedJourney, Impact, impact
from servicebook.frozen import frozen
from servicebook.model.catalog import Catalog
from servicebook.model.needs import needs_of
from servicebook.model.promises import state_of
from servicebook.model.service import Service
from servicebook.pages.agreements import STATES
from servicebook.pages.parts.page_links import (
    Link,
    agreement_link,
    department_link,
    linked,
    role_link,
    service_link,
)
from servicebook.pages.parts.service_rows import Chip
from servicebook.pages.rendering.placed import finished
from servicebook.pages.rendering.urls import UrlContext
from servicebook.wording import text
from servicebook.wording.lists import listed

NEAREST = 15
"""So many services are shown; a catalog of thousands may have thousands that hang together."""


@frozen(kw_only=True)
class TransitiveNeeds:
    """What a service needs through those that it needs itself, as the items of a list; ``rest`` are farther and not
    shown."""

    number: str
    services: Markup
    rest: int


@frozen(kw_only=True)
class OutageImpact:
    """What breaks if a service stops; ``rest`` are farther services, not shown and not looked at.

    ``services``, ``journeys`` and ``tell`` are the items of lists.
    """

    headline: str
    services: Markup
    rest: int
    journeys: Markup
    agreements: list[tuple[Link, Link, Chip]]
    tell: Markup
    more_tell: int
    command: str


def direct_needs(catalog: Catalog, urls: UrlContext, service: Service) -> list[tuple[Markup, str | None]]:
    """What it needs, with who provides that, and what for."""
    return [(_provided(catalog, urls, need.service), need.purpose) for need in needs_of(service)]


def needed_by(catalog: Catalog, urls: UrlContext, service: Service) -> list[tuple[Markup, str | None]]:
    """Which services need it, with whose they are, and what for; and the journeys that it is a step of."""
    rows: list[tuple[Markup, str | None]] = [
        (_provided(catalog, urls, other.id), need.purpose)
        for other, need in catalog.index.needed_by.get(service.id, ())
    ]
    rows += [
        (linked(Link(journey.name, urls.to(links.journey(journey.id)))), text("service.a-journey"))
        for journey in catalog.index.journeys_with.get(service.id, ())
    ]
    return rows


def _provided(catalog: Catalog, urls: UrlContext, qualified_id: str) -> Markup:
    """A service with who provides it: it is so on the pages of all that need it, and of all that it needs."""
    return catalog.once(_with_provider, (urls.place, qualified_id), urls, qualified_id)


def _with_provider(catalog: Catalog, urls: UrlContext, qualified_id: str) -> Markup:
    department = qualified_id.partition("/")[0]
    service, provider = service_link(catalog, urls, qualified_id), department_link(catalog, urls, department)
    return finished(f"{linked(service)} · {linked(provider)}")


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
        journeys=_journeys(catalog, urls, consequences.journeys[:NEAREST]),
        agreements=[
            (
                agreement_link(urls, agreement),
                department_link(catalog, urls, agreement.customer),
                STATES[state_of(catalog, agreement)],
            )
            for agreement in consequences.agreements[:NEAREST]
        ],
        tell=finished("".join([_told(catalog, urls, role) for role in consequences.to_inform[:NEAREST]])),
        more_tell=max(0, len(consequences.to_inform) - NEAREST),
        command=f"servicebook impact {service.id}",
    )


def _told(catalog: Catalog, urls: UrlContext, role: str) -> str:
    """A role that is to be told."""
    return catalog.once(_role_item, (urls.place, role), urls, role)


def _role_item(catalog: Catalog, urls: UrlContext, role: str) -> str:
    return f'<li dir="auto">{linked(role_link(catalog, urls, role))}</li>'


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


_FAILS, _IMPAIRED, _THROUGH = "fails", "impaired", "through"
"""What is said of a service or journey that is reached: it stops, is impaired, or is named only because others are
reached through it."""


class _LinesSaying(NamedTuple):
    """The lines that have been made of services of which the same is ``said``: by service where nothing is below it
    (``alone``), and where others are (``above``)."""

    said: str
    alone: dict[str, str]
    above: dict[str, str]


class _Lines:
    """Services as they are said in a list: one is on the pages of all that reach it.

    ``by_place`` has them by the place of the page, then by what is said of them (empty: nothing). ``signs`` are what is
    said as HTML.
    """

    def __init__(self, _: Catalog) -> None:
        self.by_place: dict[str, dict[str, _LinesSaying]] = {}
        self.signs = {
            "": "",
            _FAILS: f' <i class="is-warn">{escape(text("impact.chip-fails"))}</i>',
            _IMPAIRED: f" <i>{escape(text('impact.chip-impaired'))}</i>",
        }

    def at(self, place: str) -> dict[str, _LinesSaying]:
        """Those of the pages of a place."""
        found = self.by_place.get(place)
        if found is None:
            found = self.by_place[place] = {
                said: _LinesSaying(said, {}, {}) for said in (*self.signs, _THROUGH)
            }
        return found


def _branches(catalog: Catalog, urls: UrlContext, reached: Sequence[Reached], *, is_impact: bool) -> Markup:
    """The items of services, each below the one through which it is reached; in an impact they say what happens to it.

    They are written here and not by a template: a page has dozens, and large catalogs have thousands of pages.
    """
    known = catalog.derive(_Lines).at(urls.place)
    saying = (known[_IMPAIRED], known[_FAILS]) if is_impact else (known[""], known[""])
    said = {service: saying[waits] for service, _, _, waits in reached}
    below: dict[str, list[str]] = {}
    first: list[str] = []
    for service, _, through, _ in reached:
        if through is None:
            first.append(service)
        elif through in below:
            below[through].append(service)
        else:
            below[through] = [service]
            if through not in said:  # which is shown elsewhere, or too far to be shown
                said[through] = known[_THROUGH]
                first.append(through)
    written: list[str] = []

    def write(services: Iterable[str]) -> None:
        for one in services:
            known_lines = said[one]
            more = below.get(one)
            lines = known_lines.above if more else known_lines.alone
            line = lines.get(one)
            if line is None:
                line = lines[one] = _line(catalog, urls, one, known_lines.said, bool(more))
            written.append(line)
            if more:
                write(more)
                written.append("</ul></li>")

    write(first)
    return finished("".join(written))


def _line(catalog: Catalog, urls: UrlContext, qualified_id: str, said: str, has_more: bool) -> str:
    service = catalog.services[qualified_id]
    if said == _THROUGH:
        words = f"<span>{escape(text('impact.those-through', service=service.name))}</span>"
    else:
        department = catalog.departments.get(service.department)
        provider = department.name if department else service.department
        words = _words(catalog, urls.to(links.service(qualified_id)), service.name, said, provider)
    return f'<li dir="auto">{words}{"<ul>" if has_more else "</li>"}'


def _words(catalog: Catalog, href: str, name: str, said: str, note: str) -> str:
    """A service or journey that is reached; ``note`` says whose the service is, or through what the journey is."""
    sign = catalog.derive(_Lines).signs[said]
    below = f"<br>{escape(note)}" if note else ""
    return f'<a href="{escape(href)}">{escape(name)}</a>{sign}{below}'


def _journeys(catalog: Catalog, urls: UrlContext, hits: Iterable[AffectedJourney]) -> Markup:
    items = []
    for hit in hits:
        href, name = urls.to(links.journey(hit.journey)), catalog.journeys[hit.journey].name
        service = catalog.services[hit.through].name if hit.through else None
        through = text("impact.journey-through", service=service) if service else ""
        said = _FAILS if hit.waits else _IMPAIRED
        items.append(f'<li dir="auto">{_words(catalog, href, name, said, through)}</li>')
    return finished("".join(items))
