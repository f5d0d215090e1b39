"""Can the promise be kept? A service's own time against the chain of those that it hands its work to.

The hand-offs of a service are a network (:mod:`~servicebook.analysis.network`). For each priority the time in
which the service promises to be done is compared with the end of that network, if everybody takes all the time
that they have; for every second of the coming year at which somebody may ask, as far as the calendars are known.

**Why no worse start is missed.** What is promised, and the end of the network, are functions of the second in
which somebody asks. Each is made of due dates put one after another, and of the later of several; each of these
is constant or moves along with the clock between finitely many moments
(:mod:`~servicebook.clock.due_pieces` lists them for one calendar), and so are they
(:mod:`~servicebook.clock.pieces`). On a piece on which both are so, their difference is a straight line, and a
straight line is smallest at an end. Both ends of every piece are looked at: typically the last second before a
closing or a cutoff, and the first after it.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from enum import StrEnum
from functools import cached_property
from itertools import chain
from typing import TypeVar

from servicebook.analysis.network import (
    Done,
    Task,
    critical_path,
    done_by,
    tasks_of_service,
    walk,
    without_sometimes,
)
from servicebook.clock.calendar import FIRST_DAY, LAST_DAY, Calendar
from servicebook.clock.due_pieces import ExpandedCalendar, due_pieces
from servicebook.clock.durations import Duration, Unit, days_later
from servicebook.clock.pieces import MinGap, Pieces, compose, maximum, min_gap
from servicebook.clock.promise import due_seconds
from servicebook.clock.zones import instant_of, start_of_day
from servicebook.model.catalog import Catalog
from servicebook.model.clocks import Clocks, NoCalendarError
from servicebook.model.promises import Promise, promises
from servicebook.model.service import Service
from servicebook.model.visible import visible
from servicebook.processes import map_chunks

YEAR = Duration(12, Unit.MONTH)
"""How long from the catalog's day somebody may ask."""

_DAY = 86_400
_LONGEST = 40 * 366 * _DAY
_WORTH, _PIECE = 400, 200
"""From how many services with hand-offs on all cores work, and how many at a time."""


class Verdict(StrEnum):
    """Whether a promise covers its chain. It is unknown where any part has no time: never taken to be fine."""

    HOLDS = "holds"
    OUTRUNS = "outruns"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Worst:
    """The start that leaves the least time, in UTC; ``done`` is what then happens, ``path`` what decides the end."""

    asked: datetime
    promised: datetime
    finished: datetime
    done: tuple[Done, ...]
    path: tuple[Done, ...]

    @property
    def slack(self) -> timedelta:
        """What is left between the end and the promise, by the clock on the wall; negative when it is late."""
        return self.promised - self.finished

    @property
    def longest(self) -> Done | None:
        """The task on the path with the longest time, however the days fall: the one to talk about."""
        return max(self.path, key=_roughly, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """The starts that were compared: all seconds from ``start`` (included) to ``end`` (not included), in UTC.

    ``starts`` of them were looked at, which stand for all.
    """

    start: datetime
    end: datetime
    starts: int


@dataclass(frozen=True, kw_only=True)
class Compared:
    """A promise against one network. Only what is known has a slack and a worst start.

    ``unknown_steps`` are the ids of the tasks without a time; ``why`` says in one clause why the verdict is
    unknown. ``tell`` walks through the worst start.
    """

    verdict: Verdict
    slack_seconds: int | None = None
    tried: Tried | None = None
    unknown_steps: tuple[str, ...] = ()
    why: str | None = None
    tell: Callable[[], Worst] | None = field(default=None, repr=False, compare=False)

    @cached_property
    def worst(self) -> Worst | None:
        """What happens if somebody asks at the worst moment; None where the verdict is unknown."""
        return self.tell() if self.tell else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """One priority's promise against the chain behind it: without the steps done only sometimes, and with them.

    ``promise`` is None where the service does not say when it is done; ``priority`` where there are none.
    """

    service: str
    priority: str | None
    promise: Promise | None
    always: Compared
    with_sometimes: Compared


def chains_of(clocks: Clocks, service: Service) -> tuple[Chain, ...]:
    """A service's chains: one for each of the organization's priorities, highest first."""
    return _Comparing(clocks).chains(service)


class Chains(Mapping[str, tuple[Chain, ...]]):
    """The chains of every service that has hand-offs and can be asked for, by its id; each is explained when looked at.

    ``doubtful`` are the ids of those of which not every promise is known to hold. ``clocks`` are the calendars on
    which they were counted, for whoever counts on.
    """

    def __init__(self, catalog: Catalog) -> None:
        services = [s for s in catalog.services.values() if s.handoffs and s.can_be_asked]
        self.clocks = Clocks(catalog)
        comparing = self._comparing = _Comparing(self.clocks)

        def compare(start: int, end: int) -> list[_Plain]:
            return [comparing.plain(service) for service in services[start:end]]

        pieces = map_chunks(compare, len(services), size=_PIECE, min_items=_WORTH)
        found = (plain for piece in pieces for plain in piece)
        self._services = {service.id: service for service in services}
        self._plain = dict(zip(self._services, found, strict=True))
        self._explained: dict[str, tuple[Chain, ...]] = {}
        self.doubtful = tuple(
            qualified_id for qualified_id, plain in self._plain.items() if not all(map(_holds, chain(*plain)))
        )

    def __getitem__(self, qualified_id: str) -> tuple[Chain, ...]:
        if qualified_id not in self._explained:
            plain = self._plain[qualified_id]
            self._explained[qualified_id] = self._comparing.explained(self._services[qualified_id], plain)
        return self._explained[qualified_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._plain)

    def __len__(self) -> int:
        return len(self._plain)


def all_chains(catalog: Catalog) -> Chains:
    """The chains of a catalog; compared once: chains name nobody, so rules can ask what may be seen, as pages do."""
    return visible(catalog).derive(Chains)


@dataclass(frozen=True, slots=True)
class _Least:
    """What was found of one promise against one network: the least slack, and the bounds of the starts."""

    min_gap: MinGap | None
    start: int
    end: int


_Plain = tuple[tuple[_Least | None, _Least | None], ...]
"""For each of the service's promises: without and with the steps of sometimes; None where a part is unknown."""


@dataclass(frozen=True, slots=True)
class _Promised:
    """A promise that a service is done by some time, for which priorities, and on which calendar; or why not."""

    priorities: tuple[str | None, ...]
    promise: Promise | None
    calendar: Calendar | None
    why: str | None


def _holds(found: _Least | None) -> bool:
    return found is not None and found.min_gap is not None and found.min_gap.difference >= 0


K = TypeVar("K")
V = TypeVar("V")


class _Kept(OrderedDict[K, V]):
    """The last things made, up to a number of them."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def get_or_make(self, key: K, make: Callable[[], V]) -> V:
        if key in self:
            self.move_to_end(key)
            return self[key]
        made = self[key] = make()
        if len(self) > self._most:
            self.popitem(last=False)
        return made


class _Comparing:
    """Compares many services of one catalog, and keeps what several of them need."""

    def __init__(self, clocks: Clocks) -> None:
        self.clocks = clocks
        self.catalog = clocks.catalog
        self._expanded: dict[tuple[Calendar, int, int], ExpandedCalendar] = {}
        self._pieces: _Kept[object, Pieces] = _Kept(500)
        self._leasts: dict[object, _Least] = {}

    def chains(self, service: Service) -> tuple[Chain, ...]:
        return self.explained(service, self.plain(service))

    def plain(self, service: Service) -> _Plain:
        """The figures alone."""
        tasks = tasks_of_service(self.clocks, service)
        needed = without_sometimes(tasks)
        found = []
        for promised in self._promises(service):
            always = self._least(promised, needed)
            same = len(needed) == len(tasks)
            found.append((always, always if same else self._least(promised, tasks)))
        return tuple(found)

    def explained(self, service: Service, plain: _Plain) -> tuple[Chain, ...]:
        """What the figures mean, by priority, highest first."""
        tasks = tasks_of_service(self.clocks, service)
        needed = without_sometimes(tasks)
        found: dict[str | None, Chain] = {}
        for promised, (always, sometimes) in zip(self._promises(service), plain, strict=True):
            one = Chain(
                service=service.id,
                priority=None,
                promise=promised.promise,
                always=_compared(service, promised, needed, always),
                with_sometimes=_compared(service, promised, tasks, sometimes),
            )
            found |= {priority: replace(one, priority=priority) for priority in promised.priorities}
        return tuple(found[priority] for priority in self._priorities)

    @property
    def _priorities(self) -> tuple[str | None, ...]:
        return tuple(self.catalog.settings.priorities) or (None,)

    def _promises(self, service: Service) -> list[_Promised]:
        """When the service promises to be done; priorities with the same promise together."""
        found = promises(self.catalog, service)
        by_promise: dict[Promise | None, list[str | None]] = {}
        for priority in self._priorities:
            by_promise.setdefault(done_by(found, priority), []).append(priority)
        return [self._promised(service, promise, tuple(which)) for promise, which in by_promise.items()]

    def _promised(
        self, service: Service, promise: Promise | None, priorities: tuple[str | None, ...]
    ) -> _Promised:
        if promise is None:
            return _Promised(priorities, None, None, "it does not say by when it is done")
        if promise.calendar is None:
            why = "it has no hours on which its promise is counted"
            return _Promised(priorities, promise, None, why)
        try:
            calendar = self.clocks.for_service(service, promise.calendar)
        except NoCalendarError as fault:
            return _Promised(priorities, promise, None, str(fault))
        if not calendar.is_ever_open:
            return _Promised(priorities, promise, None, f"{calendar.name} is never open")
        return _Promised(priorities, promise, calendar, None)

    def _least(self, promised: _Promised, tasks: Sequence[Task]) -> _Least | None:
        promise, calendar = promised.promise, promised.calendar
        if promise is None or calendar is None or not tasks or any(task.unknown for task in tasks):
            return None
        assert promise.target.within is not None, "only promises with a time are asked for"
        cutoff = promise.target.cutoff_time
        numbers = {task.id: number for number, task in enumerate(tasks)}
        key = (
            (calendar, promise.target.within, cutoff),
            *(
                (task.calendar, task.within, task.cutoff, tuple(numbers[other] for other in task.after))
                for task in tasks
            ),
        )
        if key not in self._leasts:
            self._leasts[key] = self._found(calendar, promise.target.within, cutoff, tasks)
        return self._leasts[key]

    def _found(
        self, calendar: Calendar, within: Duration, cutoff: time | None, tasks: Sequence[Task]
    ) -> _Least:
        """The least slack over a year of starts, as far as all is known."""
        today = self.catalog.today
        if not FIRST_DAY < today <= LAST_DAY - timedelta(days=366):
            return _Least(None, 0, 0)
        start = start_of_day(calendar.tz, today)
        end = start_of_day(calendar.tz, days_later(today, YEAR))
        ahead = 32 * _DAY  # by how much the calendars are looked at past the last start
        while True:
            until = end + ahead
            promised = self._step(calendar, within, cutoff, start, until, on=False).until(end)
            finished = self._finished(tasks, start, end, until)
            reached = min(promised.end, finished.end)
            calendars = [calendar, *(task.calendar for task in tasks if task.calendar)]
            is_whole = all(self._expand(one, start, until).is_whole for one in calendars)
            if reached >= end or is_whole or ahead > _LONGEST:
                return _Least(min_gap(promised, finished), start, max(start, reached))
            ahead *= 4

    def _finished(self, tasks: Sequence[Task], start: int, end: int, until: int) -> Pieces:
        """The end of the network for every start."""
        ends: dict[str, Pieces] = {}
        for task in tasks:
            assert task.calendar is not None and task.within is not None
            if not task.after:
                first = self._step(task.calendar, task.within, task.cutoff, start, until, on=False)
                ends[task.id] = first.until(end)
                continue
            starts = ends[task.after[0]]
            for other in task.after[1:]:
                starts = maximum(starts, ends[other])
            step = self._step(task.calendar, task.within, task.cutoff, start, until, on=True)
            ends[task.id] = compose(starts, step)
        waited_for = {other for task in tasks for other in task.after}
        last = [ends[task.id] for task in tasks if task.id not in waited_for]
        found = last[0]
        for one in last[1:]:
            found = maximum(found, one)
        return found

    def _step(
        self, calendar: Calendar, within: Duration, cutoff: time | None, start: int, until: int, *, on: bool
    ) -> Pieces:
        return self._pieces.get_or_make(
            (calendar, within, cutoff, start, until, on),
            lambda: due_pieces(self._expand(calendar, start, until), within, cutoff, continuing=on),
        )

    def _expand(self, calendar: Calendar, start: int, until: int) -> ExpandedCalendar:
        key = (calendar, start, until)
        if key not in self._expanded:
            self._expanded[key] = ExpandedCalendar(calendar, start, until)
        return self._expanded[key]


def _roughly(done: Done) -> int:
    return done.task.within.rough_seconds if done.task.within else 0


def _compared(service: Service, promised: _Promised, tasks: Sequence[Task], found: _Least | None) -> Compared:
    if found is None:
        return _unknown(service, promised, tasks)
    if found.min_gap is None:
        why = "the calendars are not known far enough to say when it ends"
        return Compared(verdict=Verdict.UNKNOWN, why=why)
    moment, slack = found.min_gap.moment, found.min_gap.difference
    return Compared(
        verdict=Verdict.HOLDS if slack >= 0 else Verdict.OUTRUNS,
        slack_seconds=slack,
        tried=Tried(start=instant_of(found.start), end=instant_of(found.end), starts=found.min_gap.looked_at),
        tell=lambda: _worst(promised, tasks, moment),
    )


def _unknown(service: Service, promised: _Promised, tasks: Sequence[Task]) -> Compared:
    """Why there is no answer: the first thing that is missing."""
    unknown = [task for task in tasks if task.unknown]
    if not service.handoffs:
        why: str | None = "it has no hand-offs written down"
    elif unknown:
        why = f'the step "{unknown[0].id}" {unknown[0].unknown}'
    else:
        why = promised.why or "all its steps are done only sometimes"
    return Compared(verdict=Verdict.UNKNOWN, unknown_steps=tuple(task.id for task in unknown), why=why)


def _worst(promised: _Promised, tasks: Sequence[Task], moment: int) -> Worst:
    """The course of events after a start, told by the clock that tells everything else."""
    promise, calendar = promised.promise, promised.calendar
    assert promise is not None and promise.target.within is not None and calendar is not None
    done = walk(tasks, instant_of(moment))
    return Worst(
        asked=instant_of(moment),
        promised=instant_of(
            due_seconds(calendar, moment, promise.target.within, promise.target.cutoff_time).due
        ),
        finished=max(one.ends for one in done),
        done=done,
        path=critical_path(done),
    )
