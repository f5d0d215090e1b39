"""What the clocks of a zone show at many instants at once."""

from __future__ import annotations

from functools import lru_cache
from zoneinfo import ZoneInfo

import numpy as np

from servicebook.clock.pieces import Ints
from servicebook.clock.zones import change_of_clocks, offset_at

_DAY = 86_400


class LocalTimes:
    """The local times of a zone between two instants, in seconds since 1970; beyond them, its offset stays."""

    def __init__(self, zone: ZoneInfo, start: int, end: int) -> None:
        self._changes, self._offsets = _changes(zone, start // _DAY, end // _DAY + 1)

    def seconds(self, moments: Ints) -> Ints:
        """What the clocks show, as seconds since they showed 1970-01-01T00:00."""
        return moments + self._offsets[np.searchsorted(self._changes, moments, "right")]

    def days(self, moments: Ints) -> Ints:
        """The days that the clocks show, counted from 1970-01-01."""
        return self.seconds(moments) // _DAY


@lru_cache(maxsize=256)
def _changes(zone: ZoneInfo, first: int, last: int) -> tuple[Ints, Ints]:
    """The instants between two days at which the clocks change, and the offsets before the first and after each."""
    changes: list[int] = []
    offsets = [offset_at(zone, first * _DAY)]
    for moment in range(first * _DAY, last * _DAY, _DAY):
        after = offset_at(zone, moment + _DAY)
        if after != offsets[-1]:
            changes.append(change_of_clocks(zone, moment, moment + _DAY))
            offsets.append(after)
    return np.array(changes, dtype=np.int64), np.array(offsets, dtype=np.int64)
