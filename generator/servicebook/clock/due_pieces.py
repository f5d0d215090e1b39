"""When a promise is due, for every second of a time at once: the twin of :mod:`servicebook.clock.promise`.

The same rules over arrays, as :class:`~servicebook.clock.pieces.Pieces`. A test holds the two equal.

Where the answer begins another piece: at openings and closings, at the cutoff of a working day, at a closing
that something continues from; and for open time, where what is needed is used up exactly at a closing: a second later,
the rest falls after the next opening. Between these moments the same interval receives the request, and so the
answer stays, or moves along.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

import numpy as np

from servicebook.clock.calendar import Calendar
from servicebook.clock.durations import Duration, Unit, days_later
from servicebook.clock.open_time import OpenTime
from servicebook.clock.pieces import Flags, Ints, Pieces, joined, merged, unchanged
from servicebook.clock.promise import OPEN_SECONDS
from servicebook.clock.zones import end_of_day, local_day, resolve


@dataclass(frozen=True, slots=True, eq=False)
class Requests:
    """What is asked for at ``moments``: when it is received, whether that moves along (1) or stays (0) until the next
    of them, the day of receipt, and whether that is known."""

    moments: Ints
    received: Ints
    slopes: Ints
    days: Ints
    known: Flags


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
        self._cutoffs: dict[time, Ints] = {}
        self._requests: dict[tuple[time | None, bool], Requests] = {}

    def request(self, cutoff: time | None, *, continuing: bool) -> Requests:
        """What is asked for at every moment at which its receipt changes; kept."""
        key = (cutoff, continuing)
        if key not in self._requests:
            marks = [np.array([self.start], dtype=np.int64), self.starts, self.ends, self.latest]
            if cutoff is not None:
                marks.append(self.cutoffs(cutoff))
            if continuing:
                marks += [self.closes, self.closes + 1]
            self._requests[key] = self.request_at(merged(*marks), cutoff, continuing=continuing)
        return self._requests[key]

    def request_at(self, moments: Ints, cutoff: time | None, *, continuing: bool) -> Requests:
        """What is asked for at some moments, of which those within the bounds are taken."""
        end = min(self.end, int(self.latest[-1]))
        moments = moments[(self.start <= moments) & (moments < end)]
        found = _received(self, moments, cutoff)
        return _continued(self, found, cutoff) if continuing else found

    def cutoffs(self, cutoff: time) -> Ints:
        """The instant of a local time on each working day."""
        if cutoff not in self._cutoffs:
            minute = cutoff.hour * 60 + cutoff.minute
            found = [resolve(self.calendar.tz, day, minute) for day in self.working.tolist()]
            self._cutoffs[cutoff] = np.array(found, dtype=np.int64)
        return self._cutoffs[cutoff]

    def midnight(self, day: int) -> int:
        """The instant with which a day ends."""
        if day not in self._midnights:
            self._midnights[day] = end_of_day(self.calendar.tz, day)
        return self._midnights[day]


def due_pieces(
    expanded: Expanded, duration: Duration, cutoff: time | None = None, *, continuing: bool = False
) -> Pieces:
    """:func:`~servicebook.clock.promise.due` for every second, or ``continues``; known as far as the answer is."""
    have, end = expanded, expanded.end
    if not len(have.starts):
        return unchanged(0, 0)
    request = have.request(cutoff, continuing=continuing)
    if duration.unit in OPEN_SECONDS:
        request = have.request_at(
            merged(request.moments, _used_up(have, _needed(duration))), cutoff, continuing=continuing
        )
    starts, known = request.moments, request.known
    values, slopes, still_known = _due(have, request, duration)
    known = known & still_known
    if not known.all():
        first = int(np.argmin(known))
        end = int(starts[first])
        starts, values, slopes = starts[:first], values[:first], slopes[:first]
    return joined(starts, values, slopes, min(end, int(have.latest[-1])))


def _expanded(calendar: Calendar, start: int, end: int) -> OpenTime:
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


def _received(have: Expanded, moments: Ints, cutoff: time | None) -> Requests:
    count = len(have.starts)
    index = np.searchsorted(have.latest, moments, "right")
    known = index < count
    index = np.minimum(index, count - 1)
    if cutoff is not None:
        cut = have.cutoffs(cutoff)[np.searchsorted(have.working, have.days[index])]
        late = known & (moments >= cut)
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
    slopes = (opens <= moments).astype(np.int64)
    return Requests(moments, np.maximum(moments, opens), slopes, have.days[index], known)


def _continued(have: Expanded, asked: Requests, cutoff: time | None) -> Requests:
    """The same for what continues: at a closing it is received there, on the day that closes."""
    moments = asked.moments
    first = np.searchsorted(have.closes, moments, "left")
    past = np.searchsorted(have.closes, moments, "right")
    closing = first < past
    if cutoff is not None:
        cut = have.cutoffs(cutoff)
        closing &= moments < cut[np.minimum(first, len(cut) - 1)]
    day = have.working[np.maximum(past - 1, 0)]
    return Requests(
        moments,
        np.where(closing, moments, asked.received),
        np.where(closing, 0, asked.slopes),
        np.where(closing, day, asked.days),
        asked.known | closing,
    )


def _due(have: Expanded, asked: Requests, duration: Duration) -> tuple[Ints, Ints, Flags]:
    """When it is due, how that moves with the request, and whether it is known."""
    received, slopes, days = asked.received, asked.slopes, asked.days
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
    places = np.searchsorted(have.working, days)
    last = [days_later(date.fromordinal(day), duration) for day in have.working.tolist()]
    ends = [have.midnight(min(day, last_day).toordinal()) for day in last]
    known = np.array([day <= last_day for day in last], dtype=np.bool_)
    return np.array(ends, dtype=np.int64)[places], still, known[places]
