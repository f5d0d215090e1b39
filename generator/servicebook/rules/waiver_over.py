"""A waiver holds no longer: its last day has passed.

What it let be is found again, so that nothing depends on it. Remove it, or give it a later `until` and say in its
reason why it still holds.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Severity
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "waiver-over"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()


def check(catalog: Catalog) -> Iterator[Problem]:
    for waiver in catalog.settings.waivers:
        if waiver.is_over(catalog.today):
            yield finding(
                CODE,
                SEVERITY,
                waiver.origin.place("until"),
                text("waiver-over.message", code=waiver.code, day=waiver.until),
                text("waiver-over.hint"),
            )
