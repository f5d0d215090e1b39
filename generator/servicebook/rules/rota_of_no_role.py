"""A rota is named by what is no role of its department.

The file is called by the id of the role: `catalog/departments/it/rotas/desk-lead.ics` for `desk-lead` in the
department's `roles.yml`. Otherwise nobody learns who is on duty.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.documents.suggestions import did_you_mean
from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Severity
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "rota-of-no-role"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ("role",)


def check(catalog: Catalog) -> Iterator[Problem]:
    for rota in catalog.rotas.values():
        if rota.id not in catalog.roles:
            _, _, own = rota.id.partition("/")
            known = [role.id.partition("/")[2] for role in catalog.index.roles_of.get(rota.department, ())]
            yield finding(
                CODE,
                SEVERITY,
                rota.origin.place(),
                text("rota-of-no-role.message", role=own, department=rota.department),
                did_you_mean(own, known) or text("rota-of-no-role.hint"),
            )
