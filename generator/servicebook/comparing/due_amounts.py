"""By how much something is due later or earlier, counted as people count who promise it.

In the unit of the promise as it is now: working days on its calendar, or what is later on that of before where more of
them are between, open time for seconds, minutes and hours, else calendar days. A difference that is less than one such
unit, or that the calendar is not known far enough to count, is told in a finer one: open time, else time by the clock.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

import numpy as np

from servicebook.clock.due_pieces import ExpandedCalendar
from servicebook.clock.durations import Duration, Unit, days_later
from servicebook.clock.local_times import LocalTimes
from servicebook.clock.pieces import Flags, Ints, merge_sorted
from servicebook.clock.promise import OPEN_SECONDS
from servicebook.clock.zones import EPOCH_ORDINAL
from servicebook.comparing.due_stretches import Stretches
from servicebook.frozen import frozen

_DAYS_OF_WEEK = 7
_MINUTE = 60


class Measure(StrEnum):
    """What an amount counts. Open time and time by the clock are in seconds."""

    WORKING_DAYS = "working days"
    OPEN_TIME = "open time"
    CALENDAR_DAYS = "calendar days"
    CALENDAR_WEEKS = "calendar weeks"
    MONTHS = "months"
    CLOCK_TIME = "time by the clock"


@frozen
class Amount:
    """So much later or earlier; ``count`` is at least 1."""

    count: int
    measure: Measure


class Ruler:
    """Counts what lies between two due dates, on a calendar that is expanded as far as it is known or needed."""

    def __init__(self, expanded: ExpandedCalendar, unit: Unit, local: LocalTimes) -> None:
        self._unit = unit
        self._local = local
        self.expanded = expanded
        # the first opening of each working day: what is due at a day's last closing, even at midnight, is due that day
        first = np.searchsorted(expanded.days, expanded.working)
        self._openings = merge_sorted(expanded.starts[first])
        self._known_until = int(expanded.latest[-1])

    def counted(self, measure: Measure, one: Ints, other: Ints) -> Ints:
        """The amounts between two due dates each, as whole numbers that are never negative."""
        counts_openings = measure in (Measure.WORKING_DAYS, Measure.OPEN_TIME)
        if counts_openings and len(one) and max(int(one.max()), int(other.max())) > self._known_until:
            return np.zeros_like(
                one
            )  # the calendar is not known so far, so that the time by the clock is told
        apart: Ints = np.abs(self._position(measure, other) - self._position(measure, one))
        return apart

    def _position(self, measure: Measure, due: Ints) -> Ints:
        """The due dates on a scale of that measure."""
        if measure is Measure.CLOCK_TIME:
            return due
        if measure is Measure.CALENDAR_DAYS:
            return self._local.days(due - 1)
        if measure is Measure.WORKING_DAYS:
            return np.searchsorted(self._openings, due, "left").astype(np.int64)
        return open_before(self.expanded, due)

    @property
    def measures(self) -> tuple[Measure, ...]:
        """What to count in, the promise's own unit first; the last is never 0 where there is a difference."""
        if self._unit in OPEN_SECONDS:
            return Measure.OPEN_TIME, Measure.CLOCK_TIME
        if self._unit is Unit.WORKING_DAY:
            return Measure.WORKING_DAYS, Measure.OPEN_TIME, Measure.CLOCK_TIME
        return Measure.CALENDAR_DAYS, Measure.OPEN_TIME, Measure.CLOCK_TIME

    def amount(self, one: int, other: int, coarsest: Measure | None = None) -> Amount:
        """The amount between two due dates, in the first measure, from the ``coarsest`` on, in which there is one."""
        pair = np.array([one], dtype=np.int64), np.array([other], dtype=np.int64)
        for measure in self.measures[self.measures.index(coarsest) if coarsest else 0 :]:
            count = int(self.counted(measure, *pair)[0])
            if count:
                return self._rounded(Amount(count, measure), one, other)
        raise ValueError("both are due at the same time")

    def _rounded(self, amount: Amount, one: int, other: int) -> Amount:
        """Whole weeks and months where the promise counts in these, and it comes out even."""
        if amount.measure is not Measure.CALENDAR_DAYS:
            return amount
        if self._unit is Unit.CALENDAR_WEEK and amount.count % _DAYS_OF_WEEK == 0:
            return Amount(amount.count // _DAYS_OF_WEEK, Measure.CALENDAR_WEEKS)
        if self._unit is Unit.MONTH:
            first, last = sorted((self._day(one), self._day(other)))
            months = (last.year - first.year) * 12 + last.month - first.month
            if months and days_later(first, Duration(months, Unit.MONTH)) == last:
                return Amount(months, Measure.MONTHS)
        return amount

    def _day(self, due: int) -> date:
        day = self._local.days(np.array([due - 1], dtype=np.int64))
        return date.fromordinal(int(day[0]) + EPOCH_ORDINAL)


@frozen
class Example:
    """A moment of asking and what was and is promised for it; instants in seconds since 1970."""

    asked: int
    before: int
    after: int


@frozen
class Amounts:
    """The typical and the greatest difference in one direction, with an example of the greatest.

    ``is_uniform`` says that it is the same for whatever is asked.
    """

    typical: Amount
    greatest: Amount
    is_uniform: bool
    example: Example


def amounts(ruler: Ruler, chosen: Stretches, was: ExpandedCalendar) -> Amounts:
    """What the stretches, all of one sign and at least one, differ by.

    *Typical* is the median over the moments of asking at which there is a difference, of which each second counts the
    same that the provider's calendar is open; where that is closed at all of them, each second that the calendar of
    before, ``was``, is open; where that is, too, every second. Where the difference grows from second to second, a
    stretch counts with that at its middle, to the minute. *Greatest* is that of all moments: in any measure, the
    difference grows or shrinks steadily on a stretch, so that it is greatest at an end. Where it is not the same at all
    of them, a time is rounded up to the minute.
    """
    measure, at_start, at_last = _greatest_at_ends(ruler, chosen)
    most = int(max(at_start.max(), at_last.max()))
    greatest = chosen.where(np.maximum(at_start, at_last) == most)
    example = _example(ruler, measure, most, greatest, (ruler.expanded, was))
    is_uniform = int(min(at_start.min(), at_last.min())) == most
    # Where not all can be counted in a coarser measure, none is: by another, this would not be the greatest.
    greatest_amount = ruler.amount(example.before, example.after, measure)
    return Amounts(
        typical=_typical(ruler, chosen, was, measure),
        greatest=greatest_amount if is_uniform else _to_the_minute(greatest_amount, _MINUTE - 1),
        is_uniform=is_uniform,
        example=example,
    )


def _typical(ruler: Ruler, chosen: Stretches, was: ExpandedCalendar, coarsest: Measure) -> Amount:
    middle = (chosen.starts + chosen.lasts) // 2
    before, after = chosen.due_at(middle)
    weights = chosen.lasts - chosen.starts + 1
    for expanded in (ruler.expanded, was):
        open_seconds = open_before(expanded, chosen.lasts + 1) - open_before(expanded, chosen.starts)
        if open_seconds.any():
            weights = open_seconds
            break
    # by the first measure, the others decide between equals: numpy sorts by the last key first
    order = np.lexsort([ruler.counted(each, before, after) for each in reversed(ruler.measures)])
    passed = np.cumsum(weights[order])
    typical = order[int(np.searchsorted(passed, passed[-1] / 2))]
    return _to_the_minute(ruler.amount(int(before[typical]), int(after[typical]), coarsest), _MINUTE // 2)


def _to_the_minute(amount: Amount, added: int) -> Amount:
    """A time to the minute, rounded down after some seconds are added; what is shorter than a minute as it is."""
    if amount.measure not in (Measure.OPEN_TIME, Measure.CLOCK_TIME) or amount.count < _MINUTE:
        return amount
    return Amount((amount.count + added) // _MINUTE * _MINUTE, amount.measure)


def _greatest_at_ends(ruler: Ruler, chosen: Stretches) -> tuple[Measure, Ints, Ints]:
    """The first measure in which there is any difference, and the amounts at both ends of each stretch."""
    for measure in ruler.measures:
        at_start = ruler.counted(measure, *chosen.due_at(chosen.starts))
        at_last = ruler.counted(measure, *chosen.due_at(chosen.lasts))
        if at_start.any() or at_last.any():
            return measure, at_start, at_last
    raise ValueError("no stretch differs")


def _example(
    ruler: Ruler,
    measure: Measure,
    most: int,
    greatest: Stretches,
    receiving: tuple[ExpandedCalendar, ExpandedCalendar],
) -> Example:
    """The first moment of the greatest difference at which somebody is there, now or before, else any."""
    openings = [_first_open(expanded, greatest) for expanded in receiving]
    everywhere = np.ones(len(greatest.starts), dtype=np.bool_)
    for moments, allowed in (
        *openings,
        (greatest.starts, everywhere),
        (greatest.lasts, everywhere),
    ):
        before, after = greatest.due_at(moments)
        fits = allowed & (ruler.counted(measure, before, after) == most)
        if fits.any():
            found = int(np.argmax(fits))
            return Example(int(moments[found]), int(before[found]), int(after[found]))
    raise ValueError("no moment has the greatest difference")


def _first_open(expanded: ExpandedCalendar, chosen: Stretches) -> tuple[Ints, Flags]:
    """A moment within each stretch, and whether it is the first one that is open."""
    index = np.minimum(np.searchsorted(expanded.latest, chosen.starts, "right"), len(expanded.starts) - 1)
    moments = np.clip(expanded.starts[index], chosen.starts, chosen.lasts)
    return moments, (expanded.starts[index] <= moments) & (moments < expanded.ends[index])


def open_before(expanded: ExpandedCalendar, moments: Ints) -> Ints:
    """The open time in seconds from the beginning of the expansion to each moment."""
    span = np.searchsorted(expanded.span_starts, moments, "right") - 1
    found = np.maximum(span, 0)
    passed = np.minimum(moments, expanded.span_ends[found]) - expanded.span_starts[found]
    return np.where(span < 0, 0, expanded.span_before[found] + passed)


def reaching(chosen: Stretches) -> int:
    """The last moment of asking or due date of some stretches, to which a calendar must be expanded for counting."""
    return int(max(each.max() for each in (*chosen.due_at(chosen.lasts), chosen.lasts)))
