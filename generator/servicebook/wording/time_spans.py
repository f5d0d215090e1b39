"""Spans of time in words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from servicebook.clock.durations import Duration
from servicebook.wording import text

_UNITS = (("day", 86_400), ("hour", 3600), ("minute", 60), ("second", 1))


@lru_cache(maxsize=1024)
def duration(written: Duration) -> str:
    """``2 working days``; ``same working day`` where it has no length."""
    if written.amount == 0:
        return text("duration.none")
    return text(f"duration.unit.{written.unit.name}", count=written.amount)


@lru_cache(maxsize=4096)
def by_hours(seconds: int) -> str:
    """A span of open time, of which no days are made: ``30 hours``, ``1 hour and 30 minutes``, ``20 seconds``."""
    return _two_units(seconds, _UNITS[1:])


@lru_cache(maxsize=4096)
def wall_clock(seconds: int) -> str:
    """A span by the clock on the wall: its greatest unit and the next, ``2 days and 1 hour``, ``5 hours``."""
    return _two_units(seconds, _UNITS)


def _two_units(seconds: int, units: Sequence[tuple[str, int]]) -> str:
    counted = []
    for unit, size in units:
        count, seconds = divmod(seconds, size)
        counted.append((count, unit))
    first = next((index for index, (count, _) in enumerate(counted) if count), None)
    if first is None:
        return text("span.none")
    # The unit after the greatest is left out where it is 0: "2 days", not "2 days and 0 hours".
    said = [text(f"span.unit.{unit}", count=count) for count, unit in counted[first : first + 2] if count]
    return text("span.and", greatest=said[0], next=said[1]) if len(said) == 2 else said[0]
