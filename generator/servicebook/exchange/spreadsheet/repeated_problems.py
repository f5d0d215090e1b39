"""What is wrong with many rows in the same way is said once."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from servicebook.problems import Problem
from servicebook.wording import text

_FEW = 3
"""How many rows with the same fault are listed one by one."""
_MAX_LISTED = 8


def said_once(problems: Iterable[Problem]) -> list[Problem]:
    """The problems in order; of more than a few that differ in their row only, the first, with the others' rows."""
    # the words for a row are those of the messages, with any number
    row = re.compile(re.escape(text("cell.row", row="#")).replace(re.escape("#"), "([0-9]+)"))
    groups: dict[tuple[object, ...], list[Problem]] = defaultdict(list)
    for problem in problems:
        groups[problem.place.path, problem.code, row.sub("", problem.message, count=1), problem.hint].append(
            problem
        )
    said: list[Problem] = []
    for group in groups.values():
        if len(group) <= _FEW:
            said += group
            continue
        first, *others = group
        numbers = [match[1] if (match := row.search(one.message)) else str(one.place.line) for one in others]
        listed = ", ".join(numbers[:_MAX_LISTED]) + (" …" if len(numbers) > _MAX_LISTED else "")
        message = text("sheet.repeated", message=first.message, count=len(others), rows=listed)
        said.append(replace(first, message=message))
    return said
