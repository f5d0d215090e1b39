"""A color for each department: it stays when others come and go, and differs from those of its neighbors."""

from __future__ import annotations

from collections.abc import Mapping
from zlib import crc32

from servicebook.model.department import Department

COLORS = 9
"""How many colors there are; the theme's style sheet says which."""

APART = 4
"""How many departments in a row have different colors: as many as there are tiles side by side, and one above."""


def colors(departments: Mapping[str, Department]) -> dict[str, int]:
    """A number from 1 to ``COLORS`` for each department, in the order of the list.

    It comes from the id; where a neighbor has it (in the list, among the departments that are nobody's part, or
    the one above), the next free one is taken. So one more department recolors itself and at most some beside it.
    """
    listed = list(departments)
    beside = {id_: (listed[max(at - 1, 0)], *listed[at + 1 : at + 2]) for at, id_ in enumerate(listed)}
    color_of: dict[str, int] = {}
    for is_part in (False, True):  # parts last, so that they can keep apart from the department above
        recent: list[int] = []
        for department in departments.values():
            if (department.part_of in departments) is not is_part:
                continue
            near = (color_of.get(other) for other in (*beside[department.id], department.part_of) if other)
            taken = {*recent[-APART:], *near}
            color = crc32(department.id.encode()) % COLORS
            while color + 1 in taken:
                color = (color + 1) % COLORS
            recent.append(color + 1)
            color_of[department.id] = color + 1
    return {qualified_id: color_of[qualified_id] for qualified_id in listed}
