"""How often a promise was kept, month by month, as bars with the promised share as a line across them.

The view holds finished coordinates in units of the drawing. Nothing in it is told by color: a bar is full where the
promised share was reached and hollow where it was not, has its share written in it, and months without one have a
dash. One sentence says the same to whoever cannot see it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from html import escape

from markupsafe import Markup

from servicebook.analysis.measured_periods import MeasuredPeriod, months_of
from servicebook.analysis.verdicts import Verdict
from servicebook.frozen import frozen
from servicebook.model.periods import Period, PeriodUnit
from servicebook.pages.parts.kept_words import percent, period_name
from servicebook.wording import formats, text

SLOT, _GAP = 26, 3
"""The width of a month, and what is left between two bars."""
_LEFT, _TOP, _HEIGHT = 4, 8, 100
_BASE = _TOP + _HEIGHT
_MONTHS, _YEARS = _BASE + 16, _BASE + 32
"""The baselines of the words below the bars."""
_LOW = 18
"""Below this share a bar has no room for its number, which then stands above it."""
_CROSS = 4


@frozen(kw_only=True)
class KeptBars:
    """A finished drawing. Paths: ``full``, ``hollow`` and ``open`` bars (of periods that are not over), ``crosses`` in
    those that were missed, the ``promised`` share, and the ``base`` on which all stand.

    Finished texts are ``inside``, the numbers in full bars, ``beside``, all others, and ``words`` below the bars.
    ``said`` is the drawing in one sentence.
    """

    width: int
    height: int
    full: str
    hollow: str
    open: str
    crosses: str
    promised: str
    base: str
    inside: Markup
    beside: Markup
    words: Markup
    said: str


class _Bar:
    """A period between ``left`` and ``right``, with its top and what it looks like."""

    __slots__ = ("left", "look", "measured", "right", "top")

    def __init__(self, measured: MeasuredPeriod, left: float, right: float) -> None:
        share, promised = measured.share, measured.percent
        self.measured, self.left, self.right = measured, left, right
        self.top = round(_BASE - share * _HEIGHT / 100, 1)
        if not measured.is_finished:
            self.look = "open"
        else:
            self.look = "full" if promised is None or share >= promised else "hollow"

    @property
    def path(self) -> str:
        return f"M{self.left:g} {_BASE}V{self.top:g}H{self.right:g}V{_BASE}z"

    @property
    def cross(self) -> str:
        middle, top = (self.left + self.right) / 2, self.top + 6
        return f"M{middle - _CROSS:g} {top:g}l8 8m0-8l-8 8"


def kept_bars(measured: Iterable[MeasuredPeriod], months: Sequence[Period], language: str) -> KeptBars | None:
    """The drawing of what was measured within some months that follow one another; None where nothing was."""
    bars = _bars(measured, months)
    if not bars:
        return None
    width = _LEFT * 2 + SLOT * len(months)
    inside: list[str] = []
    beside: list[str] = []
    for bar in bars:
        place = inside if bar.look == "full" and bar.measured.share >= _LOW else beside
        place.append(_number(bar, language))
    taken = {month for bar in bars for month in months_of(bar.measured.period)}
    beside += [
        _word(_x(index) + SLOT / 2, _BASE - 5, "–")
        for index, month in enumerate(months)
        if month.first_month not in taken
    ]
    return KeptBars(
        width=width,
        height=_YEARS + 6,
        full=_paths(bars, "full"),
        hollow=_paths(bars, "hollow"),
        open=_paths(bars, "open"),
        crosses="".join(bar.cross for bar in bars if bar.measured.verdict is Verdict.MISSED),
        promised=_promised(bars),
        base=f"M0 {_BASE}H{width}",
        inside=Markup("".join(inside)),
        beside=Markup("".join(beside)),
        words=_words(months[0].first_month, len(months), language),
        said=_said(bars, months, language),
    )


def _x(index: int) -> float:
    return _LEFT + SLOT * index


def _bars(measured: Iterable[MeasuredPeriod], months: Sequence[Period]) -> list[_Bar]:
    """The bars from left to right; several of one period share its width."""
    first = months[0].first_month
    by_period: dict[tuple[int, int], list[MeasuredPeriod]] = {}
    for one in measured:
        period = one.period
        by_period.setdefault((period.first_month, period.unit.months), []).append(one)
    bars = []
    for (month, length), ones in sorted(by_period.items()):
        begin = max(month - first, 0)
        end = min(month + length - first, len(months))
        if begin >= end:
            continue
        left, share = _x(begin) + _GAP / 2, (SLOT * (end - begin) - _GAP) / len(ones)
        bars += [
            _Bar(one, round(left + share * n, 1), round(left + share * (n + 1), 1))
            for n, one in enumerate(reversed(ones))  # they come with the newest first
        ]
    return bars


def _number(bar: _Bar, language: str) -> str:
    if bar.right - bar.left < SLOT - _GAP:
        return ""
    y = _BASE - 6 if bar.measured.share >= _LOW else bar.top - 4
    return _word(
        (bar.left + bar.right) / 2, y, percent(bar.measured.share, language, bar.measured.percent, whole=True)
    )


def _share(measured: MeasuredPeriod, language: str) -> str:
    return percent(measured.share, language, measured.percent)


def _word(x: float, y: float, text: str) -> str:
    """A text around ``x`` with its baseline at ``y``."""
    return f'<text x="{x:g}" y="{y:g}">{escape(text)}</text>'


def _paths(bars: Iterable[_Bar], look: str) -> str:
    return "".join([bar.path for bar in bars if bar.look == look])


def _promised(bars: Iterable[_Bar]) -> str:
    """The promised share across the bars to which it applies."""
    path, end, height = "", -1.0, -1.0
    for bar in bars:
        share = bar.measured.percent
        if share is None:
            continue
        y = round(_BASE - share * _HEIGHT / 100, 1)
        if y != height or bar.left - end > _GAP + SLOT:
            path += f"M{bar.left - 1:g} {y:g}"
        path += f"H{bar.right + 1:g}"
        end, height = bar.right, y
    return path


@lru_cache(maxsize=256)  # the services of a department have the same months
def _words(first: int, count: int, language: str) -> Markup:
    """Every second month by its name, so that there is room, and the last one; each year where it begins."""
    words = []
    for index in range(count):
        day, middle = Period(first + index, PeriodUnit.MONTH).first, _x(index) + SLOT / 2
        if (count - 1 - index) % 2 == 0:
            name = formats.day_by_pattern(day, "LLL", language).rstrip(".")
            words.append(_word(middle, _MONTHS, name))
        if index == 0 or day.month == 1:
            words.append(_word(middle, _YEARS, formats.day_by_pattern(day, "y", language)))
    return Markup("".join(words))


def _said(bars: Sequence[_Bar], months: Sequence[Period], language: str) -> str:
    """The drawing in one sentence."""
    least = min(bars, key=lambda bar: bar.measured.share).measured
    most = max(bars, key=lambda bar: bar.measured.share).measured
    first, last = (period_name(period, language) for period in (months[0], months[-1]))
    if least.share == most.share:
        return text("kept.chart-same", first=first, last=last, share=_share(least, language))
    return text(
        "kept.chart-said",
        first=first,
        last=last,
        least=_share(least, language),
        least_when=period_name(least.period, language),
        most=_share(most, language),
        most_when=period_name(most.period, language),
        promised=_promised_words(bars),
    )


def _promised_words(bars: Sequence[_Bar]) -> str:
    shares = dict.fromkeys(bar.measured.percent for bar in bars if bar.measured.percent is not None)
    if len(shares) != 1:
        return ""
    return text("kept.chart-promised", share=f"{next(iter(shares)):g}")
