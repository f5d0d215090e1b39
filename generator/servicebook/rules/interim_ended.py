"""The time of an interim holder or deputy has passed.

The `until` day lies in the past: either they have been confirmed, or somebody else has to be named.
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
        for field, holders in (("holders", role.holders), ("deputies", role.deputies)):
            for index, holder in enumerate(holders):
                if holder.until is not None and holder.until < catalog.today:
                    yield finding(
                        CODE,
                        SEVERITY,
                        role.origin.place(field, index, "until"),
                        f'the time of {holder.person} among the {field} of "{role.title}" ended on {holder.until}',
                        "name somebody else, or give a later day",
                    )
