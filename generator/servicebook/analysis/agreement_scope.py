"""Whom an agreement concerns: its parties, and departments within the customer that have no agreement of their own."""

from __future__ import annotations

from itertools import takewhile

from servicebook.model.agreement import Agreement
from servicebook.model.catalog import Catalog
from servicebook.model.promises import AgreementState, state_of


def concerned(catalog: Catalog, agreement: Agreement) -> tuple[str, ...]:
    """The departments that an agreement concerns: the provider, the customer, and :func:`also_for`."""
    return (*agreement.parties, *also_for(catalog, agreement))


def also_for(catalog: Catalog, agreement: Agreement) -> tuple[str, ...]:
    """The departments within the customer to which the agreement applies, or would in force, for some service."""
    below_customer: dict[str, None] = {}
    waiting = [agreement.customer]
    while waiting:
        for below in catalog.index.parts_of.get(waiting.pop(0), ()):
            if below.id not in below_customer and below.id != agreement.customer:
                below_customer[below.id] = None
                waiting.append(below.id)
    return tuple(below for below in below_customer if _applies(catalog, agreement, below))


def from_above(catalog: Catalog, department: str) -> tuple[Agreement, ...]:
    """The agreements of the departments above that apply to a department, or would in force, for some service."""
    return tuple(
        agreement
        for above in list(catalog.lineage(department))[1:]
        for agreement in catalog.index.agreements_of.get(above.id, ())
        if agreement.customer == above.id and _applies(catalog, agreement, department)
    )


def _applies(catalog: Catalog, agreement: Agreement, department: str) -> bool:
    """Whether for at least one service no agreement of a nearer customer department is in force."""
    nearer_departments = takewhile(lambda above: above.id != agreement.customer, catalog.lineage(department))
    nearer_ids = {nearer.id for nearer in nearer_departments}
    return any(
        not any(
            other.customer in nearer_ids and state_of(catalog, other) is AgreementState.IN_FORCE
            for other in catalog.index.agreements_on.get(covered, ())
        )
        for covered in agreement.covers
    )
