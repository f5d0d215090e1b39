"""Whom to ask from when on, where a promise is not kept: escalation with its dates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from servicebook.analysis.quote import Quote
from servicebook.clock.calendar import PastHorizonError
from servicebook.clock.promise import due_after
from servicebook.model.catalog import Catalog
from servicebook.model.common import MAIN_MEASURES, EscalationLevel
from servicebook.model.promises import Promise


@dataclass(frozen=True, slots=True)
class EscalationTime:
    """A level of escalation, and the instant from which it may be asked, in its calendar's zone.

    ``start`` is None where the promise has no date, and where the level's lies past what is known.
    """

    level: EscalationLevel
    start: datetime | None


def counted_from(applying: Iterable[Promise], channel: str | None) -> Promise | None:
    """The promise from whose due date levels count, among those that apply to one priority and channel.

    The fulfillment time, else the resolution time, else the response time.
    """
    fitting = [p for p in applying if p.target.within is not None and p.target.channel in (None, channel)]
    for measure in MAIN_MEASURES:
        for promise in fitting:
            if promise.target.measure == measure:
                return promise
    return None


def escalation_times(catalog: Catalog, asked: Quote) -> tuple[EscalationTime, ...]:
    """The service's levels of escalation for a request: each counts from the due date of its promise.

    A level without ``after`` may be asked at once, the others that much later, on the calendar on which the
    promise is counted.
    """
    promise = counted_from((a.promise for a in asked.answers), asked.channel)
    answer = next((a for a in asked.answers if a.promise is promise), None)
    times = []
    for level in catalog.escalation(asked.service).value:
        start = None
        if answer is not None and answer.calendar is not None and answer.due is not None:
            try:
                due = answer.due.due
                start = due_after(answer.calendar, due, level.after).due if level.after else due
                start = start.astimezone(answer.calendar.tz)
            except PastHorizonError:
                start = None  # the promise itself has a date, and keeps it
        times.append(EscalationTime(level, start))
    return tuple(times)
