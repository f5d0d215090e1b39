"""From when on which level of escalation may be asked, where a promise is not kept."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from servicebook.analysis.quote import Quote
from servicebook.clock.calendar import PastHorizonError
from servicebook.clock.promise import due_after
from servicebook.frozen import frozen
from servicebook.model.catalog import Catalog
from servicebook.model.common import MAIN_MEASURES, EscalationLevel
from servicebook.model.promises import Promise


@frozen
class EscalationTime:
    """A level of escalation, and the instant from which it may be asked, in the zone of its calendar.

    ``start`` is None where the promise has no date, and where the level's date lies outside the known days.
    """

    level: EscalationLevel
    start: datetime | None


def counted_from(applying: Iterable[Promise], channel: str | None) -> Promise | None:
    """Of the promises that apply to one priority, that from whose due date the levels count; None without a time.

    The fulfillment time, else the resolution time, else the response time; for the ``channel``, else for any.
    """
    timed = [p for p in applying if p.target.within is not None and p.target.channel in (None, channel)]
    for measure in MAIN_MEASURES:
        for promise in timed:
            if promise.target.measure == measure:
                return promise
    return None


def escalation_times(catalog: Catalog, quote: Quote) -> tuple[EscalationTime, ...]:
    """The service's levels of escalation for a request, in order; each counts from the due date of the promise.

    A level without ``after`` may be asked at once when the promise is overdue, the others that much later, counted on
    the calendar of the promise.
    """
    promise = counted_from((a.promise for a in quote.answers), quote.channel)
    answer = next((a for a in quote.answers if a.promise is promise), None)
    times = []
    for level in catalog.escalation(quote.service).value:
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
