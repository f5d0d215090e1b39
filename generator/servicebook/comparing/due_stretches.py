"""Two functions of due dates, side by side: on each stretch one of them is due later throughout, or they are the same.

All instants are whole seconds since 1970-01-01T00:00Z; the arrays of a value are equally long.
"""

from __future__ import annotations

import numpy as np

from servicebook.clock.pieces import Flags, Ints, Pieces, merge_sorted
from servicebook.frozen import frozen


@frozen(eq=False)
class Stretches:
    """What is asked from ``starts`` through ``lasts`` (both included), and when it is due before and after.

    ``before`` and ``after`` are the due dates at the starts; with slope 1 they advance with the request, with 0 they
    stay. Both are straight lines on a stretch, and their difference has one sign on all of it, or is 0 on all of it.
    """

    starts: Ints
    lasts: Ints
    before: Ints
    after: Ints
    before_slopes: Ints
    after_slopes: Ints

    @property
    def signs(self) -> Ints:
        """1 where it is due later after than before, -1 where it is due earlier, 0 where it is the same."""
        signs: Ints = np.sign(self.after - self.before)
        return signs

    def where(self, chosen: Flags) -> Stretches:
        """Some of the stretches."""
        return Stretches(
            self.starts[chosen],
            self.lasts[chosen],
            self.before[chosen],
            self.after[chosen],
            self.before_slopes[chosen],
            self.after_slopes[chosen],
        )

    def due_at(self, moments: Ints) -> tuple[Ints, Ints]:
        """When what is asked at a moment of each stretch is due, before and after."""
        passed = moments - self.starts
        return self.before + self.before_slopes * passed, self.after + self.after_slopes * passed


def stretches(before: Pieces, after: Pieces) -> Stretches:
    """The stretches of all moments for which both are known. Both must begin at the same moment."""
    end = min(before.end, after.end)
    before, after = before.until(end), after.until(end)
    starts = merge_sorted(before.starts, after.starts)
    if not len(starts):
        return _stretches(before, after, starts, end)
    ahead, before_slopes, after_slopes = _ahead(before, after, starts)
    # where one stays and the other advances, they are level in one second, before and after which the sign differs
    meets = (after_slopes - before_slopes) * np.sign(ahead) <= 0
    level = (starts + np.abs(ahead))[meets & (after_slopes != before_slopes)]
    ends = np.append(starts[1:], end)[meets & (after_slopes != before_slopes)]
    cuts = merge_sorted(starts, level[level < ends], (level + 1)[level + 1 < ends])
    return _stretches(before, after, cuts, end)


def _ahead(before: Pieces, after: Pieces, moments: Ints) -> tuple[Ints, Ints, Ints]:
    before_values, before_slopes = before.at(moments)
    after_values, after_slopes = after.at(moments)
    return after_values - before_values, before_slopes, after_slopes


def _stretches(before: Pieces, after: Pieces, starts: Ints, end: int) -> Stretches:
    if not len(starts):
        return Stretches(starts, starts, starts, starts, starts, starts)
    before_values, before_slopes = before.at(starts)
    after_values, after_slopes = after.at(starts)
    lasts = np.append(starts[1:], end) - 1
    return Stretches(starts, lasts, before_values, after_values, before_slopes, after_slopes)
