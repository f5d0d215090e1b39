"""An object is to be reviewed so seldom that nobody will.

Nobody who works here today may be there in five years, and what is written is true for months. Let a review last for a
year, or two at the most.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.clock.durations import Unit
from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Severity
from servicebook.rules.days import reviewed_objects
from servicebook.rules.finding import finding
from servicebook.wording import text
from servicebook.wording.time_spans import duration

CODE = "review-hardly-ever"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()

_DAYS = {Unit.CALENDAR_DAY: 1, Unit.CALENDAR_WEEK: 7, Unit.MONTH: 30}
_FIVE_YEARS = 5 * 366


def check(catalog: Catalog) -> Iterator[Problem]:
    for reviewed in catalog.derive(reviewed_objects):
        every = reviewed.review.every
        if every is not None and every.amount * _DAYS[every.unit] > _FIVE_YEARS:
            yield finding(
                CODE,
                SEVERITY,
                reviewed.origin.place("review_every"),
                text("review-hardly-ever.message", every=duration(every)),
                text("review-hardly-ever.hint"),
            )
