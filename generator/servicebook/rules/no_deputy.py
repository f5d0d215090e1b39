"""A service has an owner, but nobody to ask when the owner is away.

Either the service names a deputy role under `roles: {deputy: …}`, or the owner's role lists `deputies`.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Related, Severity
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "no-deputy"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ("role",)


def check(catalog: Catalog) -> Iterator[Problem]:
    for service in catalog.services.values():
        owner = catalog.roles.get(service.roles.owner or "")
        if owner is None or service.roles.deputy or owner.deputies or service.lifecycle == "retired":
            continue
        yield finding(
            CODE,
            SEVERITY,
            service.origin.place("roles"),
            text("no-deputy.message", service=service.name),
            text("no-deputy.hint"),
            (Related(owner.origin.place(key=True), text("no-deputy.owner")),),
        )
