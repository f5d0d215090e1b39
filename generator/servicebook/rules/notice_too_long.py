"""A closure or a delay is announced for more than a year.

What is closed for so long is retired, and what takes longer for so long has another promise; more often, the year of a
day is wrong, or nobody wrote down that it is over. Correct the days, or give `until`.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Severity
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "notice-too-long"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()

_YEAR = 366


def check(catalog: Catalog) -> Iterator[Problem]:
    for notice in catalog.notices.values():
        if notice.effect == "changed":
            continue
        end = notice.end or catalog.today
        if (end - notice.start).days > _YEAR:
            yield finding(
                CODE,
                SEVERITY,
                notice.origin.place("until" if notice.end else "from"),
                text("notice-too-long.message", notice=notice.title, start=notice.start, end=notice.end)
                if notice.end
                else text("notice-too-long.open", notice=notice.title, start=notice.start),
                text("notice-too-long.hint"),
            )
