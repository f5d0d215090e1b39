"""The clock as a table, for engines that judge millions of tickets: what they join, instead of code that they call.

A row is a piece of some functions of time that are straight lines on it, cut where a slot of time begins. A second
``t`` finds its row by an equality, ``(axis, t >> SLOT_BITS)``, and among the one or two rows of most slots the one with
``start <= t < until``; there a function is ``value + slope * t``. Slots are those of UTC, so that no engine needs to
know a time zone: zones, holidays and changes of the clocks are all in the rows.

Where no function of an axis is known, there is no row: the calendar is not known that far.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import time

import numpy as np

from servicebook.clock.calendar import Calendar
from servicebook.clock.durations import Duration
from servicebook.clock.pieces import Flags, Ints, Pieces, merge_sorted
from servicebook.frozen import frozen

SLOT_BITS = 14
"""A slot has 2 ** 14 seconds, four and a half hours. Longer ones have more rows, which are compared one by one; shorter
ones make tables that leave the processor's caches. It is a power of two, as every engine shifts exactly and quickly."""
SLOT = 1 << SLOT_BITS


@frozen
class Clock:
    """What decides when a request is due."""

    calendar: Calendar
    within: Duration
    cutoff: time | None = None


@frozen(eq=False)
class Axis:
    """Functions of the same seconds, from ``start`` (included) to ``end`` (not included).

    Each may be known for less of them.
    """

    functions: tuple[Pieces, ...]
    start: int
    end: int


@frozen(eq=False)
class Lines:
    """One function on each row of a table: ``value + slope * t`` where it is ``known``, else 0; equally long arrays."""

    value: Ints
    slope: Ints
    known: Flags


@frozen(eq=False)
class ClockRows:
    """Columns of a table, all equally long, of 64-bit integers: a row per piece and slot.

    ``axis`` is the number of the axis, counted from 0 in the order in which they were given; ``slot`` counts slots
    since 1970; ``start`` (included) and ``until`` (not included) are seconds; ``lines`` has the functions in order.
    """

    axis: Ints
    slot: Ints
    start: Ints
    until: Ints
    lines: tuple[Lines, ...]

    def __len__(self) -> int:
        return len(self.axis)


def by_slot(count: int, axes: Iterable[Axis]) -> ClockRows:
    """Axes with ``count`` functions each as rows."""
    tables = [_rows(number, axis) for number, axis in enumerate(axes) if axis.start < axis.end]
    tables = tables or [ClockRows(_NONE, _NONE, _NONE, _NONE, (Lines(_NONE, _NONE, _NONE == 0),) * count)]
    return ClockRows(
        axis=np.concatenate([table.axis for table in tables]),
        slot=np.concatenate([table.slot for table in tables]),
        start=np.concatenate([table.start for table in tables]),
        until=np.concatenate([table.until for table in tables]),
        lines=tuple(_one_after_another([table.lines[at] for table in tables]) for at in range(count)),
    )


def _one_after_another(parts: Sequence[Lines]) -> Lines:
    return Lines(
        value=np.concatenate([part.value for part in parts]),
        slope=np.concatenate([part.slope for part in parts]),
        known=np.concatenate([part.known for part in parts]),
    )


_NONE: Ints = np.array([], dtype=np.int64)


def _rows(number: int, axis: Axis) -> ClockRows:
    slots = np.arange(axis.start // SLOT + 1, (axis.end - 1) // SLOT + 1, dtype=np.int64) * SLOT
    ends = np.array([axis.start, *(pieces.end for pieces in axis.functions)], dtype=np.int64)
    starts = merge_sorted(slots, ends, *(pieces.starts for pieces in axis.functions))
    starts = starts[(axis.start <= starts) & (starts < axis.end)]
    until = np.append(starts[1:], np.int64(axis.end))
    known = np.logical_or.reduce([_is_known(pieces, starts) for pieces in axis.functions])
    starts, until = starts[known], until[known]
    lines = tuple(_lines(pieces, starts) for pieces in axis.functions)
    return ClockRows(np.full_like(starts, number), starts // SLOT, starts, until, lines)


def _is_known(pieces: Pieces, moments: Ints) -> Flags:
    if pieces.is_empty:
        return np.zeros(len(moments), dtype=np.bool_)
    found: Flags = (pieces.starts[0] <= moments) & (moments < pieces.end)
    return found


def _lines(pieces: Pieces, starts: Ints) -> Lines:
    value, slope = np.zeros_like(starts), np.zeros_like(starts)
    known = _is_known(pieces, starts)
    if known.any():
        value[known], slope[known] = pieces.at(starts[known])
    return Lines(value - slope * starts, slope, known)
