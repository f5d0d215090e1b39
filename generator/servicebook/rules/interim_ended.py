"""An interim holder's time has passed.

The `until` day lies in the past: either the interim holder has been confirmed, or somebody else has to be
named.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Severity
from servicebook.rules.finding import finding

CODE = "interim-ended"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()


def check(catalog: Catalog) -> Iterator[Problem]:
    for role in catalog.roles.values():
        for index, holder in enumerate(role.holders):
            if holder.until is not None and holder.until < catalog.today:
                yield finding(
                    CODE,
                    SEVERITY,
                    role.origin.place("holders", index, "until"),
                    f'the time of {holder.person} as "{role.title}" ended on {holder.until}',
                    "name a holder, or give a later day",
                )
