"""A color for each department: it stays when others come and go, and those beside a department have others."""

from __future__ import annotations

from collections.abc import Mapping
from zlib import crc32

from servicebook.model.department import Department

COLORS = 9
"""So many colors there are; the theme's style sheet says which."""

APART = 4
"""So many departments in a row have colors of their own: as many as tiles stand side by side, and one above."""


def colors(departments: Mapping[str, Department]) -> dict[str, int]:
    """A number from 1 to ``COLORS`` for each department, in the order of the list.

    It comes from the id; where a neighbor has it (in the list, among the departments that are nobody's part, or
    the one above), the next free one is taken. So one more department recolors itself and at most some beside it.
    """
    listed = list(departments)
    beside = {one: (listed[max(at - 1, 0)], *listed[at + 1 : at + 2]) for at, one in enumerate(listed)}
    found: dict[str, int] = {}
    for is_part in (False, True):
        recent: list[int] = []
        for one in departments.values():
            if (one.part_of in departments) is not is_part:
                continue
            near = (found.get(other) for other in (*beside[one.id], one.part_of) if other)
            taken = {*recent[-APART:], *near}
            color = crc32(one.id.encode()) % COLORS
            while color + 1 in taken:
                color = (color + 1) % COLORS
            recent.append(color + 1)
            found[one.id] = color + 1
    return {qualified_id: found[qualified_id] for qualified_id in listed}
