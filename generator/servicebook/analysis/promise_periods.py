"""Who asks, and when, decides what applies: a service's promises for every customer and stretch of days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from servicebook.model.catalog import Catalog
from servicebook.model.promises import Promise, promises
from servicebook.model.service import Service


@dataclass(frozen=True, slots=True)
class PromisePeriod:
    """What applies to who asks on ``start`` or later, until the next stretch begins; days in the provider's zone."""

    start: date
    promises: tuple[Promise, ...]


def customers(catalog: Catalog, service: Service) -> tuple[str, ...]:
    """The departments for which an agreement on the service may hold: its customers and their parts, in order."""
    waiting = [agreement.customer for agreement in catalog.index.agreements_on.get(service.id, ())]
    with_agreement: set[str] = set()
    while waiting:
        department = waiting.pop()
        if department not in with_agreement:
            with_agreement.add(department)
            waiting += [part.id for part in catalog.index.parts_of.get(department, ())]
    # most services have none: their whole catalog need not be walked through
    return tuple(filter(with_agreement.__contains__, catalog.departments)) if with_agreement else ()


def promise_periods(
    catalog: Catalog, service: Service, customer: str | None, first: date, last: date
) -> tuple[PromisePeriod, ...]:
    """What applies on each day of asking from ``first`` through ``last``, both included.

    A stretch begins where an agreement with the customer, or with a department above it, begins or lapses.
    """
    cuts = {first}
    above = {department.id for department in catalog.lineage(customer)} if customer else set()
    for agreement in catalog.index.agreements_on.get(service.id, ()):
        if agreement.customer in above:
            cuts |= {agreement.effective_from} if agreement.effective_from else set()
            until = agreement.effective_until
            cuts |= {until + timedelta(days=1)} if until and until < date.max else set()
    periods: list[PromisePeriod] = []
    for day in sorted(cut for cut in cuts if first <= cut <= last):
        applying = promises(catalog, service, customer, day)
        if not periods or periods[-1].promises != applying:
            periods.append(PromisePeriod(day, applying))
    return tuple(periods)
