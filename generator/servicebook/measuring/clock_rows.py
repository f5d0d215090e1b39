"""The clock as a table, for engines that judge millions of tickets: what they join, instead of code that they call.

Each function here is a :class:`~servicebook.clock.pieces.Pieces` of an instant, cut where a day begins in UTC. A ticket
asked at second ``t`` finds its row by an equality, ``(clock, t // 86400)``, and among that day's few rows the one with
``start <= t < until``; there the function has ``value + slope * (t - start)``. Days are those of UTC, so that no
engine needs to know a time zone: zones, holidays and changes of the clocks are all in the rows.

Where no row is found, the answer is not known: the calendar is not known that far.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time

import numpy as np

from servicebook.clock.calendar import Calendar
from servicebook.clock.due_dates import DueDates
from servicebook.clock.due_pieces import ExpandedCalendar
from servicebook.clock.durations import Duration
from servicebook.clock.pieces import Ints, Pieces, known_nowhere, merge_sorted
from servicebook.clock.zones import end_of_day, start_of_day

DAY = 86_400
"""The seconds of a day in UTC."""


@dataclass(frozen=True, slots=True)
class Clock:
    """What decides when a request is due: two promises with the same share their rows."""

    calendar: Calendar
    within: Duration
    cutoff: time | None = None


@dataclass(frozen=True, slots=True, eq=False)
class ClockRows:
    """Columns of a table, all equally long, of 64-bit integers: a row per piece and day.

    ``clock`` is the number of the function, counted from 0 in the order in which they were given; ``day`` is the day in
    UTC, counted from 1970-01-01; ``start`` (included) and ``until`` (not included) are instants in seconds, as is
    ``value`` where the function gives a due date; ``slope`` is 0 or 1.
    """

    clock: Ints
    day: Ints
    start: Ints
    until: Ints
    value: Ints
    slope: Ints

    def __len__(self) -> int:
        return len(self.clock)


def due_rows(clocks: Iterable[Clock], start: int, end: int, dates: DueDates | None = None) -> ClockRows:
    """When each clock's requests are due, asked from ``start`` (included) to ``end`` (not included).

    Equal to :func:`~servicebook.clock.promise.due_seconds` at every second, as far as the calendars are known.
    """
    dates = dates or DueDates()
    return by_day([_due(dates, clock, start, end) for clock in clocks])


def open_rows(calendars: Iterable[Calendar], start: int, end: int) -> ClockRows:
    """The open seconds of each calendar up to an instant from ``start`` (included) to ``end`` (not included).

    They are counted from somewhere before ``start``: only the difference of two says something, the elapsed open time.
    """
    periods = [(calendar, *known(calendar, start, end)) for calendar in calendars]
    return by_day(
        open_before(ExpandedCalendar(calendar, begin, stop)) if begin < stop else known_nowhere()
        for calendar, begin, stop in periods
    )


def by_day(functions: Iterable[Pieces]) -> ClockRows:
    """Functions as rows, numbered in their order, cut at the days of UTC."""
    columns: list[tuple[Ints, ...]] = [(_NONE,) * 6]
    for number, pieces in enumerate(functions):
        if pieces.is_empty:
            continue
        first, last = int(pieces.starts[0]), pieces.end
        midnights = np.arange(first // DAY + 1, (last - 1) // DAY + 1, dtype=np.int64) * DAY
        starts = merge_sorted(pieces.starts, midnights)
        values, slopes = pieces.at(starts)
        until = np.append(starts[1:], np.int64(last))
        columns.append((np.full_like(starts, number), starts // DAY, starts, until, values, slopes))
    return ClockRows(*(np.concatenate(column) for column in zip(*columns, strict=True)))


_NONE: Ints = np.array([], dtype=np.int64)


def _due(dates: DueDates, clock: Clock, start: int, end: int) -> Pieces:
    begin, stop = known(clock.calendar, start, end)
    if begin >= stop or not clock.calendar.is_ever_open:
        return known_nowhere()

    def made(until: int) -> tuple[Pieces, Pieces]:
        pieces = dates.pieces(clock.calendar, clock.within, clock.cutoff, begin, until)
        return pieces, pieces

    return dates.as_far_as_known((clock.calendar,), begin, end, made)[0].until(end)


def open_before(expanded: ExpandedCalendar) -> Pieces:
    """The open seconds up to each instant within an expansion, since its beginning."""
    begin, stop = expanded.start, expanded.end
    begins, ends = expanded.span_starts, expanded.span_ends
    inside = merge_sorted(np.array([begin], dtype=np.int64), begins, ends)
    inside = inside[(begin <= inside) & (inside < stop)]
    if not len(begins):  # known, and closed all the time
        return Pieces(inside, np.zeros_like(inside), np.zeros_like(inside), stop)
    span = np.searchsorted(begins, inside, "right") - 1
    at = np.maximum(span, 0)  # before the first span nothing has been open
    passed = np.minimum(inside, ends[at]) - begins[at]
    values = np.where(span < 0, 0, expanded.span_before[at] + passed)
    slopes = ((span >= 0) & (inside < ends[at])).astype(np.int64)
    return Pieces(inside, values, slopes, stop)


def known(calendar: Calendar, start: int, end: int) -> tuple[int, int]:
    """The part of a period in which the calendar's days are known: start (included), end (not included)."""
    zone = calendar.tz
    return max(start, start_of_day(zone, calendar.first_day)), min(end, end_of_day(zone, calendar.last_day))
