"""The latest moment at which something may be requested so that it is due in time.

A due date never moves earlier when a request comes later (see :mod:`servicebook.clock.promise`), so the last
request that is still in time is found by bisection.
"""

from __future__ import annotations

from datetime import time

from servicebook.clock.calendar import Calendar, PastHorizonError
from servicebook.clock.durations import Duration
from servicebook.clock.promise import due_after_seconds, due_seconds
from servicebook.clock.zones import start_of_day

_DAY = 86_400


def latest_start(
    calendar: Calendar,
    needed: int,
    duration: Duration,
    cutoff: time | None = None,
    *,
    continuing: bool = False,
) -> int:
    """The latest instant for which :func:`~servicebook.clock.promise.due` is at most ``needed``; both in seconds.

    With ``continuing``, for which :func:`~servicebook.clock.promise.due_after` is. Raises
    :class:`~servicebook.clock.calendar.PastHorizonError` where ``needed``, or the answer, lies outside the known
    days, and :class:`~servicebook.clock.calendar.NeverOpenError` where nothing is ever due.
    """
    calendar.must_know(needed)
    counted = due_after_seconds if continuing else due_seconds
    first = start_of_day(calendar.tz, calendar.first_day)

    def in_time(moment: int) -> bool:
        try:
            return counted(calendar, moment, duration, cutoff).due <= needed
        except PastHorizonError:  # due after the known days, while ``needed`` lies in them
            return False

    step, early = _DAY, max(needed - _DAY, first)
    while not in_time(early):
        if early == first:
            raise calendar.past_horizon()
        step *= 4
        early = max(needed - step, first)
    late = needed + 1  # nothing is due before it is asked for
    while late - early > 1:
        middle = (early + late) // 2
        if in_time(middle):
            early = middle
        else:
            late = middle
    return early
