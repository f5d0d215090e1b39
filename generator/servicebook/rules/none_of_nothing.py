"""A target is removed that was never there.

`none: true` takes away what would be inherited: for a service from its department, for a department from the one above,
in an agreement from the service. Nothing of this measure is. Remove the line, or correct its measure, priority or
channel.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from servicebook.documents.document import Origin
from servicebook.model.catalog import Catalog
from servicebook.model.common import Target
from servicebook.model.department import Department
from servicebook.model.promises import replaces
from servicebook.problems import Problem, Severity
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "none-of-nothing"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ("department",)


def check(catalog: Catalog) -> Iterator[Problem]:
    for department in catalog.departments.values():
        above = [one for one in catalog.lineage(department.part_of) if one is not department]
        yield from _found(department.origin, department.targets, above)
    for service in catalog.services.values():
        if service.targets:
            yield from _found(service.origin, service.targets, catalog.lineage(service.department))


def _found(origin: Origin, targets: tuple[Target, ...], above: Iterable[Department]) -> Iterator[Problem]:
    removing = [(index, target) for index, target in enumerate(targets) if target.none]
    if not removing:
        return
    inherited = [target for department in above for target in department.targets]
    for index, target in removing:
        if not any(replaces(target, other) for other in inherited):
            yield finding(
                CODE,
                SEVERITY,
                origin.place("targets", index),
                text("none-of-nothing.message", measure=text(f"measure.{target.measure}")),
                text("none-of-nothing.hint"),
            )
