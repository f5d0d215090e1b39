"""Hand-offs and journeys are both lists of steps: what several rules look through."""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.documents.document import Origin
from servicebook.model.catalog import Catalog
from servicebook.model.common import Step


def all_steps(catalog: Catalog) -> Iterator[tuple[str, Origin, str, tuple[Step, ...]]]:
    """Every list of steps: the kind of object, where that was written, the field, the steps."""
    for service in catalog.services.values():
        if service.handoffs and service.lifecycle != "retired":
            yield "service", service.origin, "handoffs", service.handoffs
    for journey in catalog.journeys.values():
        yield "journey", journey.origin, "steps", journey.steps
