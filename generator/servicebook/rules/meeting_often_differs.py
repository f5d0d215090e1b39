"""A meeting is held more often than the day that it is said to be on comes.

*First Tuesday of the month* and *daily* cannot both be: some come every day, some once a month. Correct one of `when`,
`how_often` and `repeats`. Only plain words in English are compared: *daily*, *every week*, *of the month*.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from servicebook.clock.weekdays import LONG_WEEKDAYS
from servicebook.model.catalog import Catalog
from servicebook.model.common import Meeting
from servicebook.problems import Problem, Severity
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "meeting-often-differs"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()

_OFTEN = ("day", "week", "month", "quarter", "year")
"""From often to seldom; a position in it says how often."""
_HOW_OFTEN = {
    **{f"every {one}": number for number, one in enumerate(_OFTEN)},
    **{f"each {one}": number for number, one in enumerate(_OFTEN)},
    "daily": 0,
    "every working day": 0,
    "weekly": 1,
    "monthly": 2,
    "quarterly": 3,
    "yearly": 4,
    "annually": 4,
}
_ON = re.compile(r"\b(?:of|in) (?:the|each|every) (month|quarter|year)\b", re.IGNORECASE)
_WEEKDAY = re.compile(rf"\b(?:{'|'.join(LONG_WEEKDAYS)})s?\b", re.IGNORECASE)


def check(catalog: Catalog) -> Iterator[Problem]:
    for department in catalog.departments.values():
        for index, meeting in enumerate(department.meetings):
            often = _HOW_OFTEN.get((meeting.how_often or "").strip().rstrip(".").lower())
            if often is None or not _differs(meeting, often):
                continue
            yield finding(
                CODE,
                SEVERITY,
                department.origin.place("meetings", index, "how_often"),
                text("meeting-often-differs.message", meeting=meeting.what, often=str(meeting.how_often)),
                text("meeting-often-differs.hint"),
            )


def _differs(meeting: Meeting, often: int) -> bool:
    if (rule := meeting.repeats) is not None:
        of_rule = _OFTEN.index(rule.every)
        # every week on each of five days is daily
        return often != of_rule and not (often == 0 and of_rule == 1 and len(rule.on) > 2)
    words = meeting.when or ""
    if found := _ON.search(words):
        return often < _OFTEN.index(found[1].lower())
    return often == 0 and len(_WEEKDAY.findall(words)) == 1
