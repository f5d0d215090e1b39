"""Typical moments of asking, and what each leads to: the table that needs no script."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from servicebook.analysis.escalation_times import counted_from
from servicebook.analysis.quote import Quote, QuotedPromise, quote, zone_of
from servicebook.analysis.typical_moments import MomentKind, TypicalMoment
from servicebook.clock.calendar import WEEKEND, NeverOpenError
from servicebook.clock.skipped_periods import Reason, SkippedPeriod
from servicebook.explanations import no_date
from servicebook.frozen import frozen
from servicebook.model.clocks import NoCalendarError
from servicebook.model.common import TIME_MEASURES
from servicebook.model.promises import Promise, applicable
from servicebook.model.service import Service
from servicebook.pages.dates.opening_hours import zone_name
from servicebook.pages.rendering.context import RenderContext
from servicebook.settings import Priority
from servicebook.wording import formats, promise_text, text
from servicebook.wording.time_spans import duration


@frozen
class Stamp:
    """An instant: with its offset for machines, and in words."""

    iso: str
    text: str


@frozen
class MomentCell:
    """When a promise is due; ``received`` where that is not as in the row, ``over`` what is passed over by name.

    ``receipt_why`` says why it is received at another time than the others.

    ``moved`` says what notices have added, ``uncertain`` that one may; which they are stands in the page's notices.
    """

    label: str
    due: Stamp | None
    value: str
    received: Stamp | None
    receipt_why: str | None
    over: str | None
    moved: tuple[str, ...]
    uncertain: str | None


@frozen
class MomentRow:
    """What asking at a typical moment leads to."""

    asked: Stamp
    why: str
    received: Stamp | None
    cells: tuple[MomentCell, ...]


@frozen
class MomentsView:
    """The table of typical moments, in the zone called ``zone``; ``for_priority`` where that is not the default."""

    columns: tuple[str, ...]
    rows: tuple[MomentRow, ...]
    zone: str
    for_priority: str | None


def asked_then(
    context: RenderContext, service: Service, usual: tuple[Promise, ...], priority: str | None
) -> tuple[list[tuple[TypicalMoment, Quote]], list[str]]:
    """Typical moments with what asking then leads to, and why there is no answer to some."""
    clocks = context.clocks
    quotes, faults = [], []
    applying = applicable(usual, priority)
    hours = _hours(applying)
    if hours is None:
        return [], []
    try:
        calendar = clocks.for_service(service, hours)
        cutoffs = {p.target.cutoff_time for p in applying if p.target.cutoff_time}
        for typical in context.clock_files.typical(calendar, tuple(sorted(cutoffs))):
            asked = quote(clocks, service, typical.at, priority=priority)
            faults += [no_date(a.unknown) for a in asked.answers if a.unknown]
            if any(answer.due for answer in asked.answers):
                quotes.append((typical, asked))
        if not quotes and not faults:
            faults.append(no_date(calendar.past_horizon()))
    except (NeverOpenError, NoCalendarError) as never:
        return [], [no_date(never)]
    return quotes, faults


def _hours(promises: tuple[Promise, ...]) -> str | None:
    """The calendar from which a service is asked: that of the promise which its date counts from, else of any date."""
    promise = counted_from(promises, None) or next(filter(is_dated, promises), None)
    return promise.calendar if promise else None


def moments_view(
    context: RenderContext,
    service: Service,
    moments: list[tuple[TypicalMoment, Quote]],
    shown: Priority | None,
) -> MomentsView:
    """The table of the moments; ``shown`` is the priority that was asked for."""
    usual = shown is None or shown.id == context.catalog.settings.default_priority
    return MomentsView(
        columns=tuple(label(answer.promise) for answer in _in_order(moments[0][1])),
        rows=tuple(_row(context, typical, asked) for typical, asked in moments),
        zone=zone_name(zone_of(context.clocks, service)),
        for_priority=None if usual or shown is None else shown.name,
    )


def _row(context: RenderContext, typical: TypicalMoment, asked: Quote) -> MomentRow:
    answers = _in_order(asked)
    usual = _usual_receipt(answers)
    return MomentRow(
        asked=stamp(context, asked.at),
        why=_why(typical, next((a.calendar.weekend for a in answers if a.calendar), WEEKEND)),
        received=stamp(context, usual.astimezone(asked.at.tzinfo)) if usual else None,
        cells=moment_cells(context, asked),
    )


def moment_cells(context: RenderContext, asked: Quote) -> tuple[MomentCell, ...]:
    """When each promise about time is due after a request, the first reply first."""
    answers = _in_order(asked)
    usual = _usual_receipt(answers)
    return tuple(
        MomentCell(
            label=label(a.promise),
            due=stamp(context, a.due.due.astimezone(asked.at.tzinfo)) if a.due else None,
            value=promise_text.promised_value(a.promise.target, context.language),
            received=stamp(context, a.due.received.astimezone(asked.at.tzinfo))
            if a.due and a.due.received != usual
            else None,
            receipt_why=receipt_why(a, answers),
            over=_over(a.due.skipped_periods) if a.due else None,
            moved=tuple(text("delay.more", duration=duration(delay.adds)) for delay in a.delays),
            uncertain=text("delay.uncertain-date") if a.uncertain else None,
        )
        for a in answers
    )


def _usual_receipt(answers: Iterable[QuotedPromise]) -> datetime | None:
    """When a request counts as received: as the last of the answers says, which is about all of the work."""
    receipts = [answer.due.received for answer in answers if answer.due]
    return receipts[-1] if receipts else None


def receipt_why(answer: QuotedPromise, answers: Iterable[QuotedPromise]) -> str | None:
    """Why a request counts from another time for this promise than for others: its cutoff has passed, or its hours.

    None where it counts from the same time for all. ``assets/promise_answers.js`` says the same.
    """
    dated = [(other.calendar, other.due.received) for other in answers if other.due and other.calendar]
    if answer.due is None or answer.calendar is None or len({received for _, received in dated}) < 2:
        return None
    cutoff = answer.promise.target.cutoff
    if cutoff and any(c is answer.calendar and received < answer.due.received for c, received in dated):
        return text("receipt.cutoff", time=cutoff)
    if any(calendar is not answer.calendar for calendar, _ in dated):
        return text("receipt.hours", calendar=answer.calendar.name)
    return None


def _over(parts: Iterable[SkippedPeriod]) -> str | None:
    """The days passed over, which a reader might not think of: not nights and breaks without a name."""
    told = [part for part in parts if part.name or part.reason not in (Reason.NIGHT, Reason.BREAK)]
    return ", ".join(promise_text.skipped_periods(told)) or None


def _why(typical: TypicalMoment, weekend: frozenset[int]) -> str:
    """What is typical of the moment; ``weekend`` are the weekdays that are called so where it is counted."""
    name = typical.name
    match typical.kind:
        case MomentKind.WORKING_DAY:
            return text("moments.working-day")
        case MomentKind.CUTOFF:
            return text("moments.cutoff")
        case MomentKind.CLOSING:
            return text("moments.end-of-day")
        case MomentKind.DAY_OFF if name is not None:
            return name
        case MomentKind.DAY_OFF | MomentKind.WEEKEND:
            is_weekend = typical.at.weekday() in weekend
            return text("moments.weekend") if is_weekend else text("moments.day-off")
        case _ if name is not None:
            return text("moments.before-holiday", name=name)
    weekday = typical.at.weekday()
    is_eve = weekday not in weekend and (weekday + 1) % 7 in weekend
    return text("moments.before-weekend") if is_eve else text("moments.before-days-off")


def _in_order(asked: Quote) -> list[QuotedPromise]:
    """The answers about time, the first reply first."""
    timed = [a for a in asked.answers if a.promise.target.is_time]
    return sorted(timed, key=lambda a: rank(a.promise))


def rank(promise: Promise) -> int:
    """Where a promise of a time stands: the first reply first, done last."""
    return TIME_MEASURES.index(promise.target.measure)


def label(promise: Promise, *, with_channel: bool = True) -> str:
    """``First reply by``; with the channel where it holds for one only."""
    label = text(f"measure.{promise.target.measure}")
    if with_channel and promise.target.channel:
        channel = text(f"by-channel.{promise.target.channel}")
        label = text("promise.measure-channel", measure=label, channel=channel)
    return text("promise.measure-by", measure=label) if promise.target.within is not None else label


def is_dated(promise: Promise) -> bool:
    """Whether a date can be counted for it: it says a time, and there is a calendar."""
    return promise.target.is_time and promise.target.within is not None and promise.calendar is not None


def stamp(context: RenderContext, moment: datetime) -> Stamp:
    """The instant in its own zone, with the year where that is not the catalog's day's."""
    return Stamp(
        moment.isoformat(timespec="auto" if moment.second else "minutes"),
        formats.moment_of_year(moment, context.catalog.today.year, context.language),
    )
