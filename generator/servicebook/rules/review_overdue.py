"""An object has not been reviewed for longer than its `review_every` allows.

What it says may no longer be true. Read it, correct it, and set `reviewed_on` to the day on which you did.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.analysis.coverage import review_due
from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Severity
from servicebook.rules.days import reviewed_objects
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "review-overdue"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()


def check(catalog: Catalog) -> Iterator[Problem]:
    for reviewed in catalog.derive(reviewed_objects):
        due = review_due(reviewed.review)
        if due is not None and due < catalog.today:
            yield finding(
                CODE,
                SEVERITY,
                reviewed.origin.place("reviewed_on"),
                text("review-overdue.message", day=due),
                text("review-overdue.hint"),
            )
