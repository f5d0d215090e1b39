"""The least time that a chain leaves to its promise, over every second of a year at which somebody may ask.

**Why no worse start is missed.** What is promised, and the end of the network, are functions of the second in
which somebody asks. Each is made of due dates put one after another, and of the later of several; each of these
is constant or advances with the clock between finitely many moments
(:mod:`~servicebook.clock.due_pieces` lists them for one calendar), and so are they
(:mod:`~servicebook.clock.pieces`). On a piece on which both are so, their difference is a straight line, and a
straight line is smallest at an end. Both ends of every piece are looked at: typically the last second before a
closing or a cutoff, and the first after it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time, timedelta
from functools import reduce

from servicebook.analysis import reasons
from servicebook.analysis.network import (
    Task,
    done_by,
    ends_of,
    last_of_each,
    tasks_of_service,
    without_sometimes,
)
from servicebook.clock.calendar import FIRST_DAY, LAST_DAY, Calendar
from servicebook.clock.due_dates import YEAR, DueDates
from servicebook.clock.durations import Duration, days_later
from servicebook.clock.pieces import MinGap, Pieces, compose, maximum, min_gap
from servicebook.clock.zones import start_of_day
from servicebook.frozen import frozen
from servicebook.model.clocks import Clocks, NoCalendarError
from servicebook.model.promises import Promise, promises
from servicebook.model.service import Service


@frozen
class LeastSlack:
    """The least slack of one promise against one network; ``gap`` is None where no start has a known end.

    The starts are all seconds from ``start`` (included) to ``end`` (not included), as instants. The very same object
    stands for all services of a catalog whose promise and network are alike, and for no other.
    """

    gap: MinGap | None
    start: int
    end: int


Slack = tuple[LeastSlack | None, LeastSlack | None]
"""Of a promise, without and with the steps done only sometimes; None where a part is unknown."""
Slacks = tuple[Slack, ...]
"""That of each of a service's promises."""


@frozen
class PromisedEnd:
    """A promise that a service is done by some time, the priorities it holds for, and the calendar it is counted on.

    Without a promise or a calendar, ``unknown`` is why.
    """

    priorities: tuple[str | None, ...]
    promise: Promise | None
    calendar: Calendar | None = None
    unknown: reasons.UnknownChain | None = None


def promised_ends(clocks: Clocks, service: Service) -> list[PromisedEnd]:
    """When a service promises to be done: priorities with the same promise together, highest first."""
    return [
        _promised_end(clocks, service, promise, tuple(priorities))
        for promise, priorities in _by_promise(clocks, service)
    ]


def place_of(clocks: Clocks, service: Service, priority: str | None) -> int:
    """Which of a service's :func:`promised_ends` holds at a priority; the first, where there is no such priority."""
    by_promise = _by_promise(clocks, service)
    return next((place for place, (_, those) in enumerate(by_promise) if priority in those), 0)


def _by_promise(clocks: Clocks, service: Service) -> list[tuple[Promise | None, list[str | None]]]:
    """The promises that say when it is done, each with its priorities, highest first."""
    promised = ends_of(promises(clocks.catalog, service))
    by_promise: dict[int, tuple[Promise | None, list[str | None]]] = {}
    for priority in priorities_of(clocks):
        promise = done_by(promised, priority)
        by_promise.setdefault(id(promise), (promise, []))[1].append(priority)
    return list(by_promise.values())


def priorities_of(clocks: Clocks) -> tuple[str | None, ...]:
    """The organization's priorities, highest first; None alone where it has none."""
    return tuple(clocks.catalog.settings.priorities) or (None,)


def _promised_end(
    clocks: Clocks, service: Service, promise: Promise | None, priorities: tuple[str | None, ...]
) -> PromisedEnd:
    if promise is None:
        return PromisedEnd(priorities, None, unknown=reasons.NothingPromised())
    if promise.calendar is None:
        return PromisedEnd(priorities, promise, unknown=reasons.PromiseWithoutHours())
    try:
        calendar = clocks.for_service(service, promise.calendar)
    except NoCalendarError as fault:
        return PromisedEnd(priorities, promise, unknown=fault.reason)
    if not calendar.is_ever_open:
        return PromisedEnd(priorities, promise, unknown=reasons.NeverOpen(calendar.name))
    return PromisedEnd(priorities, promise, calendar)


def shape_of(promised: PromisedEnd, tasks: Sequence[Task]) -> tuple[object, ...]:
    """All that the dates of a known promise and of known tasks depend on; services alike have the same."""
    assert promised.promise is not None, "what promises nothing has no dates"
    target = promised.promise.target
    numbers = {task.id: number for number, task in enumerate(tasks)}
    return (
        (promised.calendar, target.within, target.cutoff_time),
        *(
            (task.calendar, task.within, task.cutoff, tuple([numbers[other] for other in task.after]))
            for task in tasks
        ),
    )


class SlackFinder:
    """Finds the slacks of many services of one catalog, and keeps what several of them need."""

    def __init__(self, clocks: Clocks) -> None:
        self.clocks = clocks
        self.catalog = clocks.catalog
        self._due_dates = DueDates()
        self._slacks: dict[object, LeastSlack] = {}

    def slacks(self, service: Service) -> Slacks:
        """The least slack of each of a service's :func:`promised_ends`, in their order."""
        tasks = tasks_of_service(self.clocks, service)
        always = without_sometimes(tasks)
        slacks = []
        for promised in promised_ends(self.clocks, service):
            slack = self._known_slack(promised, always)
            is_same = len(always) == len(tasks)
            slacks.append((slack, slack if is_same else self._known_slack(promised, tasks)))
        return tuple(slacks)

    def _known_slack(self, promised: PromisedEnd, tasks: Sequence[Task]) -> LeastSlack | None:
        """The slack of a promise against some tasks; None where a part is unknown. Services alike share one."""
        promise, calendar = promised.promise, promised.calendar
        if promise is None or calendar is None or not tasks or any(task.unknown for task in tasks):
            return None
        assert promise.target.within is not None, "only promises with a time are asked for"
        key = shape_of(promised, tasks)
        if key not in self._slacks:
            cutoff = promise.target.cutoff_time
            self._slacks[key] = self._least_slack(calendar, promise.target.within, cutoff, tasks)
        return self._slacks[key]

    def _least_slack(
        self, calendar: Calendar, within: Duration, cutoff: time | None, tasks: Sequence[Task]
    ) -> LeastSlack:
        """The least slack over a year of starts, as far as all is known."""
        today = self.catalog.today
        if not FIRST_DAY < today <= LAST_DAY - timedelta(days=366):
            return LeastSlack(None, 0, 0)
        start = start_of_day(calendar.tz, today)
        end = start_of_day(calendar.tz, days_later(today, YEAR))
        calendars = {calendar, *(task.calendar for task in tasks if task.calendar)}

        def made(until: int) -> tuple[Pieces, Pieces]:
            due = self._due_dates.pieces(calendar, within, cutoff, start, until).until(end)
            return due, finished(self._due_dates, tasks, start, end, until)

        promised, done = self._due_dates.as_far_as_known(calendars, start, end, made)
        return LeastSlack(min_gap(promised, done), start, max(start, min(promised.end, done.end)))


def finished(due_dates: DueDates, tasks: Sequence[Task], start: int, end: int, until: int) -> Pieces:
    """The end of a network for every start from ``start`` to ``end``, on calendars expanded to ``until``.

    The tasks must come after those that they wait for, and no time may be unknown. Instants are in seconds.
    """
    ends: dict[str, Pieces] = {}
    latest: dict[
        tuple[str, ...], Pieces
    ] = {}  # of those that a task waits for, which others may wait for, too
    after = last_of_each(tasks)
    for task in tasks:
        assert task.calendar is not None and task.within is not None
        if not task.after:
            due = due_dates.pieces(task.calendar, task.within, task.cutoff, start, until)
            ends[task.id] = due.until(end)
            continue
        last = after[task.id]
        if last not in latest:
            latest[last] = reduce(maximum, (ends[other] for other in last))
        due = due_dates.pieces(task.calendar, task.within, task.cutoff, start, until, continuing=True)
        ends[task.id] = compose(latest[last], due)
    waited_for = {other for task in tasks for other in task.after}
    return reduce(maximum, (ends[task.id] for task in tasks if task.id not in waited_for))
