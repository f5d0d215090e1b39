"""Whether two counts differ by more than chance: checked against exact sums of whole numbers."""

from __future__ import annotations

from fractions import Fraction
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicebook.analysis.compared_counts import chance_of_so_many, chance_of_so_many_kept, limit_for


@given(recent=st.integers(0, 120), earlier=st.integers(0, 120), days=st.integers(80, 100))
def test_growth_is_as_probable_as_the_exact_sum_says(recent: int, earlier: int, days: int) -> None:
    share, total = Fraction(days, days + 91), recent + earlier
    ways = sum(comb(total, k) * share**k * (1 - share) ** (total - k) for k in range(recent, total + 1))
    found = chance_of_so_many(recent, earlier, float(share))
    if recent <= total * share:
        assert found == 1
    else:
        assert found == pytest.approx(float(ways), rel=1e-9)


@st.composite
def _two_counts(draw: st.DrawFn) -> tuple[tuple[int, int], tuple[int, int]]:
    counted, before = draw(st.integers(1, 90)), draw(st.integers(1, 90))
    return (draw(st.integers(0, counted)), counted), (draw(st.integers(0, before)), before)


@given(_two_counts())
def test_more_kept_is_as_probable_as_the_exact_sum_says(
    counts: tuple[tuple[int, int], tuple[int, int]],
) -> None:
    (kept, counted), (kept_before, before) = counts
    all_kept, total = kept + kept_before, counted + before
    ways = sum(comb(counted, k) * comb(before, all_kept - k) for k in range(kept, min(counted, all_kept) + 1))
    found = chance_of_so_many_kept(*counts)
    if kept * total <= all_kept * counted:
        assert found == 1
    else:
        assert found == pytest.approx(ways / comb(total, all_kept), rel=1e-9)


def test_a_few_more_are_chance_and_many_more_are_not() -> None:
    assert chance_of_so_many(24, 17, 0.5) > 0.05
    assert chance_of_so_many(240, 170, 0.5) < 0.001
    assert chance_of_so_many_kept((9, 10), (7, 10)) > 0.05
    assert chance_of_so_many_kept((90, 100), (70, 100)) < 0.001


def test_the_more_is_compared_the_less_is_put_down_to_a_change() -> None:
    assert chance_of_so_many(60, 35, 0.5) < limit_for(1)
    assert chance_of_so_many(60, 35, 0.5) > limit_for(100)


def test_large_numbers_take_no_longer_and_do_not_overflow() -> None:
    assert 0 <= chance_of_so_many(3_000_000, 2_000_000, 0.5) < 1e-9
    assert 0 <= chance_of_so_many_kept((950_000, 1_000_000), (900_000, 1_000_000)) < 1e-9
