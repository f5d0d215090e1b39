"""Scores of surveys and their intervals, held against independent computations."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from math import comb, isclose, log, sqrt

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from servicebook.analysis.survey_scores import Score, net_promoters, share

Z = 1.959963984540054
COUNTS = st.integers(min_value=0, max_value=300)


def test_a_share_has_the_interval_of_wilson() -> None:
    # 15 of 50: the interval that textbooks work out
    found = share(15, 50)
    assert found.value == 30
    assert (round(found.low, 2), round(found.high, 2)) == (19.10, 43.75)


def test_few_who_all_agree_leave_much_open() -> None:
    assert share(10, 10).high == 100
    assert round(share(10, 10).low, 1) == 72.2  # 10 / (10 + z²)
    assert net_promoters(10, 0, 0).high == 100
    # where the likeliest others are detractors, a net promoter score is twice the share less 100
    assert isclose(net_promoters(10, 0, 0).low, 2 * share(10, 10).low - 100)
    assert net_promoters(0, 10, 0).low < 0 < net_promoters(0, 10, 0).high


def test_a_net_promoter_score_is_promoters_minus_detractors() -> None:
    assert net_promoters(50, 30, 20).value == 30
    assert net_promoters(0, 0, 5) == Score(-100, -100, net_promoters(0, 0, 5).high)


@pytest.mark.parametrize("counts", [(0, 0, 0), (-1, 3, 2), (3, -4, 6), (5, 3, -1)])
def test_what_cannot_be_counts_is_refused(counts: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="cannot be counted"):
        net_promoters(*counts)


@pytest.mark.parametrize(("yes", "answers"), [(0, 0), (-1, 5), (6, 5)])
def test_a_share_of_what_cannot_be_counts_is_refused(yes: int, answers: int) -> None:
    with pytest.raises(ValueError, match="cannot be counted"):
        share(yes, answers)


@given(COUNTS, COUNTS)
def test_a_share_that_the_interval_ends_with_is_just_not_refuted(yes: int, no: int) -> None:
    answers = yes + no
    assume(answers)
    found = share(yes, answers)
    assert 0 <= found.low <= found.value <= found.high <= 100
    for end in (found.low / 100, found.high / 100):
        if 0 < end < 1:
            assert isclose(abs(yes / answers - end) / sqrt(end * (1 - end) / answers), Z, rel_tol=1e-6)


@given(COUNTS, COUNTS, COUNTS)
def test_the_interval_of_opposite_answers_is_the_opposite_one(pros: int, neither: int, cons: int) -> None:
    assume(pros + neither + cons)
    found, other = net_promoters(pros, neither, cons), net_promoters(cons, neither, pros)
    assert -100 <= found.low <= found.value <= found.high <= 100
    assert isclose(found.low, -other.high, abs_tol=1e-9)
    assert isclose(found.high, -other.low, abs_tol=1e-9)
    assert found.margin == max(found.value - found.low, found.high - found.value)


@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 60))
def test_a_score_that_the_interval_ends_with_is_just_not_refuted(pros: int, neither: int, cons: int) -> None:
    answers = pros + neither + cons
    assume(answers)
    found = net_promoters(pros, neither, cons)
    for end in (found.low / 100, found.high / 100):
        if -0.999 < end < 0.999:
            variance = variance_of_the_likeliest(pros, neither, cons, end)
            score = abs((pros - cons) / answers - end) / sqrt(variance / answers)
            assert isclose(score, Z, rel_tol=1e-4)


def variance_of_the_likeliest(pros: int, neither: int, cons: int, difference: float) -> float:
    """By trying out shares with that difference for the likeliest, without solving an equation."""

    def likelihood(against: float) -> float:
        shares = (against + difference, 1 - 2 * against - difference, against)
        if any(each < 0 for each in shares):
            return float("-inf")
        parts = zip((pros, neither, cons), shares, strict=True)
        return sum(count * log(max(each, 1e-300)) for count, each in parts if count)

    low, high = max(0.0, -difference), (1 - difference) / 2
    for _ in range(200):  # a likelihood has one top only
        left, right = low + (high - low) / 3, high - (high - low) / 3
        low, high = (left, high) if likelihood(left) < likelihood(right) else (low, right)
    against = (low + high) / 2
    return 2 * against + difference - difference**2


@pytest.mark.parametrize(
    "shares",
    [
        ((1, 2), (3, 10), (1, 5)),
        ((1, 5), (1, 5), (3, 5)),
        ((1, 10), (4, 5), (1, 10)),
        ((7, 10), (1, 5), (1, 10)),
    ],
)
@pytest.mark.parametrize("answers", [12, 30])
def test_about_95_of_100_surveys_cover_the_true_score(
    shares: tuple[tuple[int, int], ...], answers: int
) -> None:
    """Summed up over all surveys that there can be, each with its exact probability."""
    for_it, neither, against = (Fraction(*each) for each in shares)
    assert for_it + neither + against == 1
    true = 100 * float(for_it - against)
    covered = Fraction(0)
    for pros, cons in product(range(answers + 1), repeat=2):
        others = answers - pros - cons
        if others < 0:
            continue
        found = net_promoters(pros, others, cons)
        if found.low - 1e-9 <= true <= found.high + 1e-9:
            ways = comb(answers, pros) * comb(answers - pros, cons)
            covered += ways * for_it**pros * neither**others * against**cons
    assert 0.93 <= float(covered) <= 0.98
