"""How often promises were kept, in words that fit into a line."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from math import floor

from servicebook.analysis.kept_promises import Line
from servicebook.analysis.measured_periods import MeasuredPeriod, unit_of
from servicebook.analysis.verdicts import Verdict
from servicebook.frozen import frozen
from servicebook.model.common import TIME_MEASURES
from servicebook.model.periods import Period, PeriodUnit
from servicebook.model.results import REPORTED, PromisedWords
from servicebook.wording import formats, promise_text, text

CODES = {Verdict.KEPT: "kept", Verdict.MISSED: "missed", Verdict.TOO_FEW: "too-few"}
"""Verdicts as pages say them to scripts (``data-verdict``), and as their looks are called (``is-kept``)."""
VERDICTS = {
    Verdict.KEPT: text("verdict.kept"),
    Verdict.MISSED: text("verdict.missed"),
    Verdict.TOO_FEW: text("verdict.too-few"),
}
"""The same in a word."""


@frozen(kw_only=True)
class KeptWords:
    """What a line of words says of one measured period.

    ``code`` and ``verdict`` are its verdict, for scripts and in a word; None without one. The word stands before
    ``said``, but "Kept", with which it begins. ``promised`` belongs in brackets; None where it is not known.
    """

    code: str | None
    verdict: str | None
    counted: int
    kept: int
    said: str
    promised: str | None


def kept_words(
    line: Line, measured: MeasuredPeriod, today: date, language: str, *, says_missed: bool = True
) -> KeptWords:
    """``Kept 109 of 120 times in October``, ``90 % promised``, with its verdict.

    Without ``says_missed`` that verdict is no word, as it has been said before.
    """
    word = VERDICTS[measured.verdict] if measured.verdict else None
    if measured.verdict is Verdict.MISSED and not says_missed:
        word = None
    return KeptWords(
        code=CODES[measured.verdict] if measured.verdict else None,
        verdict=word,
        counted=measured.counted,
        kept=measured.kept,
        said=_said(line, measured, today, language, begins=word in (None, VERDICTS[Verdict.KEPT])),
        promised=_promised_in_short(line, measured, language),
    )


def _said(line: Line, measured: MeasuredPeriod, today: date, language: str, *, begins: bool) -> str:
    """``Kept 109 of 120 times in October``; after a verdict that is another word, ``kept 17 …``."""
    when = period_words(measured, today, language)
    if REPORTED in measured.bases:
        when = text("kept.as-reported", when=when)
    kept = formats.number(measured.kept, language)
    if line.measure not in TIME_MEASURES:
        counted = formats.number(measured.counted, language)
        return text("kept.said-of-measure", kept=kept, counted=counted, when=when)
    if begins:
        return text("kept.said", kept=kept, count=measured.counted, when=when)
    return text("kept.said-after-verdict", kept=kept, count=measured.counted, when=when)


def half_sentence(line: Line, measured: MeasuredPeriod, when: str | None = None) -> str | None:
    """``Half were done within 1 working day.``; ``when`` names the period where another one was spoken of before."""
    if measured.half_within is None or line.measure not in TIME_MEASURES:
        return None
    time = promise_text.time_limit(measured.half_within)
    if when is None:
        return text(f"kept.half.{line.measure}", time=time)
    return text(f"kept.half-when.{line.measure}", time=time, when=formats.capitalized(when))


def period_words(measured: MeasuredPeriod, today: date, language: str) -> str:
    """``in October``, ``from July to September``, ``in 2026``; with the year where it is not this one."""
    period = measured.period
    if period.unit is PeriodUnit.YEAR:
        when = text("kept.in", period=period_name(period, language))
    else:
        same_year = period.year == today.year
        last = formats.day_by_pattern(period.last, "LLLL" if same_year else "LLLL y", language)
        if period.unit is PeriodUnit.MONTH:
            when = text("kept.in", period=last)
        else:
            first = formats.day_by_pattern(period.first, "LLLL", language)
            when = text("kept.from-to", first=first, last=last)
    if measured.as_of is None:
        return when
    return text("kept.so-far", when=when, day=formats.day_by_pattern(measured.as_of, "d MMM", language))


@lru_cache(maxsize=1024)
def period_name(period: Period, language: str) -> str:
    """``October 2026``, ``July to September 2026``, ``2026``."""
    last = formats.day_by_pattern(period.last, "y" if period.unit is PeriodUnit.YEAR else "LLLL y", language)
    if period.unit is not PeriodUnit.QUARTER:
        return last
    return text("kept.quarter", first=formats.day_by_pattern(period.first, "LLLL", language), last=last)


@lru_cache(maxsize=16_384)
def counts_in_words(kept: int, counted: int, promised: float | None, language: str) -> str:
    """``109 of 120 (91 %)``."""
    share = percent(100 * kept / counted if counted else 0, language, promised)
    return text(
        "kept.of", kept=formats.number(kept, language), counted=formats.number(counted, language), share=share
    )


@lru_cache(maxsize=16_384)
def percent(share: float, language: str, promised: float | None = None, *, whole: bool = False) -> str:
    """A share of a hundred as a whole number, with a half rounded up.

    It has up to two decimals where it would else look like all, or as good as ``promised`` (or worse), and is not;
    ``whole``: there is no room for these, so that it is cut.
    """
    limits = (100.0,) if promised is None else (promised, 100.0)
    for decimals in range(1 if whole else 2):
        rounded = floor(share * 10**decimals + 0.5) / 10**decimals
        if all((share < limit) == (rounded < limit) for limit in limits):
            return formats.number(rounded, language)
    # as near to the limit as this: cut, for nothing is to look better than it is (1e-6: 99.97 * 100 is a little less)
    scale = 1 if whole else 100
    return formats.number(floor(share * scale + 1e-6) / scale, language)


@lru_cache(maxsize=1024)
def promised_in_words(promised: PromisedWords, language: str) -> str:
    """``within 3 working days, in 90 of 100 cases, per quarter``."""
    parts = []
    if promised.within is not None:
        parts.append(promise_text.time_limit(promised.within))
        if promised.percent != 100:
            parts.append(text("promise.compliance", number=formats.number(promised.percent, language)))
    else:
        parts.append(text("promise.percent", number=formats.number(promised.percent, language)))
    if promised.per is not None:
        parts.append(text(f"promise.per.{promised.per}"))
    return text("list.separator").join(parts)


def _promised_in_short(line: Line, measured: MeasuredPeriod, language: str) -> str | None:
    """``90 % promised``, and whether that was then, is now, and is judged by something longer."""
    promised = measured.promised
    if promised is None:
        return None
    if promised.percent == 100:
        said = text("kept.always-promised")
    else:
        said = text("kept.share-promised", share=formats.number(promised.percent, language))
    if measured.verdict is None and measured.period.unit.months < unit_of(promised).months:
        said = text("kept.judged-by", said=said, per=text(f"promise.per.{promised.per}"))
    elif not line.is_as_promised_now(measured):
        said = text("kept.promised-then", said=said)
    return said
