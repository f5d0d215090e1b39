"""When a promise is due for every second of a period at once: the twin of :mod:`servicebook.clock.promise`.

The same rules over arrays, as :class:`~servicebook.clock.pieces.Pieces`. A test holds the two equal.

A new piece of the answer begins at openings and closings, at the cutoff of a working day, and at a closing from which
something continues; with open time also where the promised time is used up exactly at a closing: a second later, the
last second falls after the next opening. Between these moments the same interval receives the request, so the answer
stays the same or advances with the request.
"""

from __future__ import annotations

from datetime import date, time

import numpy as np

from servicebook.clock.calendar import Calendar
from servicebook.clock.durations import Duration, Unit, days_later
from servicebook.clock.open_time import OpenTime
from servicebook.clock.pieces import Flags, Ints, Pieces, known_nowhere, merge_sorted, simplified
from servicebook.clock.promise import OPEN_SECONDS
from servicebook.clock.zones import end_of_day, local_day, resolve
from servicebook.frozen import frozen


@frozen(eq=False)
class Requests:
    """Requests made at ``moments`` (instants in seconds, increasing), and their receipt; all arrays are equally long.

    ``received`` are instants; ``slopes`` say whether they advance with the request (1) or stay the same (0) until the
    next of the moments; ``days`` are the days of receipt as ordinals. Where ``known`` is false, the calendar does not
    know the receipt, and the other values mean nothing.
    """

    moments: Ints
    received: Ints
    slopes: Ints
    days: Ints
    known: Flags


class ExpandedCalendar:
    """The open time of a calendar from ``start`` (included) to ``end`` (not included) and a bit longer, as arrays.

    ``is_whole`` says that the calendar knows nothing after it. The arrays are those of
    :class:`~servicebook.clock.open_time.OpenTime` with the same names. ``start`` and ``end`` are instants in seconds.
    """

    def __init__(self, calendar: Calendar, start: int, end: int) -> None:
        self.calendar, self.start, self.end = calendar, start, end
        open_time = _expanded(calendar, start, end)
        self.is_whole = open_time.high >= open_time.last
        self.starts, self.ends = _array(open_time.starts), _array(open_time.ends)
        self.days, self.latest = _array(open_time.days), _array(open_time.latest)
        self.span_starts, self.span_ends = _array(open_time.span_starts), _array(open_time.span_ends)
        self.span_before, self.span_after = _array(open_time.span_before), _array(open_time.span_after)
        self.working, self.closes = _array(open_time.working), _array(open_time.closes)
        self._midnights: dict[int, int] = {}
        self._cutoffs: dict[time, Ints] = {}
        self._requests: dict[tuple[time | None, bool], Requests] = {}

    def requests(self, cutoff: time | None, *, continuing: bool) -> Requests:
        """A request at every moment at which the way it is received changes; kept."""
        key = (cutoff, continuing)
        if key not in self._requests:
            moments = [np.array([self.start], dtype=np.int64), self.starts, self.ends, self.latest]
            if cutoff is not None:
                moments.append(self.cutoffs(cutoff))
            if continuing:  # at a closing the day that closes receives it, a second later no longer
                moments += [self.closes, self.closes + 1]
            self._requests[key] = self.requests_at(merge_sorted(*moments), cutoff, continuing=continuing)
        return self._requests[key]

    def requests_at(self, moments: Ints, cutoff: time | None, *, continuing: bool) -> Requests:
        """A request at each of some moments; those outside the bounds are left out."""
        end = min(self.end, int(self.latest[-1]))
        moments = moments[(self.start <= moments) & (moments < end)]
        requests = _received(self, moments, cutoff)
        return _received_continuing(self, requests, cutoff) if continuing else requests

    def cutoffs(self, cutoff: time) -> Ints:
        """The instant of a local time on each working day; kept."""
        if cutoff not in self._cutoffs:
            minute = cutoff.hour * 60 + cutoff.minute
            instants = [resolve(self.calendar.tz, day, minute) for day in self.working.tolist()]
            self._cutoffs[cutoff] = np.array(instants, dtype=np.int64)
        return self._cutoffs[cutoff]

    def end_of_day(self, day: int) -> int:
        """The instant with which a day (an ordinal) ends; kept."""
        if day not in self._midnights:
            self._midnights[day] = end_of_day(self.calendar.tz, day)
        return self._midnights[day]


def due_pieces(
    expanded: ExpandedCalendar, duration: Duration, cutoff: time | None = None, *, continuing: bool = False
) -> Pieces:
    """When a request is due, for every second from the start of the expanded time on, as far as the answer is known.

    The same as :func:`~servicebook.clock.promise.due_seconds`, or with ``continuing`` as
    :func:`~servicebook.clock.promise.due_after_seconds`.
    """
    if not len(expanded.starts):
        return known_nowhere()
    requests = expanded.requests(cutoff, continuing=continuing)
    if duration.unit in OPEN_SECONDS:
        moments = merge_sorted(requests.moments, _after_exact_closings(expanded, _open_seconds(duration)))
        requests = expanded.requests_at(moments, cutoff, continuing=continuing)
    values, slopes, is_due_known = _due(expanded, requests, duration)
    starts, known = requests.moments, requests.known & is_due_known
    end = min(expanded.end, int(expanded.latest[-1]))
    if not known.all():  # what is asked later is due later: nothing is known from the first gap on
        first_unknown = int(np.argmin(known))
        end = min(int(starts[first_unknown]), end)
        starts, values, slopes = starts[:first_unknown], values[:first_unknown], slopes[:first_unknown]
    return simplified(starts, values, slopes, end)


def _expanded(calendar: Calendar, start: int, end: int) -> OpenTime:
    """The calendar's open time, expanded from the day of ``start`` through the day after that of ``end``."""
    open_time = calendar.open_time
    first = min(max(local_day(calendar.tz, start), open_time.first), open_time.last)
    open_time.cover_days(first, local_day(calendar.tz, end) + 1)
    return open_time


def _array(values: list[int]) -> Ints:
    return np.array(values, dtype=np.int64)


def _open_seconds(duration: Duration) -> int:
    return duration.amount * OPEN_SECONDS[duration.unit]


def _after_exact_closings(expanded: ExpandedCalendar, open_seconds: int) -> Ints:
    """The moments one second after those from which that much open time is used up exactly at a closing."""
    counted = (
        expanded.span_after - open_seconds
    )  # the open time before such a moment, since the expansion's beginning
    counted = counted[(counted >= 0) & (counted < expanded.span_after[-1])]
    span = np.searchsorted(expanded.span_after, counted, "right")
    moments: Ints = expanded.span_starts[span] + counted - expanded.span_before[span] + 1
    return moments


def _received(expanded: ExpandedCalendar, moments: Ints, cutoff: time | None) -> Requests:
    """Who asks while it is open is received at once, others at the next opening; after a cutoff, on a later day."""
    count = len(expanded.starts)
    index = np.searchsorted(expanded.latest, moments, "right")  # of the interval that receives the request
    known = index < count
    # an index past the end would fail: it is set to the last interval and marked as not known, here and below
    index = np.minimum(index, count - 1)
    if cutoff is not None:
        cutoffs = expanded.cutoffs(cutoff)[np.searchsorted(expanded.working, expanded.days[index])]
        is_past = known & (moments >= cutoffs)
        # to the first interval of a later working day, unless overlapping days have led there already
        first_of_later_day = np.searchsorted(expanded.days, expanded.days[index], "right")
        index = np.where(is_past, np.maximum(index, first_of_later_day), index)
        known &= index < count
        index = np.minimum(index, count - 1)
        # that interval may be over already where the earlier day's ran past it: on to the one that is not
        while (is_over := is_past & known & (expanded.ends[index] <= moments)).any():
            index = np.where(is_over, index + 1, index)
            known &= index < count
            index = np.minimum(index, count - 1)
    opens = expanded.starts[index]
    slopes = (opens <= moments).astype(np.int64)  # received at once while open, so the receipt advances
    return Requests(moments, np.maximum(moments, opens), slopes, expanded.days[index], known)


def _received_continuing(expanded: ExpandedCalendar, requests: Requests, cutoff: time | None) -> Requests:
    """The same for what continues from a due date: at a closing it is received there, on the day that closes."""
    moments = requests.moments
    first = np.searchsorted(expanded.closes, moments, "left")
    past = np.searchsorted(expanded.closes, moments, "right")
    at_closing = first < past
    if cutoff is not None:
        cutoffs = expanded.cutoffs(cutoff)
        at_closing &= moments < cutoffs[np.minimum(first, len(cutoffs) - 1)]
    closing_day = expanded.working[np.maximum(past - 1, 0)]
    return Requests(
        moments,
        np.where(at_closing, moments, requests.received),
        np.where(at_closing, 0, requests.slopes),
        np.where(at_closing, closing_day, requests.days),
        requests.known | at_closing,
    )


def _due(expanded: ExpandedCalendar, requests: Requests, duration: Duration) -> tuple[Ints, Ints, Flags]:
    """When each request is due, whether that advances with the request (1) or stays (0), and whether it is known."""
    if duration.unit in OPEN_SECONDS:
        return _due_in_open_time(expanded, requests, _open_seconds(duration))
    constant = np.zeros_like(requests.slopes)  # whole days end with a closing or at midnight
    if duration.unit is Unit.WORKING_DAY:
        index = np.searchsorted(expanded.working, requests.days, "left") + duration.amount
        known = index < len(expanded.working)
        return expanded.closes[np.minimum(index, len(expanded.working) - 1)], constant, known
    last_day = expanded.calendar.last_day
    last_days = [days_later(date.fromordinal(day), duration) for day in expanded.working.tolist()]
    ends = [expanded.end_of_day(min(day, last_day).toordinal()) for day in last_days]
    is_known = np.array([day <= last_day for day in last_days], dtype=np.bool_)
    index = np.searchsorted(expanded.working, requests.days)
    return np.array(ends, dtype=np.int64)[index], constant, is_known[index]


def _due_in_open_time(
    expanded: ExpandedCalendar, requests: Requests, open_seconds: int
) -> tuple[Ints, Ints, Flags]:
    received = requests.received
    span = np.maximum(np.searchsorted(expanded.span_starts, received, "right") - 1, 0)
    before = (
        expanded.span_before[span]
        + np.minimum(received, expanded.span_ends[span])
        - expanded.span_starts[span]
    )
    total = before + open_seconds
    index = np.searchsorted(expanded.span_after, total, "left")
    known = index < len(expanded.span_after)
    index = np.minimum(index, len(expanded.span_after) - 1)
    return expanded.span_starts[index] + total - expanded.span_before[index], requests.slopes, known
