"""The deputy role of a service is the role that owns it.

A role cannot stand in for itself. Name another role under `roles: {deputy: …}`, or leave it out where the owner's role
lists `deputies`.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Severity
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "deputy-is-owner"
SEVERITY = Severity.ERROR
READS: tuple[str, ...] = ()


def check(catalog: Catalog) -> Iterator[Problem]:
    for service in catalog.services.values():
        if service.roles.deputy is not None and service.roles.deputy == service.roles.owner:
            yield finding(
                CODE,
                SEVERITY,
                service.origin.place("roles", "deputy"),
                text("deputy-is-owner.message", role=service.roles.owner, service=service.name),
                text("deputy-is-owner.hint"),
            )
