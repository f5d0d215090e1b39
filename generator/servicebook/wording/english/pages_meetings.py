"""What is said of meetings that were held, and of the health checks of departments."""

from __future__ import annotations

from collections.abc import Mapping

from servicebook.wording.plural import Plural

TEXTS: Mapping[str, str | Plural] = {
    "department.held": "What was agreed on",
    "department.held-no-actions": "Nothing was agreed on.",
    "action.done": "done on {done}",
    "action.done-by": "done on {done}, by {by}",
    "action.open": "to be done",
    "action.open-by": "by {by}",
    "action.overdue": "should have been done by {by}",
    "title.health-checks": "Health checks",
    "title.health-checks-of": "Health checks: {department}",
    "health-check.summary": "How {department} stood at the end of each quarter, compared with the one before.",
    "health-check.quarter": "Quarter {quarter} of {year}",
    "health-check.counted": "Counted on {day}.",
    "health-check.counted-by": "Counted on {day}; {role} led the health check.",
    "health-check.what": "What",
    "health-check.change": "Change",
    "health-check.not-counted": "not counted",
    "health-check.same": "the same",
    "health-check.change.more": "{number} more",
    "health-check.change.fewer": "{number} fewer",
    "health-check.caption": "{department} in quarter {quarter} of {year}",
    "health-check.figure.services": "Services",
    "health-check.figure.promises_judged": "Promises with a verdict",
    "health-check.figure.promises_missed": "of these, missed",
    "health-check.figure.over_promised": "Services that promise more than those behind them can keep",
    "health-check.figure.agreements": "Agreements",
    "health-check.figure.agreements_not_in_force": "of these, lapsed, changed or not accepted",
    "health-check.figure.reviews_overdue": "Overdue reviews",
    "health-check.figure.roles": "Roles",
    "health-check.figure.roles_vacant": "of these, vacant",
    "health-check.figure.feedback": "Things said in the quarter",
    "health-check.figure.feedback_unanswered": "Things that waited too long for an answer",
    "health-check.figure.thanks": "Thanks in the quarter",
    "health-check.figure.actions_done": "Actions of meetings done in the quarter",
    "health-check.figure.actions_overdue": "Overdue actions of meetings",
}
