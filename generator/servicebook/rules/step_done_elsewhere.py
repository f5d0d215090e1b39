"""A step names a service, and somebody who does not provide it.

`service` says that the step is handed to a service, `by` who does it; here they are of departments that have nothing to
do with each other. Leave out `by` where the service is right, or `service` where nobody asks for one.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Severity
from servicebook.rules.finding import finding
from servicebook.rules.steps import all_steps
from servicebook.wording import text

CODE = "step-done-elsewhere"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ("department",)


def check(catalog: Catalog) -> Iterator[Problem]:
    for _, origin, field, steps in all_steps(catalog):
        for index, step in enumerate(steps):
            if step.by is None or step.service is None:
                continue
            doer, provider = (name.partition("/")[0] for name in (step.by, step.service))
            if not _belong_together(catalog, doer, provider):
                yield finding(
                    CODE,
                    SEVERITY,
                    origin.place(field, index, "by"),
                    text("step-done-elsewhere.message", by=step.by, service=step.service),
                    text("step-done-elsewhere.hint"),
                )


def _belong_together(catalog: Catalog, one: str, other: str) -> bool:
    """Whether the departments are the same, or one is part of the other; or that is not known."""
    if one not in catalog.departments or other not in catalog.departments:
        return True
    return any(above.id == other for above in catalog.lineage(one)) or any(
        above.id == one for above in catalog.lineage(other)
    )
