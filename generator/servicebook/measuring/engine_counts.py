"""The counts of :mod:`judged` within an engine: only they leave it, never a ticket."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from servicebook.measuring.judged import HALF, NINE_IN_TEN, Counts, State
from servicebook.measuring.tickets import Promised

if TYPE_CHECKING:
    from ibis.expr.types import Table

_NEVER = 2**62
"""The time taken by what is open and overdue: longer than all that have ended, and not known."""

Key = tuple[int, int]


def counted(rows: Table, all_promised: tuple[Promised, ...]) -> dict[tuple[Promised, int], Counts]:
    """:func:`~servicebook.measuring.judged.counts` of the rows of :func:`~servicebook.measuring.engine.judged`.

    They are judged once, and kept in the engine until they are counted.
    """
    with rows.cache() as kept:
        states = _states(kept)
        times = {name: _times(kept, name) for name in ("taken", "lived")}
    return {
        (all_promised[key[0]], key[1]): _counts(
            all_promised[key[0]],
            key[1],
            row,
            times["taken"].get(key, (None, None)),
            times["lived"].get(key, (None, None)),
        )
        for key, row in states.items()
    }


def _states(rows: Table) -> dict[Key, dict[str, int]]:
    def number(state: State) -> Any:
        return (rows.state == state.value).sum()

    found = rows.group_by("promised", "month").agg(
        asked=rows.count(),
        paused=rows.paused.sum(),
        **{state.value: number(state) for state in State},
    )
    return {(row["promised"], row["month"]): row for row in found.to_pyarrow().to_pylist()}


def _times(rows: Table, name: str) -> dict[Key, tuple[int | None, int | None]]:
    """The times that were enough for half and for nine in ten of what is counted."""
    import ibis

    ended = rows.filter(
        rows.state.isin([State.KEPT.value, State.MISSED.value, State.OPEN_OVERDUE.value])
    ).mutate(_time=rows[name].fill_null(_NEVER))
    each = ended.group_by("promised", "month", "_time").agg(_count=ended.count())
    group = ibis.window(group_by=("promised", "month"))
    up_to = ibis.cumulative_window(group_by=("promised", "month"), order_by="_time")
    each = each.mutate(_all=each._count.sum().over(group), _up_to=each._count.sum().over(up_to))
    each = each.mutate(_half=_reaches(each, HALF), _nine=_reaches(each, NINE_IN_TEN))
    found = each.group_by("promised", "month").agg(
        half=each._time.min(where=each._half), nine=each._time.min(where=each._nine)
    )
    return {
        (row["promised"], row["month"]): (_known(row["half"]), _known(row["nine"]))
        for row in found.to_pyarrow().to_pylist()
    }


def _reaches(each: Table, share: Fraction) -> Any:
    """Whether at least the share has ended within a time; in whole numbers."""
    return each._up_to * share.denominator >= each._all * share.numerator


def _known(time: int) -> int | None:
    return None if time == _NEVER else time


def _counts(
    promised: Promised,
    month: int,
    row: dict[str, int],
    taken: tuple[int | None, int | None],
    lived: tuple[int | None, int | None],
) -> Counts:
    kept, missed = row[State.KEPT.value], row[State.MISSED.value]
    return Counts(
        promised=promised,
        month=month,
        asked=row["asked"],
        counted=kept + missed + row[State.OPEN_OVERDUE.value],
        kept=kept,
        open_overdue=row[State.OPEN_OVERDUE.value],
        still_open=row[State.STILL_OPEN.value],
        unknown=row[State.UNKNOWN.value],
        half_within=taken[0],
        nine_in_ten_within=taken[1],
        lived_half=lived[0],
        lived_nine_in_ten=lived[1],
        paused=row["paused"],
    )
