"""Why a YAML text cannot be read, where the cause is a slip that can be named: on its own line, with what to write.

libyaml says where it gave up. That is often lines below the slip: of quotation marks, a key without a space, an entry.
"""

from __future__ import annotations

from collections.abc import Callable

from servicebook.problems import Edit, Place, Problem
from servicebook.source.yaml_key_causes import (
    colon,
    equals,
    no_colon,
    no_space,
    other_colon,
    spaces,
    trailing_comma,
)
from servicebook.source.yaml_layout_causes import (
    alignment,
    block_mark,
    fence,
    first_hyphen,
    missing_hyphen,
    no_space_after_hyphen,
    other_bullet,
)
from servicebook.source.yaml_lines import lines_of
from servicebook.source.yaml_slip import Fault, slip_at
from servicebook.source.yaml_value_causes import backslash, brackets, hash_sign, other_meaning, quotes


def slip(
    text: str, name: str, place: Place, opened: Place | None, edit: Edit | None = None
) -> Problem | None:
    """The slip that led to a fault, or None where no one can be named; what it says to write is what ``edit`` does."""
    lines = lines_of(text)
    if place.line > len(lines):
        return None
    fault = Fault(name, place, lines, opened, edit)
    return next((found for find in _FINDERS if (found := find(fault))), None)


_FINDERS: tuple[Callable[[Fault], Problem | None], ...] = (
    backslash, fence, first_hyphen, block_mark, other_bullet, spaces, other_colon, quotes, hash_sign, trailing_comma,
    brackets, no_space, no_space_after_hyphen, equals, other_meaning, colon, missing_hyphen, alignment, no_colon,
)  # fmt: skip
"""In this order: what explains the most comes first."""


def special_start(text: str, place: Place) -> Problem:
    """The problem of a text whose first word means something else to YAML: ``summary: &We repair``."""
    lines = lines_of(text)
    line = lines[place.line - 1]
    return slip_at(
        Fault("anchor", place, lines, None), line, place.column - 1, "starts-with", written=line.quoted()
    )
