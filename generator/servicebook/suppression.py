"""Which further numbers must stay hidden, so that no sum or difference of those that are published gives one away.

A number below ``fewest`` is not published. It could still be worked out: as a total less all other parts, or as what
one measure counts and another does not. So every set of requests is found whose number follows from what is published,
by adding and subtracting, and where such a set is too small, something else is hidden, too.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import combinations

from servicebook.frozen import frozen

_MOST_SETS = 4
"""Of how many rows a small set is put together at most. Each has somebody in it, and fewer than ``fewest`` are."""
_COUNT = object()
"""The column of a row that holds its number."""


@frozen
class Cell:
    """A number that may be published: of the requests in ``parts``, which are the smallest groups that anybody could
    tell apart."""

    key: Hashable
    parts: frozenset[Hashable]
    count: int


Row = dict[Hashable, Fraction]
"""A sum of parts, each so many times, and under ``_COUNT`` what it comes to."""


def hidden_besides(
    cells: Sequence[Cell], published: Sequence[Cell], fewest: int
) -> tuple[frozenset[Hashable], bool]:
    """The keys of ``cells`` that must be hidden, and whether that is enough.

    The first of ``cells`` are hidden rather than the last. ``published`` are out already, and cannot be hidden any
    more: where they alone give something away, nothing is enough, and only ``cells`` are looked at.
    """
    if published and _giving_away(published, fewest):
        return hidden_besides(cells, (), fewest)[0], False
    kept, hidden = list(cells), []
    while group := _giving_away([*kept, *published], fewest):
        cell = _best_hidden(kept, group, fewest)
        kept = [other for other in kept if other is not cell]
        hidden.append(cell)
    for cell in hidden[:]:  # an earlier one may have become needless by a later one
        if not _giving_away([*kept, cell, *published], fewest):
            kept.append(cell)
            hidden.remove(cell)
    return frozenset(cell.key for cell in hidden), True


def _best_hidden(kept: Sequence[Cell], group: Sequence[Cell], fewest: int) -> Cell:
    """The first of a group without which nothing follows from the others; else the first."""
    near = [cell for cell in kept if any(cell is other for other in group)]
    for cell in near:
        if not _giving_away([other for other in group if other is not cell], fewest):
            return cell
    return near[0]


def _giving_away(cells: Iterable[Cell], fewest: int) -> list[Cell]:
    """Some that have parts in common, from which follows a number above 0 and below ``fewest``; none without."""
    return next((group for group in _groups(cells) if _has_small_set(_reduced(group), fewest)), [])


def _has_small_set(rows: dict[Hashable, Row], fewest: int) -> bool:
    # a set follows if and only if it is the sum of the reduced rows that begin with its parts
    for size in range(1, _most_together(rows) + 1):
        for chosen in combinations(rows.values(), size):
            total = _sum(chosen)
            count = total.pop(_COUNT, Fraction(0))
            if 0 < count < fewest and all(times == 1 for times in total.values()):
                return True
    return False


def _most_together(rows: Mapping[Hashable, Row]) -> int:
    """Of how many rows a small set may be put together.

    Where rows only add up, as those of a whole and its parts do, several of them are no smaller than each of them.
    """
    only_add_up = all(
        times == 1 for row in rows.values() for part, times in row.items() if part is not _COUNT
    )
    return 1 if only_add_up else min(_MOST_SETS, len(rows))


def _sum(rows: Iterable[Row]) -> Row:
    total: Row = {}
    for row in rows:
        for part, times in row.items():
            total[part] = total.get(part, Fraction(0)) + times
    return {part: times for part, times in total.items() if times}


def _groups(cells: Iterable[Cell]) -> list[list[Cell]]:
    """Cells that have parts in common, directly or over others. Parts that all have alike count as one."""
    groups: list[tuple[set[Hashable], list[Cell]]] = []
    for cell in cells:
        if not cell.parts:
            continue
        parts, together = set(cell.parts), [cell]
        apart = []
        for group in groups:
            if parts.isdisjoint(group[0]):
                apart.append(group)
            else:
                parts |= group[0]
                together = group[1] + together
        groups = [*apart, (parts, together)]
    return [together for _, together in groups if len(together) > 1]


def _reduced(cells: Sequence[Cell]) -> dict[Hashable, Row]:
    """The cells as rows, each of which begins with a part that no other one has: reduced echelon form."""
    names = _merged(cells)
    rows: dict[Hashable, Row] = {}
    for cell in cells:
        row: Row = dict.fromkeys(sorted({names[part] for part in cell.parts}), Fraction(1))
        row[_COUNT] = Fraction(cell.count)
        for first in [part for part in row if part in rows]:
            row = _less(row, rows[first], row.get(first, Fraction(0)))
        first = next((part for part in row if part is not _COUNT), None)
        if first is None:
            continue  # it follows from the others
        row = {part: times / row[first] for part, times in row.items()}
        rows = {begin: _less(other, row, other.get(first, Fraction(0))) for begin, other in rows.items()}
        rows[first] = row
    return rows


def _less(row: Row, other: Row, times: Fraction) -> Row:
    if not times:
        return row
    found = dict(row)
    for part, factor in other.items():
        value = found.get(part, Fraction(0)) - times * factor
        if value:
            found[part] = value
        else:
            found.pop(part, None)
    return found


def _merged(cells: Sequence[Cell]) -> dict[Hashable, int]:
    """A number for each part, the same for those that are in the same cells: nothing tells them apart."""
    within: dict[Hashable, list[int]] = {}
    for number, cell in enumerate(cells):
        for part in cell.parts:
            within.setdefault(part, []).append(number)
    numbers: dict[tuple[int, ...], int] = {}
    return {part: numbers.setdefault(tuple(where), len(numbers)) for part, where in within.items()}
