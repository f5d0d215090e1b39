"""A currency is none that ISO 4217 has.

Three capital letters are not enough: `EURO` is refused, `EUO` looks like one. Write the code by which banks know it.
"""

from __future__ import annotations

from collections.abc import Iterator

from babel.numbers import is_currency

from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Severity
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "cost-unknown-currency"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()


def check(catalog: Catalog) -> Iterator[Problem]:
    for service in catalog.services.values():
        if (
            service.cost is not None
            and service.cost.currency is not None
            and not is_currency(service.cost.currency)
        ):
            yield finding(
                CODE,
                SEVERITY,
                service.origin.place("cost", "currency"),
                text("cost-unknown-currency.message", currency=service.cost.currency),
                text("cost-unknown-currency.hint"),
            )
