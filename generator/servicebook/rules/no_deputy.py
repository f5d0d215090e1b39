"""A service has an owner, but nobody to ask when the owner is away.

Either the service names a deputy role under `roles: {deputy: …}`, or the owner's role lists `deputies`.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Related, Severity
from servicebook.rules.finding import finding

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
            f'"{service.name}" has an owner and no deputy',
            "add a deputy role here, or deputies to the owner's role",
            (Related(owner.origin.place(key=True), "the owner's role"),),
        )
