"""What a survey's counts say, and how sure that is: a score, and the interval in which the true one lies.

Whoever answered is a sample of those who could have: another week, other people would have answered. So no score is
told without its interval, which covers the true score in about 95 of 100 surveys.

Both intervals hold every score that a score test at 5 % does not refute. They stay within what is possible and do not
shrink to nothing where all say the same, as the usual "plus or minus two standard errors" does.

- A share, that of the satisfied for instance: Wilson's (Journal of the American Statistical Association 22, 1927).
- The net promoter score, promoters minus detractors, is a difference of two shares of the same people. Its interval is
  the same idea for a multinomial: Tango's (Statistics in Medicine 17, 1998).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from math import hypot, sqrt
from statistics import NormalDist

from servicebook.frozen import frozen
from servicebook.model.survey import RECOMMEND, Survey

CONFIDENCE = 0.95
_Z = NormalDist().inv_cdf((1 + CONFIDENCE) / 2)
_STEPS = 60
"""Halvings of an interval of at most 2, after which nothing is left that a float can tell apart."""


@frozen
class Score:
    """A score with the ends of its interval, in percent: a share from 0 to 100, a net promoter score from -100 on."""

    value: float
    low: float
    high: float

    @property
    def margin(self) -> float:
        """How far the farther end is away: what may be said after ±."""
        return max(self.value - self.low, self.high - self.value)


def share(yes: int, answers: int) -> Score:
    """The share of ``yes`` among ``answers``, with Wilson's interval.

    Raises ValueError for numbers that cannot be counts, or without an answer.
    """
    _must_be_counts(answers, yes)
    found, z2 = yes / answers, _Z * _Z
    middle = (found + z2 / (2 * answers)) / (1 + z2 / answers)
    half = _Z / (1 + z2 / answers) * sqrt(found * (1 - found) / answers + z2 / (4 * answers * answers))
    # where all or none say yes, one end is the share itself, which rounding may miss
    low = 0.0 if yes == 0 else max(0.0, middle - half)
    high = 1.0 if yes == answers else min(1.0, middle + half)
    return Score(100 * found, 100 * low, 100 * high)


def net_promoters(promoters: int, passives: int, detractors: int) -> Score:
    """Promoters minus detractors in percent of all who answered, with Tango's interval.

    Raises ValueError for numbers that cannot be counts, or without an answer.
    """
    answers = promoters + passives + detractors
    _must_be_counts(answers, promoters, passives, detractors)
    found = (promoters - detractors) / answers

    def is_refuted(true: float) -> bool:
        variance = _variance(promoters, detractors, answers, true)
        return answers * (found - true) ** 2 > _Z * _Z * variance

    low = found if found == -1 else _end(found, -1.0, is_refuted)
    high = found if found == 1 else _end(found, 1.0, is_refuted)
    return Score(100 * found, 100 * low, 100 * high)


def _must_be_counts(answers: int, *parts: int) -> None:
    if answers < 1 or not all(0 <= part <= answers for part in parts):
        raise ValueError(f"{', '.join(map(str, parts))} of {answers} answers cannot be counted")


def _variance(promoters: int, detractors: int, answers: int, true: float) -> float:
    """The variance of one answer (1, 0 or -1) if the difference of the shares were ``true``.

    The share of detractors is then the most likely one of those that leave this difference: the root of a quadratic.
    """
    a = 2 * answers
    b = (a - promoters + detractors) * true - promoters - detractors
    c = -detractors * true * (1 - true)
    share_of_detractors = (sqrt(max(0.0, b * b - 4 * a * c)) - b) / (2 * a)
    share_of_detractors = min(max(share_of_detractors, 0.0, -true), (1 - true) / 2)
    return max(0.0, 2 * share_of_detractors + true - true * true)


def _end(inside: float, outside: float, is_refuted: Callable[[float], bool]) -> float:
    """The farthest difference from what was found that is not refuted, in the direction of ``outside``."""
    if not is_refuted(outside):
        return outside
    for _ in range(_STEPS):
        middle = (inside + outside) / 2
        if is_refuted(middle):
            outside = middle
        else:
            inside = middle
    return inside


def score_of(survey: Survey) -> Score:
    """The net promoter score of a recommendation; of other questions, the share of the best answers.

    Raises ValueError for a survey that nobody answered.
    """
    if survey.question == RECOMMEND:
        return net_promoters(survey.promoters, survey.passives, survey.detractors)
    return share(survey.promoters, survey.answers)


def earlier(survey: Survey, surveys: Iterable[Survey]) -> Survey | None:
    """The latest survey before that asked the same about the same: what a trend is told against."""
    same = [
        one
        for one in surveys
        if (one.question, one.about) == (survey.question, survey.about) and one.asked < survey.asked
    ]
    return max(same, key=lambda one: (one.asked, one.id), default=None)


def has_changed(now: Score, before: Score) -> bool:
    """Whether the two are so far apart that chance hardly explains it.

    The difference of two independent scores has the margins' root of squares as its own (Newcombe, Statistics in
    Medicine 17, 1998): intervals that touch may still be of different scores.
    """
    if now.value >= before.value:
        margin = hypot(now.value - now.low, before.high - before.value)
    else:
        margin = hypot(now.high - now.value, before.value - before.low)
    return abs(now.value - before.value) > margin
