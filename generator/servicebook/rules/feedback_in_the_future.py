"""What people said, or the answer to it, is dated on a day to come.

The day is probably mistyped. Until it has come nothing reminds of what is unanswered, and an answer stands above all
that were given before.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Severity
from servicebook.rules.days import is_to_come
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "feedback-in-the-future"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()


def check(catalog: Catalog) -> Iterator[Problem]:
    for remark in catalog.remarks.values():
        days = [(remark.on, remark.origin.place("on"))]
        if remark.answer:
            days.append((remark.answer.on, remark.origin.place("answer", "on")))
        for day, place in days:
            if is_to_come(catalog, day):
                message = text("feedback-in-the-future.message", day=day)
                yield finding(CODE, SEVERITY, place, message, text("feedback-in-the-future.hint"))
