"""What a changed promise means: its due dates, how often it is kept, how much is available, when time does not count.

Every part of a promise has a direction of its own; together they make that of the promise. What is said in words only
has none, and is left out: nobody can tell by them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from servicebook.clock.calendar import Calendar
from servicebook.clock.durations import Duration
from servicebook.comparing.directions import Direction, combined, direction_of
from servicebook.comparing.due_difference import CountedPromise, DueComparer, DueDifference
from servicebook.comparing.open_hours import HoursDifference, hours_difference
from servicebook.frozen import frozen
from servicebook.model.calendars import hours_of
from servicebook.model.clocks import Clocks, NoCalendar, NoCalendarError
from servicebook.model.common import Target
from servicebook.model.promises import Promise

_PERIODS = ("day", "week", "month", "quarter", "year")
"""The periods over which something is measured: a share that is kept in each shorter one is kept in the longer."""
_EVERY_CASE = 100.0
"""What is promised of cases where no share is said."""


_ONE_WAY = frozenset({Direction.TIGHTENED, Direction.WEAKENED})
_OF_HOURS = "availability"
"""The measure of a share of hours: of any other share it does not matter when somebody is there."""

WHOLE = "promise"
"""The part that a promise is as a whole, where there was none or is none any more."""


@frozen
class Part:
    """One part of a promise, by the name of its field, that says something else."""

    field: str
    direction: Direction


@frozen(kw_only=True)
class PromiseDifference:
    """What has changed in a promise; ``parts`` are those that differ, "due" for within, cutoff and hours together.

    ``due`` is how its due dates differ, where both have any that can be computed; ``hours`` how the calendar differs on
    which something without due dates is counted, an availability. Where a calendar cannot be used, ``no_calendar`` is
    why.
    """

    direction: Direction
    parts: tuple[Part, ...] = ()
    due: DueDifference | None = None
    hours: HoursDifference | None = None
    no_calendar: NoCalendar | None = None

    def of(self, *fields: str) -> Direction:
        """The direction of some parts together."""
        return combined(part.direction for part in self.parts if part.field in (*fields, WHOLE))


class PromiseComparer:
    """Compares promises of two catalogs. What several comparisons need is computed once and kept.

    Calendars are taken without closures by notice: a notice is a change of its own, and passes.
    """

    def __init__(self, before: Clocks, after: Clocks) -> None:
        self.before, self.after = before, after
        self.today: date = after.catalog.today
        self.due = DueComparer(self.today)
        self._hours: dict[tuple[Calendar, Calendar], HoursDifference] = {}
        self._differing: dict[str, bool] = {}

    def promises(self, before: Promise | None, after: Promise | None) -> PromiseDifference:
        """What has changed between two promises; one that is there only now is a gain, one that is gone a loss."""
        if before is None or after is None:
            direction = direction_of(better=after is not None, worse=before is not None)
            if before is None and after is None:
                direction = Direction.SAME
            return PromiseDifference(direction=direction, parts=(Part(WHOLE, direction),))
        due, due_direction, no_calendar = self._due(before, after)
        hours = None
        parts = [Part("due", due_direction)]
        # in place of a promise of its own there is another one for more: how often each is kept compares nothing
        is_another = before.target.key != after.target.key and due_direction in _ONE_WAY
        parts += [] if is_another else _shares(before.target, after.target)
        if before.target.measure == after.target.measure == _OF_HOURS and _have_share(before, after):
            hours, hours_direction = self._counted_hours(before, after)
            parts.append(Part("hours", hours_direction))
        changed = tuple(part for part in parts if part.direction is not Direction.SAME)
        return PromiseDifference(
            direction=combined(part.direction for part in changed),
            parts=changed,
            due=due,
            hours=hours,
            no_calendar=no_calendar,
        )

    def hours(self, before: str, after: str) -> HoursDifference:
        """How the open time of two calendars, by their ids, differs. Raises :class:`NoCalendarError`."""
        pair = self.before.calendar(before), self.after.calendar(after)
        if pair not in self._hours:
            self._hours[pair] = hours_difference(*pair, self.today)
        return self._hours[pair]

    def differs(self, before: Promise | None, after: Promise | None) -> bool:
        """Whether what is written of a promise, or the calendar that it is counted on, is another one."""
        if before is None or after is None:
            return before is not after
        return (
            _substance(before.target) != _substance(after.target)
            or before.calendar != after.calendar
            or (before.calendar is not None and self._calendar_differs(before.calendar))
        )

    def _calendar_differs(self, calendar: str) -> bool:
        """Whether a calendar is another one, also through one that it extends; looked up once."""
        if calendar not in self._differing:
            try:
                pair = self.before.calendar(calendar), self.after.calendar(calendar)
                self._differing[calendar] = pair[0] != pair[1]
            except NoCalendarError:  # where neither can be used, nothing tells them apart
                self._differing[calendar] = hours_of(self.before.catalog.settings, calendar) != hours_of(
                    self.after.catalog.settings, calendar
                )
        return self._differing[calendar]

    def _due(
        self, before: Promise, after: Promise
    ) -> tuple[DueDifference | None, Direction, NoCalendar | None]:
        was, now = before.target.within, after.target.within
        if was is None or now is None:  # a time is promised that was not, or none any more
            return (
                None,
                direction_of(better=was is None and now is not None, worse=now is None and was is not None),
                None,
            )
        if before.calendar is None or after.calendar is None:
            return None, _without_hours(before, after, was, now), None
        try:
            counted = (
                CountedPromise(self.before.calendar(before.calendar), was, before.target.cutoff_time),
                CountedPromise(self.after.calendar(after.calendar), now, after.target.cutoff_time),
            )
        except NoCalendarError as fault:
            return None, Direction.UNKNOWN, fault.reason
        due = self.due.compare(*counted)
        return due, due.direction, None

    def _counted_hours(self, before: Promise, after: Promise) -> tuple[HoursDifference | None, Direction]:
        if before.calendar is None or after.calendar is None:
            is_same = before.calendar == after.calendar
            return None, Direction.SAME if is_same else Direction.UNKNOWN
        try:
            hours = self.hours(before.calendar, after.calendar)
        except NoCalendarError:
            return None, Direction.UNKNOWN
        return hours, hours.direction


def _have_share(before: Promise, after: Promise) -> bool:
    return before.target.at_least is not None and after.target.at_least is not None


def _substance(target: Target) -> tuple[Any, ...]:
    return target.within, target.at_least, target.cutoff, target.compliance, target.per, target.stated


def pauses(before: Iterable[str], after: Iterable[str]) -> Direction:
    """The direction of a service's pauses: one more is time that does not count any more."""
    then, now = ({" ".join(each.split()) for each in several} for several in (before, after))
    return direction_of(better=bool(then - now), worse=bool(now - then))


def _without_hours(before: Promise, after: Promise, was: Duration, now: Duration) -> Direction:
    """Where there is no calendar to count on, the longer of two times in the same unit is later on any."""
    if before.calendar != after.calendar or before.target.cutoff != after.target.cutoff:
        return Direction.UNKNOWN
    if was.unit is not now.unit:
        return Direction.UNKNOWN
    return direction_of(better=now.amount < was.amount, worse=now.amount > was.amount)


def _shares(before: Target, after: Target) -> Iterator[Part]:
    """The shares that are promised: of cases, of time, and over which period each."""
    kept = _EVERY_CASE if before.compliance is None else before.compliance
    keeps = _EVERY_CASE if after.compliance is None else after.compliance
    yield Part("compliance", direction_of(better=keeps > kept, worse=keeps < kept))
    if before.at_least is not None and after.at_least is not None:
        was, now = before.at_least, after.at_least
        yield Part("at_least", direction_of(better=now > was, worse=now < was))
    elif before.at_least != after.at_least:
        yield Part("at_least", Direction.UNKNOWN)
    if before.per != after.per and _has_share(before) and _has_share(after):
        yield Part("per", _period(before.per, after.per))


def _has_share(target: Target) -> bool:
    """Whether less than every case is promised: else it does not matter over which period."""
    share = target.at_least if target.compliance is None else target.compliance
    return share is not None and share < _EVERY_CASE


def _period(before: str | None, after: str | None) -> Direction:
    if before is None or after is None:
        return Direction.UNKNOWN
    was, now = _PERIODS.index(before), _PERIODS.index(after)
    return direction_of(better=now < was, worse=now > was)
