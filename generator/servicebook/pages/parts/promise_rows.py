"""Rows of promises: one for each promise of a service, to everybody or to a customer, and for a service without any."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from servicebook import links
from servicebook.model.catalog import Catalog
from servicebook.model.common import MEASURES, Target
from servicebook.model.promises import AgreementState, Promise, promises, state_of
from servicebook.model.service import Service
from servicebook.pages.parts import promise_table
from servicebook.pages.parts.filters import Mark, Marks, data_of
from servicebook.pages.parts.page_links import Link, calendar_link, department_link, service_link
from servicebook.pages.parts.service_rows import Chip
from servicebook.pages.rendering.urls import UrlContext
from servicebook.wording import promise_text, text

HOUR, DAY, WEEK = 3600, 8 * 3600, 5 * 8 * 3600
TIMES = {
    "hour": text("promise-speed.hour"),
    "day": text("promise-speed.day"),
    "week": text("promise-speed.week"),
    "longer": text("promise-speed.longer"),
    "other": text("promise-speed.none"),
}
"""Promises by how long they take, in rough working time."""

FROM = {
    "service": text("promise-source.service"),
    "department": text("promise-source.department"),
    "agreement": text("promise-source.agreement"),
}
EVERYBODY = "everybody"


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseRow:
    """A promise, or that a service has none (``missing``); texts are finished, ``*_order`` sorts them."""

    service: Link
    chips: tuple[Chip, ...]
    provider: Link
    customer: Link | None
    measure: str
    measure_order: int
    when: str
    when_order: int
    value: str
    time_order: str
    kept: str | None
    hours: Link | None
    source: Link | None
    missing: bool
    marks: Marks
    data: Markup


def promises_of(catalog: Catalog, department: str) -> Iterator[tuple[Service, Promise | None, str | None]]:
    """Service, promise and customer of every row of a department; None for a service without any promise.

    An agreement may be the department's, or that of one above it.
    """
    for service in catalog.index.services_of.get(department, ()):
        applying = promises(catalog, service)
        for promise in promise_table.in_order(catalog, applying):
            yield service, promise, None
        agreed = [
            agreement
            for agreement in catalog.index.agreements_on.get(service.id, ())
            if state_of(catalog, agreement) is AgreementState.IN_FORCE
        ]
        own_targets = {a.id: [t for targets in a.targets_for(service.id) for t in targets] for a in agreed}
        if not applying and not any(own_targets.values()):
            yield service, None, None
        hours = catalog.support_hours(service).value
        for agreement in agreed:
            source = f"agreement:{agreement.id}"
            own = [Promise(t, source, t.hours or hours) for t in own_targets[agreement.id]]
            for promise in promise_table.in_order(catalog, tuple(own)):
                yield service, promise, agreement.customer


def promise_rows(catalog: Catalog, urls: UrlContext, department: str) -> list[PromiseRow]:
    return [
        _row(catalog, urls, service, promise, customer)
        for service, promise, customer in promises_of(catalog, department)
    ]


def _row(
    catalog: Catalog, urls: UrlContext, service: Service, promise: Promise | None, customer: str | None
) -> PromiseRow:
    language = catalog.settings.organization.language
    provider = department_link(catalog, urls, service.department)
    known = [Mark("department", service.department, provider.text)]
    chips = (
        (Chip(text=text(f"lifecycle.{service.lifecycle}"), look="off"),)
        if service.lifecycle != "live"
        else ()
    )
    if promise is None:
        marks = (*known, Mark("measure", "none", text("promise.none-yet")))
        return PromiseRow(
            service=service_link(catalog, urls, service.id), chips=chips, provider=provider, customer=None,
            measure="", measure_order=len(MEASURES), when="", when_order=0,
            value=text("promise.none-yet"), time_order="", kept=None, hours=None, source=None, missing=True,
            marks=marks, data=data_of(marks),
        )  # fmt: skip
    target = promise.target
    ranks = {priority: index for index, priority in enumerate(catalog.settings.priorities, 1)}
    marks = (*known, *_marks(catalog, promise, customer))
    return PromiseRow(
        service=service_link(catalog, urls, service.id),
        chips=chips,
        provider=provider,
        customer=department_link(catalog, urls, customer) if customer else None,
        measure=text(f"measure.{target.measure}"),
        measure_order=MEASURES.index(target.measure),
        when=promise_table.condition(catalog, promise),
        when_order=ranks.get(target.priority or "", 0),
        value=text("promise.not-promised") if target.none else promise_text.promised_value(target, language),
        time_order=str(target.within.rough_seconds) if target.within else "",
        kept=_kept(target, language),
        hours=calendar_link(catalog, urls, promise.calendar) if promise.calendar and target.within else None,
        source=_source(catalog, urls, promise),
        missing=False,
        marks=marks,
        data=data_of(marks),
    )


def _kept(target: Target, language: str) -> str | None:
    parts = [promise_text.compliance(target, language)]
    if target.stated and (target.within or target.at_least):
        parts.append(target.stated)
    return "; ".join(part for part in parts if part) or None


def _marks(catalog: Catalog, promise: Promise, customer: str | None) -> Iterator[Mark]:
    target = promise.target
    yield Mark("measure", target.measure, text(f"measure.{target.measure}"))
    time = _time(target)
    yield Mark("time", time, TIMES[time])
    priority = catalog.settings.priorities.get(target.priority or "")
    yield Mark(
        "priority",
        target.priority or "any",
        priority.name if priority else target.priority or text("promise.any-heading"),
    )
    source = promise.source.partition(":")[0]
    yield Mark("from", source, FROM[source])
    known = catalog.departments.get(customer or "")
    yield Mark(
        "customer", customer or EVERYBODY, (known.name if known else customer) or text("promise.everybody")
    )


def _time(target: Target) -> str:
    if target.within is None:
        return "other"
    seconds = target.within.rough_seconds
    return "hour" if seconds <= HOUR else "day" if seconds <= DAY else "week" if seconds <= WEEK else "longer"


def _source(catalog: Catalog, urls: UrlContext, promise: Promise) -> Link:
    kind, _, qualified_id = promise.source.partition(":")
    if kind == "service":
        return Link(text("promise.by-service"))
    if kind == "agreement":
        agreement = catalog.agreements[qualified_id]
        return Link(agreement.name or "agreement", urls.to(links.agreement(qualified_id)))
    return promise_table.source_link(catalog, urls, promise.source)
