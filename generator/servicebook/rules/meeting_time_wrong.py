"""A meeting is held at a time that no clock shows.

`25:00`, `10:75` and `14:00 pm` are mistyped. Correct the time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Severity
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "meeting-time-wrong"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()

_TIME = re.compile(r"(?<![\d:.])(\d{1,2}):(\d\d)(?![\d:])(?:\s?([ap])\.?m\b)?", re.IGNORECASE)


def check(catalog: Catalog) -> Iterator[Problem]:
    for department in catalog.departments.values():
        for index, meeting in enumerate(department.meetings):
            for field, words in (("when", meeting.when), ("how_often", meeting.how_often)):
                for found in _TIME.finditer(words or ""):
                    if not _is_time(int(found[1]), int(found[2]), of_half_a_day=bool(found[3])):
                        yield finding(
                            CODE,
                            SEVERITY,
                            department.origin.place("meetings", index, field),
                            text("meeting-time-wrong.message", meeting=meeting.what, time=found[0]),
                            text("meeting-time-wrong.hint"),
                        )


def _is_time(hour: int, minute: int, *, of_half_a_day: bool) -> bool:
    if of_half_a_day:
        return hour <= 12 and minute < 60
    return (hour < 24 and minute < 60) or (hour, minute) == (24, 0)
