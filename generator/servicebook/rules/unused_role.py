"""Nothing refers to a role.

No service, department, role, hand-off, escalation, journey, agreement or meeting names it. Either something
forgot to, or the role is no longer needed.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.documents.references import references_of, resolve
from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Severity
from servicebook.rules.finding import finding

CODE = "unused-role"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ("department", "service", "role", "agreement", "journey")


def check(catalog: Catalog) -> Iterator[Problem]:
    used = set(_mentions(catalog))
    for role in catalog.roles.values():
        if role.id not in used:
            yield finding(
                CODE,
                SEVERITY,
                role.origin.place(key=True),
                f'nothing refers to the role "{role.title}"',
                "name it where it answers for something, or remove it",
            )


def _mentions(catalog: Catalog) -> Iterator[str]:
    """Every role that something refers to, by whatever field."""
    origins = (
        o.origin
        for kind in (
            catalog.departments,
            catalog.services,
            catalog.roles,
            catalog.agreements,
            catalog.journeys,
        )
        for o in kind.values()
    )
    documents = {origin.document.path: origin.document for origin in origins}
    for document in (
        *documents.values(),
        *{f.origin.document.path: f.origin.document for f in catalog.faqs.values()}.values(),
    ):
        for reference in references_of(document):
            kind, whole_id = resolve(reference)
            if kind == "role":
                yield whole_id
