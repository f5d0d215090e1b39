"""What a changed promise does to its due dates, for every second of a year of asking.

A promise is counted on a calendar, within a duration, with a cutoff or none. When it is due is a piecewise linear
function of when it is asked for (:mod:`servicebook.clock.pieces`), before as after. Their difference is a straight line
on each piece of the two together, so that nothing between the ends of the pieces is missed.
"""

from __future__ import annotations

from datetime import date, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from servicebook.clock.calendar import FIRST_DAY, LAST_DAY, Calendar
from servicebook.clock.due_dates import YEAR, DueDates
from servicebook.clock.durations import Duration, Unit, days_later
from servicebook.clock.local_times import LocalTimes
from servicebook.clock.pieces import Pieces
from servicebook.clock.zones import local_day, start_of_day
from servicebook.comparing.asked_when import AskedWhen, asked_when
from servicebook.comparing.directions import Direction, direction_of
from servicebook.comparing.due_amounts import Amounts, Measure, Ruler, amounts, reaching
from servicebook.comparing.due_stretches import Stretches, stretches
from servicebook.frozen import frozen

_CHUNK = 64 * 86_400
"""Calendars are expanded to multiples of it, as promises of about the same length share what they need."""


@frozen
class CountedPromise:
    """What is promised, as far as its due dates follow from it; ``cutoff`` is a local time of the calendar's zone."""

    calendar: Calendar
    within: Duration
    cutoff: time | None = None


@frozen
class Shift:
    """Due dates that have moved in one direction: by how much, and for which requests."""

    amounts: Amounts
    asked: AskedWhen


class WhyUnknown(StrEnum):
    """Why nobody can tell whether due dates differ."""

    OUTSIDE_COMPUTED_DAYS = "outside computed days"
    CALENDARS_END_TOO_SOON = "calendars end too soon"


@frozen(kw_only=True)
class DueDifference:
    """How the due dates differ of what is asked in a year.

    ``later`` and ``earlier`` are None where there is no such moment. ``zone`` is that of the calendar now, ``first``
    the first day of asking there. ``known_until`` is the last day of asking there for which both due dates are known,
    None where they are for the whole year. ``never_before`` and ``never_now`` name a calendar that is never open, on
    which nothing is ever due: between such a promise and another one there is a direction, and no amount.
    """

    direction: Direction
    later: Shift | None = None
    earlier: Shift | None = None
    zone: str = "UTC"
    first: date | None = None
    known_until: date | None = None
    never_before: str | None = None
    never_now: str | None = None
    unknown: WhyUnknown | None = None


class DueComparer:
    """Compares promises of two catalogs, and keeps what several comparisons need; equal ones are compared once.

    ``today`` is the first day of asking, in the zones of both calendars.
    """

    def __init__(self, today: date) -> None:
        self.today = today
        self._due_dates = DueDates()
        self._found: dict[tuple[CountedPromise, CountedPromise], DueDifference] = {}

    def compare(self, before: CountedPromise, after: CountedPromise) -> DueDifference:
        """How the due dates differ; each pair is computed once."""
        key = (before, after)
        if key not in self._found:
            self._found[key] = self._compare(before, after)
        return self._found[key]

    def _compare(self, before: CountedPromise, after: CountedPromise) -> DueDifference:
        zone = after.calendar.zone
        if before == after:
            return DueDifference(direction=Direction.SAME, zone=zone, first=self.today)
        never = [None if p.calendar.is_ever_open else p.calendar.name for p in (before, after)]
        if any(name is not None for name in never):
            direction = direction_of(better=never[1] is None, worse=never[0] is None)
            return DueDifference(
                direction=direction, zone=zone, first=self.today, never_before=never[0], never_now=never[1]
            )
        if not FIRST_DAY < self.today <= LAST_DAY - timedelta(days=366):
            return _unknown(zone, self.today, WhyUnknown.OUTSIDE_COMPUTED_DAYS)
        return self._differences(before, after, after.calendar.tz)

    def _differences(self, before: CountedPromise, after: CountedPromise, zone: ZoneInfo) -> DueDifference:
        first = self._first_day(before.calendar, after.calendar)
        # from the earlier of two midnights to the later, so that it does not matter which promise is the former one
        zones = before.calendar.tz, zone
        start = min(start_of_day(each, first) for each in zones)
        end = max(start_of_day(each, days_later(self.today, YEAR)) for each in zones)

        def made(until: int) -> tuple[Pieces, Pieces]:
            was, now = (
                self._due_dates.pieces(p.calendar, p.within, p.cutoff, start, until).until(end)
                for p in (before, after)
            )
            return was, now

        was, now = self._due_dates.as_far_as_known((before.calendar, after.calendar), start, end, made)
        known_until = min(was.end, now.end)
        if was.is_empty or now.is_empty or known_until <= start:
            return _unknown(zone.key, first, WhyUnknown.CALENDARS_END_TOO_SOON)
        every = stretches(was, now)
        receiving = before.calendar, after.calendar
        later, earlier = (self._shift(every, sign, receiving, after.within.unit) for sign in (1, -1))
        return DueDifference(
            direction=direction_of(better=earlier is not None, worse=later is not None),
            later=later,
            earlier=earlier,
            zone=zone.key,
            first=first,
            known_until=date.fromordinal(local_day(zone, known_until - 1)) if known_until < end else None,
        )

    def _shift(
        self, every: Stretches, sign: int, receiving: tuple[Calendar, Calendar], unit: Unit
    ) -> Shift | None:
        """Counted on the calendar of now; what is later in working days on that of before, where that has more of them.

        Days that are closed now would not count otherwise, though it is because of them that it is later.
        """
        was, now = receiving
        shift = shift_of(self._due_dates, every, sign, receiving, now, unit)
        if shift is None or sign < 0 or unit is not Unit.WORKING_DAY or was == now:
            return shift
        other = shift_of(self._due_dates, every, sign, receiving, was, unit)
        return max((shift, other or shift), key=_working_days)

    def _first_day(self, *calendars: Calendar) -> date:
        """Today, unless calendars are known from a later day on; then one on which all are, in any zone."""
        known_from = max(calendar.known_from or FIRST_DAY for calendar in calendars)
        return max(self.today, known_from + timedelta(days=2))


def _working_days(shift: Shift) -> int:
    greatest = shift.amounts.greatest
    return greatest.count if greatest.measure is Measure.WORKING_DAYS else 0


def shift_of(
    due_dates: DueDates,
    every: Stretches,
    sign: int,
    receiving: tuple[Calendar, Calendar],
    counted_on: Calendar,
    unit: Unit,
) -> Shift | None:
    """How those moments differ at which the due date has moved in that direction; None where there are none.

    ``receiving`` are the calendars on which requests were and are received; the difference is counted on
    ``counted_on``, in a unit.
    """
    chosen = every.where(every.signs == sign)
    if not len(chosen.starts):
        return None
    start = int(every.starts[0])
    until = (reaching(every) // _CHUNK + 1) * _CHUNK
    was, now = (due_dates.expanded(calendar, start, until) for calendar in receiving)
    ruler = Ruler(due_dates.expanded(counted_on, start, until), unit, LocalTimes(counted_on.tz, start, until))
    return Shift(
        amounts(ruler, chosen, was),
        asked_when(every, sign, (was, now), LocalTimes(receiving[1].tz, start, until)),
    )


def _unknown(zone: str, first: date, reason: WhyUnknown) -> DueDifference:
    return DueDifference(direction=Direction.UNKNOWN, zone=zone, first=first, unknown=reason)
