"""What services promise: a row for each, with its first reply, when it is done, and its other promises below it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from markupsafe import Markup

from servicebook import links
from servicebook.frozen import frozen
from servicebook.model.catalog import Catalog
from servicebook.model.common import Target
from servicebook.model.promises import Promise, agreements_in_force, applying, promises
from servicebook.model.service import Service
from servicebook.pages.parts import promise_table
from servicebook.pages.parts.filters import Mark, Marks, data_of
from servicebook.pages.parts.last_result import NONE, LastResult, last_result
from servicebook.pages.parts.page_links import Link, calendar_link, department_link, service_link
from servicebook.pages.parts.service_rows import Chip
from servicebook.pages.rendering.urls import UrlContext
from servicebook.wording import formats, promise_text, text
from servicebook.wording.time_spans import duration

HOUR, DAY, WEEK = 3600, 8 * 3600, 5 * 8 * 3600
TIMES = {
    "hour": text("promise-speed.hour"),
    "day": text("promise-speed.day"),
    "week": text("promise-speed.week"),
    "longer": text("promise-speed.longer"),
    "other": text("promise-speed.none"),
}
"""Services by how long they take, in rough working time."""

FROM = {
    "service": text("promise-source.service"),
    "department": text("promise-source.department"),
    "agreement": text("promise-source.agreement"),
}
EVERYBODY = "everybody"

VERDICTS = {
    "kept": text("verdict.kept"),
    "missed": text("verdict.missed"),
    "too-few": text("verdict.too-few"),
    NONE: text("results.not-yet"),
}
"""Services by the last verdict on the promise that they are known by."""


Applying = tuple[Promise, str | None]
"""A promise, and the customer that an agreement gives it to."""


@frozen(kw_only=True)
class PromiseRow:
    """A promise in finished texts; ``time_order`` are rough working seconds, nothing where it is not a time.

    ``stated``: what is said besides. ``hours``: on which it is counted.
    ``source``: without an address where the service itself promises it.
    """

    measure: str
    when: str
    value: str
    time_order: str
    kept: str | None
    stated: str | None
    hours: Link | None
    customer: Link | None
    source: Link


@frozen(kw_only=True)
class ServicePromises:
    """A service with what it promises; ``missing`` where it promises nothing, and then it says so.

    ``reply`` and ``done`` hold for everybody at the default priority; ``others`` are all the rest. Where nothing
    says when it will be done, ``done`` is the first of what is promised. ``result`` says whether it was kept.
    """

    service: Link
    chips: tuple[Chip, ...]
    provider: Link
    reply: PromiseRow | None
    done: PromiseRow | None
    kept: str | None
    kept_order: str
    result: LastResult | None
    hours: Link | None
    others: tuple[PromiseRow, ...]
    missing: str | None
    marks: Marks
    data: Markup

    @property
    def all(self) -> tuple[PromiseRow, ...]:
        """Every promise once, those of the row first."""
        return (*(row for row in (self.reply, self.done) if row), *self.others)


def promises_of(catalog: Catalog, department: str) -> Iterator[tuple[Service, Promise | None, str | None]]:
    """Service, promise and customer of every row of a department; None for a service without any promise.

    An agreement may be the department's, or that of one above it.
    """
    for service in catalog.index.services_of.get(department, ()):
        applying = promises(catalog, service)
        for promise in promise_table.in_order(catalog, applying):
            yield service, promise, None
        agreed = agreements_in_force(catalog, service)
        own_targets = {a.id: [t for targets in a.targets_for(service.id) for t in targets] for a in agreed}
        if not applying and not any(own_targets.values()):
            yield service, None, None
        hours = catalog.support_hours(service).value
        for agreement in agreed:
            source = f"agreement:{agreement.id}"
            own = [Promise(t, source, t.hours or hours) for t in own_targets[agreement.id]]
            for promise in promise_table.in_order(catalog, tuple(own)):
                yield service, promise, agreement.customer


def count_promises(catalog: Catalog, department: str) -> tuple[int, int]:
    """How many promises :func:`promises_of` a department has, and how many of its services have none."""
    number = missing = 0
    for service in catalog.index.services_of.get(department, ()):
        own = len(promises(catalog, service))
        for agreement in agreements_in_force(catalog, service):
            own += sum(map(len, agreement.targets_for(service.id)))
        number += own
        missing += not own
    return number, missing


def service_promises(catalog: Catalog, urls: UrlContext, department: str) -> list[ServicePromises]:
    """A department's services in their order, each with its promises."""
    grouped = groupby(promises_of(catalog, department), key=lambda found: found[0].id)
    return [
        _row(
            catalog,
            urls,
            catalog.services[name],
            [(p, customer) for _, p, customer in found if p is not None],
        )
        for name, found in grouped
    ]


def _row(catalog: Catalog, urls: UrlContext, service: Service, promised: list[Applying]) -> ServicePromises:
    provider = department_link(catalog, urls, service.department)
    reply, done = _shown(catalog, tuple(promise for promise, customer in promised if customer is None))
    others = tuple(
        _promise(catalog, urls, promise, customer)
        for promise, customer in promised
        if promise is not reply and promise is not done
    )
    foremost = done or reply
    result = last_result(catalog, service)
    marks, data = _found_by(catalog, service, promised, foremost, result)
    first, last = (_promise(catalog, urls, p, None) if p else None for p in (reply, done))
    measured, measured_row = _measured((done, last), (reply, first))
    return ServicePromises(
        service=service_link(catalog, urls, service.id),
        chips=_chips(service),
        provider=provider,
        reply=first,
        done=last,
        kept=measured_row.kept if measured_row else None,
        kept_order=str(measured.compliance) if measured else "",
        result=result,
        hours=next((row.hours for row in (last, first) if row and row.hours), None),
        others=others,
        missing=None if promised else text("promise.none-yet"),
        marks=marks,
        data=data,
    )


def _measured(
    *shown: tuple[Promise | None, PromiseRow | None],
) -> tuple[Target | None, PromiseRow | None]:
    """The first target that says in how many cases its time is kept, with its row."""
    for promise, row in shown:
        if promise and promise.target.within and promise.target.compliance is not None:
            return promise.target, row
    return None, None


def _shown(catalog: Catalog, promised: tuple[Promise, ...]) -> tuple[Promise | None, Promise | None]:
    """The first reply, and what says when it is done: else whatever is promised first."""
    priority = catalog.settings.default_priority
    reply, *ends = (
        applying(promised, measure, priority)
        for measure in ("response_time", "fulfillment_time", "resolution_time")
    )
    done = next((promise for promise in ends if promise), None)
    if done is None:
        done = next((promise for promise in promised if promise.target.measure != "response_time"), None)
    return reply, done


def _chips(service: Service) -> tuple[Chip, ...]:
    if service.lifecycle == "live":
        return ()
    return (Chip(text=text(f"lifecycle.{service.lifecycle}"), look="off"),)


def _promise(catalog: Catalog, urls: UrlContext, promise: Promise, customer: str | None) -> PromiseRow:
    """The row of a promise; many services promise the same."""
    return catalog.once(_promise_row, (urls.place, promise, customer), urls, promise, customer)


def _promise_row(catalog: Catalog, urls: UrlContext, promise: Promise, customer: str | None) -> PromiseRow:
    target = promise.target
    language = catalog.settings.organization.language
    if target.none:
        value = text("promise.not-promised")
    else:
        value = duration(target.within) if target.within else promise_text.promised_value(target, language)
    return PromiseRow(
        measure=text(f"measure.{target.measure}"),
        when=promise_table.condition(catalog, promise),
        value=value,
        time_order=str(target.within.rough_seconds) if target.within else "",
        kept=_kept(target, language),
        stated=target.stated if target.within or target.at_least else None,
        hours=calendar_link(catalog, urls, promise.calendar) if promise.calendar and target.within else None,
        customer=department_link(catalog, urls, customer) if customer else None,
        source=_source(catalog, urls, promise),
    )


def _kept(target: Target, language: str) -> str | None:
    """``90 %, per quarter``; None where neither is said."""
    share = None
    if target.compliance is not None:
        share = text("promise.percent", number=formats.number(target.compliance, language))
    period = text(f"promise.per.{target.per}") if target.per is not None else None
    return ", ".join(part for part in (share, period) if part) or None


_Kind = tuple[str, str | None, str, str | None]
"""All of a promise by which its service is found: measure, priority, where it comes from, and to whom."""


def _found_by(
    catalog: Catalog,
    service: Service,
    promised: list[Applying],
    foremost: Promise | None,
    result: LastResult | None,
) -> tuple[Marks, Markup]:
    """What a service is found by: all of its promises, but the time only of what it is known by.

    A service whose first reply comes within an hour is not done within an hour. The services of a department share
    a few of these.
    """
    key = (
        service.department,
        _time(foremost.target) if foremost else None,
        (result.code if result else NONE) if catalog.results else None,
        tuple(
            [
                (promise.target.measure, promise.target.priority, promise.source.partition(":")[0], customer)
                for promise, customer in promised
            ]
        ),
    )
    return catalog.once(_marks_and_data, key, *key)


def _marks_and_data(
    catalog: Catalog, department: str, time: str | None, verdict: str | None, kinds: tuple[_Kind, ...]
) -> tuple[Marks, Markup]:
    # a service counts once for a word, however many of its promises have it
    marks = tuple(dict.fromkeys(_marks(catalog, department, time, verdict, kinds)))
    return marks, data_of(marks)


def _marks(
    catalog: Catalog, department: str, time: str | None, verdict: str | None, kinds: tuple[_Kind, ...]
) -> Iterator[Mark]:
    known = catalog.departments.get(department)
    yield Mark("department", department, known.name if known else department)
    if not kinds:
        yield Mark("measure", "none", text("promise.none-yet"))
    if time:
        yield Mark("time", time, TIMES[time])
    if verdict:
        yield Mark("verdict", verdict, VERDICTS[verdict])
    for kind in kinds:
        yield from catalog.once(_marks_of_promise, kind, *kind)


def _marks_of_promise(
    catalog: Catalog, measure: str, priority_id: str | None, source: str, customer: str | None
) -> tuple[Mark, ...]:
    priority = catalog.settings.priorities.get(priority_id or "")
    known = catalog.departments.get(customer or "")
    name = known.name if known else customer
    return (
        Mark("measure", measure, text(f"measure.{measure}")),
        Mark(
            "priority",
            priority_id or "any",
            priority.name if priority else priority_id or text("promise.any-heading"),
        ),
        Mark("from", source, FROM[source]),
        Mark("customer", customer or EVERYBODY, name or text("promise.everybody")),
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
