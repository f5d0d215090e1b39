"""For which requests a promise differs, where that can be said: a time of day, weekdays, days around a holiday.

Only what is asked while the provider is open is looked at, on the calendar of before or of now; somebody who asks at
night asks, in effect, at the opening.
"""

from __future__ import annotations

from datetime import time

import numpy as np

from servicebook.clock.due_pieces import ExpandedCalendar
from servicebook.clock.local_times import LocalTimes
from servicebook.clock.pieces import Flags, Ints, merge_sorted
from servicebook.clock.zones import EPOCH_ORDINAL
from servicebook.comparing.due_stretches import Stretches
from servicebook.comparing.unusual_days import Period, periods_between
from servicebook.frozen import frozen

_DAY = 86_400
_MINUTE = 60
_FEW_DAYS = 8
"""On fewer days than that, the weekday that they have in common may be chance."""
_MOST_WEEKDAYS = 4
_RARE = 0.1
"""A weekday with a smaller share of the days than that is an exception: a holiday has moved it."""


@frozen(kw_only=True)
class AskedWhen:
    """The requests that differ.

    ``days`` of ``of_days`` working days have any, none where all are made while it is closed. ``everywhere`` says that
    all requests do, but for single seconds, and nothing else is said then. ``after`` and ``before`` are local times of
    the provider's zone: on the days that have any, those made from ``after`` on and until ``before`` differ, and no
    others. ``weekdays`` are
    those of the days (Monday is 0), where working days have others, too; with ``mostly`` of nearly all of them.
    ``around`` are the periods one of which lies between each request and its due date.
    """

    days: int
    of_days: int
    everywhere: bool = False
    after: time | None = None
    before: time | None = None
    weekdays: tuple[int, ...] = ()
    mostly: bool = False
    around: tuple[Period, ...] = ()


@frozen(eq=False)
class _Asked:
    """What is asked while it is open, cut wherever anything changes; ``days`` are ordinals, ``starts`` and ``ends``
    local times in seconds since the day began, ``due`` the later of both due dates; ``differs`` chooses."""

    days: Ints
    starts: Ints
    ends: Ints
    due: Ints
    differs: Flags

    def where(self, chosen: Flags) -> _Asked:
        return _Asked(
            self.days[chosen],
            self.starts[chosen],
            self.ends[chosen],
            self.due[chosen],
            self.differs[chosen],
        )


def asked_when(
    every: Stretches, sign: int, calendars: tuple[ExpandedCalendar, ExpandedCalendar], local: LocalTimes
) -> AskedWhen:
    """Which of all stretches have that sign.

    ``calendars`` are those that received requests before and that receive them now, ``local`` the local times of the
    latter.
    """
    asked = _asked(every, sign, calendars, local)
    # a single second, such as that of a closing, is no part of a day that anybody would name
    others = asked.where(~asked.differs & (asked.ends - asked.starts > 1))
    affected = asked.where(asked.differs)
    days, of_days = np.unique(affected.days), np.unique(asked.days)
    counts = len(days), len(of_days)
    if not len(days):
        return AskedWhen(days=0, of_days=counts[1])
    if not len(others.days):
        return AskedWhen(days=counts[0], of_days=counts[1], everywhere=True)
    if counts[0] * 2 < counts[1]:
        was, now = calendars
        due_days = affected.due // _DAY + EPOCH_ORDINAL
        around = periods_between(was.calendar, now.calendar, affected.days, due_days)
        if around:
            return AskedWhen(days=counts[0], of_days=counts[1], around=around)
    after, before = _times(affected, others.where(np.isin(others.days, days)))
    weekdays, mostly = _weekdays(days, of_days)
    return AskedWhen(
        days=counts[0],
        of_days=counts[1],
        after=after,
        before=before,
        weekdays=weekdays,
        mostly=mostly,
    )


def _asked(
    every: Stretches, sign: int, calendars: tuple[ExpandedCalendar, ExpandedCalendar], local: LocalTimes
) -> _Asked:
    first, last = int(every.starts[0]), int(every.lasts[-1])
    was, now = calendars
    cuts = merge_sorted(every.starts, was.starts, was.ends, now.starts, now.ends)
    cuts = cuts[(first <= cuts) & (cuts <= last)]
    ends = np.append(cuts[1:], last + 1)
    is_open_was, days_was = _open_days(was, cuts)
    is_open_now, days_now = _open_days(now, cuts)
    days = np.where(is_open_now, days_now, days_was)
    is_open = is_open_was | is_open_now
    cuts, ends, days = cuts[is_open], ends[is_open], days[is_open]
    stretch = np.searchsorted(every.starts, cuts, "right") - 1
    midnight = (days - EPOCH_ORDINAL) * _DAY
    before, after = every.due_at(every.lasts)
    return _Asked(
        days=days,
        starts=local.seconds(cuts) - midnight,
        ends=local.seconds(ends - 1) + 1 - midnight,
        due=np.maximum(before, after)[stretch],
        differs=every.signs[stretch] == sign,
    )


def _open_days(expanded: ExpandedCalendar, moments: Ints) -> tuple[Flags, Ints]:
    """Whether it is open at each moment, and the day (an ordinal) to which the interval belongs, else the next one."""
    interval = np.searchsorted(expanded.latest, moments, "right")
    is_known = interval < len(expanded.starts)
    interval = np.minimum(interval, len(expanded.starts) - 1)
    return is_known & (expanded.starts[interval] <= moments), expanded.days[interval]


def _times(affected: _Asked, others: _Asked) -> tuple[time | None, time | None]:
    """The times of day between which all differ and no others are, on the same days; None where that bounds nothing."""
    first, last = int(affected.starts.min()), int(affected.ends.max())
    is_before, is_after = others.ends <= first, others.starts >= last
    if not len(others.days) or not (is_before | is_after).all():
        return None, None
    return _time(first) if is_before.any() else None, _time(last) if is_after.any() else None


def _time(seconds: int) -> time | None:
    """A local time to the minute: what is used up exactly at a closing differs from a second later on."""
    if seconds % _MINUTE > 1 or not 0 <= seconds < _DAY:
        return None
    return time(seconds // 3600, seconds // _MINUTE % 60)


def _weekdays(days: Ints, of_days: Ints) -> tuple[tuple[int, ...], bool]:
    """The weekdays of many days, where working days have others, too; and whether a few days are left out."""
    weekdays, times = np.unique((days + 6) % 7, return_counts=True)
    frequent = weekdays[times >= len(days) * _RARE]
    every = np.unique((of_days + 6) % 7)
    if len(days) < _FEW_DAYS or len(frequent) == len(every) or len(frequent) > _MOST_WEEKDAYS:
        return (), False
    return tuple(int(day) for day in frequent), len(frequent) < len(weekdays)
