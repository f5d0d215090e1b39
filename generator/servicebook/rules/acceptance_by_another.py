"""A role accepted an agreement for a department to which it does not belong.

Whoever accepts binds the department: a role of that department does, of one above it, or of a part of it. Let such a
role accept, with `servicebook accept`.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Severity
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "acceptance-by-another"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ("department",)


def check(catalog: Catalog) -> Iterator[Problem]:
    for agreement in catalog.agreements.values():
        for index, acceptance in enumerate(agreement.accepted):
            role = catalog.roles.get(acceptance.by)
            if role is None or acceptance.party not in agreement.parties:
                continue  # which is said elsewhere
            above = {department.id for department in catalog.lineage(acceptance.party)}
            within = {department.id for department in catalog.lineage(role.department)}
            if role.department not in above and acceptance.party not in within:
                yield finding(
                    CODE,
                    SEVERITY,
                    agreement.origin.place("accepted", index, "by"),
                    text("acceptance-by-another.message", role=role.id, party=acceptance.party),
                    text("acceptance-by-another.hint", agreement=agreement.id, party=acceptance.party),
                )
