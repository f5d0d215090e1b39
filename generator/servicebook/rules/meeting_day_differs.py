"""The words of a meeting name another weekday than its rule.

Readers see `when`, calendars are given `repeats`: some come on Tuesday, some on Thursday. Correct one of the two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from servicebook.clock.weekdays import LONG_WEEKDAYS, WEEKDAYS
from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Related, Severity
from servicebook.rules.finding import finding
from servicebook.wording import text
from servicebook.wording.formats import weekday_names

CODE = "meeting-day-differs"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ("organization",)


def check(catalog: Catalog) -> Iterator[Problem]:
    for department in catalog.departments.values():
        for index, meeting in enumerate(department.meetings):
            if meeting.repeats is None or meeting.when is None:
                continue
            said = _weekdays(meeting.when, catalog.settings.organization.language)
            # words may say more: from Monday to Friday, or which day it is when that is a holiday
            if said and said.isdisjoint(meeting.repeats.on):
                yield finding(
                    CODE,
                    SEVERITY,
                    department.origin.place("meetings", index, "when"),
                    text("meeting-day-differs.message", meeting=meeting.what, when=meeting.when),
                    text("meeting-day-differs.hint"),
                    (
                        Related(
                            department.origin.place("meetings", index, "repeats", "on"),
                            text("meeting-day-differs.rule"),
                        ),
                    ),
                )


def _weekdays(words: str, language: str) -> set[str]:
    """The days of the week that are named in full, in English or in the site's language."""
    named = set(re.findall(r"\w+", words.casefold()))
    return {
        day
        for names in (LONG_WEEKDAYS, weekday_names(language))
        for day, name in zip(WEEKDAYS, names, strict=True)
        if named & {name.casefold(), f"{name.casefold()}s"}
    }
