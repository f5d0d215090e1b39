"""Words of a YAML text replaced where they stand; every other character stays what it was.

What comes out is read again, and must say what the text said before but for those words.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from servicebook import wording
from servicebook.source.yaml_edit import CannotEditError
from servicebook.source.yaml_positions import Scalar, scalar_at
from servicebook.source.yaml_reader import Pointer, Value, parse
from servicebook.source.yaml_writer import scalar


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Replacement:
    """``old`` becomes ``new`` at ``start``, counted in characters of the text at ``pointer`` (or, with ``key``, of its
    key). Neither word holds a space or a character that YAML escapes."""

    pointer: Pointer
    start: int = 0
    old: str
    new: str
    key: bool = False


def replaced(text: str, replacements: Iterable[Replacement]) -> str:
    """The text, which has no byte order mark, with all of the replacements made.

    Raises :class:`CannotEditError` for a text that has faults, for words that stand there in another spelling
    (with escapes), and where something else would change.
    """
    listed = list(replacements)
    before = parse(text, "")
    if before.problems:
        raise CannotEditError(wording.text("edit.faults"))
    spans = {span for one in listed for span in _spans(text, one)}  # aliases lead to the same words
    wanted = _with_all(json.loads(json.dumps(before.value)), listed)
    changed, end = [], 0
    for start, stop, new in sorted(spans):
        changed += [text[end:start], new]
        end = stop
    result = "".join([*changed, text[end:]])
    after = parse(result, "")
    if after.problems or json.dumps(after.value) != json.dumps(wanted):
        raise CannotEditError(wording.text("edit.replace-changes-more"))
    return result


def _spans(text: str, one: Replacement) -> list[tuple[int, int, str]]:
    """Where the words stand in the text, and what takes their place there."""
    found = scalar_at(text, one.pointer, key=one.key)
    if found is None or not found.value.startswith(one.old, one.start):
        raise CannotEditError(wording.text("edit.not-there", old=one.old))
    if found.is_plain and found.value == one.old:
        end = found.end
        return [(end - len(one.old), end, scalar(one.new, in_flow=False))]
    number = found.value.count(one.old, 0, one.start + len(one.old))
    starts = _all(text, one.old, found)
    if len(starts) != found.value.count(one.old):
        raise CannotEditError(wording.text("edit.written-otherwise", old=one.old))
    return [(starts[number - 1], starts[number - 1] + len(one.old), one.new)]


def _all(text: str, word: str, found: Scalar) -> list[int]:
    """Where a word begins within a scalar as it is written."""
    starts, at = [], text.find(word, found.start, found.end)
    while at >= 0:
        starts.append(at)
        at = text.find(word, at + len(word), found.end)
    return starts


def _with_all(value: Value, replacements: list[Replacement]) -> Value:
    """The value as it is to be: texts from their ends on, then keys, the deepest first, since their pointers move."""
    for one in sorted((r for r in replacements if not r.key), reverse=True):
        *above, last = one.pointer
        outer: Any = value
        for step in above:
            outer = outer[step]
        outer[last] = outer[last][: one.start] + one.new + outer[last][one.start + len(one.old) :]
    for one in sorted((r for r in replacements if r.key), key=lambda r: len(r.pointer), reverse=True):
        *above, last = one.pointer
        outer = value
        for step in above:
            outer = outer[step]
        renamed = {one.new if key == last else key: item for key, item in outer.items()}
        outer.clear()
        outer.update(renamed)
    return value
