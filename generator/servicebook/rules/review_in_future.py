"""A review is said to have been made on a day that is still to come.

`reviewed_on` is the day on which somebody last read the file and found it correct. When the next review is due follows
from `review_every`.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Severity
from servicebook.rules.days import is_to_come, reviewed_objects
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "review-in-future"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()


def check(catalog: Catalog) -> Iterator[Problem]:
    for reviewed in catalog.derive(reviewed_objects):
        on = reviewed.review.on
        if on is not None and is_to_come(catalog, on):
            yield finding(
                CODE,
                SEVERITY,
                reviewed.origin.place("reviewed_on"),
                text("review-in-future.message", day=on),
                text("review-in-future.hint"),
            )
