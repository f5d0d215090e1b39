"""Where moments lie on the scales on which promises count: so many units passed are a difference of two positions.

Whoever is promised 4 hours gets so much open time, whoever is promised 2 working days so many closings. The position of
a request's receipt and that of its end tell how many units it took; see :func:`counting`. Each function here is a
:class:`~servicebook.clock.pieces.Pieces`, though positions are no instants, and months not even numbered without gaps.

Open seconds are an axis of their own: with the pauses taken out of them, the position at which so much open time has
passed is looked up on that axis.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time
from enum import Enum

import numpy as np

from servicebook.clock.calendar import Calendar
from servicebook.clock.due_pieces import ExpandedCalendar
from servicebook.clock.durations import Unit
from servicebook.clock.pieces import Ints, Pieces, compose, identity, known_nowhere, merge_sorted
from servicebook.clock.promise import OPEN_SECONDS
from servicebook.clock.zones import EPOCH_ORDINAL, end_of_day, local_day, start_of_day
from servicebook.frozen import frozen

_DAYS_OF_WEEK = 7
_DAYS_OF_MONTH = 32
"""So many numbers are kept for the days of a month, so that the longest has room."""


class Scale(Enum):
    """What is counted."""

    OPEN_SECONDS = "open seconds"
    WORKING_DAYS = "working days"
    DAYS = "days"
    MONTHS = "months"


@frozen
class Counting:
    """How many units lie between the positions of a receipt and of an end: ``(end - receipt) / size``, rounded up.

    At least they are ``least``: what has ended has taken a unit, but for the same working day.
    """

    scale: Scale
    size: int
    least: int


def counting(unit: Unit) -> Counting:
    """How a unit is counted."""
    if unit in OPEN_SECONDS:
        return Counting(Scale.OPEN_SECONDS, OPEN_SECONDS[unit], 1)
    return {
        Unit.WORKING_DAY: Counting(Scale.WORKING_DAYS, 1, 0),
        Unit.CALENDAR_DAY: Counting(Scale.DAYS, 1, 1),
        Unit.CALENDAR_WEEK: Counting(Scale.DAYS, _DAYS_OF_WEEK, 1),
        # a later day of a later month is in one month more; where a month lacks the day, none of its days is later
        Unit.MONTH: Counting(Scale.MONTHS, _DAYS_OF_MONTH, 1),
    }[unit]


def of_receipt(expanded: ExpandedCalendar, cutoff: time | None, scale: Scale) -> Pieces:
    """The position of the receipt of what is asked at an instant."""
    if not len(expanded.starts):
        return known_nowhere()
    requests = expanded.requests(cutoff, continuing=False)
    known = len(requests.known) if requests.known.all() else int(np.argmin(requests.known))
    end = min(expanded.end, int(expanded.latest[-1]))
    if known < len(requests.known):  # what is asked later is received later
        end = int(requests.moments[known])
    moments, days = requests.moments[:known], requests.days[:known]
    if scale is Scale.OPEN_SECONDS:
        received = Pieces(moments, requests.received[:known], requests.slopes[:known], end)
        return compose(received, open_seconds(expanded))
    if scale is Scale.WORKING_DAYS:
        return _steps(moments, np.searchsorted(expanded.working, days).astype(np.int64), end)
    return _steps(moments, _of_days(days, scale), end)


def of_end(expanded: ExpandedCalendar, scale: Scale) -> Pieces:
    """The position of what ends after an instant, its last second: of open seconds, the last one counts, too.

    What ends exactly when a unit is used up has so taken no further one, and a second later it has.
    """
    if scale is Scale.OPEN_SECONDS:
        return _one_more(open_seconds(expanded))
    if scale is Scale.WORKING_DAYS:
        return _counted(expanded.start, expanded.closes, expanded.end)
    # where midnight comes twice, the day ends with the second, as promises of whole days do
    days = _days(expanded)
    ends = np.array([expanded.start, *(expanded.end_of_day(day) for day in days[:-1])], dtype=np.int64)
    return _steps(ends, _of_days(np.array(days, dtype=np.int64), scale), expanded.end)


def of_open_seconds(expanded: ExpandedCalendar, scale: Scale) -> Pieces:
    """The position of what ends when so many open seconds have passed since the expansion's beginning."""
    # after the last known closing all of them have passed
    end = int(expanded.span_after[-1]) + 1 if len(expanded.span_after) else 1
    if scale is Scale.OPEN_SECONDS:
        return _one_more(identity(0, end))
    if scale is Scale.WORKING_DAYS:
        return _counted(0, _passed(expanded, expanded.closes), end)
    # the first day at whose end more than so many have passed
    days = _days(expanded)
    passed = _passed(expanded, np.array([expanded.end_of_day(day) for day in days], dtype=np.int64))
    starts = merge_sorted(np.zeros(1, dtype=np.int64), passed)
    following = np.searchsorted(passed, starts, "right")
    known = int(
        np.searchsorted(following, len(days))
    )  # past all days that end with no more open time is none
    ordinals = np.array(days, dtype=np.int64)[following[:known]]
    return _steps(
        starts[:known], _of_days(ordinals, scale), end if known == len(starts) else int(starts[known])
    )


def open_seconds(expanded: ExpandedCalendar) -> Pieces:
    """The open seconds up to each instant within an expansion, since its beginning."""
    begin, stop = expanded.start, expanded.end
    begins, ends = expanded.span_starts, expanded.span_ends
    inside = merge_sorted(np.array([begin], dtype=np.int64), begins, ends)
    inside = inside[(begin <= inside) & (inside < stop)]
    if not len(begins):  # known, and closed all the time
        return Pieces(inside, np.zeros_like(inside), np.zeros_like(inside), stop)
    span = np.searchsorted(begins, inside, "right") - 1
    slopes = ((span >= 0) & (inside < ends[np.maximum(span, 0)])).astype(np.int64)
    return Pieces(inside, _passed(expanded, inside), slopes, stop)


def month(calendar: Calendar, start: int, end: int) -> Pieces:
    """The month that the zone's clocks show, as ``year * 12 + month - 1``: known even where open time is not."""
    zone = calendar.tz
    days = np.arange(local_day(zone, start), local_day(zone, end) + 1)
    months = _of_days(days, Scale.MONTHS) // _DAYS_OF_MONTH
    firsts = np.flatnonzero(np.diff(months)) + 1
    starts = [start, *(start_of_day(zone, int(days[at])) for at in firsts)]
    return _steps(np.array(starts, dtype=np.int64), np.append(months[:1], months[firsts]), end)


def _of_days(ordinals: Ints, scale: Scale) -> Ints:
    """Positions of days: their ordinals, or with months the number of the month and the day in it."""
    if scale is Scale.DAYS:
        return ordinals
    days = (ordinals - EPOCH_ORDINAL).astype("datetime64[D]")
    months = days.astype("datetime64[M]")
    in_month = (days - months.astype("datetime64[D]")).astype(np.int64) + 1
    found: Ints = (months.astype(np.int64) + 1970 * 12) * _DAYS_OF_MONTH + in_month
    return found


def _days(expanded: ExpandedCalendar) -> Sequence[int]:
    """The days of the zone from the one of the expansion's start through that of its end."""
    zone = expanded.calendar.tz
    first = local_day(zone, expanded.start)
    while end_of_day(zone, first - 1) > expanded.start:  # between two midnights it is still the day before
        first -= 1
    return range(first, local_day(zone, expanded.end) + 1)


def _passed(expanded: ExpandedCalendar, moments: Ints) -> Ints:
    """The open seconds up to moments, which may be past the expansion's end."""
    if not len(expanded.span_starts):
        return np.zeros_like(moments)
    span = np.searchsorted(expanded.span_starts, moments, "right") - 1
    at = np.maximum(span, 0)  # before the first span nothing has been open
    passed = np.minimum(moments, expanded.span_ends[at]) - expanded.span_starts[at]
    found: Ints = np.where(span < 0, 0, expanded.span_before[at] + passed)
    return found


def _counted(start: int, moments: Ints, end: int) -> Pieces:
    """How many of some moments have come, from ``start`` on."""
    ordered = np.sort(moments)
    starts = merge_sorted(np.array([start], dtype=np.int64), ordered[ordered > start])
    return _steps(starts, np.searchsorted(ordered, starts, "right").astype(np.int64), end)


def _one_more(pieces: Pieces) -> Pieces:
    return Pieces(pieces.starts, pieces.values + 1, pieces.slopes, pieces.end)


def _steps(starts: Ints, values: Ints, end: int) -> Pieces:
    inside = starts < end
    return Pieces(starts[inside], values[inside], np.zeros(int(inside.sum()), dtype=np.int64), end)
