"""Targets wherever they are written, for the rules that look at each by itself."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from servicebook.documents.document import Origin
from servicebook.model.agreement import Agreement
from servicebook.model.catalog import Catalog
from servicebook.model.common import Target
from servicebook.model.department import Department
from servicebook.model.service import Service


def written_targets(catalog: Catalog) -> tuple[tuple[Origin, tuple[Target, ...]], ...]:
    """The lists of departments, services and agreements that have one. Ask with ``catalog.derive(written_targets)``."""
    items: Iterable[Department | Service | Agreement] = chain(
        catalog.departments.values(), catalog.services.values(), catalog.agreements.values()
    )
    return tuple((item.origin, item.targets) for item in items if item.targets)
