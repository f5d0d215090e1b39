"""The lists of escalation as they are written: what several rules look through."""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.documents.document import Origin
from servicebook.model.catalog import Catalog
from servicebook.model.common import EscalationLevel


def longer_escalations(catalog: Catalog) -> Iterator[tuple[Origin, tuple[EscalationLevel, ...]]]:
    """Every list of two levels or more, of departments and of services, with where it was written."""
    for department in catalog.departments.values():
        if len(department.escalation) > 1:
            yield department.origin, department.escalation
    for service in catalog.services.values():
        if len(service.escalation) > 1 and service.lifecycle != "retired":
            yield service.origin, service.escalation
