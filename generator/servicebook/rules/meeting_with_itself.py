"""A department meets itself.

`with` names who takes part besides the department, and here it names the department. Name its roles or other
departments, or leave it out.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Severity
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "meeting-with-itself"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()


def check(catalog: Catalog) -> Iterator[Problem]:
    for department in catalog.departments.values():
        for index, meeting in enumerate(department.meetings):
            # among others it may well name itself
            if meeting.with_ == (department.id,):
                yield finding(
                    CODE,
                    SEVERITY,
                    department.origin.place("meetings", index, "with", 0),
                    text("meeting-with-itself.message", meeting=meeting.what, department=department.id),
                    text("meeting-with-itself.hint"),
                )
