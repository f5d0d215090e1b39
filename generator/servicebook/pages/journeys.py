"""Every journey: a task that crosses departments, by the name of whoever needs it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from servicebook import links
from servicebook.analysis.schedule import schedule
from servicebook.frozen import frozen
from servicebook.model.catalog import Catalog
from servicebook.model.journey import Journey
from servicebook.pages.drawings.schedules import total
from servicebook.pages.parts.page_links import Link
from servicebook.pages.rendering.context import MAX_ROWS, RenderContext
from servicebook.pages.rendering.page import Page
from servicebook.pages.rendering.urls import UrlContext
from servicebook.wording import text


@frozen(kw_only=True)
class JourneyRow:
    """A journey in a list."""

    name: Link
    summary: str
    audience: str
    total: str
    parts: str


@frozen(kw_only=True)
class JourneysView:
    """All journeys; above :data:`MAX_ROWS` of them, their names alone."""

    crumbs: tuple[Link, ...]
    name: str
    summary: str
    rows: list[JourneyRow]
    names: list[Link]


def pages(context: RenderContext) -> Iterator[Page]:
    """The one page of all journeys."""
    yield Page(
        path=links.JOURNEYS,
        title=text("title.journeys"),
        template="journeys.html",
        view=view,
        description=text("about.journeys"),
    )


def view(context: RenderContext, urls: UrlContext) -> JourneysView:
    """What the page shows."""
    catalog = context.catalog
    journeys = sorted(catalog.journeys.values(), key=lambda j: (j.name.casefold(), j.id))
    short = len(journeys) <= MAX_ROWS
    return JourneysView(
        crumbs=(Link(text("title.about"), urls.to(links.ABOUT)),),
        name=text("title.journeys"),
        summary=text("journeys.summary"),
        rows=[_row(context, urls, journey) for journey in journeys] if short else [],
        names=[]
        if short
        else [Link(journey.name, urls.to(links.journey(journey.id))) for journey in journeys],
    )


def _row(context: RenderContext, urls: UrlContext, journey: Journey) -> JourneyRow:
    catalog = context.catalog
    steps, departments = len(journey.steps), len(departments_of(journey))
    return JourneyRow(
        name=Link(journey.name, urls.to(links.journey(journey.id))),
        summary=journey.summary,
        audience=text("journeys.audience", audiences=", ".join(audience_names(catalog, journey.audience))),
        total=total(schedule(context.clocks, journey)),
        parts=text(
            "journeys.parts",
            steps=text("count.step", count=steps),
            departments=text("count.department", count=departments),
        ),
    )


def audience_names(catalog: Catalog, audience: Iterable[str]) -> list[str]:
    """The names of those it is for; everybody where nobody is named."""
    audiences = (catalog.settings.audiences.get(qualified_id) for qualified_id in audience)
    return [item.name for item in audiences if item] or ["everybody"]


def departments_of(journey: Journey) -> list[str]:
    """The departments that do a step, in the order of the steps."""
    return list(dict.fromkeys((step.service or step.by or "").partition("/")[0] for step in journey.steps))
