"""Journeys whose total promised time is another one because of changes: later, earlier, or not known any more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from servicebook.analysis.chain_slack import finished
from servicebook.analysis.network import Task, tasks_of_journey
from servicebook.clock.calendar import FIRST_DAY, LAST_DAY, Calendar
from servicebook.clock.due_dates import YEAR, DueDates
from servicebook.clock.durations import Unit, days_later
from servicebook.clock.pieces import Pieces
from servicebook.clock.zones import start_of_day
from servicebook.comparing.change_causes import CountedWith, causes_of
from servicebook.comparing.changes import Change, Effect, Written
from servicebook.comparing.details import JourneyDetail
from servicebook.comparing.directions import Direction, direction_of
from servicebook.comparing.due_difference import DueDifference, shift_of
from servicebook.comparing.due_stretches import stretches
from servicebook.comparing.same_objects import SameObjects
from servicebook.model.catalog import Catalog
from servicebook.model.clocks import Clocks
from servicebook.model.journey import Journey
from servicebook.wording.time_spans import duration

_EVERYWHERE = frozenset({"calendar", "department", "organization", "priorities", "notice"})
"""Kinds of objects that may change the times of any step."""

_EFFECTS = {
    Direction.TIGHTENED: Effect.MENDED,
    Direction.WEAKENED: Effect.BROKEN,
    Direction.INCOMPARABLE: Effect.INCOMPARABLE,
}

Tasks = tuple[Task, ...]


def journey_changes(before: Catalog, after: Catalog, changes: Sequence[Change]) -> Iterator[Change]:
    """A change for each journey that is done later or earlier than before, or whose end is not known any more.

    Journeys that are new or gone have none. Where some requests are done later and others earlier, it is broken, too.
    """
    if not changes:
        return
    same = SameObjects(changes)
    comparer = _Comparer(before, after)
    for journey in _concerned(after, changes):
        was = before.journeys.get(same.former("journey", journey.id))
        if was is not None:
            yield from comparer.change(was, journey, changes)


def _concerned(catalog: Catalog, changes: Sequence[Change]) -> list[Journey]:
    """The journeys that changes may have to do with."""
    if any(change.kind in _EVERYWHERE for change in changes):
        return list(catalog.journeys.values())
    found: dict[str, Journey] = {}
    for change in changes:
        services = {change.object_id, *change.also} if change.kind == "service" else set(change.also)
        for service in services:
            found |= {j.id: j for j in catalog.index.journeys_with.get(service, ())}
        if change.kind == "journey" and (journey := catalog.journeys.get(change.object_id)):
            found[journey.id] = journey
    return list(found.values())


class _Comparer:
    """Compares the totals of journeys in two catalogs, over every second of a year at which they may begin."""

    def __init__(self, before: Catalog, after: Catalog) -> None:
        self._catalogs = before, after
        self._clocks = Clocks(before), Clocks(after)
        self._due_dates = DueDates()

    def change(self, was: Journey, now: Journey, changes: Sequence[Change]) -> Iterator[Change]:
        """The change of one journey, if there is any."""
        then = tasks_of_journey(self._clocks[0], was.steps)
        today = tasks_of_journey(self._clocks[1], now.steps)
        differing = _differing(then, today)
        if not differing or not then or not today:
            return
        unknown_then, unknown_now = _unknown(then), _unknown(today)
        if unknown_then and unknown_now:
            return
        difference = None
        if unknown_then or unknown_now:
            effect = Effect.BROKEN if unknown_now else Effect.MENDED
        else:
            difference = self._difference(then, today)
            if difference is None or difference.direction not in _EFFECTS:
                return
            effect = _EFFECTS[difference.direction]
        detail = JourneyDetail(steps=differing, unknown=unknown_now or unknown_then)
        yield self._change(now, then, today, changes, effect, detail, difference)

    def _difference(self, then: Tasks, today: Tasks) -> DueDifference | None:
        """How the end of all is moved; None where no end is known."""
        after = self._catalogs[1]
        day = after.today
        if not FIRST_DAY < day <= LAST_DAY - timedelta(days=366):
            return None
        zone = ZoneInfo(after.settings.organization.zone)
        start, end = start_of_day(zone, day), start_of_day(zone, days_later(day, YEAR))
        calendars = {task.calendar for task in (*then, *today) if task.calendar}

        def made(until: int) -> tuple[Pieces, Pieces]:
            return (
                finished(self._due_dates, then, start, end, until),
                finished(self._due_dates, today, start, end, until),
            )

        ends_then, ends_today = self._due_dates.as_far_as_known(calendars, start, end, made)
        if ends_then.is_empty or ends_today.is_empty or min(ends_then.end, ends_today.end) <= start:
            return None
        every = stretches(ends_then, ends_today)
        receiving = _calendar(then[0]), _calendar(today[0])
        later, earlier = (
            shift_of(self._due_dates, every, sign, receiving, _calendar(today[-1]), Unit.WORKING_DAY)
            for sign in (1, -1)
        )
        return DueDifference(
            direction=direction_of(better=earlier is not None, worse=later is not None),
            later=later,
            earlier=earlier,
            zone=receiving[1].zone,
            first=day,
        )

    def _change(
        self,
        journey: Journey,
        then: Tasks,
        today: Tasks,
        changes: Sequence[Change],
        effect: Effect,
        detail: JourneyDetail,
        difference: DueDifference | None,
    ) -> Change:
        before, after = self._catalogs
        counted = CountedWith(("journey", journey.id))
        counted.add_tasks(before, then)
        counted.add_tasks(after, today)
        return Change(
            code="journey-mended" if effect is Effect.MENDED else "journey-broken",
            kind="journey",
            object_id=journey.id,
            field=None,
            before=_times(then, detail.steps),
            after=_times(today, detail.steps),
            effect=effect,
            by=difference,
            written=Written("head", journey.origin.document, ("steps",)),
            details=detail,
            causes=causes_of(before, after, changes, counted),
        )


def _calendar(task: Task) -> Calendar:
    assert task.calendar is not None, "what has a known time has a calendar"
    return task.calendar


def _differing(then: Tasks, today: Tasks) -> tuple[str, ...]:
    """The ids of the steps that take another time, wait for others, or are there on one side only."""
    before = {task.id: _substance(task) for task in then}
    after = {task.id: _substance(task) for task in today}
    return tuple(step for step in dict.fromkeys((*after, *before)) if before.get(step) != after.get(step))


def _substance(task: Task) -> tuple[Any, ...]:
    """What the end of a step follows from."""
    unknown = None if task.unknown is None else type(task.unknown)
    return unknown, task.calendar, task.within, task.cutoff, task.after


def _unknown(tasks: Tasks) -> tuple[str, Any] | None:
    return next(((task.id, task.unknown) for task in tasks if task.unknown), None)


def _times(tasks: Tasks, steps: Sequence[str]) -> dict[str, Any]:
    """The times of some steps as they are promised, for programs."""
    return {task.id: duration(task.within) if task.within else None for task in tasks if task.id in steps}
