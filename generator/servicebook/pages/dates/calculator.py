"""When will it be done? Dates for typical moments, and what the page's script needs for any other.

Every date on the page is one of :func:`servicebook.analysis.quote.quote`, or is counted by ``assets/clock.js`` on the
same calendars.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from markupsafe import Markup

from servicebook.analysis.escalation_times import escalation_times
from servicebook.analysis.promise_periods import PromisePeriod, customers, promise_periods
from servicebook.analysis.published_days import window
from servicebook.analysis.quote import Quote, provider_zone, zone_of
from servicebook.explanations import how_far_each
from servicebook.frozen import frozen
from servicebook.model.promises import Promise, applicable
from servicebook.model.service import Service
from servicebook.pages.dates.moment_tables import MomentTable, moment_table
from servicebook.pages.dates.opening_hours import zone_name
from servicebook.pages.dates.promise_lookup import FieldsView, Lookup, Tables, json_of
from servicebook.pages.dates.typical_dates import Stamp, asked_then, is_dated, moments_view, stamp
from servicebook.pages.rendering.context import RenderContext
from servicebook.pages.rendering.environment import render
from servicebook.pages.rendering.urls import UrlContext
from servicebook.wording import formats


@frozen(kw_only=True)
class Calculator:
    """The dates of a service's promises.

    ``form`` has the fields of the calculator and ``data`` is JSON for its script; ``moments`` is the table of typical
    moments, and ``moments_at`` its address. ``fault`` says why there are no dates, or not all. ``levels`` is from when
    on each level of escalation may be asked after a request at ``late_asked``, in the zone called ``zone``.
    """

    form: Markup
    data: Markup
    moments: MomentTable | None
    moments_at: str | None
    fault: str | None
    known_until: tuple[str, ...]
    levels: tuple[Stamp | None, ...]
    late_asked: Stamp | None
    zone: str


_NOT_ASKED_FOR = ("planned", "retired")


def calculator(
    context: RenderContext, urls: UrlContext, service: Service, applying: tuple[Promise, ...]
) -> Calculator | None:
    """The dates of a service, to which all of the promises ``applying`` apply; None where none of them has a date."""
    kept: dict[Any, Any] = context.clock_files.kept
    own = "calculator of", urls.place, service.id
    known = kept.get(own)
    # its page asks again after the tables of moments were made, and a proposed change with a service of the same id
    if known is None or known[0] is not service:
        known = kept[own] = service, _shared(context, urls, service, applying)
    found: Calculator | None = known[1]
    return found


def _shared(
    context: RenderContext, urls: UrlContext, service: Service, applying: tuple[Promise, ...]
) -> Calculator | None:
    """One for all services that promise alike: most of a large catalog's do."""
    tables = _tables(context, service, applying)
    alike = (*_signature(context, service, tables), urls.place)
    levels = tuple([level.after for level in context.catalog.escalation(service).value])
    kept: dict[Any, Calculator | None] = context.clock_files.kept
    key = ("calculator", levels, alike)
    try:  # the key is long, and hashed whenever it is looked up
        found = kept[key]
    except KeyError:
        found = kept[key] = _made(context, urls, service, tables, alike)
    return found


def _signature(context: RenderContext, service: Service, tables: Tables) -> tuple[Any, ...]:
    """All that a service's dates depend on but for its levels of escalation."""
    return (
        service.lifecycle in _NOT_ASKED_FOR,
        zone_of(context.clocks, service),
        provider_zone(context.clocks, service),
        context.clocks.closures(service),
        tuple([notice.id for notice in context.clocks.notices(service)]),
        tuple(
            [
                (
                    customer,
                    stretch.start,
                    tuple(
                        [
                            (promise.target, promise.calendar, promise.source.startswith("agreement:"))
                            for promise in stretch.promises
                            if promise.target.is_time
                        ]
                    ),
                )
                for customer, table in tables.items()
                for stretch in table
            ]
        ),
    )


@frozen
class _Unescalated:
    """The dates of a service but for its levels of escalation, of which more services share the rest."""

    form: Markup
    data: dict[str, Any]
    typical: _Typical
    known_until: tuple[str, ...]
    zone: str


def _made(
    context: RenderContext, urls: UrlContext, service: Service, tables: Tables, alike: tuple[Any, ...]
) -> Calculator | None:
    kept: dict[Any, _Unescalated | None] = context.clock_files.kept
    key = ("unescalated", alike)
    if key not in kept:
        kept[key] = _unescalated(context, urls, service, tables)
    found = kept[key]
    if found is None:
        return None
    first, table = found.typical.first, found.typical.table
    after = [level.after for level in context.catalog.escalation(service).value]
    return Calculator(
        form=found.form,
        moments=table,
        moments_at=urls.to(table.path) if table else None,
        fault=found.typical.fault,
        known_until=found.known_until,
        data=json_of({**found.data, "levels": [[a.amount, a.unit.value] if a else None for a in after]}),
        levels=_levels(context, service, first),
        late_asked=stamp(context, first.at) if first else None,
        zone=found.zone,
    )


def _unescalated(
    context: RenderContext, urls: UrlContext, service: Service, tables: Tables
) -> _Unescalated | None:
    counted = [p for table in tables.values() for s in table for p in s.promises if is_dated(p)]
    if not counted or service.lifecycle in _NOT_ASKED_FOR:
        return None
    table = Lookup(context, urls, service, tables)
    return _Unescalated(
        form=_form(context, table.fields()),
        data=table.data(),
        typical=_typical(context, service, tables[""][0].promises, table.priority),
        known_until=tuple(_known_until(context, counted)),
        zone=zone_name(zone_of(context.clocks, service)),
    )


def _form(context: RenderContext, fields: FieldsView) -> Markup:
    """The fields, of which few catalogs have more than one or two kinds."""
    kept: dict[Any, Markup] = context.clock_files.kept
    key = ("form", fields)
    if key not in kept:
        kept[key] = Markup(render("_when.html", fields))
    return kept[key]


@frozen
class _Typical:
    """What asking at typical moments leads to, the first of which is a ``quote``, and why there is not every date.

    The quote is of the service for which this was made first: all but its service, and how often its promises are to
    be kept, is that of others alike.
    """

    table: MomentTable | None
    first: Quote | None
    fault: str | None


def _typical(
    context: RenderContext, service: Service, usual: tuple[Promise, ...], priority: str | None
) -> _Typical:
    """Typical moments at one priority; more services share them than share all dates."""
    kept: dict[Any, _Typical] = context.clock_files.kept
    key = (
        "typical",
        priority,
        zone_of(context.clocks, service),
        context.clocks.closures(service),
        tuple(notice.id for notice in context.clocks.notices(service)),
        tuple(
            (
                target.measure,
                target.channel,
                target.within,
                target.at_least,
                target.cutoff,
                target.stated,
                promise.calendar,
            )
            for promise in applicable(usual, priority)
            if (target := promise.target).is_time or target.within is not None
        ),
    )
    if key not in kept:
        moments, faults = asked_then(context, service, usual, priority)
        shown = context.catalog.settings.priorities.get(priority or "")
        kept[key] = _Typical(
            table=moment_table(moments_view(context, service, moments, shown)) if moments else None,
            first=moments[0][1] if moments else None,
            fault=formats.capitalized(f"{faults[0]}.") if faults else None,
        )
    return kept[key]


def _levels(context: RenderContext, service: Service, first: Quote | None) -> tuple[Stamp | None, ...]:
    """From when on each level of the escalation may be asked, after a request at the first moment."""
    if first and (levels := escalation_times(context.catalog, replace(first, service=service))):
        return tuple(stamp(context, level.start) if level.start else None for level in levels)
    return (None,) * len(context.catalog.escalation(service).value)


def _tables(context: RenderContext, service: Service, usual: tuple[Promise, ...]) -> Tables:
    """Customers to whom the same applies on all days as to everybody are left out."""
    first, last = window(context.catalog.today)
    periods: dict[str, tuple[PromisePeriod, ...]] = {"": (PromisePeriod(first, usual),)}
    for customer in customers(context.catalog, service):
        own = promise_periods(context.catalog, service, customer, first, last)
        if own != periods[""]:
            periods[customer] = own
    return periods


def _known_until(context: RenderContext, counted: Iterable[Promise]) -> list[str]:
    """How far the calendars are known; those without an end are not named."""
    calendars = tuple(dict.fromkeys(p.calendar for p in counted if p.calendar))
    return context.catalog.once(how_far_each, calendars, calendars)
