"""The holidays, closures and special days that lie between requests and their due dates."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import numpy as np

from servicebook.clock.calendar import Calendar, DayRule
from servicebook.clock.pieces import Ints
from servicebook.frozen import frozen


@frozen
class Period:
    """Days that are unlike others: a holiday, a closure, a special day; first and last are included."""

    name: str
    first: date
    last: date


@frozen
class _Unusual:
    """The names of days (ordinals), all days on which somebody works, and the days in whose hours calendars differ."""

    names: dict[int, str]
    working: frozenset[int]
    differing: frozenset[int]


def periods_between(was: Calendar, now: Calendar, asked: Ints, due: Ints) -> tuple[Period, ...]:
    """The periods of which one lies between each request and its due date; none where that is not so.

    Requests and due dates are days (ordinals), the latter in UTC. Periods that the calendars do not have in common are
    tried first, as they may be the reason.
    """
    first, last = int(asked.min()), int(due.max()) + 1  # a day in UTC may be the next one in the zone
    found = _unusual(was, now, first, last)
    for chosen in (found.differing, frozenset(found.names)):
        marks = np.zeros(last - first + 1, dtype=np.int64)
        marks[[day - first for day in chosen]] = 1
        passed = np.concatenate(([0], np.cumsum(marks)))
        if (passed[due + 2 - first] > passed[asked - first]).all():
            return tuple(
                period
                for period in _periods(found, chosen)
                if ((asked <= period.last.toordinal()) & (period.first.toordinal() <= due + 1)).any()
            )
    return ()


def _unusual(was: Calendar, now: Calendar, first: int, last: int) -> _Unusual:
    """From one day (an ordinal) through another. Days that would be closed anyway have no name."""
    names: dict[int, str] = {}
    working, differing = set(), set()
    for ordinal in range(first, last + 1):
        day = date.fromordinal(ordinal)
        written = set()
        for calendar in (was, now):
            if not calendar.first_day <= day <= calendar.last_day:
                continue
            rule, name, intervals = calendar.rule_of(day)
            written.add(intervals)
            if rule is not DayRule.WEEK and intervals != calendar.usual(day):
                names[ordinal] = name or names.get(ordinal, "")
        if any(written):
            working.add(ordinal)
        if len(written) > 1 and ordinal in names:
            differing.add(ordinal)
    return _Unusual(names, frozenset(working), frozenset(differing))


def _periods(found: _Unusual, chosen: frozenset[int]) -> list[Period]:
    """Days under the same name between which nobody works, as one, in order."""
    days = sorted(chosen)
    starts = [
        index
        for index, (one, other) in enumerate(pairwise(days), 1)
        if found.names[one] != found.names[other]
        or any(day in found.working and day not in chosen for day in range(one + 1, other))
    ]
    bounds = [(days[begin], days[end - 1]) for begin, end in pairwise([0, *starts, len(days)]) if days]
    return [
        Period(found.names[first], date.fromordinal(first), date.fromordinal(last)) for first, last in bounds
    ]
