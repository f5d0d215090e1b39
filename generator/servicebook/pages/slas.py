"""The directory of promises: every promise of every service as it applies, and the agreements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from markupsafe import Markup

from servicebook import links
from servicebook.analysis.agreement_scope import also_for, concerned
from servicebook.model.agreement import Agreement
from servicebook.model.catalog import Catalog
from servicebook.model.common import Target
from servicebook.model.department import Department
from servicebook.model.promises import AgreementState, Promise, promises, state_of
from servicebook.model.service import Service
from servicebook.pages.parts import promise_table
from servicebook.pages.parts.facts import Fact, as_table
from servicebook.pages.parts.filters import Filters, Mark, Marks, data_of, filters, group
from servicebook.pages.parts.page_links import (
    Link,
    agreement_link,
    badged_link,
    calendar_link,
    department_link,
    edit_link,
    service_link,
)
from servicebook.pages.parts.service_rows import Chip
from servicebook.pages.rendering.context import RenderContext
from servicebook.pages.rendering.page import Page
from servicebook.pages.rendering.urls import UrlContext
from servicebook.wording import formats, promise_text, text

HOUR, DAY, WEEK = 3600, 8 * 3600, 5 * 8 * 3600
TIMES = {
    "hour": "Within an hour",
    "day": "Within a working day",
    "week": "Within a working week",
    "longer": "Longer",
    "other": "Not a time",
}
"""Promises by how long they take, in rough working time."""

FROM = {"service": "The service", "department": "Its department", "agreement": "An agreement"}
EVERYBODY = "everybody"
SORTS = (("service", "Service"), ("provider", "Provider"), ("time", "Shortest time"), ("measure", "Measure"))


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


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementRow:
    """An agreement with its state today; ``yours`` are the ids of the departments that have something of it."""

    agreement: Link
    provider: Link
    customer: Link
    covers: str
    dates: str
    state: Chip
    yours: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentRow:
    """A department where the list is split, with its numbers."""

    department: Link
    services: int
    promises: int
    missing: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SlasView:
    """Promises in a table, or the departments where there are too many for one."""

    crumbs: tuple[Link, ...]
    name: str
    summary: str
    facts: tuple[Fact, ...]
    filters: Filters | None
    rows: list[PromiseRow]
    split: bool
    departments: list[DepartmentRow]
    agreements: list[AgreementRow]
    of_one: bool
    edit_link: Link | None


def pages(context: RenderContext) -> Iterator[Page]:
    """The one list, and a list for every department where that would be too long."""
    split = is_split(context)
    yield Page(
        path=links.SLA,
        title="SLAs",
        template="slas.html",
        scripts=("table.js",),
        view=lambda context, urls: view(context, urls, split=split),
        description="Every promise of every service, and who has agreed on it.",
    )
    if split:
        for department in context.catalog.departments.values():
            yield _page_of(department)


def _page_of(department: Department) -> Page:
    return Page(
        path=links.sla_of(department.id),
        title=f"Promises of {department.name}",
        template="slas.html",
        scripts=("table.js",),
        view=lambda site, urls: view_of(site, urls, department),
        description=f"Every promise of {department.name}, and who has agreed on it.",
    )


def is_split(context: RenderContext) -> bool:
    """Whether there are too many promises for one list; looks no further than needed to know."""
    catalog = context.catalog
    all_rows = (row for d in catalog.departments for row in _promises_of(catalog, d))
    return sum(1 for _ in islice(all_rows, context.max_rows + 1)) > context.max_rows


def view(context: RenderContext, urls: UrlContext, *, split: bool) -> SlasView:
    """What the page of all promises shows."""
    catalog = context.catalog
    states = {a.id: state_of(catalog, a) for a in catalog.agreements.values()}
    rows = [] if split else [row for d in catalog.departments for row in _rows(catalog, urls, d)]
    departments = [_department_row(catalog, urls, d) for d in catalog.departments] if split else []
    missing = sum(row.missing for row in rows) + sum(section.missing for section in departments)
    number = len(rows) - missing if not split else sum(section.promises for section in departments)
    in_force = sum(state is AgreementState.IN_FORCE for state in states.values())
    facts = list(_facts(number, missing, split))
    if states:
        facts.append(
            Fact(
                text=f"{text('count.agreement', count=len(states))}, {in_force} in force", href="#agreements"
            )
        )
    facts += _promised_to(catalog, rows, states)
    return SlasView(
        crumbs=(Link("Home", urls.to(links.HOME)),),
        name="Service levels",
        summary="What departments promise one another: to whom, how soon, and on whose hours.",
        facts=(*facts, as_table(urls, "promises")),
        filters=_filters(catalog, rows, of_one=False),
        rows=rows,
        split=split,
        departments=departments,
        agreements=[_agreement_row(catalog, urls, a, states[a.id]) for a in catalog.agreements.values()],
        of_one=False,
        edit_link=None,
    )


def view_of(context: RenderContext, urls: UrlContext, department: Department) -> SlasView:
    """What a department's page of promises shows."""
    catalog = context.catalog
    agreements = catalog.index.agreements_of.get(department.id, ())
    states = {a.id: state_of(catalog, a) for a in agreements}
    rows = _rows(catalog, urls, department.id)
    missing = sum(row.missing for row in rows)
    return SlasView(
        crumbs=(Link("SLAs", urls.to(links.SLA)), badged_link(catalog, urls, department.id)),
        name=f"What {department.name} promises",
        summary="What it promises, to whom, how soon, and on whose hours.",
        facts=(*_facts(len(rows) - missing, missing, split=False), *_promised_to(catalog, rows, states)),
        filters=_filters(catalog, rows, of_one=True),
        rows=rows,
        split=False,
        departments=[],
        agreements=[_agreement_row(catalog, urls, a, states[a.id]) for a in agreements],
        of_one=True,
        edit_link=edit_link(catalog, department.origin.path),
    )


def _facts(number: int, missing: int, split: bool) -> Iterator[Fact]:
    yield Fact(text=text("count.promise", count=number))
    if missing:
        yield Fact(
            text=text("slas.without", count=missing), look="is-warn", href=None if split else "?measure=none"
        )


def _promised_to(
    catalog: Catalog, rows: list[PromiseRow], states: Mapping[str, AgreementState]
) -> Iterator[Fact]:
    """For readers of each customer, a way to the rows that are theirs."""
    counts = Counter(mark.value for row in rows for mark in row.marks if mark.group == "customer")
    readers: dict[str, set[str]] = {}
    for agreement in map(catalog.agreements.__getitem__, states):
        if agreement.customer in counts and states[agreement.id] is AgreementState.IN_FORCE:
            ids = readers.setdefault(agreement.customer, {agreement.customer})
            ids.update(also_for(catalog, agreement))
    for customer, ids in readers.items():
        name = catalog.departments[customer].name
        yield Fact(
            text=f"{counts[customer]} for {name}, your department",
            look="is-yours",
            href=f"?customer={customer}",
            yours=" ".join(sorted(ids)),
        )


def _filters(catalog: Catalog, rows: list[PromiseRow], *, of_one: bool) -> Filters | None:
    marks = [row.marks for row in rows]
    sorts = tuple(sort for sort in SORTS if not (of_one and sort[0] == "provider"))
    return filters(
        (
            group(marks, "measure", "Promise", order=promise_table.MEASURE_ORDER),
            group(marks, "time", "Time", order=tuple(TIMES)),
            group(marks, "department", "Department", folded=True),
            group(marks, "priority", "Priority", order=("any", *catalog.settings.priorities), folded=True),
            group(marks, "customer", "Customer", order=(EVERYBODY,), folded=True),
            group(marks, "from", "From", order=tuple(FROM), folded=True),
        ),
        total=len(rows),
        noun="rows",
        sorts=sorts,
    )


def _promises_of(catalog: Catalog, department: str) -> Iterator[tuple[Service, Promise | None, str | None]]:
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
        if not applying and not any(agreement.targets for agreement in agreed):
            yield service, None, None
        hours = catalog.support_hours(service).value
        for agreement in agreed:
            own = [Promise(t, f"agreement:{agreement.id}", t.hours or hours) for t in agreement.targets]
            for promise in promise_table.in_order(catalog, tuple(own)):
                yield service, promise, agreement.customer


def _rows(catalog: Catalog, urls: UrlContext, department: str) -> list[PromiseRow]:
    return [
        _row(catalog, urls, service, promise, customer)
        for service, promise, customer in _promises_of(catalog, department)
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
        marks = (*known, Mark("measure", "none", "No promise yet"))
        return PromiseRow(
            service=service_link(catalog, urls, service.id), chips=chips, provider=provider, customer=None,
            measure="", measure_order=len(promise_table.MEASURE_ORDER), when="", when_order=0,
            value="No promise yet", time_order="", kept=None, hours=None, source=None, missing=True,
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
        measure_order=promise_table.MEASURE_ORDER.index(target.measure),
        when=promise_table.condition(catalog, promise),
        when_order=ranks.get(target.priority or "", 0),
        value="not promised" if target.none else promise_text.promised_value(target, language),
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
    yield Mark("priority", target.priority or "any", priority.name if priority else target.priority or "Any")
    source = promise.source.partition(":")[0]
    yield Mark("from", source, FROM[source])
    known = catalog.departments.get(customer or "")
    yield Mark("customer", customer or EVERYBODY, (known.name if known else customer) or "Everybody")


def _time(target: Target) -> str:
    if target.within is None:
        return "other"
    seconds = target.within.rough_seconds
    return "hour" if seconds <= HOUR else "day" if seconds <= DAY else "week" if seconds <= WEEK else "longer"


def _source(catalog: Catalog, urls: UrlContext, promise: Promise) -> Link:
    kind, _, qualified_id = promise.source.partition(":")
    if kind == "service":
        return Link("the service")
    if kind == "agreement":
        agreement = catalog.agreements[qualified_id]
        return Link(agreement.name or "agreement", urls.to(links.agreement(qualified_id)))
    return promise_table.source_link(catalog, urls, promise.source)


def _department_row(catalog: Catalog, urls: UrlContext, department: str) -> DepartmentRow:
    own = list(_promises_of(catalog, department))
    missing = sum(promise is None for _, promise, _ in own)
    return DepartmentRow(
        department=Link(catalog.departments[department].name, urls.to(links.sla_of(department))),
        services=len(catalog.index.services_of.get(department, ())),
        promises=len(own) - missing,
        missing=missing,
    )


def _agreement_row(
    catalog: Catalog, urls: UrlContext, agreement: Agreement, state: AgreementState
) -> AgreementRow:
    language = catalog.settings.organization.language
    start, end = agreement.effective_from, agreement.effective_until
    if start:
        dates = formats.date_range(start, end, language)
    else:
        dates = f"until {formats.day(end, language)}" if end else "no dates"
    good = state is AgreementState.IN_FORCE
    return AgreementRow(
        agreement=agreement_link(urls, agreement),
        provider=department_link(catalog, urls, agreement.provider),
        customer=department_link(catalog, urls, agreement.customer),
        covers=text("count.service", count=len(agreement.covers)),
        dates=dates,
        state=Chip(text=state.value, look="ok" if good else "warn"),
        yours=" ".join(concerned(catalog, agreement)),
    )
