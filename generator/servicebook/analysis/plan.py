"""A journey planned backwards: until when each step must be asked for, so that all is done before a day begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from servicebook.analysis.network import Task, tasks_of_journey
from servicebook.clock.calendar import NeverOpenError, PastHorizonError
from servicebook.clock.latest_start import latest_start
from servicebook.clock.promise import due, due_after
from servicebook.clock.skipped_periods import SkippedPeriod
from servicebook.clock.zones import instant_of, start_of_day
from servicebook.model.clocks import Clocks
from servicebook.model.journey import Journey


class CannotPlanError(Exception):
    """There are no dates for a journey on that day; the text says why, in one line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A step with its last moment. Instants are in UTC.

    Asked for at ``ask_by``, a whole second, it is ``due`` no later than ``needed``; a second later it is not.
    ``skipped_periods`` are the closed times between. ``before`` are the steps that wait for it; where there are
    none, it is needed when the day begins.
    """

    task: Task
    ask_by: datetime
    due: datetime
    needed: datetime
    skipped_periods: tuple[SkippedPeriod, ...]
    before: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The steps of a journey, the one that must be asked for first at the top.

    ``deadline`` is the midnight with which the day ``by`` begins in the organization's zone.
    """

    journey: Journey
    by: date
    deadline: datetime
    steps: tuple[Planned, ...]


def plan(clocks: Clocks, journey: Journey, by: date, customer: str | None = None) -> Plan:
    """The plan for a journey that must be done when the day ``by`` begins.

    A step is needed when the first of those that wait for it must start. Steps that are done only sometimes are
    planned like the others: who plans ahead cannot know. Raises :class:`CannotPlanError` where a step has no
    time, or a calendar is not known for the days in question.
    """
    tasks = tasks_of_journey(clocks, journey.steps, customer)
    for task in tasks:
        if task.unknown:
            raise CannotPlanError(f'"{journey.id}" cannot be planned: the step "{task.id}" {task.unknown}')
    deadline = start_of_day(ZoneInfo(clocks.catalog.settings.organization.zone), by)
    ask_by: dict[str, int] = {}
    found = {}
    for task in reversed(tasks):
        before = tuple(other.id for other in tasks if task.id in other.after)
        needed = min((ask_by[other] for other in before), default=deadline)
        ask_by[task.id] = _last_moment(journey, task, needed)
        found[task.id] = _planned(task, ask_by[task.id], needed, before)
    return Plan(journey=journey, by=by, deadline=instant_of(deadline), steps=_in_order(tasks, found))


def _last_moment(journey: Journey, task: Task, needed: int) -> int:
    assert task.calendar is not None and task.within is not None, "a task with an unknown time is not planned"
    try:
        return latest_start(task.calendar, needed, task.within, task.cutoff, continuing=bool(task.after))
    except (PastHorizonError, NeverOpenError) as fault:
        raise CannotPlanError(f'"{journey.id}" cannot be planned: the step "{task.id}": {fault}') from fault


def _planned(task: Task, asked: int, needed: int, before: tuple[str, ...]) -> Planned:
    assert task.calendar is not None and task.within is not None, "a task with an unknown time is not planned"
    counted = due_after if task.after else due
    explained = counted(task.calendar, instant_of(asked), task.within, task.cutoff)
    return Planned(
        task=task,
        ask_by=instant_of(asked),
        due=explained.due,
        needed=instant_of(needed),
        skipped_periods=explained.skipped_periods,
        before=before,
    )


def _in_order(tasks: Sequence[Task], found: dict[str, Planned]) -> tuple[Planned, ...]:
    return tuple(sorted((found[task.id] for task in tasks), key=lambda one: one.ask_by))
