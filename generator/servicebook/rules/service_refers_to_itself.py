"""A service depends on itself, or sends people who are wrong here to itself.

A dependency is another service without which this one cannot be given; `use` under `not_for` is where somebody goes
instead. Name the other service, or remove the reference.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Severity
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "service-refers-to-itself"
SEVERITY = Severity.ERROR
READS: tuple[str, ...] = ()


def check(catalog: Catalog) -> Iterator[Problem]:
    for service in catalog.services.values():
        for index, dependency in enumerate(service.depends_on):
            if dependency.service == service.id:
                yield finding(
                    CODE,
                    SEVERITY,
                    service.origin.place("depends_on", index, "service"),
                    text("service-refers-to-itself.depends-on", service=service.id),
                    text("service-refers-to-itself.hint"),
                )
        for index, other in enumerate(service.not_for):
            if other.use == service.id:
                yield finding(
                    CODE,
                    SEVERITY,
                    service.origin.place("not_for", index, "use"),
                    text("service-refers-to-itself.not-for", service=service.id, what=other.text),
                    text("service-refers-to-itself.hint"),
                )
