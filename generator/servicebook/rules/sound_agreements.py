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
    terms are those that were accepted as soon as it is mended.
    """
    for agreement in sound_agreements(catalog):
        are_known = all(service in catalog.services for service in agreement.covers)
        if are_known and all(acceptance.party in agreement.parties for acceptance in agreement.accepted):
            yield agreement
