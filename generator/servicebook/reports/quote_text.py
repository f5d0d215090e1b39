"""What is promised to who asks, in sentences for a person at a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from servicebook.analysis.escalation_times import EscalationTime
from servicebook.analysis.quote import Quote, QuotedPromise
from servicebook.clock.calendar import Calendar
from servicebook.clock.promise import Due
from servicebook.explanations import how_far, no_date
from servicebook.model.catalog import Catalog
from servicebook.model.common import Target
from servicebook.reports.safe_text import visible
from servicebook.wording import formats, promise_text, text
from servicebook.wording.time_spans import duration

_INDENT = "  "


def render(catalog: Catalog, quote: Quote, levels: Iterable[EscalationTime]) -> str:
    """The answers, a paragraph each, whom to ask if they slip, and what may change them."""
    return "\n".join(visible(line).rstrip() for line in _lines(catalog, quote, levels)) + "\n"


def _lines(catalog: Catalog, quote: Quote, levels: Iterable[EscalationTime]) -> Iterator[str]:
    yield f"{quote.service.name} ({quote.service.id})"
    yield _asked(catalog, quote)
    if not quote.answers:
        yield ""
        yield text("quote.nothing")
    for answer in quote.answers:
        yield ""
        yield from _answer(catalog, quote, answer)
    escalation = [_level(catalog, level) for level in levels]
    if escalation:
        yield ""
        yield text("quote.escalation")
        yield from escalation
    remarks = [*_notices(catalog, quote), *_horizons(catalog, quote)]
    if remarks:
        yield ""
        yield from remarks


def _asked(catalog: Catalog, quote: Quote) -> str:
    """When it is asked for, and what else is known of the request."""
    moment = formats.moment(quote.at, catalog.settings.organization.language)
    priority = catalog.settings.priorities.get(quote.priority or "")
    customer = catalog.departments.get(quote.customer or "")
    known = [text("quote.priority", priority=priority.name)] if priority else []
    known += [text(f"by-channel.{quote.channel}")] if quote.channel else []
    known += [text("quote.customer", department=customer.name)] if customer else []
    if not known:
        return text("quote.asked", moment=moment, zone=quote.at.tzinfo)
    details = text("list.separator").join(known)
    return text("quote.asked-with", moment=moment, zone=quote.at.tzinfo, details=details)


def _answer(catalog: Catalog, quote: Quote, answer: QuotedPromise) -> Iterator[str]:
    language = catalog.settings.organization.language
    target, calendar, due = answer.promise.target, answer.calendar, answer.due
    measure = text(f"measure.{target.measure}")
    if target.channel and not quote.channel:
        measure = text(
            "quote.measure-by-channel", measure=measure, channel=text(f"by-channel.{target.channel}")
        )
    if calendar is None or due is None:
        yield _promise(measure, promise_text.promised_value(target, language).rstrip("."), target, language)
        if answer.unknown is not None:
            yield f"{_INDENT}{text('quote.unknown', why=no_date(answer.unknown))}"
        elif target.within is not None:
            yield f"{_INDENT}{text('quote.no-date')}"
    else:
        moment = _local(calendar, due.due, language)
        value = text("quote.by-uncertain" if answer.uncertain else "moment.by", moment=moment)
        yield _promise(measure, value, target, language)
        yield from (f"{_INDENT}{line}" for line in _counted(answer, calendar, due, language))
        for delay in answer.delays:
            title = catalog.notices[delay.notice].title
            yield f"{_INDENT}{text('delay.added', duration=duration(delay.adds), notice=title)}"
        passed = promise_text.skipped_periods(due.skipped_periods)
        if passed:
            yield f"{_INDENT}{text('not-counted.periods', periods=text('list.separator').join(passed))}"
    if target.stated and (target.within or target.at_least is not None):
        yield f"{_INDENT}{target.stated}"
    source = _source(catalog, answer.promise.source)
    if source:
        yield f"{_INDENT}{source}"


def _promise(measure: str, value: str, target: Target, language: str) -> str:
    """``Done: by Mon 9 Nov 2026, 07:30, in 90 of 100 cases.``"""
    how_often = promise_text.compliance(target, language)
    if how_often is None:
        return text("quote.promise", measure=measure, value=value)
    return text("quote.promise-often", measure=measure, value=value, often=how_often)


def _counted(answer: QuotedPromise, calendar: Calendar, due: Due, language: str) -> Iterator[str]:
    """``Counted from Mon 9 Nov 2026, 07:30: within 4 hours on IT desk (Europe/Amsterdam).`` And a cutoff."""
    target = answer.promise.target
    assert target.within is not None, "what is dated has a time"
    yield text(
        "quote.counted",
        moment=_local(calendar, due.received, language),
        limit=promise_text.time_limit(target.within),
        calendar=calendar.name,
        zone=calendar.zone,
    )
    if target.cutoff:
        yield text("promise.cutoff", time=target.cutoff)


def _local(calendar: Calendar, moment: datetime, language: str) -> str:
    return formats.moment(moment.astimezone(calendar.tz), language)


def _level(catalog: Catalog, escalation_time: EscalationTime) -> str:
    """``  Head of IT, from Wed 2 Dec 2026, 18:00 (2 working days later).``"""
    role = catalog.roles.get(escalation_time.level.role)
    after = escalation_time.level.after
    later = text("escalation.after", duration=duration(after)) if after else text("escalation.at-once")
    title = role.title if role else escalation_time.level.role
    if escalation_time.start is None:
        return f"{_INDENT}{text('quote.level', role=title, later=later)}"
    start = formats.moment(escalation_time.start, catalog.settings.organization.language)
    return f"{_INDENT}{text('quote.level-dated', role=title, moment=start, later=later)}"


def _source(catalog: Catalog, source: str) -> str | None:
    kind, _, qualified_id = source.partition(":")
    if kind == "agreement":
        return text("quote.agreement", agreement=qualified_id)
    if kind == "department":
        return text("quote.department", department=catalog.departments[qualified_id].name)
    return None


def _notices(catalog: Catalog, quote: Quote) -> Iterator[str]:
    """Delays and changes while the request is open; a closure is counted, and named where it is passed over."""
    language = catalog.settings.organization.language
    first = quote.at.date()
    last = max((a.due.due.astimezone(quote.at.tzinfo).date() for a in quote.answers if a.due), default=first)
    for notice in catalog.notices_for(quote.service):
        over = notice.end is not None and notice.end < first
        if notice.effect != "closed" and notice.start <= last and not over:
            when = formats.date_range(notice.start, notice.end, language)
            effect = text(f"effect.{notice.effect}")
            yield text("quote.notice", effect=effect, dates=when, title=notice.title)


def _horizons(catalog: Catalog, quote: Quote) -> Iterator[str]:
    """How far the calendars are known on which something was counted."""
    counted = {
        a.promise.calendar: a.calendar.name for a in quote.answers if a.calendar and a.promise.calendar
    }
    for calendar_id, name in counted.items():
        if known := how_far(catalog, calendar_id):
            yield text("known.of-calendar", calendar=name, known=known)
