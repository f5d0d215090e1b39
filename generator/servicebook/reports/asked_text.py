"""What is promised to who asks, in sentences for a person at a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from servicebook.analysis.escalation_times import EscalationTime
from servicebook.analysis.quote import Quote, QuotedPromise
from servicebook.clock.calendar import Calendar
from servicebook.clock.promise import Due
from servicebook.model.catalog import Catalog
from servicebook.reports.text import visible
from servicebook.wording import formats, promise_text, text

_INDENT = "  "


def render(catalog: Catalog, asked: Quote, levels: Iterable[EscalationTime]) -> str:
    """The answers, a paragraph each, whom to ask if they slip, and what may change them."""
    return "\n".join(visible(line).rstrip() for line in _lines(catalog, asked, levels)) + "\n"


def _lines(catalog: Catalog, asked: Quote, levels: Iterable[EscalationTime]) -> Iterator[str]:
    language = catalog.settings.organization.language
    yield f"{asked.service.name} ({asked.service.id})"
    yield f"Asked on {formats.moment(asked.at, language)} ({asked.at.tzinfo}){_circumstances(catalog, asked)}."
    if not asked.answers:
        yield ""
        yield "Nothing is promised for this request."
    for answer in asked.answers:
        yield ""
        yield from _answer(catalog, asked, answer)
    escalation = [_level(catalog, one) for one in levels]
    if escalation:
        yield ""
        yield "If it is not done by then, ask:"
        yield from escalation
    remarks = [*_notices(catalog, asked), *_horizons(catalog, asked)]
    if remarks:
        yield ""
        yield from remarks


def _circumstances(catalog: Catalog, asked: Quote) -> str:
    priority = catalog.settings.priorities.get(asked.priority or "")
    customer = catalog.departments.get(asked.customer or "")
    parts = [f"priority {priority.name}"] if priority else []
    parts += [text(f"by-channel.{asked.channel}")] if asked.channel else []
    parts += [f"for {customer.name}"] if customer else []
    return "".join(f", {part}" for part in parts)


def _answer(catalog: Catalog, asked: Quote, answer: QuotedPromise) -> Iterator[str]:
    language = catalog.settings.organization.language
    target, calendar, due = answer.promise.target, answer.calendar, answer.due
    measure = text(f"measure.{target.measure}")
    if target.channel and not asked.channel:
        measure += f" ({text(f'by-channel.{target.channel}')})"
    how_often = promise_text.compliance(target, language)
    often = f", {how_often}" if how_often else ""
    if calendar is None or due is None:
        yield f"{measure}: {promise_text.promised_value(target, language).rstrip('.')}{often}."
        if target.within is not None:
            yield f"{_INDENT}No date can be given: nobody has said on which hours it is counted."
    else:
        yield f"{measure}: by {_local(calendar, due.due, language)}{often}."
        yield f"{_INDENT}{_promised(answer, calendar, due, language)}"
        passed = promise_text.skipped_periods(due.skipped_periods)
        if passed:
            yield f"{_INDENT}Not counted: {', '.join(passed)}."
    if target.stated and (target.within or target.at_least is not None):
        yield f"{_INDENT}{target.stated}"
    source = _source(catalog, answer.promise.source)
    if source:
        yield f"{_INDENT}{source}"


def _promised(answer: QuotedPromise, calendar: Calendar, due: Due, language: str) -> str:
    """``Received Mon 9 Nov 2026, 07:30; promised within 4 hours on IT desk (Europe/Amsterdam).``"""
    target = answer.promise.target
    assert target.within is not None, "what is dated has a time"
    cutoff = f", cutoff {target.cutoff}" if target.cutoff else ""
    return (
        f"Received {_local(calendar, due.received, language)}; "
        f"promised {promise_text.time_limit(target.within)}{cutoff}"
        f" on {calendar.name} ({calendar.zone})."
    )


def _local(calendar: Calendar, moment: datetime, language: str) -> str:
    return formats.moment(moment.astimezone(calendar.tz), language)


def _level(catalog: Catalog, one: EscalationTime) -> str:
    """``  Head of IT, from Wed 2 Dec 2026, 18:00 (2 working days later).``"""
    role = catalog.roles.get(one.level.role)
    later = f"{one.level.after} later" if one.level.after else "as soon as it is late"
    title = role.title if role else one.level.role
    if one.start is None:
        return f"{_INDENT}{title}, {later}."
    return f"{_INDENT}{title}, from {formats.moment(one.start, catalog.settings.organization.language)} ({later})."


def _source(catalog: Catalog, source: str) -> str | None:
    kind, _, qualified_id = source.partition(":")
    if kind == "agreement":
        return f"Promised in the agreement {qualified_id}."
    if kind == "department":
        return f"Promised by {catalog.departments[qualified_id].name} for all that it does."
    return None


def _notices(catalog: Catalog, asked: Quote) -> Iterator[str]:
    """Delays and changes while the request is open; a closure is counted, and named where it is passed over."""
    language = catalog.settings.organization.language
    first = asked.at.date()
    last = max((a.due.due.astimezone(asked.at.tzinfo).date() for a in asked.answers if a.due), default=first)
    for notice in catalog.notices_for(asked.service):
        over = notice.end is not None and notice.end < first
        if notice.effect != "closed" and notice.start <= last and not over:
            when = formats.date_range(notice.start, notice.end, language)
            yield f"{text(f'effect.{notice.effect}')} ({when}): {notice.title}"


def _horizons(catalog: Catalog, asked: Quote) -> Iterator[str]:
    """How far the calendars are known on which something was counted."""
    language = catalog.settings.organization.language
    known = {a.calendar.name: a.calendar.known_until for a in asked.answers if a.calendar}
    for name, until in known.items():
        if until is not None:
            yield f"{name}: holidays and closures are known until {formats.day(until, language)}."
