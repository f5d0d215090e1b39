"""Functions of an instant that are known whole: piece by piece, each constant or moving along with the clock.

When something is due, seen as a function of the moment at which it is asked for, is such a function: it never
decreases; between two of finitely many moments it either stays (slope 0: everything asked during a night is
received at the same opening; whole days end with a closing) or moves second by second (slope 1: open time that
is counted from now). Putting one after another, and taking the later of two, gives such functions again. So a
chain of promises over a year can be compared with what is promised for every second of that year by looking at
a few thousand pieces: on a piece the difference of two of them is a straight line, which is smallest at one of
its ends. No start is sampled, so none is missed.

Everything is in whole seconds since 1970-01-01T00:00Z, in arrays of 64-bit integers.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Pieces:
    """A function that is known from ``starts[0]`` (included) to ``end`` (not included).

    Piece i begins at ``starts[i]`` with ``values[i]`` and lasts to the next one's start; ``slopes[i]`` is 0 or 1.
    ``starts`` increase; the values never decrease.
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
        """Its values and slopes at moments within its bounds."""
        index = np.searchsorted(self.starts, moments, "right") - 1
        slopes = self.slopes[index]
        return self.values[index] + slopes * (moments - self.starts[index]), slopes

    def until(self, end: int) -> Pieces:
        """The same, known only to an end that may be earlier."""
        if end >= self.end:
            return self
        count = int(np.searchsorted(self.starts, end, "left"))
        return Pieces(self.starts[:count], self.values[:count], self.slopes[:count], end)


@dataclass(frozen=True, slots=True)
class MinGap:
    """The smallest difference in seconds, the first moment that has it, and how many moments were looked at."""

    difference: int
    moment: int
    looked_at: int


def unchanged(start: int, end: int) -> Pieces:
    """The moment itself."""
    begin = np.array([start] if start < end else [], dtype=np.int64)
    return Pieces(begin, begin, np.ones(len(begin), dtype=np.int64), end)


def compose(first: Pieces, second: Pieces) -> Pieces:
    """``second`` of what ``first`` gives; known as far as both are. ``second`` must be known where first begins."""
    first = first.until(_reaches(first, second.end))
    if first.is_empty or first.values[0] < second.starts[0]:
        return unchanged(0, 0)
    begins = second.starts
    index = np.maximum(np.searchsorted(first.values, begins, "left") - 1, 0)
    moments = first.starts[index] + begins - first.values[index]
    lasts = np.append(first.starts[1:], first.end)[index]
    inside = (first.slopes[index] == 1) & (first.values[index] < begins) & (moments < lasts)
    starts = merged(first.starts, moments[inside])
    between, slopes = first.at(starts)
    values, second_slopes = second.at(between)
    return joined(starts, values, slopes * second_slopes, first.end)


def maximum(one: Pieces, other: Pieces) -> Pieces:
    """The later of the two, where both are known. They begin at the same moment."""
    end = min(one.end, other.end)
    one, other = one.until(end), other.until(end)
    starts = merged(one.starts, other.starts)
    if not len(starts):
        return unchanged(0, 0)
    ahead, one_slopes, other_slopes = _difference(one, other, starts)
    crossing = starts + np.abs(ahead)
    meets = (one_slopes - other_slopes) * np.sign(ahead) == -1
    starts = merged(starts, crossing[meets & (crossing < np.append(starts[1:], end))])
    values, slopes = one.at(starts)
    others, other_slopes = other.at(starts)
    same = np.maximum(slopes, other_slopes)
    chosen = np.where(values > others, slopes, np.where(values < others, other_slopes, same))
    return joined(starts, np.maximum(values, others), chosen, end)


def min_gap(one: Pieces, other: Pieces) -> MinGap | None:
    """Where ``one`` is ahead of ``other`` by least, negative where it is behind; None where nothing is known.

    Looks at the first and the last second of every piece of the two together: in between, the difference is a
    straight line.
    """
    end = min(one.end, other.end)
    one, other = one.until(end), other.until(end)
    firsts = merged(one.starts, other.starts)
    if not len(firsts):
        return None
    lasts = np.append(firsts[1:], end) - 1
    ahead, one_slopes, other_slopes = _difference(one, other, firsts)
    at_last = ahead + (one_slopes - other_slopes) * (lasts - firsts)
    smallest = int(min(ahead.min(), at_last.min()))
    at = int(np.argmax(np.minimum(ahead, at_last) == smallest))
    moment = firsts[at] if ahead[at] == smallest else lasts[at]
    return MinGap(smallest, int(moment), len(firsts) + int(np.count_nonzero(lasts > firsts)))


def merged(*parts: Ints) -> Ints:
    """All of them in order, each once. (``numpy.unique`` is many times slower for parts that are in order.)"""
    every = np.concatenate(parts)
    every.sort(kind="stable")
    keep = np.ones(len(every), dtype=np.bool_)
    np.not_equal(every[1:], every[:-1], out=keep[1:])
    return every[keep]


def joined(starts: Ints, values: Ints, slopes: Ints, end: int) -> Pieces:
    """The pieces, without beginnings at which nothing changes."""
    keep = np.ones(len(starts), dtype=np.bool_)
    goes_on = values[:-1] + slopes[:-1] * (starts[1:] - starts[:-1]) == values[1:]
    keep[1:] = ~(goes_on & (slopes[1:] == slopes[:-1]))
    return Pieces(starts[keep], values[keep], slopes[keep], end)


def _difference(one: Pieces, other: Pieces, moments: Ints) -> tuple[Ints, Ints, Ints]:
    values, slopes = one.at(moments)
    others, other_slopes = other.at(moments)
    return values - others, slopes, other_slopes


def _reaches(pieces: Pieces, bound: int) -> int:
    """The first moment at which the value is at or past a bound; its own end where there is none."""
    index = int(np.searchsorted(pieces.values, bound, "left"))
    last = pieces.end
    if index < len(pieces.starts):
        last = int(pieces.starts[index])
    if index and pieces.slopes[index - 1]:
        last = min(last, int(pieces.starts[index - 1] + bound - pieces.values[index - 1]))
    return last
