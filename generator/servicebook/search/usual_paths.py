"""Where most entries are: it follows from their kind and id, so that only the paths of the others are written.

``assets/search_index.js`` puts these together in the same way.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import TypeAlias

from servicebook import links

UsualPath: TypeAlias = tuple[str, str, str, str]
"""What stands before an id, in place of its first slash, in place of each further one, and after it."""

_SPLIT = re.compile(r"(.*)1(.*)2(.*)3(.*)")


@cache
def usual_paths() -> Mapping[str, UsualPath]:
    """By kind, how a path is made of an id."""
    found: dict[str, UsualPath] = {}
    for kind in sorted(links.LINKED_KINDS):
        parts = _SPLIT.fullmatch(links.to(kind, "1/2/3"))
        assert parts is not None, kind  # each path has the parts of the id in their order
        before, first, further, after = parts.groups()
        found[kind] = before, first, further, after
    return found


def path_of(qualified_id: str, usual: UsualPath) -> str:
    """The path of what has this id."""
    before, first, further, after = usual
    own, slash, rest = qualified_id.partition("/")
    return f"{before}{own}{first if slash else ''}{rest.replace('/', further)}{after}"
