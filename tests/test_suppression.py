"""What is published can be added and subtracted in every way: no number that is too small comes out."""

from __future__ import annotations

from itertools import combinations, product

from hypothesis import given, settings
from hypothesis import strategies as st

from servicebook.suppression import Cell, hidden_besides

FEWEST = 5


def recovered(cells: list[Cell], fewest: int = FEWEST) -> set[frozenset[object]]:
    """Small sets of requests that adding and subtracting published numbers gives: every way of up to four each."""
    found = set()
    for signs in product((0, 1, -1), repeat=len(cells)):
        parts: dict[object, int] = {}
        count = 0
        for sign, cell in zip(signs, cells, strict=True):
            count += sign * cell.count
            for part in cell.parts if sign else ():
                parts[part] = parts.get(part, 0) + sign
        left = {part: times for part, times in parts.items() if times}
        if left and set(left.values()) == {1} and 0 < count < fewest:
            found.add(frozenset(left))
    return found


def cell(name: str, sizes: dict[str, int], parts: str) -> Cell:
    return Cell(name, frozenset(parts), sum(sizes[part] for part in parts))


def kept(cells: list[Cell], published: list[Cell] | None = None) -> list[str]:
    hidden, is_enough = hidden_besides(cells, published or [], FEWEST)
    assert is_enough
    return [str(one.key) for one in cells if one.key not in hidden]


def test_a_total_less_its_other_part_gives_nothing_away() -> None:
    sizes = {"a": 2, "b": 20}
    assert kept([cell("all", sizes, "ab"), cell("b", sizes, "b")]) == ["b"]
    assert kept([cell("b", sizes, "b"), cell("all", sizes, "ab")]) == ["all"]


def test_what_gives_nothing_away_stays() -> None:
    sizes = {"a": 5, "b": 20, "c": 2, "d": 3}
    assert kept([cell("all", sizes, "ab"), cell("b", sizes, "b")]) == ["all", "b"]
    assert kept([cell("all", sizes, "bcd"), cell("b", sizes, "b")]) == ["all", "b"]  # five are left


def test_a_sum_of_three_tables_gives_nothing_away() -> None:
    sizes = {"a": 2, "b": 9, "c": 9}
    # ab + ac - bc is twice a
    assert len(kept([cell("ab", sizes, "ab"), cell("ac", sizes, "ac"), cell("bc", sizes, "bc")])) == 2


def test_what_is_out_already_cannot_be_hidden() -> None:
    sizes = {"a": 1, "b": 20}
    total, part = cell("all", sizes, "ab"), cell("b", sizes, "b")
    assert kept([total], [part]) == []
    assert hidden_besides([], [total, part], FEWEST) == (frozenset(), False)


sizes_of_parts = st.lists(st.integers(1, 9), min_size=2, max_size=6)


@settings(max_examples=300, deadline=None)
@given(sizes_of_parts, st.data())
def test_nothing_small_is_recovered_whatever_is_published(sizes: list[int], data: st.DataObject) -> None:
    parts = range(len(sizes))
    sets = data.draw(
        st.lists(st.frozensets(st.sampled_from(parts), min_size=1), min_size=1, max_size=6, unique=True)
    )
    cells = [Cell(one, one, sum(sizes[part] for part in one)) for one in sets]
    cells = [one for one in cells if one.count >= FEWEST]
    hidden, is_enough = hidden_besides(cells, [], FEWEST)
    left = [one for one in cells if one.key not in hidden]
    assert is_enough
    assert not recovered(left)
    for one in cells:  # and no more is hidden than must be
        if one.key in hidden:
            assert recovered([*left, one]) or weighted([*left, one])


@settings(max_examples=200, deadline=None)
@given(sizes_of_parts, st.data())
def test_nothing_small_is_recovered_from_two_runs_together(sizes: list[int], data: st.DataObject) -> None:
    sets = st.lists(
        st.frozensets(st.sampled_from(range(len(sizes))), min_size=1), min_size=1, max_size=3, unique=True
    )
    published: list[Cell] = []
    for drawn in (data.draw(sets), data.draw(sets)):
        cells = [Cell(one, one, sum(sizes[part] for part in one)) for one in drawn]
        new = [one for one in cells if one.count >= FEWEST and one not in published]
        hidden, is_enough = hidden_besides(new, published, FEWEST)
        assert is_enough
        published += [one for one in new if one.key not in hidden]
    assert not recovered(published)


def weighted(cells: list[Cell]) -> bool:
    """Whether something small comes out only where a number is taken twice, or halved."""
    for chosen in combinations(cells, len(cells)):
        for times in product((-2, -1, -0.5, 0, 0.5, 1, 2), repeat=len(chosen)):
            parts: dict[object, float] = {}
            for factor, one in zip(times, chosen, strict=True):
                for part in one.parts:
                    parts[part] = parts.get(part, 0) + factor
            left = {part: value for part, value in parts.items() if value}
            count = sum(factor * one.count for factor, one in zip(times, chosen, strict=True))
            if left and set(left.values()) == {1} and 0 < count < FEWEST:
                return True
    return False
