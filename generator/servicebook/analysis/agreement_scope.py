"""Whose an agreement is: its parties, and the departments within the customer where no nearer one takes its place."""

from __future__ import annotations

from itertools import takewhile

from servicebook.model.agreement import Agreement
from servicebook.model.catalog import Catalog
from servicebook.model.promises import AgreementState, state_of


def concerned(catalog: Catalog, agreement: Agreement) -> tuple[str, ...]:
    """The departments that an agreement concerns: the provider, the customer, and those within it that it holds for."""
    return (*agreement.parties, *also_for(catalog, agreement))


def also_for(catalog: Catalog, agreement: Agreement) -> tuple[str, ...]:
    """The departments within the customer for which the agreement holds, or would, for a service at least."""
    below_customer: dict[str, None] = {}
    waiting = [agreement.customer]
    while waiting:
        for below in catalog.index.parts_of.get(waiting.pop(0), ()):
            if below.id not in below_customer and below.id != agreement.customer:
                below_customer[below.id] = None
                waiting.append(below.id)
    return tuple(below for below in below_customer if _reaches(catalog, agreement, below))


def from_above(catalog: Catalog, department: str) -> tuple[Agreement, ...]:
    """The agreements of the departments above that hold, or would, for a department within."""
    return tuple(
        agreement
        for above in list(catalog.lineage(department))[1:]
        for agreement in catalog.index.agreements_of.get(above.id, ())
        if agreement.customer == above.id and _reaches(catalog, agreement, department)
    )


def _reaches(catalog: Catalog, agreement: Agreement, department: str) -> bool:
    """Whether no agreement that is nearer to the department is in force on one of the services at least."""
    nearer_departments = takewhile(lambda above: above.id != agreement.customer, catalog.lineage(department))
    nearer_ids = {nearer.id for nearer in nearer_departments}
    return any(
        not any(
            other.customer in nearer_ids and state_of(catalog, other) is AgreementState.IN_FORCE
            for other in catalog.index.agreements_on.get(covered, ())
        )
        for covered in agreement.covers
    )
