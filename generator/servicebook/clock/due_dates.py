"""Functions of due dates of many promises, over the same year of asking: computed once each, and kept.

How far calendars must be expanded to answer for the whole year follows from the answers: a request of the year's last
day is due after it, by nobody knows how much.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable
from datetime import time

from servicebook.clock.calendar import Calendar
from servicebook.clock.due_pieces import ExpandedCalendar, due_pieces
from servicebook.clock.durations import Duration, Unit
from servicebook.clock.pieces import Pieces

YEAR = Duration(12, Unit.MONTH)
"""How long from a catalog's day somebody may ask."""

_DAY = 86_400
_FIRST_LOOK_AHEAD = 32 * _DAY
"""How far past the last start calendars are expanded at first: few requests take longer than a month."""
_FARTHEST_LOOK_AHEAD = 40 * 366 * _DAY
"""How far at most: what takes longer has no answer."""
_PIECES_KEPT = 500
"""How many functions of due dates are kept at a time: services of a department share most of theirs."""


class DueDates:
    """The expanded calendars of some catalogs, and the functions of due dates on them that were used last."""

    def __init__(self) -> None:
        self._expanded: dict[tuple[Calendar, int, int], ExpandedCalendar] = {}
        self._pieces: OrderedDict[object, Pieces] = OrderedDict()

    def pieces(
        self,
        calendar: Calendar,
        within: Duration,
        cutoff: time | None,
        start: int,
        until: int,
        *,
        continuing: bool = False,
    ) -> Pieces:
        """:func:`~servicebook.clock.due_pieces.due_pieces` on the calendar expanded from ``start`` to ``until``."""
        key = (calendar, within, cutoff, start, until, continuing)
        if key in self._pieces:
            self._pieces.move_to_end(key)
            return self._pieces[key]
        expanded = self.expanded(calendar, start, until)
        found = self._pieces[key] = due_pieces(expanded, within, cutoff, continuing=continuing)
        if len(self._pieces) > _PIECES_KEPT:
            self._pieces.popitem(last=False)
        return found

    def expanded(self, calendar: Calendar, start: int, until: int) -> ExpandedCalendar:
        """The calendar's open time from ``start`` (included) to ``until`` (not included), instants in seconds."""
        key = (calendar, start, until)
        if key not in self._expanded:
            self._expanded[key] = ExpandedCalendar(calendar, start, until)
        return self._expanded[key]

    def as_far_as_known(
        self,
        calendars: Iterable[Calendar],
        start: int,
        end: int,
        made: Callable[[int], tuple[Pieces, Pieces]],
    ) -> tuple[Pieces, Pieces]:
        """Two functions of when something is asked from ``start`` to ``end``, on calendars expanded far enough.

        ``made`` makes them with calendars expanded until an instant. They are known to ``end``, or less far where the
        calendars are, or the answer takes longer than anybody waits.
        """
        counted_on = tuple(calendars)
        look_ahead = _FIRST_LOOK_AHEAD
        while True:
            until = end + look_ahead
            first, second = made(until)
            is_whole = all(self.expanded(each, start, until).is_whole for each in counted_on)
            if min(first.end, second.end) >= end or is_whole or look_ahead > _FARTHEST_LOOK_AHEAD:
                return first, second
            look_ahead *= 4
