"""Local times in an engine as instants: the rule of :mod:`~servicebook.clock.zones` as an expression."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from servicebook.clock.zones import change_of_clocks, offset_at

if TYPE_CHECKING:
    from ibis.expr.types import IntegerValue

_STEP = 86_400
"""No zone changes its clocks twice within a day."""


def instants(
    local: IntegerValue, zone: ZoneInfo, first: int, last: int, *, second: bool = False
) -> IntegerValue:
    """Seconds since 1970 from those that a zone's clocks showed, as if they had shown UTC.

    ``first`` and ``last`` are the earliest and the latest of these. Where clocks showed a time twice, the first is
    meant, or the ``second``; where they skipped it, the moment at which they did.
    """
    import ibis

    # clocks are at most a day ahead of or behind UTC
    begin, end = first - _STEP, last + _STEP
    offset = offset_at(zone, begin)
    branches = []
    for moment in range(begin, end, _STEP):
        if (after := offset_at(zone, moment + _STEP)) == offset:
            continue
        change = change_of_clocks(zone, moment, moment + _STEP)
        if after > offset:
            branches.append((local < change + offset, local - offset))
            branches.append((local < change + after, ibis.literal(change, "int64")))
        else:
            branches.append((local < change + (after if second else offset), local - offset))
        offset = after
    return ibis.cases(*branches, else_=local - offset) if branches else local - offset
