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
from servicebook.wording import text
from servicebook.wording.time_spans import duration

CODE = "no-hours"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ("department", "calendar")


def check(catalog: Catalog) -> Iterator[Problem]:
    for service in catalog.services.values():
        timed = [(p.target, p.target.within) for p in promises(catalog, service) if p.calendar is None]
        # The first is enough: they all lack the same hours.
        target, within = next(((t, w) for t, w in timed if w is not None), (None, None))
        if target is not None and within is not None:
            yield finding(
                CODE,
                SEVERITY,
                service.origin.place("targets") if service.targets else service.origin.place(),
                text(
                    "no-hours.message",
                    service=service.name,
                    measure=text(f"target-name.{target.measure}"),
                    within=duration(within),
                ),
                text("no-hours.hint", department=service.department),
            )
