"""Thanks are dated on a day to come.

The day is probably mistyped. Until then, the thanks stand above all that were said before.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Severity
from servicebook.rules.days import is_to_come
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "thanks-in-the-future"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()


def check(catalog: Catalog) -> Iterator[Problem]:
    for thanks in catalog.kudos:
        if is_to_come(catalog, thanks.on):
            yield finding(
                CODE,
                SEVERITY,
                thanks.origin.place("on"),
                text("thanks-in-the-future.message", day=thanks.on),
                text("thanks-in-the-future.hint"),
            )
