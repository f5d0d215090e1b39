"""The judge in plain Python, on the scalar clock: slow, easy to follow, and what every engine is held to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime

from servicebook.clock.calendar import Calendar, NeverOpenError, PastHorizonError
from servicebook.clock.durations import Duration, Unit
from servicebook.clock.promise import OPEN_SECONDS, due_seconds
from servicebook.clock.zones import local_day
from servicebook.measuring.clock_rows import Clock
from servicebook.measuring.judged import Judged, State
from servicebook.measuring.tickets import InForce, Kind, Promised, Ticket


def judge(tickets: Iterable[Ticket], promises: Iterable[InForce], now: int) -> Iterator[Judged]:
    """Each ticket against each promise that was in force when it was asked, as known at ``now``.

    What is asked later than ``now`` is left out; what ends later is open.
    """
    by_kind: dict[Kind, list[InForce]] = defaultdict(list)
    for each in promises:
        by_kind[each.kind].append(each)
    for ticket in tickets:
        if ticket.asked > now:
            continue
        for promise in by_kind[ticket.kind]:
            if promise.since <= ticket.asked and (promise.until is None or ticket.asked < promise.until):
                yield _judged(ticket, promise.promised, promise.clock, now)


def _judged(ticket: Ticket, promised: Promised, clock: Clock, now: int) -> Judged:
    asked = datetime.fromtimestamp(ticket.asked, clock.calendar.tz)
    month = asked.year * 12 + asked.month - 1
    end = ticket.ended(promised.measure, now)
    until = now if end is None else end
    try:
        due = due_seconds(clock.calendar, ticket.asked, clock.within, clock.cutoff)
        paused = _paused(clock.calendar, ticket, due.received, until)
        kept = _is_kept(clock.calendar, due.due, until, paused)
        if end is None:
            state = State.STILL_OPEN if kept else State.OPEN_OVERDUE
            return Judged(ticket.source, ticket.key, promised, month, state, None, None, paused > 0)
        state = State.KEPT if kept else State.MISSED
        taken, lived = time_taken(clock, ticket.asked, end, paused), time_taken(clock, ticket.asked, end, 0)
    except (PastHorizonError, NeverOpenError):
        return Judged(ticket.source, ticket.key, promised, month, State.UNKNOWN, None, None, False)
    return Judged(ticket.source, ticket.key, promised, month, state, taken, lived, paused > 0)


def time_taken(clock: Clock, asked: int, end: int, paused: int) -> int:
    """The fewest units of the clock's duration within which what ended at ``end`` would have been kept.

    0 working days are the same working day; of other units it is at least 1. ``paused`` is open time in seconds.
    """
    calendar, unit = clock.calendar, clock.within.unit
    calendar.must_know(end - 1)
    if unit in OPEN_SECONDS:  # counted at once: thousands of minutes need not be tried
        received = due_seconds(calendar, asked, clock.within, clock.cutoff).received
        return max(1, (_open_between(calendar, received, end - 1) - paused) // OPEN_SECONDS[unit] + 1)
    fewest = 0 if unit is Unit.WORKING_DAY else 1
    return next(n for n in range(fewest, end) if _is_enough(clock, n, asked, end, paused))


def _is_enough(clock: Clock, amount: int, asked: int, end: int, paused: int) -> bool:
    try:
        due = due_seconds(clock.calendar, asked, Duration(amount, clock.within.unit), clock.cutoff).due
    except PastHorizonError:  # the end is known, and this would be due after all that is
        return True
    return _is_kept(clock.calendar, due, end, paused)


def _is_kept(calendar: Calendar, due: int, end: int, paused: int) -> bool:
    """Whether what is due was over in time, where pauses took so much open time (in seconds): due moves by it."""
    if paused == 0 or end <= due:
        return end <= due
    calendar.must_know(end - 1)
    _cover(calendar, due)
    moved = calendar.open_time.after_open_time(due, paused)
    return moved is None or end <= moved  # None is past all that is known, and the end is not


def _paused(calendar: Calendar, ticket: Ticket, received: int, until: int) -> int:
    """The open time that pauses took from what was promised: none before the receipt, as nothing passed then."""
    taken = 0
    for start, end in ticket.pauses:
        first, last = max(start, received), min(until if end is None else end, until)
        if first < last:
            taken += _open_between(calendar, first, last)
    return taken


def _open_between(calendar: Calendar, start: int, end: int) -> int:
    """The open seconds from one instant to another, less than none where that is the earlier one."""
    for moment in (start, end):
        calendar.must_know(moment)
        _cover(calendar, moment)
    return calendar.open_time.open_before(end) - calendar.open_time.open_before(start)


def _cover(calendar: Calendar, moment: int) -> None:
    calendar.open_time.cover(min(local_day(calendar.tz, moment), calendar.open_time.last))
