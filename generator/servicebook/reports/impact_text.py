"""What breaks if a service stops, in lines for a person at a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.analysis.closure import Reached
from servicebook.analysis.impact import Impact
from servicebook.model.catalog import Catalog
from servicebook.model.promises import state_of
from servicebook.reports.safe_text import visible
from servicebook.wording import text


def render(catalog: Catalog, impact: Impact) -> str:
    """A paragraph for each kind of thing that is affected, nearest first, and whom to inform."""
    return "\n".join(visible(line).rstrip() for line in _lines(catalog, impact)) + "\n"


def _lines(catalog: Catalog, impact: Impact) -> Iterator[str]:
    name = catalog.services[impact.service].name
    yield text("impact.if-fails", service=name, id=impact.service)
    if not (impact.services or impact.journeys or impact.agreements):
        yield ""
        yield text("impact.nothing")
    for lines in (_services, _journeys, _agreements, _to_inform):
        if block := list(lines(catalog, impact)):
            yield ""
            yield from block


def _services(catalog: Catalog, impact: Impact) -> Iterator[str]:
    if impact.services:
        services = text("count.service", count=len(impact.services))
        yield text(
            "impact.services", services=services, count=sum(reached.waits for reached in impact.services)
        )
        yield from (_service(catalog, reached) for reached in impact.services)


def _journeys(catalog: Catalog, impact: Impact) -> Iterator[str]:
    if impact.journeys:
        yield text("impact.journeys", journeys=text("count.journey", count=len(impact.journeys)))
    for affected in impact.journeys:
        name = catalog.journeys[affected.journey].name
        yield f"  {_effect(waits=affected.waits)}  {name} ({affected.journey}){_through(catalog, affected.through)}"


def _agreements(catalog: Catalog, impact: Impact) -> Iterator[str]:
    if impact.agreements:
        yield text("impact.agreements", count=len(impact.agreements))
    for agreement in impact.agreements:
        customer = catalog.departments.get(agreement.customer)
        line = text(
            "impact.agreement",
            agreement=agreement.name or agreement.id,
            department=customer.name if customer else agreement.customer,
            state=text(f"agreement-state.{state_of(catalog, agreement).name}"),
        )
        yield f"  {line}"


def _to_inform(catalog: Catalog, impact: Impact) -> Iterator[str]:
    if impact.to_inform:
        yield text("impact.inform")
    for qualified_id in impact.to_inform:
        role = catalog.roles.get(qualified_id)
        yield f"  {role.title} ({qualified_id})" if role else f"  {qualified_id}"


def _service(catalog: Catalog, reached: Reached) -> str:
    service = catalog.services[reached.service]
    effect, through = _effect(waits=reached.waits), _through(catalog, reached.through)
    return f"  {effect}  {reached.distance}  {service.name} ({reached.service}){through}"


def _effect(*, waits: bool) -> str:
    """What happens to it, in a column as wide as the wider of the two."""
    fails, impaired = text("impact.fails"), text("impact.is-impaired")
    return (fails if waits else impaired).ljust(max(len(fails), len(impaired)))


def _through(catalog: Catalog, qualified_id: str | None) -> str:
    return text("impact.through", service=catalog.services[qualified_id].name) if qualified_id else ""
