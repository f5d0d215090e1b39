"""Counts as the rows of results: of a month, or of the quarter or year that is published in place of its months."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from servicebook.clock.durations import Duration
from servicebook.frozen import frozen
from servicebook.measuring.judged import Counts
from servicebook.measuring.tickets import Promised
from servicebook.model.periods import Period
from servicebook.model.results import HISTORY, TODAY, Result, ResultKey, promised_words


@frozen(kw_only=True)
class Row:
    """What was counted of a promise in a period. Times are in the promise's unit; None for several months together.

    ``basis``: whether the promise was in force when it was asked for all that the history tells.
    """

    promised: Promised
    period: Period
    basis: str
    asked: int
    counted: int
    kept: int
    open_overdue: int
    still_open: int
    undecided: int
    half_within: int | None = None
    nine_in_ten_within: int | None = None
    lived_half: int | None = None
    lived_nine_in_ten: int | None = None
    paused: int

    @property
    def key(self) -> ResultKey:
        """What no other row of the period may have."""
        promised = self.promised
        return ResultKey(
            promised.service,
            promised.measure,
            promised.priority,
            promised.channel,
            promised.agreement,
            promised.words,
        )

    def written(self) -> dict[str, Any]:
        """The row as it is written, without what says nothing."""
        within = promised_words(self.promised.words).within
        assert within is not None, "only promises of a time are measured by tickets"
        times = {name: getattr(self, name) for name in _TIMES}
        row: dict[str, Any] = {
            **self.key._asdict(),
            "commit": self.promised.commit,
            "basis": None if self.basis == HISTORY else self.basis,
            **{name: getattr(self, name) for name in _ALWAYS},
            **{name: getattr(self, name) or None for name in ("open_overdue", "still_open", "undecided")},
            **{
                name: None if value is None else str(Duration(value, within.unit))
                for name, value in times.items()
            },
            "paused": self.paused or None,
        }
        return {name: value for name, value in row.items() if value is not None}


_ALWAYS = ("asked", "counted", "kept")
_TIMES = ("half_within", "nine_in_ten_within", "lived_half", "lived_nine_in_ten")
_SUMS = (*_ALWAYS, "open_overdue", "still_open", "undecided", "paused")


def row_of(counts: Counts, period: Period, *, is_told: bool) -> Row:
    """A row of a month; ``is_told``: whether the history goes back to its beginning."""
    return Row(
        promised=counts.promised,
        period=period,
        basis=HISTORY if is_told else TODAY,
        asked=counts.asked,
        counted=counts.counted,
        kept=counts.kept,
        open_overdue=counts.open_overdue,
        still_open=counts.still_open,
        undecided=counts.unknown,
        paused=counts.paused,
        **{name: getattr(counts, name) for name in _TIMES},
    )


def row_of_several(rows: Iterable[Row], period: Period) -> Row:
    """The row of a longer period from those of its months, without times: these cannot be added."""
    months = list(rows)
    sums = {name: sum(getattr(row, name) for row in months) for name in _SUMS}
    basis = TODAY if any(row.basis == TODAY for row in months) else HISTORY
    return Row(promised=months[0].promised, period=period, basis=basis, **sums)


def key_of_result(result: Result) -> ResultKey:
    """The key of a result that was read."""
    words = None if result.promised is None else str(result.promised)
    return ResultKey(result.service, result.measure, result.priority, result.channel, result.agreement, words)
