"""A journey planned backwards: the latest date to request each step, so that all is done before a day begins."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from servicebook.analysis.network import Task, tasks_of_journey
from servicebook.analysis.reasons import UnknownTime
from servicebook.analysis.uncertainty import uncertain
from servicebook.clock.calendar import NeverOpenError, PastHorizonError
from servicebook.clock.delays import Delay, due_delayed, running
from servicebook.clock.latest_start import latest_start
from servicebook.clock.skipped_periods import SkippedPeriod
from servicebook.clock.zones import instant_of, start_of_day
from servicebook.frozen import frozen
from servicebook.model.clocks import Clocks
from servicebook.model.journey import Journey


class CannotPlanError(Exception):
    """There are no dates for the journey, since one of its steps has no known time, or no date can be given for it."""

    def __init__(
        self, journey: str, step: str, reason: UnknownTime | PastHorizonError | NeverOpenError
    ) -> None:
        super().__init__(journey, step, reason)
        self.journey, self.step, self.reason = journey, step, reason


@frozen(kw_only=True)
class Planned:
    """A step with the latest moment to request it. Instants are in UTC.

    Requested at ``ask_by``, a whole second, it is ``due`` no later than ``needed``; a second later it is not.
    ``skipped_periods`` are the closed times between. ``waiting`` are the ids of the steps that wait for it; where there
    are none, it is needed when the day begins. ``delays`` have moved ``due``, and so ``ask_by``; ``uncertain`` are the
    ids of notices of a delay or a change between the two that do not say by how much.
    """

    task: Task
    ask_by: datetime
    due: datetime
    needed: datetime
    skipped_periods: tuple[SkippedPeriod, ...]
    waiting: tuple[str, ...]
    delays: tuple[Delay, ...]
    uncertain: tuple[str, ...]


@frozen(kw_only=True)
class Plan:
    """The steps of a journey, the one that must be requested first at the top.

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
            raise CannotPlanError(journey.id, task.id, task.unknown)
    deadline = start_of_day(ZoneInfo(clocks.catalog.settings.organization.zone), by)
    ask_by: dict[str, int] = {}
    planned = {}
    for task in reversed(tasks):  # each comes after those that it waits for
        waiting = tuple(other.id for other in tasks if task.id in other.after)
        needed = min((ask_by[other] for other in waiting), default=deadline)
        ask_by[task.id] = _latest_request(journey, task, needed)
        planned[task.id] = _planned(clocks, task, ask_by[task.id], needed, waiting)
    steps = sorted((planned[task.id] for task in tasks), key=lambda step: step.ask_by)
    return Plan(journey=journey, by=by, deadline=instant_of(deadline), steps=tuple(steps))


def _latest_request(journey: Journey, task: Task, needed: int) -> int:
    assert task.calendar is not None and task.within is not None, "a task with an unknown time is not planned"
    try:
        return latest_start(
            task.calendar, needed, task.within, task.cutoff, task.delays, continuing=bool(task.after)
        )
    except (PastHorizonError, NeverOpenError) as fault:
        raise CannotPlanError(journey.id, task.id, fault) from fault


def _planned(clocks: Clocks, task: Task, asked: int, needed: int, waiting: tuple[str, ...]) -> Planned:
    assert task.calendar is not None and task.within is not None, "a task with an unknown time is not planned"
    at, delays = instant_of(asked), running(task.delays, asked)
    found = due_delayed(task.calendar, at, task.within, task.cutoff, delays, continuing=bool(task.after))
    service = clocks.catalog.services.get(task.service or "")
    return Planned(
        task=task,
        ask_by=instant_of(asked),
        due=found.due,
        needed=instant_of(needed),
        skipped_periods=found.skipped_periods,
        waiting=waiting,
        delays=delays,
        uncertain=uncertain(clocks, service or task.department, at, found.due, delays),
    )
