"""When a promise is due, for every second of a time at once: the twin of :mod:`servicebook.clock.promise`.

The same rules over arrays, as :class:`~servicebook.clock.pieces.Pieces`. A test holds the two equal.

Where the answer begins another piece: at openings and closings, at the cutoff of a working day, at a closing
that something continues from; and for open time, where what is needed is used up exactly at a closing: a second later,
the rest falls after the next opening. Between these moments the same interval receives the request, and so the
answer stays, or moves along.
"""

from __future__ import annotations

from datetime import date, time

import numpy as np

from servicebook.clock.calendar import Calendar
from servicebook.clock.durations import Duration, Unit, days_later
from servicebook.clock.pieces import Flags, Ints, Pieces, joined, unchanged
from servicebook.clock.promise import OPEN_SECONDS
from servicebook.clock.timeline import Timeline
from servicebook.clock.zones import end_of_day, local_day, resolve


class Expanded:
    """A calendar's open time between two instants, as arrays; ``is_whole`` if nothing more is known after it."""

    def __init__(self, calendar: Calendar, start: int, end: int) -> None:
        self.calendar, self.start, self.end = calendar, start, end
        line = _expanded(calendar, start, end)
        self.is_whole = line.high >= line.last
        self.starts, self.ends, self.days = _array(line.starts), _array(line.ends), _array(line.days)
        self.latest = _array(line.latest)
        self.span_starts, self.span_ends = _array(line.span_starts), _array(line.span_ends)
        self.span_before, self.span_after = _array(line.span_before), _array(line.span_after)
        self.working, self.closes = _array(line.working), _array(line.closes)
        self._midnights: dict[int, int] = {}

    def cutoffs(self, days: Ints, cutoff: time) -> Ints:
        """The instant of a local time on each of some days, which are in order."""
        minute = cutoff.hour * 60 + cutoff.minute
        distinct, places = np.unique(days, return_inverse=True)
        found = [resolve(self.calendar.tz, day, minute) for day in distinct.tolist()]
        return np.array(found, dtype=np.int64)[places]

    def midnight(self, day: int) -> int:
        """The instant with which a day ends."""
        if day not in self._midnights:
            self._midnights[day] = end_of_day(self.calendar.tz, day)
        return self._midnights[day]


def due_pieces(
    expanded: Expanded, duration: Duration, cutoff: time | None = None, *, continuing: bool = False
) -> Pieces:
    """:func:`~servicebook.clock.promise.due` for every second, or ``continues``; known as far as the answer is."""
    have, begin, end = expanded, expanded.start, expanded.end
    if not len(have.starts):
        return unchanged(0, 0)
    end = min(end, int(have.latest[-1]))
    cut = have.cutoffs(have.days, cutoff) if cutoff else None
    marks = [np.array([begin], dtype=np.int64), have.starts, have.ends, have.latest]
    if cut is not None:
        marks.append(cut)
    if continuing:
        marks += [have.closes, have.closes + 1]
    if duration.unit in OPEN_SECONDS:
        marks.append(_used_up(have, _needed(duration)))
    starts = np.unique(np.concatenate(marks))
    starts = starts[(begin <= starts) & (starts < end)]
    received, slopes, days, known = _received(have, starts, cut)
    if continuing:
        received, slopes, days, known = _continued(have, starts, cutoff, (received, slopes, days, known))
    values, slopes, still_known = _due(have, received, slopes, days, duration)
    known &= still_known
    if not known.all():
        first = int(np.argmin(known))
        end = int(starts[first])
        starts, values, slopes = starts[:first], values[:first], slopes[:first]
    return joined(starts, values, slopes, end)


def _expanded(calendar: Calendar, start: int, end: int) -> Timeline:
    line = calendar.timeline
    line.cover(min(max(local_day(calendar.tz, start), line.first), line.last))
    last = min(local_day(calendar.tz, end) + 1, line.last)
    while line.high < last and line.grow():
        pass
    return line


def _array(values: list[int]) -> Ints:
    return np.array(values, dtype=np.int64)


def _needed(duration: Duration) -> int:
    return duration.amount * OPEN_SECONDS[duration.unit]


def _used_up(have: Expanded, needed: int) -> Ints:
    """The seconds after those from which what is needed is used up exactly at a closing."""
    passed = have.span_after - needed
    passed = passed[(passed >= 0) & (passed < have.span_after[-1])]
    span = np.searchsorted(have.span_after, passed, "right")
    moments: Ints = have.span_starts[span] + passed - have.span_before[span] + 1
    return moments


def _received(have: Expanded, moments: Ints, cut: Ints | None) -> tuple[Ints, Ints, Ints, Flags]:
    """When a request is received, how that moves with it, the day of receipt, and whether it is known."""
    count = len(have.starts)
    index = np.searchsorted(have.latest, moments, "right")
    known = index < count
    index = np.minimum(index, count - 1)
    if cut is not None:
        late = known & (moments >= cut[index])
        index = np.where(
            late, np.maximum(index, np.searchsorted(have.days, have.days[index], "right")), index
        )
        known &= index < count
        index = np.minimum(index, count - 1)
        while (over := late & known & (have.ends[index] <= moments)).any():
            index = np.where(over, index + 1, index)
            known &= index < count
            index = np.minimum(index, count - 1)
    opens = have.starts[index]
    return np.maximum(moments, opens), (opens <= moments).astype(np.int64), have.days[index], known


def _continued(
    have: Expanded,
    moments: Ints,
    cutoff: time | None,
    received: tuple[Ints, Ints, Ints, Flags],
) -> tuple[Ints, Ints, Ints, Flags]:
    """The same for what continues: at a closing it is received there, on the day that closes."""
    at, slopes, days, known = received
    first = np.searchsorted(have.closes, moments, "left")
    past = np.searchsorted(have.closes, moments, "right")
    closing = first < past
    if cutoff is not None:
        cut = have.cutoffs(have.working, cutoff)
        closing &= moments < cut[np.minimum(first, len(cut) - 1)]
    day = have.working[np.maximum(past - 1, 0)]
    return (
        np.where(closing, moments, at),
        np.where(closing, 0, slopes),
        np.where(closing, day, days),
        known | closing,
    )


def _due(
    have: Expanded, received: Ints, slopes: Ints, days: Ints, duration: Duration
) -> tuple[Ints, Ints, Flags]:
    """When it is due, how that moves with the request, and whether it is known."""
    if duration.unit in OPEN_SECONDS:
        span = np.maximum(np.searchsorted(have.span_starts, received, "right") - 1, 0)
        before = np.minimum(received, have.span_ends[span]) - have.span_starts[span] + have.span_before[span]
        total = before + _needed(duration)
        index = np.searchsorted(have.span_after, total, "left")
        known = index < len(have.span_after)
        index = np.minimum(index, len(have.span_after) - 1)
        return have.span_starts[index] + total - have.span_before[index], slopes, known
    still = np.zeros_like(slopes)
    if duration.unit is Unit.WORKING_DAY:
        index = np.searchsorted(have.working, days, "left") + duration.amount
        known = index < len(have.working)
        return have.closes[np.minimum(index, len(have.working) - 1)], still, known
    last_day = have.calendar.last_day
    distinct, places = np.unique(days, return_inverse=True)
    last = [days_later(date.fromordinal(day), duration) for day in distinct.tolist()]
    ends = [have.midnight(min(day, last_day).toordinal()) for day in last]
    known = np.array([day <= last_day for day in last], dtype=np.bool_)
    return np.array(ends, dtype=np.int64)[places], still, known[places]
