"""How a journey goes when it begins at a typical moment: who acts when, and how long it takes in all."""

from __future__ import annotations

from bisect import bisect_right
from datetime import datetime
from zoneinfo import ZoneInfo

from servicebook.analysis.critical_path import ScheduledTask, schedule_tasks
from servicebook.analysis.network import Task, tasks_of_journey
from servicebook.clock.calendar import Calendar, NeverOpenError, PastHorizonError
from servicebook.clock.zones import instant_of, local_day, resolve, seconds_of
from servicebook.frozen import frozen
from servicebook.model.clocks import Clocks
from servicebook.model.journey import Journey

_MORNING = 9 * 60
"""The local time at which a typical journey begins, in minutes after midnight."""


@frozen(kw_only=True)
class Schedule:
    """What happens after ``asked``, each step after those that it waits for; instants are in UTC.

    ``working_days`` are those of ``counted_on``, the calendar of the step that ends last: after the day of
    asking, through the day of the end.
    """

    asked: datetime
    tasks: tuple[ScheduledTask, ...]
    ends: datetime
    working_days: int
    counted_on: Calendar


@frozen(kw_only=True)
class NoSchedule:
    """Why there is none: ``unknown`` are the steps without a time, else ``fault`` is why a date cannot be given.

    A journey without steps has neither.
    """

    unknown: tuple[Task, ...]
    fault: PastHorizonError | NeverOpenError | None = None


def schedule(clocks: Clocks, journey: Journey) -> Schedule | NoSchedule:
    """The schedule of a journey that begins at nine o'clock, in the organization's zone, of the next working day.

    That is the first day after the catalog's on which whoever does the first step works.
    """
    tasks = tasks_of_journey(clocks, journey.steps)
    unknown = tuple(task for task in tasks if task.unknown)
    if unknown or not tasks:
        return NoSchedule(unknown=unknown)
    try:
        asked = _next_morning(clocks, tasks[0])
        after_request = schedule_tasks(tasks, asked)
    except (PastHorizonError, NeverOpenError) as fault:
        return NoSchedule(unknown=(), fault=fault)
    last = max(after_request, key=lambda scheduled: scheduled.ends)
    calendar = _calendar(last.task)
    return Schedule(
        asked=asked,
        tasks=after_request,
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
