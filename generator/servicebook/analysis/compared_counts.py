"""Whether two counts differ by more than chance: exact tests, as numbers of requests are often small.

Both ask how probable so large a number would be if nothing had changed, the sum of both counts being what it is. Many
services are compared at once, and one in twenty of them would differ at 5 % by chance alone: so the limit is divided by
how many are compared (Bonferroni), and what is left is true of all that are named, together, with 95 %.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import exp, lgamma, log

SIGNIFICANCE = 0.05
"""The probability with which anything at all is named that only chance has made."""

_NEGLIGIBLE = 1e-17
"""What is left out of a sum, as a share of it: less than a float can hold beside it."""


def limit_for(compared: int) -> float:
    """Below which probability one of ``compared`` things is not put down to chance."""
    return SIGNIFICANCE / max(1, compared)


def chance_of_so_many(recent: int, earlier: int, recent_share: float) -> float:
    """The probability of ``recent`` requests or more of ``recent + earlier``, where as many come on every day.

    ``recent_share`` is the share of all days that are recent, above 0 and below 1 (exact binomial, one-sided).
    """
    total = recent + earlier
    if recent <= total * recent_share:
        return 1.0  # not above what is expected: nobody asks how far below it is
    term = exp(_log_choose(total, recent) + recent * log(recent_share) + earlier * log(1 - recent_share))
    odds = recent_share / (1 - recent_share)
    return _sum(term, (odds * (total - k) / (k + 1) for k in range(recent, total)))


def chance_of_so_many_kept(recent: tuple[int, int], earlier: tuple[int, int]) -> float:
    """The probability that ``recent`` has so many kept or more, where both keep the same share.

    Both are (kept, counted). Fisher's exact test, one-sided: of all that was kept, how much falls to one of two.
    """
    (kept, counted), (kept_before, counted_before) = recent, earlier
    all_kept, total = kept + kept_before, counted + counted_before
    if kept * total <= all_kept * counted:
        return 1.0
    term = exp(
        _log_choose(counted, kept) + _log_choose(counted_before, kept_before) - _log_choose(total, all_kept)
    )
    return _sum(
        term,
        (
            (counted - k) * (all_kept - k) / ((k + 1) * (counted_before - all_kept + k + 1))
            for k in range(kept, min(counted, all_kept))
        ),
    )


def _sum(first: float, ratios: Iterator[float]) -> float:
    """A term and those after it, each so many times the one before; ever smaller ones."""
    total = term = first
    for ratio in ratios:
        term *= ratio
        total += term
        if term < total * _NEGLIGIBLE:
            break
    return min(1.0, total)


def _log_choose(n: int, k: int) -> float:
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
