"""A day lies so far away that its year is probably mistyped.

It is more than thirty years ahead, or before 1990. Correct the year; what has no end needs no day: leave out
`effective_until`, `until` or `known_until`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from servicebook.documents.document import Origin
from servicebook.model.catalog import Catalog
from servicebook.problems import Problem, Severity
from servicebook.rules.days import reviewed_objects
from servicebook.rules.finding import finding
from servicebook.source.yaml_reader import Pointer
from servicebook.wording import text

CODE = "day-far-away"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()

_FIRST = 1990
_AHEAD = 30


def check(catalog: Catalog) -> Iterator[Problem]:
    for origin, pointer, day in _days(catalog):
        if day is not None and not _FIRST <= day.year <= catalog.today.year + _AHEAD:
            yield finding(
                CODE,
                SEVERITY,
                origin.place(*pointer),
                text("day-far-away.message", day=day),
                text("day-far-away.hint"),
            )


def _days(catalog: Catalog) -> Iterator[tuple[Origin, Pointer, date | None]]:
    for agreement in catalog.agreements.values():
        yield agreement.origin, ("effective_from",), agreement.effective_from
        yield agreement.origin, ("effective_until",), agreement.effective_until
    for notice in catalog.notices.values():
        yield notice.origin, ("from",), notice.start
        yield notice.origin, ("until",), notice.end
    for calendar in catalog.settings.calendars.values():
        yield calendar.origin, ("known_until",), calendar.known_until
    for reviewed in catalog.derive(reviewed_objects):
        if reviewed.review.on is not None and reviewed.review.on.year < _FIRST:
            yield reviewed.origin, ("reviewed_on",), reviewed.review.on
