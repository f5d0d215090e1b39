"""Verdicts are those of an exact sum, to the last request."""

from __future__ import annotations

from fractions import Fraction
from math import comb

import pytest

from servicebook.analysis.verdicts import Verdict, verdict

PROMISED = (50, 80, 87.5, 90, 95, 99, 99.9)


def expected(counted: int, kept: int, promised: str) -> Verdict:
    """The verdict by whole numbers only: nothing is rounded, nothing is left out."""
    share = Fraction(promised) / 100
    good, bad, all_of = share.numerator, share.denominator - share.numerator, share.denominator
    if kept * all_of >= good * counted:
        return Verdict.KEPT
    ways = sum(comb(counted, k) * good**k * bad ** (counted - k) for k in range(kept + 1))
    return Verdict.MISSED if ways * 20 < all_of**counted else Verdict.TOO_FEW


@pytest.mark.parametrize(("counted", "most_missed"), [(10, 6), (20, 15), (50, 40), (100, 84)])
def test_the_last_that_is_missed_and_the_first_that_is_not(counted: int, most_missed: int) -> None:
    assert verdict(counted, most_missed, 90) is expected(counted, most_missed, "90") is Verdict.MISSED
    assert (
        verdict(counted, most_missed + 1, 90) is expected(counted, most_missed + 1, "90") is Verdict.TOO_FEW
    )


@pytest.mark.parametrize("promised", PROMISED)
def test_every_small_number_as_the_exact_sum_says(promised: float) -> None:
    for counted in (1, 2, 3, 5, 10, 19, 45, 80, 130):
        for kept in range(counted + 1):
            assert verdict(counted, kept, promised) is expected(counted, kept, str(promised)), (counted, kept)


@pytest.mark.parametrize("promised", PROMISED)
def test_the_promised_share_itself_is_kept(promised: float) -> None:
    counted = 10_000
    enough = round(counted * promised / 100)
    assert verdict(counted, enough, promised) is Verdict.KEPT
    assert verdict(counted, enough - 1, promised) is Verdict.TOO_FEW


def test_large_numbers_change_where_the_exact_sum_does() -> None:
    counted = 2_000
    last = next(k for k in range(1_850, 0, -1) if verdict(counted, k, 90) is Verdict.MISSED)
    assert expected(counted, last, "90") is Verdict.MISSED
    assert expected(counted, last + 1, "90") is Verdict.TOO_FEW


def test_where_everything_was_promised_one_failure_is_missed() -> None:
    assert verdict(3, 3, 100) is Verdict.KEPT
    assert verdict(3, 2, 100) is Verdict.MISSED


def test_nothing_counted_says_nothing() -> None:
    assert verdict(0, 0, 90) is Verdict.TOO_FEW


def test_a_probability_of_exactly_the_limit_is_not_below_it() -> None:
    # none of one at 95 % has a probability of 5 %, which binary fractions get wrong in either direction
    assert verdict(1, 0, 95) is expected(1, 0, "95") is Verdict.TOO_FEW


def test_millions_have_an_answer_which_whole_numbers_would_not_give_in_an_hour() -> None:
    assert verdict(10_000_000, 8_999_500, 90) is Verdict.TOO_FEW
    assert verdict(10_000_000, 8_998_000, 90) is Verdict.MISSED
    assert verdict(10_000_000, 1, 90) is Verdict.MISSED


@pytest.mark.parametrize(
    ("counted", "kept", "promised"), [(2, 3, 90), (-1, 0, 90), (2, -1, 90), (2, 1, 0), (2, 1, 101)]
)
def test_numbers_that_cannot_be(counted: int, kept: int, promised: float) -> None:
    with pytest.raises(ValueError, match="cannot be"):
        verdict(counted, kept, promised)
