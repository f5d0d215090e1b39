"""Functions of time become rows in which an equality join finds them."""

from __future__ import annotations

import numpy as np
import pytest

from servicebook.clock.pieces import Pieces, identity, known_nowhere
from servicebook.measuring.clock_rows import SLOT, SLOT_BITS, Axis, ClockRows, by_slot

START = 100 * SLOT + 17


def looked_up(rows: ClockRows, axis: int, moment: int, function: int = 0) -> int | None:
    """What an engine does: an equality on axis and slot, then the one row around the moment."""
    same = (rows.axis == axis) & (rows.slot == moment >> SLOT_BITS)
    found = np.flatnonzero(same & (rows.start <= moment) & (moment < rows.until))
    assert len(found) <= 1, "a moment has one row"
    lines = rows.lines[function]
    if not len(found) or not lines.known[found[0]]:
        return None
    at = int(found[0])
    return int(lines.value[at] + lines.slope[at] * moment)


def steps(*pairs: tuple[int, int], end: int) -> Pieces:
    starts, values = (np.array(column, dtype=np.int64) for column in zip(*pairs, strict=True))
    return Pieces(starts, values, np.zeros_like(starts), end)


def test_functions_of_an_axis_are_cut_together() -> None:
    end = START + 3 * SLOT
    first, second = identity(START, end), steps((START + 5, 7), (START + SLOT, 9), end=end - 4)
    rows = by_slot(2, [Axis((first, second), START, end)])
    for moment in (START, START + 4, START + 5, START + SLOT - 1, START + SLOT, end - 5, end - 4, end - 1):
        assert looked_up(rows, 0, moment) == moment
        expected = (
            7 if START + 5 <= moment < START + SLOT else 9 if START + SLOT <= moment < end - 4 else None
        )
        assert looked_up(rows, 0, moment, 1) == expected
    assert looked_up(rows, 0, START - 1) is None
    assert looked_up(rows, 0, end) is None


def test_no_row_reaches_over_a_slot_and_none_is_empty() -> None:
    end = START + 7 * SLOT
    rows = by_slot(1, [Axis((identity(START, end),), START, end), Axis((known_nowhere(),), START, end)])
    assert (rows.start >> SLOT_BITS == rows.slot).all()
    assert ((rows.until - 1) >> SLOT_BITS == rows.slot).all()
    assert (rows.start < rows.until).all()
    assert rows.axis.tolist() == [0] * 8, "where nothing is known there is no row"


@pytest.mark.parametrize("axes", [[], [Axis((known_nowhere(),), 5, 5)]])
def test_nothing_has_no_rows(axes: list[Axis]) -> None:
    rows = by_slot(1, axes)
    assert len(rows) == 0
    assert len(rows.lines[0].value) == 0
