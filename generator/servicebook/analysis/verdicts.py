"""Whether a promise was kept: a verdict is given only where chance alone hardly explains the numbers.

A department that keeps nine of ten promises in the long run still has bad months. So too few kept are *missed* only
where such a department would have so few, or fewer, with a probability under 5 % (exact binomial, one-sided).
"""

from __future__ import annotations

from decimal import Context, Decimal, localcontext
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from math import comb

SIGNIFICANCE = Fraction(1, 20)
"""Below this probability, so few kept are not put down to chance."""

_CONTEXT = Context(prec=60)
_NEGLIGIBLE = Decimal(10) ** -50
"""What is left out of a sum, as a share of it."""
_UNDECIDED = Decimal(10) ** -40
"""How close to the limit a sum of decimals decides nothing: far above what its roundings can add up to."""


class Verdict(StrEnum):
    """What measured numbers say of a promise."""

    KEPT = "kept"
    MISSED = "missed"
    TOO_FEW = "too few to say"

    @property
    def code(self) -> str:
        """As pages, scripts and data files have it: ``kept``, ``missed``, ``too-few``."""
        return self.name.lower().replace("_", "-")


def verdict(counted: int, kept: int, promised: float) -> Verdict:
    """The verdict on ``kept`` of ``counted`` requests where a percentage (above 0, at most 100) was ``promised``.

    Raises ValueError for numbers that cannot be counts, or a percentage out of bounds.
    """
    share = _share(promised)
    if not 0 <= kept <= counted:
        raise ValueError(f"{kept} of {counted} cannot be kept")
    if counted == 0:
        return Verdict.TOO_FEW
    if (
        kept * share.denominator >= share.numerator * counted
    ):  # many thousand are: fractions would take ten times as long
        return Verdict.KEPT
    return Verdict.MISSED if _is_beyond_chance(counted, kept, share) else Verdict.TOO_FEW


@lru_cache(maxsize=256)
def _share(promised: float) -> Fraction:
    """A percentage as a share: the decimal that was written, not the binary fraction next to it.

    At 99.9 %, 999 of 1,000 is kept. Raises ValueError where it is out of bounds.
    """
    share = Fraction(str(promised)) / 100
    if not 0 < share <= 1:
        raise ValueError(f"{promised} % cannot be promised")
    return share


@lru_cache(maxsize=4096)  # many services have the same small numbers
def _is_beyond_chance(counted: int, kept: int, share: Fraction) -> bool:
    """Whether at most ``kept`` (fewer than the share) have a probability under the limit."""
    if share == 1:
        return True  # who never fails has not one failure
    # Hoeffding: the probability is at most exp(-2 n d²), and exp(-3) < 0.05. Far from the share, sums would be long
    if 2 * counted * (share - Fraction(kept, counted)) ** 2 >= 3:
        return True
    probability = _probability_of_at_most(counted, kept, share)
    limit = Decimal(SIGNIFICANCE.numerator) / SIGNIFICANCE.denominator
    if abs(probability - limit) > _UNDECIDED:
        return probability < limit
    return exact_probability(counted, kept, share) < SIGNIFICANCE


def exact_probability(counted: int, kept: int, share: Fraction) -> Fraction:
    """The probability that at most ``kept`` of ``counted`` are kept, each with probability ``share``.

    A sum of whole numbers: exact, and slow from some ten thousand on.
    """
    good, all_of = share.numerator, share.denominator
    ways = sum(comb(counted, k) * good**k * (all_of - good) ** (counted - k) for k in range(kept + 1))
    return Fraction(ways, all_of**counted)


def _probability_of_at_most(counted: int, kept: int, share: Fraction) -> Decimal:
    """The same to 50 digits, in steps that grow with the square root of ``counted``.

    Each term follows from its neighbor, and the terms of all outcomes sum up to 1. So only their ratios to the term of
    ``kept`` are needed, and those that no longer matter are left out on both sides.
    """
    with localcontext(_CONTEXT):
        odds = Decimal(share.numerator) / (share.denominator - share.numerator)
        below, term = Decimal(1), Decimal(1)
        for k in range(kept, 0, -1):  # ever smaller, as `kept` is below the most likely outcome
            term *= k / (odds * (counted - k + 1))
            below += term
            if term < below * _NEGLIGIBLE:
                break
        above, term = Decimal(0), Decimal(1)
        for k in range(kept, counted):  # they grow up to the most likely outcome, and shrink after it
            term *= odds * (counted - k) / (k + 1)
            above += term
            if term < above * _NEGLIGIBLE:
                break
        return below / (below + above)
