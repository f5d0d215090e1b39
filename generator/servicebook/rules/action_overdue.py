"""What was agreed on in a meeting has not been done by its day.

Who sees that nothing becomes of what is agreed on stops agreeing. Do it, and write the day in `done`; or agree on
another day in the next meeting, and write that in `by`. Without `by` there is nothing to be late for.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Severity
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "action-overdue"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()


def check(catalog: Catalog) -> Iterator[Problem]:
    for meeting in catalog.meetings.values():
        for number, action in enumerate(meeting.actions):
            if action.is_overdue(catalog.today):
                yield finding(
                    CODE,
                    SEVERITY,
                    meeting.origin.place("actions", number, "by"),
                    text("action-overdue.message", action=action.what, by=action.by),
                    text("action-overdue.hint"),
                )
