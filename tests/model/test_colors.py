"""The colors of departments."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from tests.support import catalog, write

from servicebook.model.colors import COLORS


def colors_of(root: Path, departments: dict[str, str | None]) -> dict[str, int]:
    """The color of each department; the values are the departments that they are part of."""
    files = {
        f"catalog/departments/{one}/department.yml": f"name: {one}\nsummary: S.\n"
        + (f"part_of: {above}\n" if above else "")
        for one, above in departments.items()
    }
    return dict(catalog(write(root, files)).index.color_of)


def many() -> dict[str, str | None]:
    """Forty departments, every third a part of one that stands elsewhere in the list."""
    return {f"d{n:02}": f"d{(n * 7) % 39 // 3 * 3:02}" if n % 3 == 1 else None for n in range(40)}


def test_neighbors_in_the_list_and_the_department_above_have_other_colors(tmp_path: Path) -> None:
    found = colors_of(tmp_path, many())
    assert set(found.values()) == set(range(1, COLORS + 1))
    listed = list(found)
    assert all(found[a] != found[b] for a, b in pairwise(listed))
    assert all(found[one] != found[above] for one, above in many().items() if above)


def test_tiles_beside_and_below_one_another_have_other_colors(tmp_path: Path) -> None:
    found = colors_of(tmp_path, many())
    tops = [found[one] for one, above in many().items() if above is None]
    assert all(tops[n] not in tops[n + 1 : n + 5] for n in range(len(tops)))


def test_one_more_department_leaves_those_far_from_it_as_they_are(tmp_path: Path) -> None:
    before = colors_of(tmp_path / "before", many())
    after = colors_of(tmp_path / "after", {**many(), "d00-new": None})
    changed = [one for one in before if before[one] != after[one]]
    assert len(changed) <= 10, changed
