"""An agreement was accepted on a day that is still to come.

The day is probably mistyped: `servicebook accept` writes the one on which it is run. Until it has come, the acceptance
does not count.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Severity
from servicebook.rules.days import is_to_come
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "acceptance-in-the-future"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()


def check(catalog: Catalog) -> Iterator[Problem]:
    for agreement in catalog.agreements.values():
        for index, acceptance in enumerate(agreement.accepted):
            if is_to_come(catalog, acceptance.on):
                yield finding(
                    CODE,
                    SEVERITY,
                    agreement.origin.place("accepted", index, "on"),
                    text("acceptance-in-the-future.message", party=acceptance.party, day=acceptance.on),
                    text("acceptance-in-the-future.hint"),
                )
