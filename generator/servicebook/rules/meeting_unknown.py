"""The record of a meeting names one that its department does not have.

Its agenda and its calendar then know nothing of it. Write in `meeting` the `what` of one of the department's
`meetings`, word for word; or add the meeting there.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Severity
from servicebook.rules.finding import finding
from servicebook.wording import text
from servicebook.wording.lists import either

CODE = "meeting-unknown"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ("department",)


def check(catalog: Catalog) -> Iterator[Problem]:
    for held in catalog.meetings.values():
        department = catalog.departments.get(held.department)
        if department is None or any(meeting.what == held.meeting for meeting in department.meetings):
            continue
        known = [meeting.what for meeting in department.meetings]
        path = department.origin.path
        yield finding(
            CODE,
            SEVERITY,
            held.origin.place("meeting"),
            text("meeting-unknown.message", department=department.name, meeting=held.meeting),
            text("meeting-unknown.hint", meetings=either(known), path=path)
            if known
            else text("meeting-unknown.hint-none", meeting=held.meeting, path=path),
        )
