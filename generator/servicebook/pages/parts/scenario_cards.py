"""Situations to practice on: whom would you ask, how, and by when? The answers are those of ``servicebook promise``."""

from __future__ import annotations

from collections import Counter
from functools import partial
from urllib.parse import urlencode

from servicebook import links
from servicebook.analysis.escalation_times import escalation_times
from servicebook.analysis.quote import Quote
from servicebook.analysis.scenarios import Scenario, Situation, scenarios
from servicebook.frozen import frozen
from servicebook.model.catalog import Catalog
from servicebook.model.department import Department
from servicebook.pages.dates.opening_hours import zone_name
from servicebook.pages.dates.typical_dates import MomentCell, Stamp, moment_cells, stamp
from servicebook.pages.parts.channels import Way, asking
from servicebook.pages.parts.contacts import names_of
from servicebook.pages.parts.page_links import Link, department_link, role_link, service_link
from servicebook.pages.rendering.context import RenderContext
from servicebook.pages.rendering.urls import UrlContext
from servicebook.wording import text


@frozen(kw_only=True)
class ScenarioCard:
    """A situation and its answer.

    ``owner`` is the role that answers for the service, with who holds it beside it; ``late`` whom to contact next, and
    from when on. ``others`` are the dates of who has no agreement. ``calculator`` leads to the same moment there.
    """

    anchor: str
    asked: Stamp
    situation: str
    detail: str | None
    zone: str
    service: Link
    department: Link
    owner: Link | None
    way: Way | None
    dates: tuple[MomentCell, ...]
    others: tuple[MomentCell, ...]
    late: tuple[Link, Stamp] | None
    calculator: Link


def scenario_cards(context: RenderContext, urls: UrlContext, department: Department) -> list[ScenarioCard]:
    """The cards of a department: its own, and those that were found in its services."""
    met: Counter[str] = Counter()
    cards = []
    for number, scenario in enumerate(
        scenarios(context.clocks, department, context.clock_files.typical), start=1
    ):
        service = scenario.quote.service
        words = (*service.aliases, service.name)
        # a service that is met again is asked for in other words
        said = scenario.words or text("start.said", words=words[met[service.id] % len(words)])
        met[service.id] += 1
        cards.append(_card(context, urls, f"scenario-{number}", said, scenario))
    return cards


def _card(
    context: RenderContext, urls: UrlContext, anchor: str, said: str, scenario: Scenario
) -> ScenarioCard:
    catalog, asked = context.catalog, scenario.quote
    service = asked.service
    ways = asking(
        catalog, urls, catalog.channels(service).value, partial(context.clock_files.of_service, service)
    )
    owner = catalog.roles.get(service.roles.owner or "")
    return ScenarioCard(
        anchor=anchor,
        asked=stamp(context, asked.at),
        situation=said,
        detail=_detail(catalog, scenario),
        zone=zone_name(str(asked.at.tzinfo)),
        service=service_link(catalog, urls, service.id),
        department=department_link(catalog, urls, service.department),
        owner=role_link(catalog, urls, owner.id, names_of(catalog, owner)) if owner else None,
        way=ways.button or next(iter(ways.others), None),
        dates=moment_cells(context, asked),
        others=moment_cells(context, scenario.others) if scenario.others else (),
        late=_late(context, urls, asked),
        calculator=Link(text("start.calculator"), _calculator(urls, asked)),
    )


def _detail(catalog: Catalog, scenario: Scenario) -> str | None:
    """What else is to be known of the situation to find the answer."""
    parts = []
    customer = catalog.departments.get(scenario.quote.customer or "")
    if customer is not None:
        parts.append(text("start.asked-by", department=customer.name))
    if scenario.situation is Situation.DAYS_OFF and scenario.name:
        parts.append(text("start.days-off-next", name=scenario.name))
    priority = catalog.settings.priorities.get(scenario.quote.priority or "")
    if priority is not None and priority.id != catalog.settings.default_priority:
        parts.append(text("start.priority", priority=priority.name))
    return " ".join(parts) or None


def _late(context: RenderContext, urls: UrlContext, asked: Quote) -> tuple[Link, Stamp] | None:
    """Whom to contact first where the promise is not kept, and from when on."""
    for level in escalation_times(context.catalog, asked):
        if level.start is not None:
            return role_link(context.catalog, urls, level.level.role), stamp(context, level.start)
    return None


def _calculator(urls: UrlContext, asked: Quote) -> str:
    """The service's calculator with the same request in its fields, as ``assets/promise.js`` reads them."""
    known = {"asked": asked.at.isoformat(), "priority": asked.priority, "customer": asked.customer}
    query = urlencode({key: value for key, value in known.items() if value})
    return f"{urls.to(links.service(asked.service.id))}?{query}#when"
