"""Was a service's promise kept? A line for its first screen; and thirteen months as bars, with all figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from markupsafe import Markup

from servicebook.analysis.kept_promises import Line, by_month, kept_promises, last_months, latest, per_period
from servicebook.analysis.measured_periods import MeasuredPeriod, months_of, unit_of
from servicebook.clock.durations import Duration
from servicebook.frozen import frozen
from servicebook.model.catalog import Catalog
from servicebook.model.periods import Period, PeriodUnit
from servicebook.model.promises import main_promise, promises
from servicebook.model.results import REPORTED, PromisedWords
from servicebook.model.service import Service
from servicebook.pages.drawings.kept_bars import KeptBars, kept_bars
from servicebook.pages.parts.kept_how import how_counted
from servicebook.pages.parts.kept_words import (
    CODES,
    VERDICTS,
    KeptWords,
    counts_in_words,
    half_sentence,
    kept_words,
    period_name,
    period_words,
    promised_in_words,
)
from servicebook.pages.parts.page_links import Link
from servicebook.pages.parts.result_matrix import short_name
from servicebook.pages.rendering.markdown import markdown
from servicebook.pages.rendering.urls import UrlContext
from servicebook.source.host_links import HostedRepository, hosted_repository, line_link
from servicebook.wording import text
from servicebook.wording.time_spans import duration


@frozen(kw_only=True)
class KeptFirst:
    """The line for the first screen. ``about`` says which promise it is, where it is not the one that is known."""

    about: str | None
    words: KeptWords
    half: str | None


@frozen(kw_only=True)
class KeptRow:
    """The figures of a period; only ``period`` and ``none`` where there are none, which is why."""

    period: str
    none: str | None = None
    kept: str = ""
    is_over: bool = True
    is_reported: bool = False
    half: str | None = None
    nine: str | None = None
    lived_half: str | None = None
    lived_nine: str | None = None
    code: str | None = None
    verdict: str | None = None


@frozen(kw_only=True)
class KeptView:
    """All that is shown of a service's results.

    ``judged`` are the quarters or years by which it is judged, where that is not by months. ``against`` is what was
    promised, with the text of then; ``others`` are the other promises, each by its newest period. ``columns`` says how
    many the table has besides the period.
    """

    first: KeptFirst
    bars: KeptBars | None
    judged: list[KeptRow]
    rows: list[KeptRow]
    shows_verdicts: bool
    shows_times: bool
    columns: int
    against: list[Link]
    others: list[tuple[str, KeptWords]]
    notes: list[tuple[str, Markup]]
    how: list[str]


def kept_view(catalog: Catalog, urls: UrlContext, service: Service) -> KeptView | None:
    """What is shown of the results of a service; None where nothing was counted for everybody, or it is retired."""
    kept = kept_promises(catalog)
    line = kept.main_line(catalog, service) if service.lifecycle != "retired" else None
    shown = latest(line) if line else None
    if line is None or shown is None:
        return None
    months = last_months(kept.newest[line.rows[0].department])
    first = months[0].first_month
    measured = [one for one in by_month(line) if one.period.first_month + one.period.unit.months > first]
    is_by_month = all(unit_of(one.promised) is PeriodUnit.MONTH for one in measured)
    rows = _rows(catalog, line, measured, months)
    shows_verdicts, shows_times = any(row.code for row in rows), any(row.half or row.nine for row in rows)
    return KeptView(
        first=_first(catalog, line, shown, measured, is_main=_is_main(catalog, service, line)),
        bars=kept_bars(measured, months, _language(catalog)),
        judged=[] if is_by_month else _judged(line, months, _language(catalog)),
        rows=rows,
        shows_verdicts=shows_verdicts,
        shows_times=shows_times,
        columns=1 + 2 * shows_times + shows_verdicts,
        against=_against(catalog, service, line, measured),
        others=_others(catalog, kept.lines[service.id], line),
        notes=_notes(catalog, urls, kept.lines[service.id], months),
        how=how_counted(catalog, line, measured, kept.lines[service.id]),
    )


def line_name(catalog: Catalog, line: Line, *, with_customer: bool = True) -> str:
    """``First reply, High, by phone, as agreed with Sales``."""
    parts = [text(f"measure.{line.measure}")]
    if line.priority:
        priority = catalog.settings.priorities.get(line.priority)
        parts.append(priority.name if priority else line.priority)
    if line.channel:
        parts.append(text(f"by-channel.{line.channel}"))
    if line.agreement and with_customer:
        agreement = catalog.agreements.get(line.agreement)
        customer = catalog.departments.get(agreement.customer) if agreement else None
        parts.append(text("kept.for-customer", customer=customer.name if customer else line.agreement))
    return text("list.separator").join(parts)


def _language(catalog: Catalog) -> str:
    return catalog.settings.organization.language


def _is_main(catalog: Catalog, service: Service, line: Line) -> bool:
    """Whether the line is of the promise that the page begins with."""
    main = main_promise(catalog, promises(catalog, service))
    return main is not None and main.target.key == (line.measure, line.priority, line.channel)


def _first(
    catalog: Catalog,
    line: Line,
    shown: MeasuredPeriod,
    measured: Sequence[MeasuredPeriod],
    *,
    is_main: bool,
) -> KeptFirst:
    language = _language(catalog)
    half = half_sentence(line, shown)
    if half is None and len(shown.rows) > 1:
        # no median follows from those of its months; the newest month has one
        newest = next((one for one in measured if one.is_finished), shown)
        half = half_sentence(line, newest, period_words(newest, catalog.today, language))
    return KeptFirst(
        about=None if is_main else line_name(catalog, line),
        words=kept_words(line, shown, catalog.today, language),
        half=half,
    )


def _judged(line: Line, months: Sequence[Period], language: str) -> list[KeptRow]:
    """The longer times by which it is judged, as far as they end within these months, the newest first."""
    return [
        _row(one, language)
        for one in per_period(line)
        if one.period.unit is not PeriodUnit.MONTH and months_of(one.period)[-1] >= months[0].first_month
    ]


def _rows(
    catalog: Catalog, line: Line, measured: Sequence[MeasuredPeriod], months: Sequence[Period]
) -> list[KeptRow]:
    """The months with their figures, the newest first, from the first one that has any.

    Where none of them has figures of its own, only the longer times are there: nothing is missing between these.
    """
    language = _language(catalog)
    by_number: dict[int, list[MeasuredPeriod]] = {}
    for one in measured:
        for number in months_of(one.period):
            by_number.setdefault(number, []).append(one)
    if not any(one.period.unit is PeriodUnit.MONTH for one in measured):
        return [_row(one, language) for one in measured]
    rows: list[KeptRow] = []
    for month in reversed(months):
        if month.first_month < min(by_number):
            break
        rows += _of_month(catalog, line, month, by_number.get(month.first_month, []), language)
    return rows


def _of_month(
    catalog: Catalog, line: Line, month: Period, measured: Sequence[MeasuredPeriod], language: str
) -> Iterator[KeptRow]:
    if not measured:
        is_hidden = month.first_month in line.counted_months
        why = (
            text("kept.none-hidden", fewest=catalog.settings.fewest)
            if is_hidden
            else text("kept.none-counted")
        )
        yield KeptRow(period=short_name(month, language), none=why)
    for one in measured:
        if months_of(one.period)[-1] == month.first_month:
            yield _row(one, language)
        else:
            part = text("kept.part-of", period=short_name(one.period, language))
            yield KeptRow(period=short_name(month, language), none=part)


def _row(one: MeasuredPeriod, language: str) -> KeptRow:
    half, nine, verdict = one.half_within, one.nine_in_ten_within, one.verdict
    return KeptRow(
        period=short_name(one.period, language),
        kept=counts_in_words(one.kept, one.counted, one.percent, language),
        is_over=one.is_finished,
        is_reported=REPORTED in one.bases,
        half=duration(half) if half else None,
        nine=duration(nine) if nine else None,
        lived_half=_lived(one.lived_half, half),
        lived_nine=_lived(one.lived_nine_in_ten, nine),
        code=CODES[verdict] if verdict else None,
        verdict=VERDICTS[verdict] if verdict else None,
    )


def _lived(lived: Duration | None, promised: Duration | None) -> str | None:
    """The time with waiting, where it is another."""
    return _with_waiting(lived) if lived and lived != promised else None


@lru_cache(maxsize=1024)
def _with_waiting(lived: Duration) -> str:
    return text("kept.lived", time=duration(lived))


def _against(
    catalog: Catalog, service: Service, line: Line, measured: Sequence[MeasuredPeriod]
) -> list[Link]:
    """What was promised, the newest first, each since the first month counted by it, with the text of then."""
    language = _language(catalog)
    since: dict[PromisedWords, MeasuredPeriod] = {}
    for one in measured:
        if one.promised is not None:
            since[one.promised] = one  # they come with the newest first
    repository = _repository(catalog.settings.organization.source_url)
    views = []
    for promised, one in since.items():
        commit = one.rows[0].commit
        month = period_name(Period(one.period.first_month, PeriodUnit.MONTH), language)
        words = promised_in_words(promised, language)
        address = line_link(repository, commit, service.origin.path) if repository and commit else None
        views.append(Link(text("kept.promised-since", promised=words, month=month), address))
    return views


@lru_cache(maxsize=8)
def _repository(source_url: str | None) -> HostedRepository | None:
    """The repository in which readers edit the catalog: the same for all pages."""
    return hosted_repository({}, source_url)


def _others(catalog: Catalog, lines: Iterable[Line], main: Line) -> list[tuple[str, KeptWords]]:
    """The other promises, each by what is known last."""
    return [
        (line_name(catalog, line), kept_words(line, shown, catalog.today, _language(catalog)))
        for line in lines
        if line is not main and (shown := latest(line)) is not None
    ]


def _notes(
    catalog: Catalog, urls: UrlContext, lines: Iterable[Line], months: Sequence[Period]
) -> list[tuple[str, Markup]]:
    """What the department said about the periods shown, the newest first; each once, as all of its promises have it."""
    notes = {
        (row.period, row.note): None
        for line in lines
        for row in line.rows
        if row.note and months_of(row.period)[-1] >= months[0].first_month
    }
    newest_first = sorted(notes, key=lambda note: note[0], reverse=True)
    return [(period_name(period, _language(catalog)), markdown(note, urls)) for period, note in newest_first]
