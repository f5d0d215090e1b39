"""How a journey goes when it begins at a typical moment: who acts when, and how long all of it takes."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from servicebook.analysis.network import Done, Task, tasks_of_journey, walk
from servicebook.clock.calendar import Calendar, NeverOpenError, PastHorizonError
from servicebook.clock.zones import instant_of, local_day, resolve, seconds_of
from servicebook.model.clocks import Clocks
from servicebook.model.journey import Journey

_MORNING = 9 * 60
"""The local time at which a typical journey begins, in minutes after midnight."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """What happens after ``asked`` (UTC), in an order in which each step comes after those that it waits for.

    ``working_days`` are those of ``counted_on``, the calendar of the step that ends last: after the day of
    asking, through the day of the end.
    """

    asked: datetime
    done: tuple[Done, ...]
    ends: datetime
    working_days: int
    counted_on: Calendar


@dataclass(frozen=True, slots=True, kw_only=True)
class NotKnown:
    """Why there is no course: the steps without a time, or in one clause what else is in the way."""

    tasks: tuple[Task, ...]
    why: str | None = None


def schedule(clocks: Clocks, journey: Journey) -> Schedule | NotKnown:
    """The course of a journey that begins at nine o'clock, in the organization's zone, of the next working day.

    That is the first day after the catalog's on which whoever does the first step works.
    """
    tasks = tasks_of_journey(clocks, journey.steps)
    unknown = tuple(task for task in tasks if task.unknown)
    if unknown or not tasks:
        return NotKnown(tasks=unknown)
    try:
        asked = _next_morning(clocks, tasks[0])
        done = walk(tasks, asked)
    except (PastHorizonError, NeverOpenError) as fault:
        return NotKnown(tasks=(), why=str(fault))
    last = max(done, key=lambda one: one.ends)
    calendar = _calendar(last.task)
    return Schedule(
        asked=asked,
        done=done,
        ends=last.ends,
        working_days=_working_days(calendar, seconds_of(asked), seconds_of(last.ends)),
        counted_on=calendar,
    )


def _calendar(task: Task) -> Calendar:
    assert task.calendar is not None, "what has an end has a calendar"
    return task.calendar


def _next_morning(clocks: Clocks, first: Task) -> datetime:
    zone = ZoneInfo(clocks.catalog.settings.organization.zone)
    tomorrow = clocks.catalog.today.toordinal() + 1
    line = _calendar(first).open_time
    line.cover(tomorrow)
    index = bisect_right(line.working, tomorrow - 1)
    if index == len(line.working):
        raise _calendar(first).no_more()
    return instant_of(resolve(zone, line.working[index], _MORNING))


def _working_days(calendar: Calendar, start: int, end: int) -> int:
    """The working days after the day of ``start`` through the day that ``end`` ends or lies in."""
    line = calendar.open_time
    line.cover(local_day(calendar.tz, start))
    line.cover(local_day(calendar.tz, end - 1))
    through = bisect_right(line.working, local_day(calendar.tz, end - 1))
    return through - bisect_right(line.working, local_day(calendar.tz, start))
