"""An escalation comes back to a role that has been asked before.

Whoever could not help is asked again, instead of somebody above. Name another role for that level, or remove it.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Related, Severity
from servicebook.rules.escalation_lists import longer_escalations
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "escalation-to-itself"
SEVERITY = Severity.ERROR
READS: tuple[str, ...] = ()


def check(catalog: Catalog) -> Iterator[Problem]:
    for origin, levels in longer_escalations(catalog):
        first: dict[str, int] = {}
        for index, level in enumerate(levels):
            earlier = first.setdefault(level.role, index)
            if earlier != index:
                yield finding(
                    CODE,
                    SEVERITY,
                    origin.place("escalation", index, "role"),
                    text("escalation-to-itself.message", role=level.role),
                    text("escalation-to-itself.hint"),
                    (Related(origin.place("escalation", earlier, "role"), text("problem.other")),),
                )
