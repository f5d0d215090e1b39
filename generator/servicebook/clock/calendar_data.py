"""A calendar as plain data, for programs in other languages: its open intervals with their days and reasons.

Every instant is resolved here, so that the reader needs no rules of time zones. ``assets/clock.js`` of the theme reads
it and gives the same answers as :mod:`servicebook.clock.promise`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from itertools import groupby, pairwise
from typing import Any

from servicebook.clock.calendar import Calendar, DayRule
from servicebook.clock.skipped_periods import unusual_ends
from servicebook.clock.zones import end_of_day, resolve, start_of_day

_DAY = 86_400
_LOOK_BACK = 370
"""How many days back to look for the last working day before the first day: a closed time may have begun there."""


def calendar_data(calendar: Calendar, first: date, last: date) -> dict[str, Any]:
    """The calendar for requests from the beginning of ``first`` on, due by the end of ``last``; both included.

    Both are narrowed to the known days. The object holds:

    - ``name``, ``zone`` (IANA), ``ever_open``, ``weekend`` (weekdays, Monday is 0); ``first``, ``last`` and
      ``known_until`` as ISO days, the last null where the calendar is known without end.
    - ``begin``: the ISO day with which ``days`` begins; before ``first``, as a closed time may begin earlier.
    - ``midnight``: the instant at which ``begin`` begins, in seconds since 1970. Days are numbered from it, from 0.
      ``lengths``: by day, the seconds from its beginning to the next day's where they are not 86,400. ``ends``: by
      day, the seconds from its beginning to its end, where that is not the next day's beginning.
    - ``shapes``: lists of intervals, each as seconds after the day's beginning and its length in seconds;
      ``days``: the number of each day's shape.
    - ``named``: runs of days that are not decided by the week: first day, how many, rule, name, and for special
      days whether they end earlier and begin later than in the week.
    - ``changes``: by day, for days on which clocks are changed, its local times as pieces: from which minute, the
      seconds after the day's beginning then, and how many seconds each further minute takes (60 or 0).
    """
    last = min(last, calendar.last_day)
    first = min(max(first, calendar.first_day), last)
    begin = _begin(calendar, first)
    ordinals = range(begin, last.toordinal() + 1)
    starts = [start_of_day(calendar.tz, ordinal) for ordinal in (*ordinals, ordinals.stop)]
    shapes: dict[tuple[tuple[int, int], ...], int] = {}
    days = []
    for start, ordinal in zip(starts, ordinals, strict=False):
        shape = tuple((opens - start, shuts - opens) for opens, shuts in calendar.seconds_of_day(ordinal))
        days.append(shapes.setdefault(shape, len(shapes)))
    lengths = {str(n): starts[n + 1] - starts[n] for n in range(len(days))}
    ends = {str(n): end_of_day(calendar.tz, o) - starts[n] for n, o in enumerate(ordinals)}
    return {
        "name": calendar.name,
        "zone": calendar.zone,
        "ever_open": calendar.is_ever_open,
        "weekend": sorted(calendar.weekend),
        "first": first.isoformat(),
        "last": last.isoformat(),
        "known_until": calendar.known_until.isoformat() if calendar.known_until else None,
        "begin": date.fromordinal(begin).isoformat(),
        "midnight": starts[0],
        "lengths": {n: length for n, length in lengths.items() if length != _DAY},
        "ends": {n: end for n, end in ends.items() if end != lengths[n]},
        "shapes": [list(map(list, shape)) for shape in shapes],
        "days": days,
        "named": list(_named(calendar, ordinals)),
        "changes": {
            str(n): pieces
            for n, ordinal in enumerate(ordinals)
            if lengths[str(n)] != _DAY and (pieces := _pieces(calendar, ordinal, starts[n]))
        },
    }


def _begin(calendar: Calendar, first: date) -> int:
    """The ordinal of the last working day at least two days before ``first``; else of the day two days before."""
    earliest = calendar.first_day.toordinal()
    newest = max(first.toordinal() - 2, earliest)
    for ordinal in range(newest, max(newest - _LOOK_BACK, earliest) - 1, -1):
        if calendar.seconds_of_day(ordinal):
            return ordinal
    return newest


def _named(calendar: Calendar, ordinals: range) -> Iterator[list[Any]]:
    def described(number: int) -> tuple[Any, ...]:
        on = date.fromordinal(ordinals[number])
        rule, name, _ = calendar.rule_of(on)
        return (rule, name, *map(int, unusual_ends(calendar, on)))

    for (rule, *details), numbers in groupby(range(len(ordinals)), key=described):
        if rule is not DayRule.WEEK:
            days = list(numbers)
            yield [days[0], len(days), rule.value, *details]


def _pieces(calendar: Calendar, ordinal: int, start: int) -> list[list[int]]:
    """The instants of a day's local times, the first where clocks show one twice, as straight pieces."""

    def at(minute: int) -> int:
        return resolve(calendar.tz, ordinal, minute) - start

    pieces: list[list[int]] = []
    for minute, following in pairwise((*_bends(at, 0, 24 * 60), 24 * 60)):
        instant = at(minute)
        step = 60 if at(following) - instant >= 60 else 0
        if not pieces or pieces[-1][2] != step or instant != pieces[-1][1] + (minute - pieces[-1][0]) * step:
            pieces.append([minute, instant, step])
    return pieces


def _bends(at: Callable[[int], int], first: int, last: int) -> Iterator[int]:
    """The first of the minutes, and others up to the last, between which the clocks do not change.

    No zone changes its clocks twice within a day, so they do not where as much time passes as they show, and neither
    where none does: they skip all of these minutes.
    """
    if last - first == 1 or at(last) - at(first) in {(last - first) * 60, 0}:
        yield first
        return
    middle = (first + last) // 2
    yield from _bends(at, first, middle)
    yield from _bends(at, middle, last)
