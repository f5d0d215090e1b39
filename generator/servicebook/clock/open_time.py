"""A calendar's open time as sorted whole seconds since 1970-01-01T00:00Z: expanded by day when needed, and kept.

Two views of the same time. *Intervals*, each with its day, keep their own closings, also where they touch. *Spans*
are what the intervals cover together: time that two intervals share (22:00-06:00 and the next day's 05:00-09:00, or a
repeated hour at which one ends and the next starts) counts once.

Where intervals overlap, an instant belongs to the one that starts first, and a day closes no earlier than
the days before it: else a later request or a longer promise could be due earlier.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable

from servicebook.clock.zones import EPOCH_ORDINAL

_EXPAND_BY_DAYS = 370
"""By how many days to expand at a time: a year and a bit, as most answers lie within one."""
_MORE_THAN_ASKED = 92
"""By how many days more where it is known which are needed: what is asked on the last takes a while."""


class OpenTime:
    """The expanded days ``low`` through ``high`` of the known days ``first`` through ``last``; all are ordinals.

    ``intervals_of`` gives the intervals that start on a day, in order, each from its start (included) to its end (not
    included). The lists are sorted; instants are in seconds, days are ordinals.

    - ``starts``, ``ends``, ``days``: one entry an interval; ``latest`` is the greatest of its end and those before.
    - ``span_starts``, ``span_ends``: one entry a span; ``span_before`` is the open time in seconds from ``low`` to
      its start, ``span_after`` to its end; ``span_first_day``, ``span_last_day`` are those
      of its first and last interval.
    - ``working``, ``closes``: the days with an interval, and their last closings.
    """

    def __init__(self, intervals_of: Callable[[int], list[tuple[int, int]]], first: int, last: int) -> None:
        self._intervals_of = intervals_of
        self.first, self.last = first, last
        self._clear(first)

    def _clear(self, low: int) -> None:
        self.low, self.high = low, low - 1
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.days: list[int] = []
        self.latest: list[int] = []
        self.span_starts: list[int] = []
        self.span_ends: list[int] = []
        self.span_before: list[int] = []
        self.span_after: list[int] = []
        self.span_first_day: list[int] = []
        self.span_last_day: list[int] = []
        self.working: list[int] = []
        self.closes: list[int] = []

    def cover(self, day: int) -> None:
        """Expand so that the day (an ordinal), two before it and one after it are there, as far as they are known.

        Callers may give the day in UTC, which is up to one off; and an interval of the day before may still be open.
        """
        if self.low + 2 <= day < self.high:
            return  # as nearly always, and asked for each of very many instants
        self._expand(day, day + 1, _EXPAND_BY_DAYS)

    def cover_days(self, first: int, last: int) -> None:
        """Expand the days from two before ``first`` through ``last``, both ordinals, as far as they are known."""
        self._expand(first, last, _MORE_THAN_ASKED)

    def _expand(self, first: int, last: int, more: int) -> None:
        if self.low <= max(first - 2, self.first) and min(last, self.last) <= self.high:
            return
        low, high = max(self.first, first - more), min(self.last, last + more)
        if self.high >= self.low:
            low, high = min(low, self.low), max(high, self.high)  # no gap may be left between
        if self.high < self.low or low < self.low:
            self._clear(low)  # sums of open time begin at the lowest day, so they are counted again
        self._append(high)

    def extend(self) -> bool:
        """Expand by later days, each time by more; False when no later day is known."""
        if self.high >= self.last:
            return False
        self._append(min(self.last, self.high + max(_EXPAND_BY_DAYS, self.high - self.low)))
        return True

    def _append(self, high: int) -> None:
        intervals_of = self._intervals_of
        starts, ends, days, latest = self.starts, self.ends, self.days, self.latest
        span_ends, span_after, span_last_day = self.span_ends, self.span_after, self.span_last_day
        for day in range(self.high + 1, high + 1):
            intervals = intervals_of(day)
            for start, end in intervals:
                starts.append(start)
                ends.append(end)
                days.append(day)
                latest.append(end if not latest or end > latest[-1] else latest[-1])
                if span_ends and start <= span_ends[-1]:
                    span_after[-1] += max(0, end - span_ends[-1])
                    span_ends[-1] = max(end, span_ends[-1])
                    span_last_day[-1] = day
                else:
                    self._add_span(day, start, end)
            if intervals:
                self.working.append(day)
                self.closes.append(latest[-1])
        self.high = max(high, self.high)

    def _add_span(self, day: int, start: int, end: int) -> None:
        before = self.span_after[-1] if self.span_after else 0
        self.span_starts.append(start)
        self.span_ends.append(end)
        self.span_before.append(before)
        self.span_after.append(before + end - start)
        self.span_first_day.append(day)
        self.span_last_day.append(day)

    def open_or_next(self, seconds: int) -> int | None:
        """The index of the interval that contains the instant, else of the next one; None when none is known.

        Of several that contain it, the one that starts first.
        """
        self.cover(seconds // 86_400 + EPOCH_ORDINAL)
        while (index := bisect_right(self.latest, seconds)) == len(self.latest):
            if not self.extend():
                return None
        return index

    def on_later_day(self, seconds: int, day: int) -> int | None:
        """The same, among the intervals of days after ``day`` (an ordinal)."""
        index = self.open_or_next(seconds)
        if index is None:
            return None
        index = max(index, bisect_right(self.days, day))
        while index == len(self.ends) or self.ends[index] <= seconds:
            if index < len(self.ends):
                index += 1
            elif not self.extend():
                return None
            else:
                index = max(index, bisect_right(self.days, day))
        return index

    def open_before(self, seconds: int) -> int:
        """The open time in seconds from the beginning of day ``low`` to the instant, whose day must be expanded."""
        index = bisect_right(self.span_starts, seconds) - 1
        if index < 0:
            return 0
        return self.span_before[index] + min(seconds, self.span_ends[index]) - self.span_starts[index]

    def after_open_time(self, start: int, open_seconds: int) -> int | None:
        """The instant at which so much open time (> 0) has passed since ``start``, whose day must be expanded.

        Time that is used up exactly at a closing is used up at that closing, not at the next opening. None when not
        enough is known.
        """
        total = self.open_before(start) + open_seconds
        while (index := bisect_left(self.span_after, total)) == len(self.span_after):
            if not self.extend():
                return None
        return self.span_starts[index] + total - self.span_before[index]

    def closing_after(self, day: int, working_days: int) -> int | None:
        """The last closing of the working day so many (>= 0) working days after the working day ``day``; None when
        it is not known."""
        index = bisect_left(self.working, day) + working_days
        while index >= len(self.working):
            if not self.extend():
                return None
        return self.closes[index]
