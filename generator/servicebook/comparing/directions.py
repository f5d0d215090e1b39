"""In which direction a promise has changed, for whoever relies on it."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Direction(StrEnum):
    """What a change does to a promise, for whoever relies on it."""

    SAME = "same"
    TIGHTENED = "tightened"
    WEAKENED = "weakened"
    INCOMPARABLE = "incomparable"
    """Better for some and worse for others, or in one way and not in another."""
    UNKNOWN = "unknown"


def direction_of(*, better: bool, worse: bool) -> Direction:
    """The direction of what is better for some, or worse for some, or both."""
    if better and worse:
        return Direction.INCOMPARABLE
    if better:
        return Direction.TIGHTENED
    return Direction.WEAKENED if worse else Direction.SAME


def combined(directions: Iterable[Direction]) -> Direction:
    """The direction of several changes together.

    What is better in one way and worse in another stays so, whatever is not known besides; else one that is not known
    leaves the whole unknown, as it may be the other way.
    """
    found = frozenset(directions)
    both = Direction.INCOMPARABLE in found
    whole = direction_of(
        better=both or Direction.TIGHTENED in found, worse=both or Direction.WEAKENED in found
    )
    if Direction.UNKNOWN in found and whole is not Direction.INCOMPARABLE:
        return Direction.UNKNOWN
    return whole


def of_several(directions: Iterable[Direction]) -> Direction:
    """The direction of a change that concerns several promises: that of those of which it is known, if any has one."""
    found = frozenset(directions)
    known = combined(found - {Direction.UNKNOWN})
    return Direction.UNKNOWN if known is Direction.SAME and Direction.UNKNOWN in found else known
