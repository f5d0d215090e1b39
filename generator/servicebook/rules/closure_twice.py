"""A closure lies within another one of the same calendar.

One of the two has no effect, and its reason is never shown. Remove it, or correct its days.
"""

from __future__ import annotations

from collections.abc import Iterator

from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Related, Severity
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "closure-twice"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()


def check(catalog: Catalog) -> Iterator[Problem]:
    for calendar in catalog.settings.calendars.values():
        if len(calendar.closures) < 2:
            continue
        spans = [
            (closure.get("on") or closure["from"], closure.get("on") or closure["until"], index)
            for index, closure in enumerate(calendar.origin.written.get("closures", ()))
            if "every" not in closure
        ]
        # by the first day, the longest first: what lies within another comes after it
        spans.sort(key=lambda span: (span[0], [-ord(digit) for digit in span[1]], span[2]))
        widest = spans[0]
        for span in spans[1:]:
            if span[1] <= widest[1]:
                yield finding(
                    CODE,
                    SEVERITY,
                    calendar.origin.place("closures", span[2]),
                    text("closure-twice.message", calendar=calendar.name, day=span[0]),
                    text("closure-twice.hint"),
                    (Related(calendar.origin.place("closures", widest[2]), text("problem.other")),),
                )
            else:
                widest = span
