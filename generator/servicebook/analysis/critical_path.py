"""When each task of a network starts and ends after a request, and which of them decide the end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from servicebook.analysis.network import Task
from servicebook.clock.promise import DueSeconds, due_after_seconds, due_seconds
from servicebook.clock.zones import instant_of, seconds_of
from servicebook.frozen import frozen


@frozen(kw_only=True)
class ScheduledTask:
    """A task that starts when those before it have ended, and ends when it is due; instants are in UTC.

    ``received`` is when its own calendar lets it begin.
    """

    task: Task
    starts: datetime
    received: datetime
    ends: datetime


def schedule_tasks(tasks: Sequence[Task], asked: datetime) -> tuple[ScheduledTask, ...]:
    """The tasks after a request at an instant, if each takes its full time; each must come after those it waits for.

    A task that waits for nothing starts with the request; any other continues from the last of those that it waits
    for. No time may be unknown. Raises :class:`~servicebook.clock.calendar.PastHorizonError` or
    :class:`~servicebook.clock.calendar.NeverOpenError` where there is no answer.
    """
    return with_dates(tasks, dates_of(tasks, asked))


Dates = tuple[tuple[datetime, datetime, datetime], ...]
"""When each of some tasks starts, is received, and ends, in UTC."""


def dates_of(tasks: Sequence[Task], asked: datetime) -> Dates:
    """The dates of :func:`schedule_tasks`, which do not depend on who does a task or what it is called."""
    begin = seconds_of(asked)
    ends: dict[str, int] = {}
    dates = []
    for task in tasks:
        start = max((ends[other] for other in task.after), default=begin)
        seconds = end_of(task, start)
        ends[task.id] = seconds.due
        dates.append((instant_of(start), instant_of(seconds.received), instant_of(seconds.due)))
    return tuple(dates)


def with_dates(tasks: Sequence[Task], dates: Dates) -> tuple[ScheduledTask, ...]:
    """The tasks with their dates."""
    return tuple(
        [
            ScheduledTask(task=task, starts=starts, received=received, ends=ends)
            for task, (starts, received, ends) in zip(tasks, dates, strict=True)
        ]
    )


def end_of(task: Task, start: int) -> DueSeconds:
    """When a task is due that starts at an instant in seconds."""
    assert task.calendar is not None and task.within is not None, "a task with an unknown time has no end"
    counted = due_after_seconds if task.after else due_seconds
    return counted(task.calendar, start, task.within, task.cutoff)


def critical_path(tasks: Sequence[ScheduledTask]) -> tuple[ScheduledTask, ...]:
    """The tasks that decide the end, first to last: from the one that ends last back through those it waited for."""
    by_id = {scheduled.task.id: scheduled for scheduled in tasks}
    path: list[ScheduledTask] = []
    current = max(tasks, key=_end, default=None)
    while current is not None:
        path.append(current)
        current = max((by_id[other] for other in current.task.after), key=_end, default=None)
    return tuple(reversed(path))


def _end(scheduled: ScheduledTask) -> datetime:
    return scheduled.ends


def local(task: Task, moment: datetime) -> datetime:
    """The instant in the zone in which the task is counted; in UTC where its calendar is not known."""
    return moment.astimezone(task.calendar.tz if task.calendar else ZoneInfo("UTC"))
