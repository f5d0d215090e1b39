"""Nobody has answered what was said, for longer than `answer_within` of `site_config/feedback.yml` allows.

Who hears nothing back says nothing again. Write an `answer`, even if it is that you cannot say yet; or set `status` to
`planned`, `done` or `declined`, the last with the reason in the answer. Without `answer_within`, 14 days are allowed.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.clock.durations import Duration, Unit, days_later
from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Severity
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "feedback-unanswered"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()
WITHIN = Duration(14, Unit.CALENDAR_DAY)
"""What is allowed where the settings say nothing."""


def check(catalog: Catalog) -> Iterator[Problem]:
    within = catalog.settings.feedback.answer_within or WITHIN
    for remark in catalog.remarks.values():
        due = days_later(remark.on, within)
        if not remark.is_answered and due < catalog.today:
            yield finding(
                CODE,
                SEVERITY,
                remark.origin.place("on"),
                text("feedback-unanswered.message", day=remark.on, due=due),
                text("feedback-unanswered.hint"),
            )
