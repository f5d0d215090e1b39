"""What changed hours do to those who may reach somebody: when it is open now and was not, and the other way round."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from servicebook.clock.calendar import FIRST_DAY, LAST_DAY, Calendar
from servicebook.clock.due_dates import YEAR
from servicebook.clock.due_pieces import ExpandedCalendar
from servicebook.clock.durations import days_later
from servicebook.clock.local_times import LocalTimes
from servicebook.clock.pieces import Flags, Ints, merge_sorted
from servicebook.clock.zones import end_of_day, local_day, start_of_day
from servicebook.comparing.directions import Direction, direction_of
from servicebook.frozen import frozen


@frozen
class OpenTime:
    """Time of a year that is open on one of two calendars only: ``seconds`` in all, on so many ``days`` of the zone.

    The first of it is from ``first`` (included) to ``until`` (not included), instants in seconds since 1970.
    """

    seconds: int
    days: int
    first: int
    until: int


@frozen(kw_only=True)
class HoursDifference:
    """How two calendars differ in their open time of a year from today; ``gained`` and ``lost`` are None where none is.

    ``zone`` is that of the calendar now. ``known_until`` is the last day there for which both calendars are known, None
    where they are for the whole year.
    """

    direction: Direction
    gained: OpenTime | None = None
    lost: OpenTime | None = None
    zone: str = "UTC"
    known_until: date | None = None


def hours_difference(was: Calendar, now: Calendar, today: date) -> HoursDifference:
    """Where the open time of a year differs: tightened where all that was open is, and more besides."""
    if was == now:
        return HoursDifference(direction=Direction.SAME, zone=now.zone)
    if not FIRST_DAY < today <= LAST_DAY - timedelta(days=366):
        return HoursDifference(direction=Direction.UNKNOWN, zone=now.zone)
    start = max(start_of_day(each.tz, max(today, each.first_day)) for each in (was, now))
    whole = max(start_of_day(each.tz, days_later(today, YEAR)) for each in (was, now))
    end = min(whole, *(end_of_day(each.tz, each.last_day) for each in (was, now)))
    if end <= start:
        return HoursDifference(direction=Direction.UNKNOWN, zone=now.zone)
    known_until = date.fromordinal(local_day(now.tz, end - 1)) if end < whole else None
    expanded = [ExpandedCalendar(each, start, end) for each in (was, now)]
    cuts = merge_sorted(
        np.array([start], dtype=np.int64),
        *(edges for each in expanded for edges in (each.span_starts, each.span_ends)),
    )
    cuts = cuts[(start <= cuts) & (cuts < end)]
    ends = np.append(cuts[1:], end)
    open_was, open_now = (_is_open(each, cuts) for each in expanded)
    local = LocalTimes(now.tz, start, end)
    gained = _open_time(cuts, ends, open_now & ~open_was, local)
    lost = _open_time(cuts, ends, open_was & ~open_now, local)
    return HoursDifference(
        direction=direction_of(better=gained is not None, worse=lost is not None),
        gained=gained,
        lost=lost,
        zone=now.zone,
        known_until=known_until,
    )


def _is_open(expanded: ExpandedCalendar, moments: Ints) -> Flags:
    if not len(expanded.span_starts):
        return np.zeros(len(moments), dtype=np.bool_)
    span = np.searchsorted(expanded.span_starts, moments, "right") - 1
    found: Flags = (span >= 0) & (moments < expanded.span_ends[np.maximum(span, 0)])
    return found


def _open_time(starts: Ints, ends: Ints, chosen: Flags, local: LocalTimes) -> OpenTime | None:
    """The chosen stretches of time together. One past midnight counts for the day on which it begins."""
    if not chosen.any():
        return None
    starts, ends = starts[chosen], ends[chosen]
    days = len(np.unique(local.days(starts)))
    return OpenTime(int((ends - starts).sum()), days, int(starts[0]), int(ends[0]))
