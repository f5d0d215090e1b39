"""Agreements whose acceptances were copied with the file of another one, and say nothing of their own terms."""

from __future__ import annotations

from collections.abc import Mapping

from servicebook.model.agreement import Acceptance, Agreement
from servicebook.model.catalog import Catalog
from servicebook.model.promises import terms_of


def copied_acceptances(catalog: Catalog) -> Mapping[str, str]:
    """The agreement whose acceptances, by day and hash, another one has, by that one's id; ask with ``derive``."""
    alike: dict[tuple[Acceptance, ...], list[Agreement]] = {}
    for agreement in catalog.agreements.values():
        if agreement.accepted:
            alike.setdefault(agreement.accepted, []).append(agreement)
    copies: dict[str, str] = {}
    for agreements in alike.values():
        if len(agreements) > 1:
            # whose terms are those that were accepted; where nobody's are, the first
            original = next((one for one in agreements if _is_accepted(catalog, one)), agreements[0])
            copies.update((one.id, original.id) for one in agreements if one is not original)
    return copies


def _is_accepted(catalog: Catalog, agreement: Agreement) -> bool:
    return agreement.accepted[-1].terms == terms_of(catalog, agreement)
