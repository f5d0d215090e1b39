"""How the score of a survey went: points with whiskers, between whose ends the true score most likely lies.

The view holds finished coordinates in units of the drawing. Every point has its number beside it, and one sentence says
the same to whoever cannot see it; the table beside the drawing has all of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from html import escape

from markupsafe import Markup

from servicebook.analysis.survey_scores import Score
from servicebook.frozen import frozen
from servicebook.wording import formats, text

MOST = 8
"""So many surveys have room, the latest."""
_SLOT, _LEFT = 64, 40
_TOP, _HEIGHT = 10, 120
_BASE = _TOP + _HEIGHT
_CAP = 5
"""Half the width of what ends a whisker."""


@frozen(kw_only=True)
class ScoreTrend:
    """A finished drawing. Paths: ``axis``, the lines of the scale; ``whiskers``; ``line``, from point to point.

    ``points`` are their places. Finished texts are ``scale``, beside its lines, ``numbers`` beside points, and ``days``
    below them. ``said`` is the drawing in one sentence.
    """

    width: int
    height: int
    axis: str
    whiskers: str
    line: str
    points: tuple[tuple[float, float], ...]
    scale: Markup
    numbers: Markup
    days: Markup
    said: str


def score_trend(scores: Sequence[tuple[date, Score]], least: int, language: str) -> ScoreTrend | None:
    """The drawing of scores in the order of their days, on a scale from ``least`` to 100; None of less than two."""
    if len(scores) < 2:
        return None
    shown = scores[-MOST:]
    width = _LEFT + _SLOT * len(shown)
    places = [(_LEFT + _SLOT * index + _SLOT / 2, score) for index, (_, score) in enumerate(shown)]

    def y(value: float) -> float:
        return round(_BASE - (value - least) * _HEIGHT / (100 - least), 1)

    return ScoreTrend(
        width=width,
        height=_BASE + 34,
        axis="".join(f"M{_LEFT} {y(value):g}H{width}" for value in (least, (least + 100) // 2, 100)),
        whiskers="".join(
            f"M{x - _CAP:g} {y(score.high):g}h{2 * _CAP}m-{_CAP} 0V{y(score.low):g}m-{_CAP} 0h{2 * _CAP}"
            for x, score in places
        ),
        line="M" + "L".join(f"{x:g} {y(score.value):g}" for x, score in places),
        points=tuple((x, y(score.value)) for x, score in places),
        scale=_words((_LEFT - 6, y(value) + 4, whole(value)) for value in (least, (least + 100) // 2, 100)),
        # to the right of the whisker, so that neither covers the other
        numbers=_words((x + 8, y(score.value) + 4, whole(score.value)) for x, score in places),
        days=_words(
            word
            for (x, _), (day, _) in zip(places, shown, strict=True)
            for word in (
                (x, _BASE + 15, formats.day_by_pattern(day, "LLL", language).rstrip(".")),
                (x, _BASE + 29, formats.day_by_pattern(day, "y", language)),
            )
        ),
        said=text(
            "survey.chart-said",
            scores=text("list.separator").join(
                text("survey.chart-score", day=formats.day(day, language), score=whole(score.value))
                for day, score in shown
            ),
        ),
    )


def whole(value: float) -> str:
    """A whole number, with a minus sign and not a hyphen."""
    return f"{round(value)}".replace("-", "−")


def _words(words: Iterable[tuple[float, float, str]]) -> Markup:
    return Markup("".join(f'<text x="{x:g}" y="{y:g}">{escape(word)}</text>' for x, y, word in words))
