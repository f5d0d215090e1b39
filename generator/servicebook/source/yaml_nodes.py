"""YAML texts as libyaml's nodes: what a plain scalar means is decided by those who read them."""

from __future__ import annotations

import operator
import re
from typing import Any

import yaml
from yaml._yaml import CParser
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

MAX_DEPTH = 40

_WORDS = r"""(?:[^\[\]{}"'#\r\n]|"[^"\\\[\]{}#\r\n]*"|'[^'\[\]{}#\r\n]*')"""
_BRACKETS = rf"[\[{{](?:{_WORDS}|[\[{{]{_WORDS}*+[\]}}])*+[\]}}]"
_LINE = rf"(?:[ ]*#[^\r\n]*+|(?:{_WORDS}|{_BRACKETS})*+)"
_BALANCED = re.compile(rf"{_LINE}(?:(?:\r\n|\r|\n){_LINE})*+")
"""Lines that close what brackets they open, at most one in another; no quotation marks are around brackets."""
_MAYBE_DEEP = re.compile(r"[ \-?:]{70,}")
_MAYBE_DEEP_TENTH = re.compile(r"[ \-?:]{7,}")
"""What every tenth character of such a run is: looked for first, as that takes a sixth of the time."""
_LINE_SEPARATORS: tuple[str, ...] = ("\x85", "\u2028", "\u2029")


class _Composer(CParser):
    """libyaml's composer, leaving open what a plain scalar means.

    Its three hooks are called for every node of every file, so they are C functions that do next to
    nothing: a node without a tag of its own gets a ``slice(kind, value, implicit)`` in place of a tag.
    """

    resolve: Any = staticmethod(slice)
    descend_resolver: Any = staticmethod(operator.is_)
    ascend_resolver: Any = staticmethod(bool)


def is_untagged(node: Any) -> bool:
    """Whether the node has no tag of its own."""
    return isinstance(node.tag, slice)


def is_plain(node: Any) -> bool:
    """Whether the scalar is written without quotes and without a tag, so that it may be something else than text."""
    return bool(is_untagged(node) and node.tag.step[0])


def compose(text: str) -> Node | None:
    """The root of a text without a byte order mark; None of an empty one. Raises ``yaml.YAMLError``."""
    masked, separators = mask_line_separators(text)
    parser = _Composer(masked)
    try:
        root: Node | None = parser.get_single_node()
    finally:
        parser.dispose()
    if root is not None and separators:
        _unmask(root, separators)
    return root


def too_deep_at(text: str) -> Any:
    """libyaml's mark where a text is nested more than ``MAX_DEPTH`` levels deep, or None. Raises ``yaml.YAMLError``.

    Composing recurses in C without a limit, so levels are counted on the events first where it may matter.
    """
    masked, _ = mask_line_separators(text)
    is_shallow = masked.count("[") + masked.count("{") <= MAX_DEPTH or _BALANCED.fullmatch(masked)
    is_flat = not _MAYBE_DEEP_TENTH.search(masked[::10]) or not _MAYBE_DEEP.search(masked)
    if is_shallow and is_flat:
        return None
    depth = 0
    for event in yaml.parse(masked, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                return event.start_mark
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
    return None


_ANCHORED_WORDS = re.compile(r"(?:: |- )&[^\s,\[\]{}]+[ \t]+[^\s\"'\[{|>*&!#]")


def lost_to_anchor(text: str) -> int | None:
    """Where words without quotes begin with an anchor that nothing refers to: ``&We mend it`` would say "mend it"."""
    if not _ANCHORED_WORDS.search(text):
        return None
    anchors: dict[str, int] = {}
    for event in yaml.parse(mask_line_separators(text)[0], Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.AliasEvent):
            anchors.pop(str(event.anchor), None)
        elif (
            isinstance(event, yaml.ScalarEvent) and event.anchor and event.implicit[0] and " " in event.value
        ):
            start: Any = event.start_mark
            anchors[event.anchor] = start.index
    return min(anchors.values(), default=None)


def mask_line_separators(text: str) -> tuple[str, dict[str, str]]:
    """The text with stand-ins for U+0085, U+2028 and U+2029, and the character behind each.

    libyaml takes these for line breaks, as YAML 1.1 did; in YAML 1.2 and in editors they are not. A stand-in
    is a character for private use that the text does not hold, so that every place in the text stays the same.
    """
    separators = [separator for separator in _LINE_SEPARATORS if separator in text]
    if not separators:
        return text, {}
    unused = (chr(code) for code in range(0xE000, 0xF900) if chr(code) not in text)
    stand_ins = dict(zip(separators, unused, strict=False))
    return text.translate(str.maketrans("".join(stand_ins), "".join(stand_ins.values()))), {
        mask: char for char, mask in stand_ins.items()
    }


def _unmask(root: Node, separators: dict[str, str]) -> None:
    """Put the line separators back into the scalars."""
    table = str.maketrans(separators)
    seen: set[Node] = set()  # aliases lead to the same node several times
    ahead = [root]
    while ahead:
        node = ahead.pop()
        if node in seen:
            continue
        seen.add(node)
        if isinstance(node, ScalarNode):
            node.value = node.value.translate(table)
        elif isinstance(node, MappingNode):
            ahead.extend(part for pair in node.value for part in pair)
        elif isinstance(node, SequenceNode):
            ahead.extend(node.value)
