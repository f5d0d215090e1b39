"""A meeting says neither when it is held nor how often.

Nobody can come. Say it in words (`when`, `how_often`) or as a rule (`repeats`), or `link` to where it stands.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Severity
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "meeting-without-time"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()


def check(catalog: Catalog) -> Iterator[Problem]:
    for department in catalog.departments.values():
        for index, meeting in enumerate(department.meetings):
            if not (meeting.when or meeting.how_often or meeting.repeats or meeting.link):
                yield finding(
                    CODE,
                    SEVERITY,
                    department.origin.place("meetings", index, "what"),
                    text("meeting-without-time.message", meeting=meeting.what),
                    text("meeting-without-time.hint"),
                )
