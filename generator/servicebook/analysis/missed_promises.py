"""Which promises are not kept, as the rule ``promise-missed`` and the agendas of meetings tell it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice, pairwise

from servicebook.analysis.kept_promises import Line, each_period, kept_promises
from servicebook.analysis.measured_periods import MeasuredPeriod
from servicebook.analysis.verdicts import Verdict
from servicebook.model.catalog import Catalog

_IN_A_ROW = 3


LineKey = tuple[str, str, str | None, str | None, str | None]
"""What makes a line of results that of one promise: service, measure, priority, channel, agreement."""


def key_of(line: Line) -> LineKey:
    """The key by which :func:`missed_lines` knows a line."""
    return line.service, line.measure, line.priority, line.channel, line.agreement


def missed_lines(catalog: Catalog) -> Mapping[LineKey, Sequence[MeasuredPeriod]]:
    """The periods of each promise that was missed; worked out once, as a rule and several pages ask for it."""
    return catalog.derive(_missed_lines)


def _missed_lines(catalog: Catalog) -> Mapping[LineKey, Sequence[MeasuredPeriod]]:
    lines = (line for lines in kept_promises(catalog).lines.values() for line in lines)
    return {key_of(line): periods for line in lines if (periods := _missed_periods(line))}


def _missed_periods(line: Line) -> Sequence[MeasuredPeriod]:
    """The latest complete period, if it is missed, or those in a row that stayed below; empty for what is kept."""
    now = line.promised_now
    if now is None or all(100 * row.kept >= now.percent * row.counted for row in line.rows):
        return ()  # as most are: periods need not be summed up
    judged = (one for one in each_period(line) if one.verdict is not None)
    latest = list(islice(judged, _IN_A_ROW))
    if not latest or not line.is_as_promised_now(latest[0]):
        return ()
    if latest[0].verdict is Verdict.MISSED:
        return latest[:1]
    is_in_a_row = len(latest) == _IN_A_ROW and all(
        earlier.period.later(1) == later.period for later, earlier in pairwise(latest)
    )
    is_below = all(one.verdict is not Verdict.KEPT and line.is_as_promised_now(one) for one in latest)
    return latest[::-1] if is_in_a_row and is_below else ()
