"""The agreements of which something may be concluded, for the rules about who has accepted them and until when."""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.model.agreement import Agreement
from servicebook.model.catalog import Catalog


def sound_agreements(catalog: Catalog) -> Iterator[Agreement]:
    """Those whose own files have no errors, in a date or a party for instance."""
    for agreement in catalog.agreements.values():
        if agreement.origin.path not in catalog.faulty_files:
            yield agreement


def with_known_terms(catalog: Catalog) -> Iterator[Agreement]:
    """Those of which also all that is covered is known, and nobody else has accepted them.

    A service that is missing is in a file that is not read or has been moved. There is an error for that, and the
    terms are those that were accepted as soon as it is mended. So it is where provider and customer are exchanged.
    """
    for agreement in sound_agreements(catalog):
        are_known = all(service in catalog.services for service in agreement.covers)
        if are_exchanged(catalog, agreement):
            continue
        if are_known and all(acceptance.party in agreement.parties for acceptance in agreement.accepted):
            yield agreement


def are_exchanged(catalog: Catalog, agreement: Agreement) -> bool:
    """Whether all that is covered is the customer's and nothing the provider's, so that the two were exchanged.

    A single one has rather moved to the customer where the agreement's id begins with the provider's.
    """
    above = [
        {department.id for department in catalog.lineage(service.department)}
        for covered in agreement.covers
        if (service := catalog.services.get(covered)) is not None
    ]
    has_moved = len(above) == 1 and agreement.id.startswith(f"{agreement.provider}-")
    return (
        bool(above)
        and not has_moved
        and all(agreement.customer in lineage and agreement.provider not in lineage for lineage in above)
    )
