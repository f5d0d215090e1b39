"""A cost has an amount and no currency.

Readers of another country take it for theirs. Add `currency` to the cost, or once for all to
`site_config/organization.yml`.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Severity
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "cost-without-currency"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ("organization",)


def check(catalog: Catalog) -> Iterator[Problem]:
    if catalog.settings.organization.currency is not None:
        return
    for service in catalog.services.values():
        cost = service.cost
        if cost is not None and cost.amount and cost.currency is None:
            yield finding(
                CODE,
                SEVERITY,
                service.origin.place("cost", "amount"),
                text("cost-without-currency.message", amount=format(cost.amount, "g")),
                text("cost-without-currency.hint"),
            )
