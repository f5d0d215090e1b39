"""What breaks if a service stops, in lines for a person at a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.analysis.closure import Reached
from servicebook.analysis.impact import Impact
from servicebook.model.catalog import Catalog
from servicebook.model.promises import state_of
from servicebook.reports.text import visible
from servicebook.wording import text


def render(catalog: Catalog, found: Impact) -> str:
    """A paragraph for each kind of thing that is hit, nearest first, and who has to be told."""
    return "\n".join(visible(line).rstrip() for line in _lines(catalog, found)) + "\n"


def _lines(catalog: Catalog, found: Impact) -> Iterator[str]:
    name = catalog.services[found.service].name
    yield f"If {name} ({found.service}) stops"
    if not (found.services or found.journeys or found.agreements):
        yield ""
        yield "Nothing in the catalog depends on it."
    if found.services:
        yield ""
        stops = sum(one.waits for one in found.services)
        verb = "stops" if stops == 1 else "stop"
        yield f"{text('count.service', count=len(found.services))}, {stops} of which {verb} too:"
        yield from (_service(catalog, one) for one in found.services)
    if found.journeys:
        yield ""
        yield f"{text('count.journey', count=len(found.journeys))}:"
        for hit in found.journeys:
            says = "stops" if hit.waits else "is impaired"
            name = catalog.journeys[hit.journey].name
            yield f"  {says:<11}  {name} ({hit.journey}){_through(catalog, hit.through)}"
    if found.agreements:
        yield ""
        yield f"{text('count.agreement', count=len(found.agreements))} on it:"
        for agreement in found.agreements:
            customer = catalog.departments.get(agreement.customer)
            told = customer.name if customer else agreement.customer
            yield f"  {agreement.name or agreement.id}, for {told}: {state_of(catalog, agreement).value}"
    if found.tell:
        yield ""
        yield "Tell:"
        for qualified_id in found.tell:
            role = catalog.roles.get(qualified_id)
            yield f"  {role.title} ({qualified_id})" if role else f"  {qualified_id}"


def _service(catalog: Catalog, one: Reached) -> str:
    service = catalog.services[one.service]
    says = "stops" if one.waits else "is impaired"
    return f"  {says:<11}  {one.distance}  {service.name} ({one.service}){_through(catalog, one.through)}"


def _through(catalog: Catalog, qualified_id: str | None) -> str:
    return f", through {catalog.services[qualified_id].name}" if qualified_id else ""
