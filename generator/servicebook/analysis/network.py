"""Hand-offs as a network of tasks: each with its time, on the calendar of whoever does it.

The hand-offs of a service and the steps of a journey are read the same way. A step takes its ``within`` on the hours of
the department that does it; where it is handed to another service, the time that this service promises.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import time

from servicebook.analysis import reasons
from servicebook.clock.calendar import Calendar
from servicebook.clock.delays import Delay
from servicebook.clock.durations import Duration
from servicebook.frozen import frozen
from servicebook.model.clocks import Clocks, NoCalendarError
from servicebook.model.common import MAIN_MEASURES, Step
from servicebook.model.promises import Promise, applying, promises
from servicebook.model.service import Service

_DONE_BY = MAIN_MEASURES[:2]
"""The measures that say when a service is done, fulfillment before resolution: a first reply does not."""


@frozen(kw_only=True)
class Task:
    """A step and the time it takes.

    ``by`` is the department, role or service as written, ``department`` the department of it. ``after`` are the
    ids of the tasks that must be done before. ``unknown`` is why its time is not known; unless that is None,
    ``calendar`` and ``within`` may be. ``source`` says where the time comes from: ``step``, or the source of the
    service's promise. ``delays`` are those of notices on what does it: plans count them, verdicts on chains do not.
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
    unknown: reasons.UnknownTime | None
    delays: tuple[Delay, ...]


def tasks_of_service(clocks: Clocks, service: Service) -> tuple[Task, ...]:
    """The hand-offs of a service, each after those that it waits for.

    What is handed to another service takes the time that this one promises to the department of the first, as of the
    catalog's day.
    """
    return _tasks(clocks, service.handoffs, service.department)


def tasks_of_journey(clocks: Clocks, steps: Sequence[Step], customer: str | None = None) -> tuple[Task, ...]:
    """The steps of a journey in the same way, as promised to the department ``customer`` where one is given."""
    return _tasks(clocks, steps, customer)


def ends_of(promised: Iterable[Promise]) -> list[Promise]:
    """Those of a service's promises that may say by when it is done: for who asks :func:`done_by` several times."""
    return [promise for promise in promised if promise.target.measure in _DONE_BY]


def done_by(promised: Sequence[Promise], priority: str | None) -> Promise | None:
    """Of a service's promises, the one that says by when it is done: fulfillment, else resolution.

    None where neither has a time that holds for every channel.
    """
    for measure in _DONE_BY:
        promise = applying(promised, measure, priority)
        if promise is not None and promise.target.within is not None:
            return promise
    return None


def waited_for(steps: Sequence[Step], index: int) -> tuple[str, ...]:
    """The ids of the steps that a step waits for: those named, else the one above it."""
    after = steps[index].after
    if after is None:
        return (steps[index - 1].id,) if index else ()
    return after


def is_plain(steps: Sequence[Step]) -> bool:
    """Whether every step is always done and waits for the one above it, as most do: their tasks are in this order."""
    before: tuple[str, ...] = ()
    for step in steps:
        if step.when == "sometimes" or step.after not in (None, before):
            return False
        before = (step.id,)
    return len({step.id for step in steps}) == len(steps)


def without_sometimes(tasks: Sequence[Task]) -> tuple[Task, ...]:
    """The tasks of every request, without those done only sometimes; what waits for such a task then waits for what
    that one waits for."""
    if not any(task.sometimes for task in tasks):
        return tuple(tasks)
    predecessors: dict[str, tuple[str, ...]] = {}  # of the tasks that are left out
    without: dict[tuple[str, ...], tuple[str, ...]] = {}  # long lists of tasks to wait for are often the same
    kept = []
    for task in tasks:
        if task.after not in without:
            groups = (predecessors.get(before, (before,)) for before in task.after)
            waited = (other for group in {id(group): group for group in groups}.values() for other in group)
            without[task.after] = tuple(dict.fromkeys(waited))
        after = without[task.after]
        if task.sometimes:
            predecessors[task.id] = after
        else:
            kept.append(replace(task, after=after))
    return tuple(kept)


def last_of_each(tasks: Sequence[Task]) -> dict[str, tuple[str, ...]]:
    """For each task, by its id, those of the tasks that it waits for which no other of them has waited for.

    A task never ends before one that it waited for, so that these decide when the next one begins. The tasks must
    come after those that they wait for.
    """
    numbers = {task.id: number for number, task in enumerate(tasks)}
    before: list[int] = []  # for each task, a bit for every one that has ended when it ends
    last: dict[str, tuple[str, ...]] = {}
    for number, task in enumerate(tasks):
        covered = 0
        deciding = []
        for other in sorted((numbers[name] for name in task.after), reverse=True):
            if not covered >> other & 1:
                deciding.append(other)
                covered |= before[other]
        before.append(covered | 1 << number)
        last[task.id] = tuple(tasks[other].id for other in reversed(deciding))
    return last


def _tasks(clocks: Clocks, steps: Sequence[Step], own: str | None) -> tuple[Task, ...]:
    ids = {step.id for step in steps}
    tasks = [
        _task(clocks, step, own, [other for other in waited_for(steps, index) if other in ids])
        for index, step in enumerate(steps)
    ]
    return tuple(tasks) if _is_in_a_row(tasks) else _in_order(tasks)


def _in_order(tasks: Sequence[Task]) -> tuple[Task, ...]:
    """Each after those that it waits for, otherwise as written; those in a cycle come last, their time unknown.

    What waits for nothing comes first, then what waits for that alone, and so on.
    """
    by_id = {task.id: task for task in tasks}  # an id that is given twice is an error of the file
    tasks = tuple(by_id.values())
    waiting: dict[str, list[Task]] = {}
    for task in tasks:
        for other in task.after:
            waiting.setdefault(other, []).append(task)
    missing = {task.id: len(task.after) for task in tasks}
    rounds = {task.id: 0 for task in tasks if not task.after}
    ahead = list(rounds)
    for done in ahead:  # which grows meanwhile
        for task in waiting.get(done, ()):
            missing[task.id] -= 1
            if not missing[task.id]:
                rounds[task.id] = rounds[done] + 1  # the last of those before has the greatest number
                ahead.append(task.id)
    ordered = sorted((task for task in tasks if task.id in rounds), key=lambda task: rounds[task.id])
    in_cycles = (task for task in tasks if task.id not in rounds)
    return (*ordered, *(replace(task, unknown=reasons.WaitsForItself()) for task in in_cycles))


def _is_in_a_row(tasks: Sequence[Task]) -> bool:
    """Whether each waits for the one before it and for no other, as most steps do."""
    before: tuple[str, ...] = ()
    for task in tasks:
        if task.after != before:
            return False
        before = (task.id,)
    return len({task.id for task in tasks}) == len(tasks)


def _task(clocks: Clocks, step: Step, own: str | None, after: Sequence[str]) -> Task:
    """A step as a task; ``own`` is the department that does it where it names nobody, and that services promise to."""
    if step.service:
        return _handed_over(clocks, step, step.service, own, after)
    by = step.by or own or ""
    department = by.partition("/")[0]
    hours = clocks.own_hours(department)
    calendar: Calendar | None = None
    unknown: reasons.UnknownTime | None = None
    if step.within is None:
        unknown = reasons.NoTimeWritten()
    elif hours.calendar_id is None:
        unknown = reasons.DoerWithoutHours(by)
    else:
        calendar, unknown = hours.calendar, hours.missing
    return Task(
        id=step.id,
        by=by,
        department=department,
        service=None,
        within=step.within,
        calendar=calendar,
        calendar_id=hours.calendar_id,
        cutoff=None,
        after=tuple(after),
        sometimes=step.when == "sometimes",
        source="step",
        unknown=unknown or _never_open(calendar),
        delays=hours.delays,
    )


def _handed_over(clocks: Clocks, step: Step, name: str, own: str | None, after: Sequence[str]) -> Task:
    """A step that another service does, which takes the time that this service promises."""
    service = clocks.catalog.services.get(name)
    priority = clocks.catalog.settings.default_priority
    promise = done_by(promises(clocks.catalog, service, own), priority) if service else None
    calendar: Calendar | None = None
    unknown: reasons.UnknownTime | None = None
    if service is None or promise is None:
        unknown = reasons.NoTimePromised(name)
    elif promise.calendar is None:
        unknown = reasons.ServiceWithoutHours(name)
    else:
        try:
            calendar = clocks.for_service(service, promise.calendar)
        except NoCalendarError as fault:
            unknown = fault.reason
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
        delays=clocks.delays(service) if service else (),
    )


def _never_open(calendar: Calendar | None) -> reasons.NeverOpen | None:
    return reasons.NeverOpen(calendar.name) if calendar is not None and not calendar.is_ever_open else None
