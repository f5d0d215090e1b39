"""The lists of a catalog whose entries are lines of text that readers go through."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from servicebook.documents.document import Origin
from servicebook.model.catalog import Catalog


def lists_of_lines(catalog: Catalog) -> Iterator[tuple[Origin, str, Sequence[str]]]:
    """The object's origin, the field and the lines, where there are two or more."""
    for service in catalog.services.values():
        for field, lines in (
            ("prerequisites", service.prerequisites),
            ("pauses_when", service.pauses_when),
            ("customer_duties", service.customer_duties),
        ):
            if len(lines) > 1:
                yield service.origin, field, lines
    for agreement in catalog.agreements.values():
        for field, lines in (
            ("customer_duties", agreement.customer_duties),
            ("quality", agreement.quality),
        ):
            if len(lines) > 1:
                yield agreement.origin, field, lines
