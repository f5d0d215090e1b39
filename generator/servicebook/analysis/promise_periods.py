"""What applies depends on who asks and when: a service's promises to a customer, by periods of days."""

from __future__ import annotations

from datetime import date, timedelta

from servicebook.frozen import frozen
from servicebook.model.catalog import Catalog
from servicebook.model.promises import Promise, promises
from servicebook.model.service import Service


@frozen
class PromisePeriod:
    """What applies to who asks on ``start`` or later, until the next period begins; days are in the provider's zone."""

    start: date
    promises: tuple[Promise, ...]


def customers(catalog: Catalog, service: Service) -> tuple[str, ...]:
    """The departments to which an agreement on the service may apply: customers and their parts, by id."""
    waiting = [agreement.customer for agreement in catalog.index.agreements_on.get(service.id, ())]
    with_agreement: set[str] = set()
    while waiting:
        department = waiting.pop()
        if department not in with_agreement:
            with_agreement.add(department)
            waiting += [part.id for part in catalog.index.parts_of.get(department, ())]
    if not with_agreement:  # as most services have none; then there is no need to go through all departments
        return ()
    return tuple(department for department in catalog.departments if department in with_agreement)


def promise_periods(
    catalog: Catalog, service: Service, customer: str | None, first: date, last: date
) -> tuple[PromisePeriod, ...]:
    """What applies on each day of asking from ``first`` through ``last``, both included.

    A period begins where an agreement with the customer, or with a department above it, begins or lapses.
    """
    starts = {first}
    above = {department.id for department in catalog.lineage(customer)} if customer else set()
    for agreement in catalog.index.agreements_on.get(service.id, ()):
        if agreement.customer in above:
            starts |= {agreement.effective_from} if agreement.effective_from else set()
            until = agreement.effective_until
            starts |= {until + timedelta(days=1)} if until and until < date.max else set()
    periods: list[PromisePeriod] = []
    for day in sorted(start for start in starts if first <= start <= last):
        applying = promises(catalog, service, customer, day)
        if not periods or periods[-1].promises != applying:
            periods.append(PromisePeriod(day, applying))
    return tuple(periods)
