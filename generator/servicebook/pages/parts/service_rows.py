"""Rows of services: name, summary, provider, promise, state; and what the filters need to know."""

from __future__ import annotations

from servicebook import links
from servicebook.frozen import frozen
from servicebook.model.catalog import Catalog
from servicebook.model.journey import Journey
from servicebook.model.promises import in_short
from servicebook.model.service import Service
from servicebook.pages.parts.page_links import Link, department_link, service_link
from servicebook.pages.rendering.urls import UrlContext
from servicebook.wording import text


@frozen(kw_only=True)
class Chip:
    """A word about the state; ``look`` is ok, warn, off or empty."""

    text: str
    look: str = ""


@frozen(kw_only=True)
class ServiceRow:
    """A service in a list; ``kept`` is the verdict on its promise, as a code and a word, where that is shown."""

    id: str
    name: Link
    summary: str
    provider: Link
    promise: str | None
    chips: tuple[Chip, ...]
    retired: bool
    kept: tuple[str, str] | None = None


def service_row(catalog: Catalog, urls: UrlContext, service: Service) -> ServiceRow:
    """A service in a list, with what its lifecycle and notices say about it.

    It is in the lists of its department, of four roles and of the directory.
    """
    return catalog.once(_service_row, (urls.place, service.id), urls, service)


def _service_row(catalog: Catalog, urls: UrlContext, service: Service) -> ServiceRow:
    return ServiceRow(
        id=service.id,
        name=service_link(catalog, urls, service.id),
        summary=service.summary,
        provider=department_link(catalog, urls, service.department),
        promise=in_short(catalog, service),
        chips=state_chips(catalog, service),
        retired=service.lifecycle == "retired",
    )


@frozen(kw_only=True)
class Brief:
    """A service or a journey in two lines: its name, with ``promise`` beside it, and what it is."""

    name: Link
    summary: str
    promise: str | None
    chips: tuple[Chip, ...]


def service_brief(catalog: Catalog, urls: UrlContext, service: Service) -> Brief:
    """A service in two lines."""
    return Brief(
        name=service_link(catalog, urls, service.id),
        summary=service.summary,
        promise=in_short(catalog, service),
        chips=state_chips(catalog, service),
    )


def journey_brief(urls: UrlContext, journey: Journey) -> Brief:
    """A journey in two lines, as a service beside which it stands."""
    return Brief(
        name=Link(journey.name, urls.to(links.journey(journey.id))),
        summary=journey.summary,
        promise=text("count.step", count=len(journey.steps)),
        chips=(),
    )


def state_chips(catalog: Catalog, service: Service) -> tuple[Chip, ...]:
    """Lifecycle when it is not live, and the effects of current notices."""
    chips = []
    if service.lifecycle != "live":
        chips.append(Chip(text=text(f"lifecycle.{service.lifecycle}"), look="off"))
    effects = [n.effect for n in catalog.notices_for(service) if n.is_current(catalog.today)]
    chips += [Chip(text=text(f"effect.{effect}"), look="warn") for effect in dict.fromkeys(effects)]
    return tuple(chips)
