"""Departments or services × periods: what share of promises was kept, of how many, and with what verdicts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from servicebook.analysis.result_sums import Count, Sums, Window, together
from servicebook.analysis.results_overview import Judged, verdicts_by_period
from servicebook.analysis.verdicts import Verdict
from servicebook.frozen import frozen
from servicebook.model.periods import Period, PeriodUnit
from servicebook.pages.parts.kept_words import VERDICTS, percent
from servicebook.pages.parts.page_links import Link
from servicebook.wording import formats, text


@frozen
class Cell:
    """``91 %``, ``240`` of ``264``, and a word on verdicts; empty texts where there is nothing to say.

    ``code`` is the verdict that weighs most, as ``data-verdict``; ``numbers`` are kept and counted, where any were.
    """

    share: str
    counts: tuple[str, str]
    word: str
    code: str
    numbers: tuple[int, int] | None


@frozen
class MatrixRow:
    """A department or a service, with all periods together and each of them, the latest first."""

    name: Link
    total: Cell
    cells: tuple[Cell, ...]


@frozen(kw_only=True)
class Matrix:
    """``columns`` are the names of the periods, the latest first; ``all`` is the sum of all ``rows``."""

    columns: tuple[str, ...]
    all: MatrixRow
    rows: tuple[MatrixRow, ...]


def matrix(
    window: Window,
    rows: Iterable[tuple[Link, Sums, Iterable[Judged]]],
    everything: tuple[Link, Sums, Iterable[Judged]],
    language: str,
) -> Matrix:
    """The rows, and before them what ``everything`` sums up."""
    latest_first = tuple(reversed(window.periods))
    return Matrix(
        columns=tuple(_column(period, window, language) for period in latest_first),
        all=_row(latest_first, window, *everything, language),
        rows=tuple(_row(latest_first, window, *row, language) for row in rows),
    )


def sum_of(sums: Iterable[Sums]) -> Sums:
    """The sum of sums, period by period."""
    listed = list(sums)
    periods = dict.fromkeys(period for one in listed for period in one.periods)
    return Sums(
        {p: together(one.periods[p] for one in listed if p in one.periods) for p in periods},
        together(one.total for one in listed),
    )


def _row(
    periods: tuple[Period, ...],
    window: Window,
    name: Link,
    sums: Sums,
    judged: Iterable[Judged],
    language: str,
) -> MatrixRow:
    verdicts = verdicts_by_period(judged, window)
    return MatrixRow(
        name,
        _cell(sums.total, _all_of(verdicts), language),
        tuple(_cell(sums.periods.get(p), verdicts.get(p), language) for p in periods),
    )


def _all_of(verdicts: Mapping[Period, Counter[Verdict]]) -> Counter[Verdict]:
    return sum(verdicts.values(), Counter())


def _cell(count: Count | None, verdicts: Counter[Verdict] | None, language: str) -> Cell:
    word, code = _word(verdicts) if verdicts else ("", "")
    if count is None or not count.counted:
        return Cell("", ("", ""), word, code, None)
    return Cell(
        share=text("promise.percent", number=percent(100 * count.kept / count.counted, language)),
        counts=(formats.number(count.kept, language), formats.number(count.counted, language)),
        word=word,
        code=code,
        numbers=(count.kept, count.counted),
    )


def _word(verdicts: Counter[Verdict]) -> tuple[str, str]:
    """A word and a code. Of several verdicts, only how many say missed: to name all that is kept would hide these."""
    foremost = next(one for one in (Verdict.MISSED, Verdict.KEPT, Verdict.TOO_FEW) if verdicts[one])
    if verdicts.total() == 1 or foremost is Verdict.TOO_FEW:
        return VERDICTS[foremost], foremost.code
    missed = verdicts[Verdict.MISSED]
    return text("results.count.missed", count=missed) if missed else "", foremost.code


def short_name(period: Period, language: str) -> str:
    """``Oct 2026``, ``Q4 2026``, ``2026``."""
    pattern = {PeriodUnit.MONTH: "LLL y", PeriodUnit.QUARTER: "QQQ y", PeriodUnit.YEAR: "y"}[period.unit]
    return formats.day_by_pattern(period.first, pattern, language)


def _column(period: Period, window: Window, language: str) -> str:
    name = short_name(period, language)
    return text("results.so-far", period=name) if period in window.open else name
