"""Work that goes from hand to hand, as a network of tasks: each with its time, on the calendar of whoever does it.

The hand-offs of a service and the steps of a journey are read the same way here. A step takes its ``within``
on the hours of the department that does it; where it is handed to another service, that service's promise.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time
from zoneinfo import ZoneInfo

from servicebook.clock.calendar import Calendar
from servicebook.clock.durations import Duration
from servicebook.clock.promise import DueSeconds, due_after_seconds, due_seconds
from servicebook.clock.zones import instant_of, seconds_of
from servicebook.model.clocks import Clocks, NoCalendarError
from servicebook.model.common import Step
from servicebook.model.promises import Promise, applying, promises
from servicebook.model.service import Service

IN_A_CIRCLE = "waits for itself, through others"
"""Why the time of a step is unknown that can never begin: an error of its own."""
DONE_BY = ("fulfillment_time", "resolution_time")
"""The measures that say when a service is done, the first of them first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A step and the time it takes.

    ``by`` is the department, role or service as written, ``department`` the department of it. ``after`` are the
    ids of the tasks that must be done before. A task without a time has ``unknown``, which says why in words
    that can follow its name; then ``calendar`` and ``within`` may be None. ``source`` tells where the time comes
    from: the ``step`` itself, or that of the promise of its service.
    """

    id: str
    by: str
    department: str
    service: str | None
    within: Duration | None
    calendar: Calendar | None
    calendar_id: str | None
    cutoff: time | None
    after: tuple[str, ...]
    sometimes: bool
    source: str
    unknown: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """A task in a course of events: it starts when those before it are done, and ends when it is due.

    All instants are in UTC. ``received`` is when its own calendar lets it begin.
    """

    task: Task
    starts: datetime
    received: datetime
    ends: datetime


def tasks_of_service(clocks: Clocks, service: Service) -> tuple[Task, ...]:
    """The hand-offs of a service, in an order in which each comes after those that it waits for.

    What is handed to another service takes the time that is promised to the service's own department, as of the
    catalog's day.
    """
    return _tasks(clocks, service.handoffs, service.department)


def tasks_of_journey(clocks: Clocks, steps: Sequence[Step], customer: str | None = None) -> tuple[Task, ...]:
    """The steps of a journey in the same way, for somebody of the department ``customer`` where one is given."""
    return _tasks(clocks, steps, customer)


def done_by(found: Iterable[Promise], priority: str | None) -> Promise | None:
    """Of the promises that apply to a service, the one by when it is done: fulfillment, else resolution.

    None where neither has a time that holds for every channel.
    """
    known = tuple(found)
    for measure in DONE_BY:
        promise = applying(known, measure, priority)
        if promise is not None and promise.target.within is not None:
            return promise
    return None


def waited_for(steps: Sequence[Step], index: int) -> tuple[str, ...]:
    """The steps that a step waits for: those named, else the one above."""
    after = steps[index].after
    if after is None:
        return (steps[index - 1].id,) if index else ()
    return after


def without_sometimes(tasks: Sequence[Task]) -> tuple[Task, ...]:
    """The tasks of every request: those that are done only sometimes are left out, and who waits for one waits
    for what that waits for."""
    if not any(task.sometimes for task in tasks):
        return tuple(tasks)
    instead: dict[str, tuple[str, ...]] = {}
    kept = []
    for task in tasks:
        after = tuple(dict.fromkeys(other for one in task.after for other in instead.get(one, (one,))))
        if task.sometimes:
            instead[task.id] = after
        else:
            kept.append(replace(task, after=after))
    return tuple(kept)


def walk(tasks: Sequence[Task], asked: datetime) -> tuple[Done, ...]:
    """What happens after a request, if everybody takes all the time that they have; for tasks with known times.

    A task that waits for nothing starts when it is asked for; any other continues from the last of those
    that it waits for. Raises :class:`~servicebook.clock.calendar.PastHorizonError` or
    :class:`~servicebook.clock.calendar.NeverOpenError` where there is no answer.
    """
    begin = seconds_of(asked)
    ends: dict[str, int] = {}
    found = []
    for task in tasks:
        start = max((ends[other] for other in task.after), default=begin)
        moments = end_of(task, start)
        ends[task.id] = moments.due
        found.append(
            Done(
                task=task,
                starts=instant_of(start),
                received=instant_of(moments.received),
                ends=instant_of(moments.due),
            )
        )
    return tuple(found)


def end_of(task: Task, start: int) -> DueSeconds:
    """When a task is due that starts at an instant (whole seconds)."""
    assert task.calendar is not None and task.within is not None, "a task with an unknown time has no end"
    counted = due_after_seconds if task.after else due_seconds
    return counted(task.calendar, start, task.within, task.cutoff)


def critical_path(done: Sequence[Done]) -> tuple[Done, ...]:
    """The tasks that decide the end, first to last: from the one that ends last back through those it waited for."""
    by_id = {one.task.id: one for one in done}
    path: list[Done] = []
    current = max(done, key=lambda one: one.ends, default=None)
    while current is not None:
        path.append(current)
        current = max((by_id[other] for other in current.task.after), key=lambda one: one.ends, default=None)
    return tuple(reversed(path))


def local(task: Task, moment: datetime) -> datetime:
    """The instant in the zone in which the task is counted; UTC where nobody said on which hours."""
    return moment.astimezone(task.calendar.tz if task.calendar else ZoneInfo("UTC"))


def _tasks(clocks: Clocks, steps: Sequence[Step], own: str | None) -> tuple[Task, ...]:
    known = {step.id for step in steps}
    tasks = [
        _task(clocks, step, own, [one for one in waited_for(steps, index) if one in known])
        for index, step in enumerate(steps)
    ]
    return _in_order(tasks)


def _in_order(tasks: Sequence[Task]) -> tuple[Task, ...]:
    """Each after those that it waits for, otherwise as written; those that wait in a circle come last, unknown."""
    ordered: dict[str, Task] = {}
    left = list(tasks)
    while left:
        ready = [task for task in left if all(other in ordered for other in task.after)]
        if not ready:
            return (*ordered.values(), *(replace(task, unknown=IN_A_CIRCLE) for task in left))
        ordered.update((task.id, task) for task in ready)
        left = [task for task in left if task.id not in ordered]
    return tuple(ordered.values())


def _task(clocks: Clocks, step: Step, own: str | None, after: Sequence[str]) -> Task:
    if step.service:
        return _handed_over(clocks, step, step.service, own, after)
    by = step.by or own or ""
    department = by.partition("/")[0]
    calendar, hours, unknown = None, clocks.catalog.department_hours(department).value, None
    if step.within is None:
        unknown = "has no time"
    elif hours is None:
        unknown = f"is done by {by}, which has no hours"
    else:
        try:
            calendar = clocks.for_department(department, hours)
        except NoCalendarError as fault:
            unknown = f"cannot be counted: {fault}"
    return Task(
        id=step.id,
        by=by,
        department=department,
        service=None,
        within=step.within,
        calendar=calendar,
        calendar_id=hours,
        cutoff=None,
        after=tuple(after),
        sometimes=step.when == "sometimes",
        source="step",
        unknown=unknown or _never_open(calendar),
    )


def _handed_over(clocks: Clocks, step: Step, name: str, own: str | None, after: Sequence[str]) -> Task:
    """A step that another service does: its promise is the time."""
    service = clocks.catalog.services.get(name)
    priority = clocks.catalog.settings.default_priority
    promise = done_by(promises(clocks.catalog, service, own), priority) if service else None
    calendar, unknown = None, None
    if service is None or promise is None:
        unknown = f"is handed to {name}, which promises no time"
    elif promise.calendar is None:
        unknown = f"is handed to {name}, which has no hours"
    else:
        try:
            calendar = clocks.for_service(service, promise.calendar)
        except NoCalendarError as fault:
            unknown = f"cannot be counted: {fault}"
    return Task(
        id=step.id,
        by=name,
        department=name.partition("/")[0],
        service=name,
        within=promise.target.within if promise else None,
        calendar=calendar,
        calendar_id=promise.calendar if promise else None,
        cutoff=promise.target.cutoff_time if promise else None,
        after=tuple(after),
        sometimes=step.when == "sometimes",
        source=promise.source if promise else "service",
        unknown=unknown or _never_open(calendar),
    )


def _never_open(calendar: Calendar | None) -> str | None:
    if calendar is not None and not calendar.is_ever_open:
        return f"is counted on {calendar.name}, which is never open"
    return None
