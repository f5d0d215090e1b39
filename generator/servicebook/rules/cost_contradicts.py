"""A cost says what is charged, and that nothing is.

An amount of 0 has no unit and no currency: write `cost: free`. A unit or a currency without an amount leaves readers
guessing: add the amount, or say in a `note` how it is found.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Severity
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "cost-contradicts"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()


def check(catalog: Catalog) -> Iterator[Problem]:
    for service in catalog.services.values():
        cost = service.cost
        if cost is None or cost.amount or (cost.per is None and cost.currency is None):
            continue
        yield finding(
            CODE,
            SEVERITY,
            service.origin.place("cost"),
            text("cost-contradicts.no-amount") if cost.amount is None else text("cost-contradicts.free"),
            text("cost-contradicts.no-amount-hint")
            if cost.amount is None
            else text("cost-contradicts.free-hint"),
        )
