"""All that an engine must look up of the calendars to judge tickets, as rows; see :mod:`clock_rows` for their form."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import time

from servicebook.clock.calendar import Calendar
from servicebook.clock.due_dates import DueDates
from servicebook.clock.due_pieces import ExpandedCalendar
from servicebook.clock.pieces import Pieces, known_nowhere
from servicebook.clock.zones import end_of_day, start_of_day
from servicebook.frozen import frozen
from servicebook.measuring.clock_rows import Axis, Clock, ClockRows, by_slot
from servicebook.measuring.positions import (
    Scale,
    counting,
    month,
    of_end,
    of_open_seconds,
    of_receipt,
    open_seconds,
)

Receipts = tuple[Calendar, time | None, Scale]
"""What decides the position of a receipt."""
Ends = tuple[Calendar, Scale]
"""What decides the position of an end."""

_DAY = 86_400
_FIRST_LOOK_AHEAD = 32 * _DAY
_FARTHEST_LOOK_AHEAD = 40 * 366 * _DAY
"""How far past the last request calendars are expanded, until they say when it is received."""


@frozen(kw_only=True, eq=False)
class LookUps:
    """Tables of functions; ``receipts``, ``ends`` and ``calendars`` say in their order what the numbers of axes mean.

    ``asked``, at the second of asking, by receipt: the month, the position of the receipt, the open seconds up to it.
    ``ended``, at the last second, by end: its position, the open seconds up to it. ``passed``, at a number of open
    seconds, by end: the position at which so many have passed. ``known`` is, for each clock, the time of asking (start
    included, end not included) for which the calendar knows when something is due.
    """

    receipts: tuple[Receipts, ...]
    ends: tuple[Ends, ...]
    asked: ClockRows
    ended: ClockRows
    passed: ClockRows
    known: dict[Clock, tuple[int, int]]


def look_ups(clocks: Iterable[Clock], start: int, end: int) -> LookUps:
    """Tables for what is asked and ends from ``start`` (included) to ``end`` (not included)."""
    every_clock = tuple(dict.fromkeys(clocks))
    receipts = tuple(dict.fromkeys(receipts_of(clock) for clock in every_clock))
    calendars = tuple(dict.fromkeys(calendar for calendar, *_ in receipts))
    ends = tuple(dict.fromkeys(ends_of(clock) for clock in every_clock))
    expanded = {
        each: _expanded(each, [cut for of, cut, _ in receipts if of == each], start, end)
        for each in calendars
    }
    dates = DueDates()
    return LookUps(
        receipts=receipts,
        ends=ends,
        asked=by_slot(3, (_asked(each, expanded[each[0]], start, end) for each in receipts)),
        ended=by_slot(2, (_ended(expanded[calendar], scale, start, end) for calendar, scale in ends)),
        passed=by_slot(1, (_passed(expanded[calendar], scale) for calendar, scale in ends)),
        known={clock: _known(dates, clock, start, end) for clock in every_clock},
    )


def receipts_of(clock: Clock) -> Receipts:
    """What decides when a clock's requests are received."""
    return clock.calendar, clock.cutoff, counting(clock.within.unit).scale


def ends_of(clock: Clock) -> Ends:
    """What decides how far a clock's requests have come when they end."""
    return clock.calendar, counting(clock.within.unit).scale


def _asked(receipt: Receipts, expanded: ExpandedCalendar | None, start: int, end: int) -> Axis:
    calendar, cutoff, scale = receipt
    months = month(calendar, start, end)
    if expanded is None:
        return Axis((months, known_nowhere(), known_nowhere()), start, end)
    opened = of_receipt(expanded, cutoff, Scale.OPEN_SECONDS)
    return Axis((months, of_receipt(expanded, cutoff, scale), opened), start, end)


def _ended(expanded: ExpandedCalendar | None, scale: Scale, start: int, end: int) -> Axis:
    if expanded is None:
        return Axis((known_nowhere(), known_nowhere()), start, end)
    return Axis((of_end(expanded, scale), open_seconds(expanded)), start, end)


def _passed(expanded: ExpandedCalendar | None, scale: Scale) -> Axis:
    if expanded is None:
        return Axis((known_nowhere(),), 0, 0)
    position = of_open_seconds(expanded, scale)
    return Axis((position,), 0, position.end)


def _expanded(
    calendar: Calendar, cutoffs: list[time | None], start: int, end: int
) -> ExpandedCalendar | None:
    """One expansion for all functions of a calendar, as open seconds are counted from its beginning.

    It goes so far that each request's receipt is known, where the calendar knows it. None where it knows no moment.
    """
    begin, last = max(start, start_of_day(calendar.tz, calendar.first_day)), _last_known(calendar)
    if begin >= min(end, last):
        return None
    ahead = _FIRST_LOOK_AHEAD
    while True:
        expanded = ExpandedCalendar(calendar, begin, min(end + ahead, last))
        opened = [of_receipt(expanded, cutoff, Scale.OPEN_SECONDS) for cutoff in cutoffs]
        if all(_reaches(each, end) for each in opened) or expanded.is_whole or ahead > _FARTHEST_LOOK_AHEAD:
            return expanded
        ahead *= 4


def _last_known(calendar: Calendar) -> int:
    """The instant with which the last known day ends, or its hours, where they run past midnight."""
    last = calendar.last_day
    hours = calendar.seconds_of_day(last.toordinal())
    return max((end_of_day(calendar.tz, last), *(closes for _, closes in hours)))


def _reaches(pieces: Pieces, end: int) -> bool:
    return not pieces.is_empty and pieces.end >= end


def _known(dates: DueDates, clock: Clock, start: int, end: int) -> tuple[int, int]:
    """The time of asking for which it is known when something is due; empty where that is never so."""
    calendar = clock.calendar
    begin = max(start, start_of_day(calendar.tz, calendar.first_day))
    stop = min(end, end_of_day(calendar.tz, calendar.last_day))
    if begin >= stop or not calendar.is_ever_open:
        return start, start

    def made(until: int) -> tuple[Pieces, Pieces]:
        pieces = dates.pieces(calendar, clock.within, clock.cutoff, begin, until)
        return pieces, pieces

    pieces, _ = dates.as_far_as_known((calendar,), begin, stop, made)
    return (start, start) if pieces.is_empty else (int(pieces.starts[0]), min(pieces.end, end))
