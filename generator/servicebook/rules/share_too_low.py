"""A promised share is so low that it was probably meant otherwise.

Shares are percentages: a promise kept in 95 of 100 cases has `compliance: 95`; with `0.95` it is hardly ever kept.
What is kept in less than half of all cases, or works for less than half of the time, is no promise.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Severity
from servicebook.rules.finding import finding
from servicebook.rules.written_targets import written_targets
from servicebook.wording import text

CODE = "share-too-low"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()

_HALF = 50


def check(catalog: Catalog) -> Iterator[Problem]:
    for origin, targets in catalog.derive(written_targets):
        for index, target in enumerate(targets):
            for field, share in (("compliance", target.compliance), ("at_least", target.at_least)):
                if share is None or share >= _HALF:
                    continue
                if share <= 1:
                    yield finding(
                        CODE,
                        SEVERITY,
                        origin.place("targets", index, field),
                        text("share-too-low.fraction", field=field, share=format(share, "g")),
                        text("share-too-low.fraction-hint", percent=format(round(share * 100, 6), "g")),
                    )
                elif field == "compliance" or target.measure == "availability":
                    yield finding(
                        CODE,
                        SEVERITY,
                        origin.place("targets", index, field),
                        text("share-too-low.half", field=field, share=format(share, "g")),
                        text("share-too-low.half-hint"),
                    )
