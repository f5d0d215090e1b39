"""One journey: what sets it off, and its steps: who does what, when, and how to ask."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from servicebook import links
from servicebook.analysis.coverage import review_due
from servicebook.analysis.schedule import NoSchedule, Schedule, schedule
from servicebook.frozen import frozen
from servicebook.model.catalog import Catalog
from servicebook.model.common import Step
from servicebook.model.journey import Journey
from servicebook.model.promises import in_short
from servicebook.pages.dates.journey_planner import PlanRow, PlanView, planning
from servicebook.pages.dates.plan_sentences import titles_of
from servicebook.pages.drawings.schedules import earliest, total
from servicebook.pages.journeys import audience_names
from servicebook.pages.parts.contacts import PersonView, holders_of
from servicebook.pages.parts.facts import Fact, review_fact
from servicebook.pages.parts.page_links import Link, badged_link, doer_link, edit_link, service_link
from servicebook.pages.parts.service_rows import Chip, state_chips
from servicebook.pages.rendering.context import RenderContext
from servicebook.pages.rendering.markdown import markdown
from servicebook.pages.rendering.page import Page
from servicebook.pages.rendering.urls import UrlContext
from servicebook.wording import formats, promise_text, text


@frozen(kw_only=True)
class JourneyStep:
    """A step in full. ``time`` is what it takes or what its service promises; ``ask`` leads to its way of asking.

    ``planned`` are its dates, where there are any. ``anchor`` is made from the step's id. ``who`` does it, a role or
    the ``department`` itself.
    """

    anchor: str
    title: str
    department: Link
    who: Link
    service: Link | None
    ask: Link | None
    time: str
    known: bool
    does: str | None
    waits_for: list[Link]
    at_once: bool
    start_here: Link | None
    note: str | None
    chips: tuple[Chip, ...]
    planned: PlanRow | None


@frozen(kw_only=True)
class JourneyView:
    """Everything on a journey's page."""

    crumbs: tuple[Link, ...]
    name: str
    summary: str
    facts: list[Fact]
    starts_with: str | None
    description: Markup | None
    earliest: str
    plan: PlanView | None
    plan_fault: str | None
    steps: list[JourneyStep]
    owner: list[PersonView]
    edit_link: Link | None
    audience: list[tuple[str, str | None]]
    aliases: tuple[str, ...]


def pages(context: RenderContext) -> Iterator[Page]:
    """A page for every journey."""
    for journey in context.catalog.journeys.values():
        yield page_of(context, journey)


def page_of(context: RenderContext, journey: Journey) -> Page:
    """The page of one journey."""
    due = review_due(journey.review)
    return Page(
        path=links.journey(journey.id),
        title=journey.name,
        about=("journey", journey.id),
        template="journey.html",
        view=lambda context, urls: view(context, urls, journey),
        description=journey.summary,
        source=journey.origin.path,
        reviewed=journey.review.on,
        stale=due is not None and due < context.catalog.today,
        scripts=("journey.js",),
    )


def view(context: RenderContext, urls: UrlContext, journey: Journey) -> JourneyView:
    """What the page shows."""
    catalog = context.catalog
    usual = schedule(context.clocks, journey)
    planned = planning(context, urls, journey) if journey.steps else None
    owner = catalog.roles.get(journey.owner or "")
    return JourneyView(
        crumbs=(Link(text("title.journeys"), urls.to(links.JOURNEYS)),),
        name=journey.name,
        summary=journey.summary,
        facts=_facts(catalog, journey, usual),
        starts_with=journey.starts_with,
        description=markdown(journey.description, urls) if journey.description else None,
        earliest=earliest(catalog, journey, usual),
        plan=planned if isinstance(planned, PlanView) else None,
        plan_fault=planned if isinstance(planned, str) else None,
        steps=_steps(catalog, urls, journey, planned.rows if isinstance(planned, PlanView) else ()),
        owner=holders_of(catalog, urls, owner, "owner") if owner else [],
        edit_link=edit_link(catalog, journey.origin.path),
        audience=_audience(catalog, journey),
        aliases=journey.aliases,
    )


def _audience(catalog: Catalog, journey: Journey) -> list[tuple[str, str | None]]:
    known = (catalog.settings.audiences.get(audience_id) for audience_id in journey.audience)
    return [(audience.name, audience.description) for audience in known if audience]


def _facts(catalog: Catalog, journey: Journey, usual: Schedule | NoSchedule) -> list[Fact]:
    return [
        Fact(text=formats.capitalized(total(usual)), href="#plan"),
        Fact(text=text("journey.audience", audiences=", ".join(audience_names(catalog, journey.audience)))),
        review_fact(catalog, journey.review),
    ]


def _steps(
    catalog: Catalog, urls: UrlContext, journey: Journey, rows: Sequence[PlanRow]
) -> list[JourneyStep]:
    """The steps, the one to request first at the top; as they were written where no dates can be given."""
    titles, by_id = titles_of(journey), {step.id: step for step in journey.steps}
    if not rows:
        return [_step(catalog, urls, step, titles, None) for step in journey.steps]
    return [_step(catalog, urls, by_id[row.id], titles, row) for row in rows]


def _step(
    catalog: Catalog, urls: UrlContext, step: Step, titles: dict[str, str], planned: PlanRow | None
) -> JourneyStep:
    service = catalog.services.get(step.service or "")
    promise = in_short(catalog, service) if service else None
    asked = service is not None and service.can_be_asked
    department = (step.service or step.by or "").partition("/")[0]
    return JourneyStep(
        anchor=_anchor(step.id),
        title=titles[step.id],
        department=badged_link(catalog, urls, department),
        who=doer_link(catalog, urls, step.by or department),
        service=service_link(catalog, urls, step.service) if step.service else None,
        ask=Link(text("journey.step-ask"), f"{urls.to(links.service(service.id))}#ask")
        if service and asked
        else None,
        time=_time(step, promise),
        known=step.within is not None or promise is not None,
        does=step.does,
        waits_for=[Link(titles.get(other, other), f"#{_anchor(other)}") for other in step.after or ()],
        at_once=step.after == (),
        start_here=Link(text("title.start"), urls.to(links.START)) if step.start_here else None,
        note=step.note,
        chips=state_chips(catalog, service) if service else (),
        planned=planned,
    )


def _anchor(step_id: str) -> str:
    """A step's anchor; a bare id could be that of a part of the page."""
    return f"step-{step_id}"


def _time(step: Step, promise: str | None) -> str:
    if step.within is not None:
        return promise_text.time_limit(step.within)
    return text("journey.step-promised", time=promise) if promise else text("journey.step-no-time")
