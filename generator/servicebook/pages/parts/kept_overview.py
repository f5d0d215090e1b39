"""Whether the promises of several services were kept: a department's, and those of an agreement."""

from __future__ import annotations

from collections.abc import Iterable

from servicebook.analysis.kept_promises import Line, kept_promises, latest
from servicebook.analysis.measured_periods import MeasuredPeriod, totals
from servicebook.analysis.verdicts import Verdict
from servicebook.frozen import frozen
from servicebook.model.agreement import Agreement
from servicebook.model.catalog import Catalog
from servicebook.model.periods import PeriodUnit
from servicebook.model.results import REPORTED
from servicebook.model.service import Service
from servicebook.pages.parts.kept import line_name
from servicebook.pages.parts.kept_words import KeptWords, kept_words, percent, period_name
from servicebook.pages.parts.page_links import Link, service_link
from servicebook.pages.rendering.urls import UrlContext
from servicebook.wording import formats, text

_WORST_FIRST = (Verdict.MISSED, Verdict.TOO_FEW, None, Verdict.KEPT)


@frozen(kw_only=True)
class KeptOf:
    """One promise of a service: which it is, and what was counted last."""

    service: Link
    promise: str
    words: KeptWords


@frozen(kw_only=True)
class KeptOverview:
    """The promises of several services, those that were missed first; ``said`` is their sum in a sentence."""

    said: str | None
    rows: list[KeptOf]


def kept_of_department(
    catalog: Catalog, urls: UrlContext, services: Iterable[Service]
) -> KeptOverview | None:
    """What each service of a department is known by, and the sum of all that is published; None without results."""
    kept = kept_promises(catalog)
    own = [service for service in services if service.id in kept.lines]
    lines = [line for service in own if (line := kept.main_line(catalog, service)) is not None]
    if not lines:
        return None
    return KeptOverview(said=_sum_of(catalog, own), rows=_rows(catalog, urls, lines))


def kept_for_customer(catalog: Catalog, urls: UrlContext, agreement: Agreement) -> KeptOverview | None:
    """The promises of an agreement, as counted for its customer alone; None without results."""
    kept = kept_promises(catalog)
    lines = [
        line
        for service in agreement.covers
        for line in kept.lines.get(service, ())
        if line.agreement == agreement.id
    ]
    return KeptOverview(said=None, rows=_rows(catalog, urls, lines)) if lines else None


def _rows(catalog: Catalog, urls: UrlContext, lines: Iterable[Line]) -> list[KeptOf]:
    language = catalog.settings.organization.language
    shown = [(line, one) for line in lines if (one := latest(line)) is not None]
    return [
        KeptOf(
            service=service_link(catalog, urls, line.service),
            promise=line_name(catalog, line, with_customer=False),
            words=kept_words(line, one, catalog.today, language),
        )
        for line, one in sorted(shown, key=_worst_first)
    ]


def _worst_first(shown: tuple[Line, MeasuredPeriod]) -> tuple[int, float, str]:
    line, one = shown
    return _WORST_FIRST.index(one.verdict), one.share - (one.percent or 0), line.service


def _sum_of(catalog: Catalog, services: Iterable[Service]) -> str | None:
    """``In October 2026, 412 of 450 promises were kept (91 %).``: of the last month that was counted to its end."""
    kept = kept_promises(catalog)
    rows = [
        row
        for service in services
        for line in kept.lines[service.id]
        for row in line.rows
        if row.as_of is None and row.period.unit is PeriodUnit.MONTH
    ]
    last = max((row.period for row in rows), default=None)
    total = totals(row for row in rows if row.period == last)
    if last is None or total.share is None:
        return None
    language = catalog.settings.organization.language
    said = text(
        "kept.sum",
        month=period_name(last, language),
        kept=formats.number(total.kept, language),
        count=total.counted,
        share=percent(total.share, language),
    )
    reported = totals(row for row in rows if row.period == last and row.basis == REPORTED)
    return f"{said} {text('kept.sum-reported', count=reported.counted)}" if reported.counted else said
