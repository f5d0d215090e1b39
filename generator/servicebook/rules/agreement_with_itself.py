"""The provider and the customer of an agreement are the same department.

A department promises itself nothing: name the one that relies on it. What it promises everybody is written as `targets`
of its services.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Related, Severity
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "agreement-with-itself"
SEVERITY = Severity.ERROR
READS: tuple[str, ...] = ()


def check(catalog: Catalog) -> Iterator[Problem]:
    for agreement in catalog.agreements.values():
        if agreement.provider == agreement.customer:
            yield finding(
                CODE,
                SEVERITY,
                agreement.origin.place("customer"),
                text("agreement-with-itself.message", department=agreement.provider),
                text("agreement-with-itself.hint"),
                (Related(agreement.origin.place("provider"), text("agreement-covers-others.provider")),),
            )
