"""The words of a meeting name another weekday than its rule.

Readers see `when`, calendars are given `repeats`: some come on Tuesday, some on Thursday. Correct one of the two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from servicebook.clock.weekdays import LONG_WEEKDAYS, WEEKDAYS
from servicebook.model.catalog import Catalog
from servicebook.model.common import Repeats
from servicebook.problems import Problem, Related, Severity
from servicebook.rules.finding import finding
from servicebook.source.yaml_writer import flow
from servicebook.wording import text
from servicebook.wording.formats import weekday_names
from servicebook.wording.lists import listed

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
                    text(
                        "meeting-day-differs.message",
                        meeting=meeting.what,
                        when=meeting.when,
                        rule=_in_words(meeting.repeats),
                    ),
                    _hint(meeting.when, said, meeting.repeats),
                    (
                        Related(
                            department.origin.place("meetings", index, "repeats", "on"),
                            text("meeting-day-differs.rule"),
                        ),
                    ),
                )


def _in_words(rule: Repeats) -> str:
    days = listed(LONG_WEEKDAYS[WEEKDAYS.index(day)].capitalize() for day in rule.on)
    if rule.which is None:
        return text("meeting-day-differs.every", days=days)
    return text("meeting-day-differs.of", which=rule.which, days=days, every=rule.every)


def _hint(words: str, said: set[str], rule: Repeats) -> str:
    """The rule that the words give, where they name one day; of several some may only be for exceptions."""
    if len(said) != 1:
        return text("meeting-day-differs.hint")
    found = _OF.search(words)
    every = found[1].lower() if found else rule.every
    named = _WHICH.search(words)
    which = named[0].lower() if named else rule.which
    if every != "week" and which is None:
        return text("meeting-day-differs.hint")
    number = "" if every == "week" else f"which: {which}, "
    written = f"{{every: {every}, {number}on: {flow([*said])}}}"
    return text("meeting-day-differs.hint-shown", written=written)


_OF = re.compile(r"\b(?:of|in) (?:the|each|every) (month|quarter)\b", re.IGNORECASE)
_WHICH = re.compile(r"\b(?:first|second|third|fourth|last)\b", re.IGNORECASE)


def _weekdays(words: str, language: str) -> set[str]:
    """The days of the week that are named in full, in English or in the site's language."""
    named = set(re.findall(r"\w+", words.casefold()))
    return {
        day
        for names in (LONG_WEEKDAYS, weekday_names(language))
        for day, name in zip(WEEKDAYS, names, strict=True)
        if named & {name.casefold(), f"{name.casefold()}s"}
    }
