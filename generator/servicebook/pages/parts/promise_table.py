"""What is promised, in words: the line at the top, and the table of all targets."""

from __future__ import annotations

from dataclasses import replace

from servicebook import links
from servicebook.frozen import frozen
from servicebook.model.catalog import Catalog
from servicebook.model.common import MEASURES, TIME_MEASURES, Target
from servicebook.model.promises import Promise, agreement_in_force, applying, main_promise, promises
from servicebook.model.service import Service
from servicebook.pages.parts.page_links import Link, calendar_link, department_link
from servicebook.pages.rendering.urls import UrlContext
from servicebook.wording import promise_text, text
from servicebook.wording.lists import listed


@frozen(kw_only=True)
class PromiseStep:
    """A point on the line of a promise; ``is_stated`` where it is promised in words, not as a time."""

    label: str
    value: str
    note: str | None
    is_goal: bool
    is_stated: bool


@frozen(kw_only=True)
class TargetView:
    """One target as a row: all words finished."""

    measure: str
    value: str
    when: str
    note: str | None
    counted_on: Link | None
    source: Link
    is_time: bool


@frozen(kw_only=True)
class PromiseTables:
    """What a page says of times that are promised: the line, and all of them."""

    line: tuple[PromiseStep, ...]
    times: tuple[TargetView, ...]


def tables(catalog: Catalog, urls: UrlContext, timed: tuple[Promise, ...]) -> PromiseTables:
    """The promises of times in words; services share the rows of what they promise alike."""
    return PromiseTables(line=tuple(line(catalog, timed)), times=tuple(target_views(catalog, urls, timed)))


def line(catalog: Catalog, promises_of: tuple[Promise, ...]) -> list[PromiseStep]:
    """First reply, solved, done: the times at the default priority, in the order in which they come."""
    priority = catalog.settings.default_priority
    timed = []
    promised_measures = {promise.target.measure for promise in promises_of}
    for measure in TIME_MEASURES:
        if measure not in promised_measures:
            continue
        promise = applying(promises_of, measure, priority)
        if promise is not None:
            timed.append(promise)
    goal = len(timed) - 1
    return [
        catalog.once(_step, (p.target, index == goal), p.target, index == goal)
        for index, p in enumerate(timed)
    ]


def _step(catalog: Catalog, target: Target, is_goal: bool) -> PromiseStep:
    language = catalog.settings.organization.language
    return PromiseStep(
        label=text(f"measure.{target.measure}"),
        value=promise_text.promised_value(target, language),
        note=promise_text.compliance(target, language),
        is_goal=is_goal,
        is_stated=target.within is None,
    )


def target_views(catalog: Catalog, urls: UrlContext, promised: tuple[Promise, ...]) -> list[TargetView]:
    """Every target, times first, by measure and by priority (highest first), and for which requests it applies."""
    rows = []
    measures = [promise.target.measure for promise in promised]
    for promise in in_order(catalog, promised):
        row, target = target_view(catalog, urls, promise), promise.target
        # what names a priority or a channel, or is alone of its measure, applies as it says itself
        if target.priority is None and target.channel is None and measures.count(target.measure) > 1:
            when = _applies_to(catalog, promise, promised)
            if when != row.when:
                row = catalog.once(_row_for, (row, when), row, when)
        rows.append(row)
    return rows


def _row_for(catalog: Catalog, row: TargetView, when: str) -> TargetView:
    """The row of a target that applies to other requests than it says itself."""
    return replace(row, when=when)


def _applies_to(catalog: Catalog, promise: Promise, promised: tuple[Promise, ...]) -> str:
    """For which requests a target applies beside the others: of one for any priority, those that no other names.

    It may be the service's own, and those that name one inherited from its department: the exact match applies.
    """
    priorities, target = catalog.settings.priorities.values(), promise.target
    best = [applying(promised, target.measure, priority.id) for priority in priorities]
    names = [
        priority.name
        for priority, one in zip(priorities, best, strict=True)
        if one and one.target.key == target.key
    ]
    if len(names) == len(best):
        return condition(catalog, promise)
    if not names:
        return text("promise.for-no-priority")
    return listed(names)


def in_order(catalog: Catalog, applying: tuple[Promise, ...]) -> list[Promise]:
    """Times first, by measure and by priority (highest first)."""
    if len(applying) < 2:
        return list(applying)
    ranks = catalog.derive(_ranks)

    def order(promise: Promise) -> tuple[int, int, str]:
        target = promise.target
        return _MEASURES[target.measure], ranks.get(target.priority, len(ranks)), target.channel or ""

    return sorted(applying, key=order)


_MEASURES = {measure: number for number, measure in enumerate(MEASURES)}


def _ranks(catalog: Catalog) -> dict[str | None, int]:
    """The places of priorities, the highest first."""
    return {priority: rank for rank, priority in enumerate(catalog.settings.priorities)}


def target_view(catalog: Catalog, urls: UrlContext, promise: Promise) -> TargetView:
    """One target in words."""
    return catalog.once(_target_view, (urls.place, promise), urls, promise)


def _target_view(catalog: Catalog, urls: UrlContext, promise: Promise) -> TargetView:
    language = catalog.settings.organization.language
    target = promise.target
    notes = [promise_text.compliance(target, language)]
    if target.cutoff:
        notes.append(text("promise.cutoff-note", time=target.cutoff))
    if target.stated and (target.within or target.at_least):
        notes.append(target.stated)
    counted = calendar_link(catalog, urls, promise.calendar) if promise.calendar and target.within else None
    return TargetView(
        measure=text(f"measure.{target.measure}"),
        value=promise_text.promised_value(target, language),
        when=condition(catalog, promise),
        note=" · ".join(note.rstrip(".") for note in notes if note) or None,
        counted_on=counted,
        source=source_link(catalog, urls, promise.source),
        is_time=target.measure in TIME_MEASURES,
    )


def condition(catalog: Catalog, promise: Promise) -> str:
    """For which requests a target holds: ``High``, ``High, by phone``; nothing for any."""
    parts = []
    if promise.target.priority:
        priority = catalog.settings.priorities.get(promise.target.priority)
        parts.append(priority.name if priority else promise.target.priority)
    if promise.target.channel:
        parts.append(text(f"by-channel.{promise.target.channel}"))
    return ", ".join(parts)


def source_link(catalog: Catalog, urls: UrlContext, source: str) -> Link:
    """Where a target comes from: this service, a department, an agreement."""
    kind, _, qualified_id = source.partition(":")
    if kind == "department":
        return department_link(catalog, urls, qualified_id)
    if kind == "agreement":
        return Link(text("promise.by-agreement"), urls.to(links.agreement(qualified_id)))
    return Link(text("promise.by-this-service"))


@frozen(kw_only=True)
class Given:
    """The time a service is known by, as one customer department has it; ``agreed`` where an agreement says so."""

    value: str
    agreed: Link | None


def given_to(catalog: Catalog, urls: UrlContext, service: Service, customer: str) -> Given | None:
    """``2 working days``, by the customer's agreement where one is in force; None where no time is promised."""
    agreement = agreement_in_force(catalog, service, customer)  # all customers without are given the same
    key = (urls.place, service.id, agreement.id if agreement else None)
    return catalog.once(_given_to, key, urls, service, customer)


def _given_to(catalog: Catalog, urls: UrlContext, service: Service, customer: str) -> Given | None:
    promise = main_promise(catalog, promises(catalog, service, customer))
    if promise is None or promise.target.within is None:
        return None
    is_agreed = promise.source.startswith("agreement:")
    return Given(
        value=str(promise.target.within),
        agreed=source_link(catalog, urls, promise.source) if is_agreed else None,
    )
