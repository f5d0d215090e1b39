"""One key or entry of a YAML text cut out; what is beside it keeps its characters."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import yaml

from servicebook.source.lines import LINE_BREAK, start_of_line
from servicebook.source.yaml_parts import Part, part_at, parts_of
from servicebook.source.yaml_reader import Pointer
from servicebook.source.yaml_rewrite import rewritten

_COMMA = re.compile(r"(?:\s|#[^\r\n]*)*?,")


def cut(text: str, pointer: Pointer, wanted: Any) -> str:
    """The text, whose every line has an end, without what is at a pointer, so that it says ``wanted``.

    A comment on its lines may go with it. Raises as :func:`~servicebook.source.yaml_rewrite.rewritten`.
    """
    *above, step = pointer
    root = parts_of(text)
    outer = part_at(root, above)
    pairs = _pairs(outer)
    at = step if isinstance(step, int) else _number_of(outer, step)
    if len(pairs) > 1 and any(part_at(root, above[:length]).in_brackets for length in range(len(pointer))):
        return _cut_between_brackets(text, pairs, at)
    is_map = isinstance(outer.event, yaml.MappingStartEvent)
    if is_map and at == 0 and len(pairs) > 1:
        start, following = pairs[0][0], pairs[1][0]
        if text[
            start_of_line(text, start) : start
        ].strip():  # the first key behind a hyphen: the next one moves up
            return text[:start] + text[following:]
    return rewritten(text, wanted)


def _pairs(outer: Part) -> list[tuple[int, int]]:
    """From where to where each key with its value, or each entry, goes."""
    if not isinstance(outer.event, yaml.MappingStartEvent):
        return [(part.start, part.last) for part in outer.inside]
    keys, values = outer.inside[::2], outer.inside[1::2]
    return [(key.start, max(key.end, value.last)) for key, value in zip(keys, values, strict=True)]


def _number_of(outer: Part, key: str) -> int:
    return next(at for at, part in enumerate(outer.inside[::2]) if getattr(part.event, "value", None) == key)


def _cut_between_brackets(text: str, pairs: Sequence[tuple[int, int]], at: int) -> str:
    """The text without an entry and one of the commas beside it."""
    start, end = pairs[at]
    comma = _COMMA.match(text, end)
    if at + 1 < len(pairs) and not _has_more(text[end : pairs[at + 1][0]]):
        return text[:start] + text[pairs[at + 1][0] :]
    if at + 1 == len(pairs) and not _has_more(text[pairs[at - 1][1] : start]):
        return text[: pairs[at - 1][1]] + text[end:]
    # on lines of its own: its comma goes, and the line, unless a comment is on it
    if comma:
        text = text[: comma.end() - 1] + text[comma.end() :]
    text = text[:start] + text[end:]
    begins, ending = start_of_line(text, start), LINE_BREAK.search(text, start)
    if ending and not text[begins : ending.start()].strip():
        return text[:begins] + text[ending.end() :]
    return text


def _has_more(between: str) -> bool:
    """Whether there is more than a comma between two entries: a line break, or a comment."""
    return between.strip(" \t") != ","
