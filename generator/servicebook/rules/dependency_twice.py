"""A service depends on another one twice.

Each of the two may be for something else: then say both in one line, as readers see the other service only once.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Related, Severity
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "dependency-twice"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()


def check(catalog: Catalog) -> Iterator[Problem]:
    for service in catalog.services.values():
        if len(service.depends_on) < 2:
            continue
        seen: dict[str, int] = {}
        for index, dependency in enumerate(service.depends_on):
            first = seen.setdefault(dependency.service, index)
            if first != index:
                yield finding(
                    CODE,
                    SEVERITY,
                    service.origin.place("depends_on", index, "service"),
                    text("dependency-twice.message", service=dependency.service),
                    text("dependency-twice.hint"),
                    (Related(service.origin.place("depends_on", first), text("problem.other")),),
                )
