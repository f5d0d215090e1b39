"""A service promises a time, and no calendar says when that time is counted.

"Four hours" means nothing until it is known whose hours. Give the service or its department
`support_hours`, or the target `hours`.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.model.catalog import Catalog
from servicebook.model.promises import promises
from servicebook.problems import Problem, Severity
from servicebook.rules.finding import finding

CODE = "no-hours"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ("department", "calendar")


def check(catalog: Catalog) -> Iterator[Problem]:
    for service in catalog.services.values():
        counted = [
            p for p in promises(catalog, service) if p.target.within is not None and p.calendar is None
        ]
        if counted:
            target = counted[0].target
            yield finding(
                CODE,
                SEVERITY,
                service.origin.place("targets") if service.targets else service.origin.place(),
                f'"{service.name}" promises {target.measure} within {target.within}, but has no support hours',
                f"add support_hours: to the service or to {service.department}/department.yml",
            )
