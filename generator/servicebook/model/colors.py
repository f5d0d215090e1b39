"""A color for each department: it stays when others come and go, and differs from those of its neighbors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from zlib import crc32

from servicebook.model.department import Department

COLORS = 40
"""How many colors there are; the theme's style sheet says which."""

APART = 4
"""How many departments in a row have different colors: as many as there are tiles side by side, and one above."""


def colors(departments: Mapping[str, Department]) -> dict[str, int]:
    """A number from 1 to ``COLORS`` for each department, in the order of the list.

    Each has its own order of preference, which comes from its id, and takes the first color that the fewest have and
    no neighbor: in the list, among the departments that are nobody's part, or the one above. So up to ``COLORS``
    departments all differ, and one more recolors itself and few others.
    """
    near = _near(departments)
    color_of: dict[str, int] = {}
    used = Counter(dict.fromkeys(range(1, COLORS + 1), 0))
    for id_ in sorted(departments, key=lambda id_: crc32(id_.encode())):
        taken = {color_of.get(other) for other in near[id_]}
        free = [color for color in used if color not in taken] or list(used)
        fewest = min(used[color] for color in free)
        color = max(
            (color for color in free if used[color] == fewest),
            key=lambda color: crc32(f"{id_}/{color}".encode()),
        )
        used[color] += 1
        color_of[id_] = color
    return {id_: color_of[id_] for id_ in departments}


def _near(departments: Mapping[str, Department]) -> dict[str, set[str]]:
    """For each department those whose color it must not have."""
    near: dict[str, set[str]] = {id_: set() for id_ in departments}
    tops = [id_ for id_, department in departments.items() if department.part_of not in departments]
    for row, apart in ((list(departments), 1), (tops, APART)):
        for at, id_ in enumerate(row):
            for other in row[at + 1 : at + 1 + apart]:
                near[id_].add(other)
                near[other].add(id_)
    for id_, department in departments.items():
        if (above := department.part_of) and above in departments:
            near[id_].add(above)
            near[above].add(id_)
    return near
