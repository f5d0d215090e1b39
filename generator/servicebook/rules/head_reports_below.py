"""The head of a department reports to a role of the same department, or of one below it.

Then somebody else leads it: name that role as `head`, or say to whom the head reports outside of the department.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Related, Severity
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "head-reports-below"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()


def check(catalog: Catalog) -> Iterator[Problem]:
    if len(catalog.departments) < 2:
        return  # whoever is above the only department has no other place
    for department in catalog.departments.values():
        head = catalog.roles.get(department.head or "")
        above = catalog.roles.get(head.reports_to or "") if head else None
        if head is None or above is None or above.department not in catalog.departments:
            continue
        if any(one.id == department.id for one in catalog.lineage(above.department)):
            yield finding(
                CODE,
                SEVERITY,
                head.origin.place("reports_to"),
                text(
                    "head-reports-below.message",
                    head=head.title,
                    department=department.name,
                    role=above.id,
                ),
                text("head-reports-below.hint", role=above.id),
                (Related(department.origin.place("head"), text("head-reports-below.head")),),
            )
