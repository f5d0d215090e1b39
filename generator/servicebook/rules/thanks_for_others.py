"""A department is thanked for a service of another one.

The department neither provides the service that the thanks are `about`, nor does any step of it. One of the two was
probably meant otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.model.catalog import Catalog
from servicebook.model.service import Service
from servicebook.problems import Problem, Severity
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "thanks-for-others"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ("department", "service")


def check(catalog: Catalog) -> Iterator[Problem]:
    for thanks in catalog.kudos:
        kind, _, department = thanks.receiver.partition(":")
        service = catalog.services.get(thanks.about or "")
        if kind != "department" or service is None or department not in catalog.departments:
            continue
        if thanks.sender == thanks.receiver:  # which is said elsewhere
            continue
        own = {one.id for one in catalog.lineage(department)}
        if not any(
            department == above.id or at_work in own
            for at_work in _at_work(service)
            for above in catalog.lineage(at_work)
        ):
            yield finding(
                CODE,
                SEVERITY,
                thanks.origin.place("about"),
                text("thanks-for-others.message", service=service.id, department=department),
                text("thanks-for-others.hint", department=service.department),
            )


def _at_work(service: Service) -> set[str]:
    """The departments that have a part in a service: whose it is, those of its steps, and of what it depends on."""
    doers = {service.department}
    doers |= {(step.by or step.service or "").partition("/")[0] for step in service.handoffs}
    doers |= {dependency.service.partition("/")[0] for dependency in service.depends_on}
    return doers - {""}
