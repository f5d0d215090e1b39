"""Which of a service's rows can be published together, so that none of their differences counts too few requests.

Two measures count the same requests in different ways: by how many their rows differ is how many are counted by one and
not by the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from servicebook.measuring.result_rows import Row, key_of_result
from servicebook.measuring.together import Group
from servicebook.model.common import MAIN_MEASURES
from servicebook.model.periods import Period
from servicebook.model.results import Result, ResultKey
from servicebook.suppression import Cell, hidden_besides

At = tuple[Period, ResultKey]


def without_differences(
    candidates: Sequence[Row],
    months: Sequence[Row],
    groups: Mapping[Group, int],
    standing: Sequence[Result],
    fewest: int,
) -> tuple[list[Row], list[Result]]:
    """The rows from which no small number follows, and the results that stay as they stand in the file.

    ``months`` are all rows that were counted, ``groups`` how many requests had which promises together.
    """
    if _is_enough_everywhere(months, groups, fewest):
        return list(candidates), []
    old = {(one.period, key_of_result(one)): one for one in standing}
    rows = {_at(row): row for row in candidates}
    cells = _cells({*old, *rows}, months, groups)
    unchanged = {at for at in rows.keys() & old.keys() if dict(old[at].origin.written) == rows[at].written()}
    open_ones = sorted(rows.keys() - unchanged, key=lambda at: _hidden_first(rows[at], is_out=at in old))
    out = [cells[at] for at in (*unchanged, *(old.keys() - rows.keys()))]
    hidden, _ = hidden_besides([cells[at] for at in open_ones], out, fewest)
    held_back = [old[at] for at in open_ones if at in hidden and at in old]
    return [row for at, row in rows.items() if at not in hidden], held_back


def _is_enough_everywhere(months: Iterable[Row], groups: Mapping[Group, int], fewest: int) -> bool:
    return all(row.asked >= fewest for row in months) and all(count >= fewest for count in groups.values())


def _cells(places: Iterable[At], months: Sequence[Row], groups: Mapping[Group, int]) -> dict[At, Cell]:
    """What the numbers at some places count."""
    parts = {_at(row): _parts(row, groups) for row in months}
    return {at: _cell(at, _within(at, parts), groups) for at in places}


def _at(row: Row) -> At:
    return row.period, row.key


def _cell(at: At, parts: frozenset[Group], groups: Mapping[Group, int]) -> Cell:
    return Cell(at, parts, sum(groups[part] for part in parts))


def _parts(row: Row, groups: Mapping[Group, int]) -> frozenset[Group]:
    counted = row.promised, row.period.first_month
    return frozenset(group for group, count in groups.items() if count and counted in group)


def _within(at: At, parts: Mapping[At, frozenset[Group]]) -> frozenset[Group]:
    """What a row counts, which may be that of several months."""
    inside: Iterable[frozenset[Group]] = (
        of_month for (period, key), of_month in parts.items() if key == at[1] and at[0].contains(period)
    )
    return frozenset().union(*inside)


def _hidden_first(row: Row, *, is_out: bool) -> tuple[bool, int, int, Period, str]:
    """What is hidden rather than something else: what nobody has seen yet, then what says less."""
    return is_out, -MAIN_MEASURES.index(row.promised.measure), row.asked, row.period, str(row.key)
