"""The files that a catalog was read from, as far as they hold what people write in words."""

from __future__ import annotations

from collections.abc import Mapping

from servicebook.documents.document import Document
from servicebook.model.catalog import Catalog


def written_files(catalog: Catalog) -> Mapping[str, Document]:
    """The documents by their paths. Several rules read them: ask with ``catalog.derive(written_files)``."""
    found: dict[str, Document] = {}
    for objects in (
        catalog.departments,
        catalog.services,
        catalog.faqs,
        catalog.journeys,
        catalog.notices,
        catalog.agreements,
        catalog.roles,
        catalog.people,
    ):
        for item in objects.values():
            if item.origin.path not in found:
                found[item.origin.path] = item.origin.document
    return found
