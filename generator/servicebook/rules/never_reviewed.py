"""An object is to be reviewed again and again, and never was.

It has `review_every` and no `reviewed_on`, so that nobody is ever reminded. Read it, correct what is not true, and set
`reviewed_on` to the day on which you did.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Severity
from servicebook.rules.days import reviewed_objects
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "never-reviewed"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()


def check(catalog: Catalog) -> Iterator[Problem]:
    for item in catalog.derive(reviewed_objects):
        if item.review.every is not None and item.review.on is None:
            yield finding(
                CODE,
                SEVERITY,
                item.origin.place("review_every"),
                text("never-reviewed.message", every=item.review.every),
                text("never-reviewed.hint"),
            )
