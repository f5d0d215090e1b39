"""What breaks if a service stops, in lines for a person at a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.analysis.closure import Reached
from servicebook.analysis.impact import Impact
from servicebook.model.catalog import Catalog
from servicebook.model.promises import state_of
from servicebook.reports.text import visible
from servicebook.wording import text


def render(catalog: Catalog, impact: Impact) -> str:
    """A paragraph for each kind of thing that is affected, nearest first, and whom to inform."""
    return "\n".join(visible(line).rstrip() for line in _lines(catalog, impact)) + "\n"


def _lines(catalog: Catalog, impact: Impact) -> Iterator[str]:
    name = catalog.services[impact.service].name
    yield f"If {name} ({impact.service}) stops"
    if not (impact.services or impact.journeys or impact.agreements):
        yield ""
        yield "Nothing in the catalog depends on it."
    if impact.services:
        yield ""
        stops = sum(reached.waits for reached in impact.services)
        verb = "stops" if stops == 1 else "stop"
        yield f"{text('count.service', count=len(impact.services))}, {stops} of which {verb} too:"
        yield from (_service(catalog, reached) for reached in impact.services)
    if impact.journeys:
        yield ""
        yield f"{text('count.journey', count=len(impact.journeys))}:"
        for affected in impact.journeys:
            says = "stops" if affected.waits else "is impaired"
            name = catalog.journeys[affected.journey].name
            yield f"  {says:<11}  {name} ({affected.journey}){_through(catalog, affected.through)}"
    if impact.agreements:
        yield ""
        yield f"{text('count.agreement', count=len(impact.agreements))} on it:"
        for agreement in impact.agreements:
            customer = catalog.departments.get(agreement.customer)
            customer_name = customer.name if customer else agreement.customer
            yield f"  {agreement.name or agreement.id}, for {customer_name}: {state_of(catalog, agreement).value}"
    if impact.to_inform:
        yield ""
        yield "Tell:"
        for qualified_id in impact.to_inform:
            role = catalog.roles.get(qualified_id)
            yield f"  {role.title} ({qualified_id})" if role else f"  {qualified_id}"


def _service(catalog: Catalog, reached: Reached) -> str:
    service = catalog.services[reached.service]
    says = "stops" if reached.waits else "is impaired"
    return f"  {says:<11}  {reached.distance}  {service.name} ({reached.service}){_through(catalog, reached.through)}"


def _through(catalog: Catalog, qualified_id: str | None) -> str:
    return f", through {catalog.services[qualified_id].name}" if qualified_id else ""
