"""A day lies so far away that its year is probably mistyped.

It is more than thirty years ahead, or before 1990 (1950 for the terms of people). Correct the year; what has no end
needs no day: leave out `effective_until`, `until` or `known_until`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import chain

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
_FIRST_TERM = 1950
"""Somebody may have held a role since before there was a computer."""
_AHEAD = 30


def check(catalog: Catalog) -> Iterator[Problem]:
    for origin, pointer, day, first in chain(
        ((*one, _FIRST) for one in _days(catalog)), ((*one, _FIRST_TERM) for one in _days_of_terms(catalog))
    ):
        if day is not None and not first <= day.year <= catalog.today.year + _AHEAD:
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
    for thanks in catalog.kudos:
        yield thanks.origin, ("on",), min(thanks.on, catalog.today)  # those to come are another fault
    for calendar in catalog.settings.calendars.values():
        yield calendar.origin, ("known_until",), calendar.known_until
    for reviewed in catalog.derive(reviewed_objects):
        if reviewed.review.on is not None and reviewed.review.on.year < _FIRST:
            yield reviewed.origin, ("reviewed_on",), reviewed.review.on


def _days_of_terms(catalog: Catalog) -> Iterator[tuple[Origin, Pointer, date | None]]:
    for role in catalog.roles.values():
        yield role.origin, ("vacant_since",), role.vacant_since
        for field, holders in (("holders", role.holders), ("deputies", role.deputies)):
            for index, holder in enumerate(holders):
                yield role.origin, (field, index, "since"), holder.since
                yield role.origin, (field, index, "until"), holder.until
    for person in catalog.people.values():
        yield person.origin, ("left_on",), person.left_on
