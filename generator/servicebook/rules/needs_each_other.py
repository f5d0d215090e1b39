"""Two services need one another.

Each depends on the other, so that neither could ever have begun, and the one that fails takes the other with it. Nearly
always one of the two was meant the other way round: keep the dependency of the service that cannot be given without the
other.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Related, Severity
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "needs-each-other"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()


def check(catalog: Catalog) -> Iterator[Problem]:
    needs = {
        service.id: {dependency.service: index for index, dependency in enumerate(service.depends_on)}
        for service in catalog.services.values()
        if service.depends_on
    }
    for one, others in needs.items():
        for other, index in others.items():
            # each pair once; a service that needs itself is found by service-refers-to-itself
            if one < other and (back := needs.get(other, {}).get(one)) is not None:
                there = catalog.services[other].origin.place("depends_on", back, "service")
                yield finding(
                    CODE,
                    SEVERITY,
                    catalog.services[one].origin.place("depends_on", index, "service"),
                    text("needs-each-other.message", one=one, other=other),
                    text("needs-each-other.hint"),
                    (Related(there, text("problem.other")),),
                )
