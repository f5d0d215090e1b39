"""Can the promise be kept? A service's own time against the chain of those that it hands its work to.

The hand-offs of a service are a network (:mod:`~servicebook.analysis.network`). For each priority the time in which
the service promises to be done is compared with the end of that network, if each step takes its full time; for every
second of the coming year at which somebody may ask (:mod:`~servicebook.analysis.chain_slack`), as far as the
calendars are known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from servicebook.analysis import reasons
from servicebook.analysis.critical_path import Dates, ScheduledTask, critical_path, dates_of, with_dates
from servicebook.analysis.network import Task, tasks_of_service, without_sometimes
from servicebook.clock.promise import due_seconds
from servicebook.clock.zones import instant_of
from servicebook.frozen import frozen
from servicebook.model.catalog import Catalog
from servicebook.model.clocks import Clocks
from servicebook.model.promises import Promise
from servicebook.model.service import Service
from servicebook.model.visible import visible

if (
    TYPE_CHECKING
):  # arrays take a quarter of the time in which a command starts, and few catalogs have hand-offs yet
    from servicebook.analysis.chain_slack import LeastSlack, PromisedEnd, Slack, Slacks


class Verdict(StrEnum):
    """Whether a promise covers its chain. It is unknown where any part has no time: never taken to be fine."""

    HOLDS = "holds"
    OUTRUNS = "outruns"
    UNKNOWN = "unknown"


@frozen(kw_only=True)
class WorstCase:
    """What happens after the start that leaves the least time. Instants are in UTC."""

    asked: datetime
    promised: datetime
    finished: datetime
    tasks: tuple[ScheduledTask, ...]

    @property
    def path(self) -> tuple[ScheduledTask, ...]:
        """The tasks that decide the end."""
        return critical_path(self.tasks)

    @property
    def longest(self) -> ScheduledTask | None:
        """The task on the path with the longest time, however the days fall: the one to talk about."""
        return max(self.path, key=_roughly, default=None)


@frozen(kw_only=True)
class CheckedStarts:
    """The starts that were compared: all seconds from ``start`` (included) to ``end`` (not included), in UTC.

    ``count`` of them were computed, which stand for all.
    """

    start: datetime
    end: datetime
    count: int


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """A promise against one network. Only what is known has a slack and a worst case.

    ``slack_seconds`` is the least time left, negative when it is late. Where the verdict is unknown, ``reason`` is
    why, and ``unknown_steps`` are the ids of the tasks without a time. ``find_worst`` works out the worst case, which
    few look at.
    """

    verdict: Verdict
    slack_seconds: int | None = None
    checked: CheckedStarts | None = None
    unknown_steps: tuple[str, ...] = ()
    reason: reasons.UnknownChain | None = None
    find_worst: Callable[[], WorstCase] | None = field(default=None, repr=False, compare=False)

    @cached_property
    def worst(self) -> WorstCase | None:
        """What happens if somebody asks at the worst moment; None where the verdict is unknown."""
        return self.find_worst() if self.find_worst else None


@frozen(kw_only=True)
class Chain:
    """One priority's promise against the chain behind it: without the steps done only sometimes, and with them.

    ``promise`` is None where the service does not say when it is done; ``priority`` where there are none.
    """

    service: str
    priority: str | None
    promise: Promise | None
    always: Comparison
    with_sometimes: Comparison


def chains_of(clocks: Clocks, service: Service) -> tuple[Chain, ...]:
    """A service's chains: one for each of the organization's priorities, highest first."""
    from servicebook.analysis.chain_slack import SlackFinder

    return _chains(clocks, service, SlackFinder(clocks).slacks(service), {})


class Chains(Mapping[str, tuple[Chain, ...]]):
    """The chains of every service that has hand-offs and can be asked for, by its id, each built when looked at.

    ``slacks`` are what they are built of; ``clocks`` are the calendars on which they were counted, for whoever counts
    on.
    """

    def __init__(self, catalog: Catalog, slacks: Mapping[str, Slacks] | None = None) -> None:
        """Finds the slacks but for those that are known, from a catalog with the same promises and calendars."""
        services = [s for s in catalog.services.values() if s.handoffs and s.can_be_asked]
        self.clocks = Clocks(catalog)
        self._services = {service.id: service for service in services}
        known = slacks or {}
        found = _find_slacks(self.clocks, [service for service in services if service.id not in known])
        self.slacks = {one: known[one] if one in known else found[one] for one in self._services}
        self._chains: dict[str, tuple[Chain, ...]] = {}
        self._worst: _WorstDates = {}

    @cached_property
    def doubtful(self) -> tuple[str, ...]:
        """The ids of those services of which not every promise is known to hold."""
        return tuple(
            [
                qualified_id
                for qualified_id, slacks in self.slacks.items()
                if not all(map(_holds, chain(*slacks)))
            ]
        )

    def for_projection(self, catalog: Catalog) -> Chains:
        """The same chains for a projection of the catalog, which hides people and nothing that is counted with."""
        return Chains(catalog, self.slacks)

    def slack_at(self, qualified_id: str, priority: str | None) -> Slack | None:
        """The slack of a service's chain at a priority, for which no chain is built: few are looked at as a whole.

        Without such a priority it is that of the first chain; None where the service has none.
        """
        slacks = self.slacks.get(qualified_id)
        if slacks is None:
            return None
        if len(slacks) == 1:  # as of most
            return slacks[0]
        from servicebook.analysis.chain_slack import place_of

        return slacks[place_of(self.clocks, self._services[qualified_id], priority)]

    def outrunning(self, qualified_id: str) -> list[Chain]:
        """The chains of a service that take longer than is promised, without what is done only sometimes."""
        slacks = self.slacks.get(qualified_id, ())
        gaps = [always.gap for always, _ in slacks if always]
        if not any(gap and gap.difference < 0 for gap in gaps):
            return []  # so it is nearly always: nothing is built to be told so
        return [one for one in self[qualified_id] if one.always.verdict is Verdict.OUTRUNS]

    def __reduce__(self) -> tuple[object, ...]:
        """How they are pickled: without those that were built."""
        return _again, (self.clocks, self.slacks)

    def __getitem__(self, qualified_id: str) -> tuple[Chain, ...]:
        if qualified_id not in self._chains:
            slacks = self.slacks[qualified_id]
            service = self._services[qualified_id]
            self._chains[qualified_id] = _chains(self.clocks, service, slacks, self._worst)
        return self._chains[qualified_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self.slacks)

    def __len__(self) -> int:
        return len(self.slacks)


def _again(clocks: Clocks, slacks: Mapping[str, Slacks]) -> Chains:
    chains = Chains(clocks.catalog, slacks)
    chains.clocks = clocks  # what is counted on them is kept with them
    return chains


def all_chains(catalog: Catalog) -> Chains:
    """The chains of a catalog; compared once."""
    return catalog.derive(Chains)


def visible_chains(catalog: Catalog) -> Chains:
    """The chains of what may be seen of a catalog; nothing is compared again for them."""
    return all_chains(catalog).for_projection(visible(catalog))


def _find_slacks(clocks: Clocks, services: Sequence[Service]) -> dict[str, Slacks]:
    """The slacks of some services by id. Not on all cores: few are unlike all others, and each core would find all."""
    if not services:
        return {}
    from servicebook.analysis.chain_slack import SlackFinder

    finder = SlackFinder(clocks)
    return {service.id: finder.slacks(service) for service in services}


def _holds(slack: LeastSlack | None) -> bool:
    return slack is not None and slack.gap is not None and slack.gap.difference >= 0


_WorstDates = dict[int, tuple[datetime, datetime, datetime, Dates]]
"""The worst start, the due date, the end, and the dates of tasks, by the id of their slack, which services alike
share."""


def _chains(clocks: Clocks, service: Service, slacks: Slacks, known: _WorstDates) -> tuple[Chain, ...]:
    """What the slacks of a service mean, by priority, highest first; ``known`` grows."""
    from servicebook.analysis.chain_slack import priorities_of, promised_ends

    tasks = tasks_of_service(clocks, service)
    always = without_sometimes(tasks)
    by_priority: dict[str | None, Chain] = {}
    for promised, (slack, slack_sometimes) in zip(promised_ends(clocks, service), slacks, strict=True):
        without = with_them = _comparison(service, promised, always, slack, known)
        if always is not tasks:
            with_them = _comparison(service, promised, tasks, slack_sometimes, known)
        for priority in promised.priorities:
            by_priority[priority] = Chain(
                service=service.id,
                priority=priority,
                promise=promised.promise,
                always=without,
                with_sometimes=with_them,
            )
    return tuple(by_priority[priority] for priority in priorities_of(clocks))


def _comparison(
    service: Service,
    promised: PromisedEnd,
    tasks: Sequence[Task],
    slack: LeastSlack | None,
    known: _WorstDates,
) -> Comparison:
    if slack is None:
        return _unknown(service, promised, tasks)
    if slack.gap is None:
        return Comparison(verdict=Verdict.UNKNOWN, reason=reasons.CalendarsEndTooSoon())
    seconds = slack.gap.difference
    return Comparison(
        verdict=Verdict.HOLDS if seconds >= 0 else Verdict.OUTRUNS,
        slack_seconds=seconds,
        checked=CheckedStarts(
            start=instant_of(slack.start), end=instant_of(slack.end), count=slack.gap.looked_at
        ),
        find_worst=lambda: _worst(promised, tasks, slack, known),
    )


def _unknown(service: Service, promised: PromisedEnd, tasks: Sequence[Task]) -> Comparison:
    """Why there is no answer: the first thing that is missing."""
    unknown = {task.id: task.unknown for task in tasks if task.unknown}
    if not service.handoffs:
        reason: reasons.UnknownChain = reasons.NoHandoffs()
    elif unknown:
        reason = reasons.StepUnknown(*next(iter(unknown.items())))
    else:
        reason = promised.unknown or reasons.OnlySometimes()
    return Comparison(verdict=Verdict.UNKNOWN, unknown_steps=tuple(unknown), reason=reason)


def _worst(promised: PromisedEnd, tasks: Sequence[Task], slack: LeastSlack, known: _WorstDates) -> WorstCase:
    """What happens after the start that leaves the least time, by the clock that gives every other date."""
    promise, calendar = promised.promise, promised.calendar
    assert promise is not None and promise.target.within is not None and calendar is not None
    assert slack.gap is not None, "what has no known end has no worst case"
    found = known.get(id(slack))
    if found is None:
        moment = slack.gap.moment
        asked = instant_of(moment)
        due = due_seconds(calendar, moment, promise.target.within, promise.target.cutoff_time).due
        dates = dates_of(tasks, asked)
        found = known[id(slack)] = asked, instant_of(due), max(ends for _, _, ends in dates), dates
    asked, due_at, finished, dates = found
    return WorstCase(asked=asked, promised=due_at, finished=finished, tasks=with_dates(tasks, dates))


def _roughly(scheduled: ScheduledTask) -> int:
    return scheduled.task.within.rough_seconds if scheduled.task.within else 0
