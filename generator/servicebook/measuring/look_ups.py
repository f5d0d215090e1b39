"""All that an engine must look up of the calendars to judge tickets, as rows; see :mod:`clock_rows` for their form.

An elapsed time is the difference of two look-ups. Open seconds are an axis of their own: with the pauses taken out of
them, the working day or the day in which so much open time has passed is looked up on that axis.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time

import numpy as np

from servicebook.clock.calendar import Calendar
from servicebook.clock.due_pieces import ExpandedCalendar
from servicebook.clock.pieces import Flags, Ints, Pieces, known_nowhere
from servicebook.clock.zones import end_of_day, local_day, start_of_day
from servicebook.measuring.clock_rows import Clock, ClockRows, by_day, due_rows, known, open_before

Receipts = tuple[Calendar, time | None]
"""What decides when a request is received."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LookUps:
    """Tables of functions. ``due`` is numbered by clock; receipts by calendar and cutoff; the others by calendar.

    ``received`` is an instant, ``receipt_day`` that of receipt as an ordinal, ``receipt_index`` its number among the
    working days. ``opened`` are the open seconds up to an instant. ``closings`` are how many working days have closed
    when that many open seconds have passed, and ``open_day`` is the day at whose end more than that have. ``day`` and
    ``month`` are those of an instant in the calendar's zone.
    """

    clocks: tuple[Clock, ...]
    receipts: tuple[Receipts, ...]
    calendars: tuple[Calendar, ...]
    due: ClockRows
    received: ClockRows
    receipt_day: ClockRows
    receipt_index: ClockRows
    opened: ClockRows
    closings: ClockRows
    open_day: ClockRows
    day: ClockRows
    month: ClockRows


def look_ups(clocks: Iterable[Clock], start: int, end: int) -> LookUps:
    """Tables for instants from ``start`` (included) to ``end`` (not included), as far as the calendars are known."""
    every_clock = tuple(dict.fromkeys(clocks))
    receipts = tuple(dict.fromkeys((clock.calendar, clock.cutoff) for clock in every_clock))
    calendars = tuple(dict.fromkeys(clock.calendar for clock in every_clock))
    # one expansion for all functions of a calendar: open seconds are counted from its beginning
    expanded = {each: _expanded(each, start, end) for each in calendars}

    def of_calendars(made: Callable[[ExpandedCalendar], Pieces]) -> ClockRows:
        return by_day([made(found) if (found := expanded[each]) else known_nowhere() for each in calendars])

    def of_receipts(made: Callable[[ExpandedCalendar, time | None], Pieces]) -> ClockRows:
        return by_day(
            [
                made(found, cutoff) if (found := expanded[each]) and len(found.starts) else known_nowhere()
                for each, cutoff in receipts
            ]
        )

    return LookUps(
        clocks=every_clock,
        receipts=receipts,
        calendars=calendars,
        due=due_rows(every_clock, start, end),
        received=of_receipts(_received),
        receipt_day=of_receipts(_receipt_day),
        receipt_index=of_receipts(_receipt_index),
        opened=of_calendars(open_before),
        closings=of_calendars(_closings),
        open_day=of_calendars(_open_day),
        day=of_calendars(_day),
        month=by_day(_month(each, start, end) for each in calendars),
    )


def _expanded(calendar: Calendar, start: int, end: int) -> ExpandedCalendar | None:
    begin, stop = known(calendar, start, end)
    return ExpandedCalendar(calendar, begin, stop) if begin < stop else None


def _received(expanded: ExpandedCalendar, cutoff: time | None) -> Pieces:
    requests = expanded.requests(cutoff, continuing=False)
    return _until_unknown(expanded, requests.moments, requests.received, requests.slopes, requests.known)


def _receipt_day(expanded: ExpandedCalendar, cutoff: time | None) -> Pieces:
    requests = expanded.requests(cutoff, continuing=False)
    constant = np.zeros_like(requests.days)
    return _until_unknown(expanded, requests.moments, requests.days, constant, requests.known)


def _receipt_index(expanded: ExpandedCalendar, cutoff: time | None) -> Pieces:
    requests = expanded.requests(cutoff, continuing=False)
    index = np.searchsorted(expanded.working, requests.days).astype(np.int64)
    return _until_unknown(expanded, requests.moments, index, np.zeros_like(index), requests.known)


def _until_unknown(
    expanded: ExpandedCalendar, starts: Ints, values: Ints, slopes: Ints, is_known: Flags
) -> Pieces:
    """A function up to its first unknown moment: what is asked later is received later."""
    end = min(expanded.end, int(expanded.latest[-1]))
    if is_known.all():
        return Pieces(starts, values, slopes, end)
    first = int(np.argmin(is_known))
    return Pieces(starts[:first], values[:first], slopes[:first], int(starts[first]))


def _closings(expanded: ExpandedCalendar) -> Pieces:
    """On the axis of open seconds: how many working days have closed when so many have passed."""
    passed, counts = np.unique(_open_at(expanded, expanded.closes), return_counts=True)
    starts = np.concatenate([np.zeros(1, dtype=np.int64), passed])
    return _steps(
        starts,
        np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(counts)]),
        _end_of_open_seconds(expanded),
    )


def _open_day(expanded: ExpandedCalendar) -> Pieces:
    """On the axis of open seconds: the first day (an ordinal) at whose end more than so many have passed."""
    days = _days(expanded)
    passed = _open_at(expanded, np.array([expanded.end_of_day(day) for day in days], dtype=np.int64))
    starts = np.unique(np.concatenate([np.zeros(1, dtype=np.int64), passed]))
    following = np.searchsorted(passed, starts, "right")  # past all days that end with no more open time
    inside = following < len(days)
    ordinals = np.array(days, dtype=np.int64)
    return _steps(starts[inside], ordinals[following[inside]], _end_of_open_seconds(expanded))


def _day(expanded: ExpandedCalendar) -> Pieces:
    """The day (an ordinal) as promises of whole days end it: where midnight comes twice, with the second."""
    days = _days(expanded)
    starts = [expanded.start, *(expanded.end_of_day(day) for day in days[:-1])]
    return _within(expanded.end, starts, days)


def _month(calendar: Calendar, start: int, end: int) -> Pieces:
    """The month that the zone's clocks show, as ``year * 12 + month - 1``: known even where open time is not."""
    zone = calendar.tz
    first, last = local_day(zone, start), local_day(zone, end)
    firsts = [day for day in range(first + 1, last + 1) if date.fromordinal(day).day == 1]
    starts = [start, *(start_of_day(zone, day) for day in firsts)]
    return _within(end, starts, [_month_of(first), *map(_month_of, firsts)])


def _month_of(ordinal: int) -> int:
    on = date.fromordinal(ordinal)
    return on.year * 12 + on.month - 1


def _days(expanded: ExpandedCalendar) -> range:
    """The days of the zone from the one of the expansion's start through that of its end."""
    zone = expanded.calendar.tz
    first = local_day(zone, expanded.start)
    while end_of_day(zone, first - 1) > expanded.start:  # between two midnights it is still the day before
        first -= 1
    return range(first, local_day(zone, expanded.end) + 1)


def _within(end: int, starts: Sequence[int], values: Sequence[int]) -> Pieces:
    found = [(start, value) for start, value in zip(starts, values, strict=True) if start < end]
    columns = np.array(found, dtype=np.int64)
    return Pieces(columns[:, 0], columns[:, 1], np.zeros(len(found), dtype=np.int64), end)


def _steps(starts: Ints, values: Ints, end: int) -> Pieces:
    inside = starts < end
    starts, values = starts[inside], values[inside]
    return Pieces(starts, values, np.zeros_like(starts), end)


def _end_of_open_seconds(expanded: ExpandedCalendar) -> int:
    """The end of their axis, not included: after the last known closing all of them have passed."""
    return int(expanded.span_after[-1]) + 1 if len(expanded.span_after) else 1


def _open_at(expanded: ExpandedCalendar, moments: Ints) -> Ints:
    """The open seconds up to moments, which may be past the expansion's end."""
    if not len(expanded.span_starts):
        return np.zeros_like(moments)
    span = np.searchsorted(expanded.span_starts, moments, "right") - 1
    at = np.maximum(span, 0)
    passed = np.minimum(moments, expanded.span_ends[at]) - expanded.span_starts[at]
    found: Ints = np.where(span < 0, 0, expanded.span_before[at] + passed)
    return found
