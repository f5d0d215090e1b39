"""A service names no owner.

Nobody is responsible for it, so there is nobody to ask when it is late, and nobody to keep its page
correct. Name a role under `roles: {owner: …}`; a role that nobody holds yet is still better than none, as
it is shown as vacant.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Severity
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "no-owner"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()


def check(catalog: Catalog) -> Iterator[Problem]:
    for service in catalog.services.values():
        if service.roles.owner is None and service.lifecycle != "retired":
            yield finding(
                CODE,
                SEVERITY,
                service.origin.place(),
                text("no-owner.message", service=service.name),
                text("no-owner.hint"),
            )
