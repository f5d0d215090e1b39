"""Piecewise linear functions of an instant: when something is due, as a function of when it is asked for.

Such a function never decreases, and between two of finitely many moments it is either constant (slope 0: everything
asked for during a night is received at the same opening; whole days end with a closing) or advances second by second
(slope 1: open time that is counted from now). Composing two of them, and taking the maximum of two, gives functions of
the same kind. So a chain of promises over a year can be compared with what is promised for every second of that year
by looking at a few thousand pieces: on one piece, the difference of two functions is a straight line, which is smallest
at one of its ends. Nothing is sampled, so no moment is missed.

All instants and differences are whole seconds, instants since 1970-01-01T00:00Z, in arrays of 64-bit integers with one
dimension.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from servicebook.frozen import frozen

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@frozen(eq=False)
class Pieces:
    """A function that is known from ``starts[0]`` (included) to ``end`` (not included).

    Piece i begins at ``starts[i]`` with ``values[i]`` and lasts to the next start; ``slopes[i]`` is 0 or 1. The three
    arrays are equally long. ``starts`` increase; the values never decrease.
    """

    starts: Ints
    values: Ints
    slopes: Ints
    end: int

    @property
    def is_empty(self) -> bool:
        """Whether it is known nowhere."""
        return len(self.starts) == 0

    def at(self, moments: Ints) -> tuple[Ints, Ints]:
        """Its values and slopes at moments within its bounds, which need not be in order."""
        index = np.searchsorted(self.starts, moments, "right") - 1
        slopes = self.slopes[index]
        return self.values[index] + slopes * (moments - self.starts[index]), slopes

    def until(self, end: int) -> Pieces:
        """The same function, known only to ``end`` (not included) if that is earlier."""
        if end >= self.end:
            return self
        count = int(np.searchsorted(self.starts, end, "left"))
        return Pieces(self.starts[:count], self.values[:count], self.slopes[:count], end)


@frozen
class MinGap:
    """The smallest difference in seconds, the first moment that has it, and at how many moments it was computed."""

    difference: int
    moment: int
    looked_at: int


def identity(start: int, end: int) -> Pieces:
    """The function whose value is the moment itself, from ``start`` (included) to ``end`` (not included)."""
    begin = np.array([start] if start < end else [], dtype=np.int64)
    return Pieces(begin, begin, np.ones(len(begin), dtype=np.int64), end)


def known_nowhere() -> Pieces:
    """The function without a single piece."""
    return identity(0, 0)


def compose(first: Pieces, second: Pieces) -> Pieces:
    """``second(first(moment))``, as far as both are known; known nowhere if ``second`` begins after the first value."""
    first = first.until(_first_moment_reaching(first, second.end))
    if first.is_empty or first.values[0] < second.starts[0]:
        return known_nowhere()
    # a new piece begins where the first function has one, and where its value passes the start of one of the second
    index = np.maximum(np.searchsorted(first.values, second.starts, "left") - 1, 0)
    moments = first.starts[index] + second.starts - first.values[index]
    piece_ends = np.append(first.starts[1:], first.end)[index]
    inside = (first.slopes[index] == 1) & (first.values[index] < second.starts) & (moments < piece_ends)
    starts = merge_sorted(first.starts, moments[inside])
    between, first_slopes = first.at(starts)
    values, second_slopes = second.at(between)
    return simplified(starts, values, first_slopes * second_slopes, first.end)


def maximum(first: Pieces, second: Pieces) -> Pieces:
    """The later of two at every moment at which both are known. Both must begin at the same moment."""
    end = min(first.end, second.end)
    first, second = first.until(end), second.until(end)
    starts = merge_sorted(first.starts, second.starts)
    if not len(starts):
        return known_nowhere()
    ahead, first_slopes, second_slopes = _difference(first, second, starts)
    # a piece that lags by n seconds and advances, while the other is constant, draws level n seconds later
    crossings = starts + np.abs(ahead)
    meets = (first_slopes - second_slopes) * np.sign(ahead) == -1
    starts = merge_sorted(starts, crossings[meets & (crossings < np.append(starts[1:], end))])
    first_values, first_slopes = first.at(starts)
    second_values, second_slopes = second.at(starts)
    slopes = np.where(
        first_values == second_values,
        np.maximum(first_slopes, second_slopes),
        np.where(first_values > second_values, first_slopes, second_slopes),
    )
    return simplified(starts, np.maximum(first_values, second_values), slopes, end)


def min_gap(first: Pieces, second: Pieces) -> MinGap | None:
    """Where ``first`` is ahead of ``second`` by least, negative where it is behind; None where nothing is known.

    Looks at the first and the last second of every piece of the two together: in between, the difference is a
    straight line.
    """
    end = min(first.end, second.end)
    first, second = first.until(end), second.until(end)
    piece_starts = merge_sorted(first.starts, second.starts)
    if not len(piece_starts):
        return None
    last_seconds = np.append(piece_starts[1:], end) - 1
    at_start, first_slopes, second_slopes = _difference(first, second, piece_starts)
    at_last = at_start + (first_slopes - second_slopes) * (last_seconds - piece_starts)
    smallest = int(min(at_start.min(), at_last.min()))
    index = int(np.argmax(np.minimum(at_start, at_last) == smallest))
    moment = piece_starts[index] if at_start[index] == smallest else last_seconds[index]
    looked_at = len(piece_starts) + int(np.count_nonzero(last_seconds > piece_starts))
    return MinGap(smallest, int(moment), looked_at)


def merge_sorted(*parts: Ints) -> Ints:
    """All values in order, each once. (``numpy.unique`` is many times slower for parts that are in order already.)"""
    every = np.concatenate(parts)
    every.sort(kind="stable")  # a merge sort, which takes what is in order as it is
    keep = np.ones(len(every), dtype=np.bool_)
    np.not_equal(every[1:], every[:-1], out=keep[1:])
    return every[keep]


def simplified(starts: Ints, values: Ints, slopes: Ints, end: int) -> Pieces:
    """The function of these pieces, without starts at which nothing changes."""
    keep = np.ones(len(starts), dtype=np.bool_)
    goes_on = values[:-1] + slopes[:-1] * (starts[1:] - starts[:-1]) == values[1:]
    keep[1:] = ~(goes_on & (slopes[1:] == slopes[:-1]))
    return Pieces(starts[keep], values[keep], slopes[keep], end)


def _difference(first: Pieces, second: Pieces, moments: Ints) -> tuple[Ints, Ints, Ints]:
    """By how much the first is ahead at some moments, and the slopes of both."""
    first_values, first_slopes = first.at(moments)
    second_values, second_slopes = second.at(moments)
    return first_values - second_values, first_slopes, second_slopes


def _first_moment_reaching(pieces: Pieces, bound: int) -> int:
    """The first moment at which the value is at least ``bound``; the end of the pieces where there is none."""
    index = int(np.searchsorted(pieces.values, bound, "left"))
    moment = pieces.end
    if index < len(pieces.starts):
        moment = int(pieces.starts[index])
    if index and pieces.slopes[index - 1]:  # the piece before may get there first
        moment = min(moment, int(pieces.starts[index - 1] + bound - pieces.values[index - 1]))
    return moment
