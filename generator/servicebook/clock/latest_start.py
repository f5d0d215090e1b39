"""The latest moment at which something may be requested so that it is due in time.

A due date never moves earlier when a request comes later (see :mod:`servicebook.clock.promise`), so the last
request that is still in time is found by bisection. Where delays move it, that holds while the same delays run.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time

from servicebook.clock.calendar import Calendar, PastHorizonError
from servicebook.clock.delays import Delay, delayed, running
from servicebook.clock.durations import Duration
from servicebook.clock.promise import due_after_seconds, due_seconds
from servicebook.clock.zones import start_of_day

_DAY = 86_400


def latest_start(
    calendar: Calendar,
    needed: int,
    duration: Duration,
    cutoff: time | None = None,
    delays: Sequence[Delay] = (),
    *,
    continuing: bool = False,
) -> int:
    """The latest instant for which :func:`~servicebook.clock.delays.due_delayed` is at most ``needed``; in seconds.

    Of what is asked before it, during a delay that has ended by then, some may be due later. With ``continuing``, what
    is asked continues from another due date. Raises :class:`~servicebook.clock.calendar.PastHorizonError` where
    ``needed``, or the answer, lies outside the known days, and :class:`~servicebook.clock.calendar.NeverOpenError`
    where nothing is ever due.
    """
    calendar.must_know(needed)
    first = start_of_day(calendar.tz, calendar.first_day)
    latest = _latest(calendar, needed, duration, cutoff, (), continuing=continuing)
    # nothing after it is in time, as delays only add; going back, the delays that run change where one begins or ends
    changes = {edge for d in delays for edge in (d.start, d.end) if edge is not None}
    while added := running(delays, latest):
        begin = max(edge for edge in changes if edge <= latest)
        found = _latest(calendar, needed, duration, cutoff, added, continuing=continuing)
        if found >= begin:
            return min(found, latest)
        latest = begin - 1
        if latest < first:
            raise calendar.past_horizon()
    return latest


def _latest(
    calendar: Calendar,
    needed: int,
    duration: Duration,
    cutoff: time | None,
    added: Sequence[Delay],
    *,
    continuing: bool,
) -> int:
    """The latest instant in time as if the same delays were added to whatever is asked."""
    counted = due_after_seconds if continuing else due_seconds
    first = start_of_day(calendar.tz, calendar.first_day)

    def in_time(moment: int) -> bool:
        try:
            return delayed(calendar, counted(calendar, moment, duration, cutoff).due, added) <= needed
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
