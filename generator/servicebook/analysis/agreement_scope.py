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
    found: dict[str, None] = {}
    ahead = [agreement.customer]
    while ahead:
        for below in catalog.index.parts_of.get(ahead.pop(0), ()):
            if below.id not in found and below.id != agreement.customer:
                found[below.id] = None
                ahead.append(below.id)
    return tuple(below for below in found if _reaches(catalog, agreement, below))


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
    above = takewhile(lambda one: one.id != agreement.customer, catalog.lineage(department))
    nearer = {one.id for one in above}
    return any(
        not any(
            other.customer in nearer and state_of(catalog, other) is AgreementState.IN_FORCE
            for other in catalog.index.agreements_on.get(covered, ())
        )
        for covered in agreement.covers
    )
