"""Promises that a meeting should talk about: those that were missed, and those that cannot be kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from servicebook.analysis.chains import Chain, Chains
from servicebook.analysis.kept_promises import Line, kept_promises
from servicebook.analysis.measured_periods import MeasuredPeriod
from servicebook.analysis.missed_promises import key_of, missed_lines
from servicebook.analysis.relations import is_relied_on
from servicebook.frozen import frozen
from servicebook.model.catalog import Catalog
from servicebook.model.service import Service
from servicebook.model.visible import VisibleCatalog
from servicebook.source.yaml_reader import Pointer


@frozen(kw_only=True)
class Missed:
    """A promise of a service that was missed, in the last ``periods`` (one, or those in a row that stayed below).

    ``customer`` is the department to which it was given by an agreement, None where it holds for everybody.
    """

    service: Service
    customer: str | None
    line: Line
    periods: Sequence[MeasuredPeriod]
    path: str
    pointer: Pointer

    @property
    def short_of(self) -> float:
        """By how many of a hundred the last period stayed below what was promised."""
        newest = self.periods[-1]
        return (newest.percent or 0.0) - newest.share


@frozen(kw_only=True)
class OverPromised:
    """A service that promises more than the hand-offs behind it can keep; ``late_seconds`` in the worst case."""

    service: Service
    chain: Chain
    late_seconds: int
    path: str
    pointer: Pointer


def missed(
    catalog: VisibleCatalog, provider: str | None, customer: str | None, *, whole: bool = True
) -> list[Missed]:
    """What a provider promised a customer and missed, the furthest from its promise first.

    What holds for everybody counts for each customer. Without a customer it is all that the provider missed. Without a
    provider it is what the customer was promised by agreements, and by services that its own need; for that ``whole``
    must be False.
    """
    assert whole == (provider is not None), (
        "all services of a provider, or what one customer needs of all others"
    )
    found = _of_provider(catalog, provider, customer) if provider else _of_others(catalog, customer or "")
    return sorted(found, key=lambda one: (-one.short_of, one.service.id, one.line.measure))


def _of_provider(catalog: VisibleCatalog, provider: str, customer: str | None) -> Iterator[Missed]:
    for one in _all(catalog):
        if one.service.department == provider and (customer is None or one.customer in (None, customer)):
            yield one


def _of_others(catalog: VisibleCatalog, customer: str) -> Iterator[Missed]:
    for one in _all(catalog):
        is_needed = one.customer is None and is_relied_on(catalog, one.service, customer)
        if one.service.department != customer and (one.customer == customer or is_needed):
            yield one


def _all(catalog: VisibleCatalog) -> tuple[Missed, ...]:
    return catalog.derive(_missed)


def _missed(catalog: Catalog) -> tuple[Missed, ...]:
    """Every promise that was missed; published results alone are judged."""
    found = []
    known = missed_lines(catalog)
    for qualified_id, lines in kept_promises(catalog).lines.items():
        service = catalog.services.get(qualified_id)
        if service is None or not service.can_be_asked:
            continue
        for line in lines:
            if periods := known.get(key_of(line)):
                agreement = catalog.agreements.get(line.agreement or "")
                path, pointer = _place(catalog, service, line)
                found.append(
                    Missed(
                        service=service,
                        customer=agreement.customer if agreement else None,
                        line=line,
                        periods=periods,
                        path=path,
                        pointer=pointer,
                    )
                )
    return tuple(found)


def _place(catalog: Catalog, service: Service, line: Line) -> tuple[str, Pointer]:
    """Where what was missed is promised: in its agreement, its service, or for all services of the department."""
    promise = line.promise
    agreement = catalog.agreements.get(line.agreement or "")
    if promise is not None:
        for item in (agreement, service):
            if item is not None and promise.target in item.targets:
                return item.origin.path, ("targets", item.targets.index(promise.target))
    return service.origin.path, ()


def over_promised(
    catalog: VisibleCatalog, chains: Chains, departments: tuple[str, ...]
) -> list[OverPromised]:
    """The services of departments that promise too much, the one that would be late by most first."""
    found = []
    for department in departments:
        for service in catalog.index.services_of.get(department, ()):
            late = [(-(chain.always.slack_seconds or 0), chain) for chain in chains.outrunning(service.id)]
            if late:
                seconds, chain = max(late, key=lambda one: one[0])
                found.append(
                    OverPromised(
                        service=service,
                        chain=chain,
                        late_seconds=seconds,
                        path=service.origin.path,
                        pointer=("handoffs",),
                    )
                )
    return sorted(found, key=lambda one: (-one.late_seconds, one.service.id))
