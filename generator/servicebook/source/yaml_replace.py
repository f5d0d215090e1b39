"""Words of a YAML text replaced in place; every other character stays what it was.

What comes out is read again, and must say what the text said before but for those words.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from servicebook import wording
from servicebook.frozen import frozen
from servicebook.source.yaml_parts import CannotEditError
from servicebook.source.yaml_positions import Scalar, scalar_at
from servicebook.source.yaml_reader import Pointer, Value, parse
from servicebook.source.yaml_writer import scalar


@frozen(kw_only=True, order=True)
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

    Raises :class:`CannotEditError` for a text that has faults, for words that are written another way there
    (with escapes), and where something else would change.
    """
    replacements = list(replacements)
    before = parse(text, "")
    if before.problems:
        raise CannotEditError(wording.text("edit.faults"))
    # a set, since aliases may lead several replacements to the same words
    spans = {span for replacement in replacements for span in _spans(text, replacement)}
    wanted = _with_all(json.loads(json.dumps(before.value)), replacements)
    pieces, end = [], 0
    for start, stop, new in sorted(spans):
        pieces += [text[end:start], new]
        end = stop
    result = "".join([*pieces, text[end:]])
    after = parse(result, "")
    if after.problems or json.dumps(after.value) != json.dumps(wanted):
        raise CannotEditError(wording.text("edit.replace-changes-more"))
    return result


def _spans(text: str, replacement: Replacement) -> list[tuple[int, int, str]]:
    """Where the words are in the text, and what takes their place there."""
    target = scalar_at(text, replacement.pointer, key=replacement.key)
    if target is None or not target.value.startswith(replacement.old, replacement.start):
        raise CannotEditError(wording.text("edit.not-there", old=replacement.old))
    if target.is_plain and target.value == replacement.old:
        end = target.end
        return [(end - len(replacement.old), end, scalar(replacement.new, in_flow=False))]
    # the words may be there several times, and the value may be written with escapes: count which one it is
    number = target.value.count(replacement.old, 0, replacement.start + len(replacement.old))
    starts = _occurrences(text, replacement.old, target)
    if len(starts) != target.value.count(replacement.old):
        raise CannotEditError(wording.text("edit.written-otherwise", old=replacement.old))
    return [(starts[number - 1], starts[number - 1] + len(replacement.old), replacement.new)]


def _occurrences(text: str, word: str, target: Scalar) -> list[int]:
    """Where a word begins within a scalar as it is written."""
    starts, at = [], text.find(word, target.start, target.end)
    while at >= 0:
        starts.append(at)
        at = text.find(word, at + len(word), target.end)
    return starts


def _with_all(value: Value, replacements: list[Replacement]) -> Value:
    """The value as it is to be: texts from their ends on, then keys, the deepest first, since their pointers move."""
    for replacement in sorted((r for r in replacements if not r.key), reverse=True):
        *above, last = replacement.pointer
        outer: Any = value
        for step in above:
            outer = outer[step]
        outer[last] = (
            outer[last][: replacement.start]
            + replacement.new
            + outer[last][replacement.start + len(replacement.old) :]
        )
    for replacement in sorted((r for r in replacements if r.key), key=lambda r: len(r.pointer), reverse=True):
        *above, last = replacement.pointer
        outer = value
        for step in above:
            outer = outer[step]
        renamed = {replacement.new if key == last else key: item for key, item in outer.items()}
        outer.clear()
        outer.update(renamed)
    return value
