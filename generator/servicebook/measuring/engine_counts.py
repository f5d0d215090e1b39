"""The counts of :mod:`judged` within an engine: only they leave it, never a ticket."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from servicebook.measuring.engine import STATES, reached, with_states
from servicebook.measuring.engine_tables import Tables
from servicebook.measuring.judged import HALF, NINE_IN_TEN, Counts, State
from servicebook.measuring.tickets import Promised

if TYPE_CHECKING:
    from ibis.expr.types import Table

_NEVER = 2**62
"""The time taken by what is open and overdue: longer than all that have ended, and not known."""

Key = tuple[int, int]


def counted(tables: Tables, now: int) -> dict[tuple[Promised, int], Counts]:
    """:func:`~servicebook.measuring.judged.counts` of what :func:`~servicebook.measuring.engine.judged` gives.

    Tickets are looked at once; how many of a month came to the same is kept in the engine until all is counted.
    """
    rows = reached(tables, now)
    each = rows.group_by("rule", "month", "has_ended", "taken", "lived", "paused").agg(number=rows.count())
    with with_states(each, tables.rules).cache() as kept:
        states = _states(kept)
        times = {name: _times(kept, name) for name in ("taken", "lived")}
    return {
        (tables.all_promised[key[0]], key[1]): _counts(
            tables.all_promised[key[0]],
            key[1],
            row,
            times["taken"].get(key, (None, None)),
            times["lived"].get(key, (None, None)),
        )
        for key, row in states.items()
    }


def _states(kept: Table) -> dict[Key, dict[str, int]]:
    def number(where: Any) -> Any:
        return kept.number.sum(where=where).fill_null(0)

    found = kept.group_by("promised", "month").agg(
        asked=kept.number.sum(),
        paused_number=number(kept.paused == 1),
        **{state.value: number(kept.state == at) for at, state in enumerate(STATES)},
    )
    return {(row["promised"], row["month"]): row for row in found.to_pyarrow().to_pylist()}


def _times(kept: Table, name: str) -> dict[Key, tuple[int | None, int | None]]:
    """The times that were enough for half and for nine in ten of what is counted."""
    import ibis

    ended = kept.filter(
        kept.state.isin([STATES.index(state) for state in (State.KEPT, State.MISSED, State.OPEN_OVERDUE)])
    ).mutate(_time=kept[name].fill_null(_NEVER))
    each = ended.group_by("promised", "month", "_time").agg(_count=ended.number.sum())
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
        paused=row["paused_number"],
    )
