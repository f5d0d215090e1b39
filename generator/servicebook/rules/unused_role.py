"""Nothing refers to a role.

No service, department, role, question, hand-off, escalation, journey, agreement, meeting or notice names
it. Either something should, or the role is no longer needed.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Severity
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "unused-role"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = (
    "department",
    "service",
    "role",
    "faq",
    "agreement",
    "journey",
    "notice",
)


def check(catalog: Catalog) -> Iterator[Problem]:
    for role in catalog.roles.values():
        if ("role", role.id) not in catalog.mentioned:
            yield finding(
                CODE,
                SEVERITY,
                role.origin.place(key=True),
                text("unused-role.message", role=role.title),
                text("unused-role.hint"),
            )
