"""Where the values of a YAML text are: their places for messages, their characters for changes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Set
from functools import lru_cache

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from servicebook.frozen import frozen
from servicebook.problems import Place
from servicebook.source.yaml_faults import place_of
from servicebook.source.yaml_nodes import compose
from servicebook.source.yaml_reader import Pointer
from servicebook.source.yaml_rows import row_position

_composed = lru_cache(maxsize=16)(compose)
"""The nodes of the last few texts: places are asked for many times of one file, and then of the next."""


def locate(text: str, path: str, pointer: Pointer, *, key: bool = False) -> Place:
    """Where the value at ``pointer`` starts (or, with ``key``, its key) in a text that parses.

    The root is at 1:1. A pointer that leads nowhere is located at the nearest thing above it.
    """
    place = Place(path)
    if not pointer:
        return place
    if position := row_position(
        text, pointer
    ):  # files of results are large, and YAML takes long for all their nodes
        return Place(path, position[0] + 1, position[1] + 1)
    node = _composed(text)
    for depth, step in enumerate(pointer, 1):
        pair = _child(node, step)
        if pair is None:
            break
        key_node, node = pair
        is_last = depth == len(pointer)
        place = place_of(path, (key_node if key and is_last else node).start_mark)
    return place


def pointer_at(text: str, place: Place) -> Pointer:
    """What is written at a place: the pointer to the innermost value that begins there or before it.

    It undoes :func:`locate`, whether that was asked for a value or for its key. ``text`` must parse.
    """
    pointer: list[str | int] = []
    node, position = _composed(text), (place.line - 1, place.column - 1)
    while isinstance(node, (MappingNode, SequenceNode)):
        starts, below = _starts(node)
        index = bisect_right(starts, position) - 1
        if index < 0:
            break
        step, node, begins = below[index]
        pointer.append(step)
        if begins > position:
            break
    return tuple(pointer)


_Position = tuple[int, int]
"""Line and column, from 0."""


@lru_cache(maxsize=64)
def _starts(
    node: MappingNode | SequenceNode,
) -> tuple[list[_Position], list[tuple[str | int, Node, _Position]]]:
    """Where the keys or entries of a node begin, in order, and for each its step, its value and where that begins."""
    if isinstance(node, MappingNode):
        found = [
            (_begins(key), (key.value, value, _begins(value)))
            for key, value in node.value
            if isinstance(key, ScalarNode)
        ]
    else:
        found = [(_begins(item), (index, item, _begins(item))) for index, item in enumerate(node.value)]
    # the place of an alias is that of what it stands for, which comes before
    found.sort(key=lambda entry: entry[0])
    return [start for start, _ in found], [entry for _, entry in found]


def _begins(node: Node) -> _Position:
    return node.start_mark.line, node.start_mark.column


@frozen
class Scalar:
    """A single value as it is written in a text, from ``start`` to ``end`` in characters from 0, without its anchor.

    ``style`` is the character that it is written with: a quotation mark, ``|`` or ``>``, or none.
    """

    value: str
    start: int
    end: int
    style: str
    in_flow: bool
    has_anchor: bool

    @property
    def is_plain(self) -> bool:
        """Whether it is written without quotation marks."""
        return not self.style


def scalar_at(text: str, pointer: Pointer, *, key: bool = False) -> Scalar | None:
    """The scalar at ``pointer`` (or, with ``key``, its key) in a text that parses and has no byte order mark."""
    node, key_node, in_flow = _composed(text), None, False
    for step in pointer:
        pair = _child(node, step)
        if pair is None:
            return None
        in_flow = in_flow or bool(getattr(node, "flow_style", False))
        key_node, node = pair
    scalar = key_node if key else node
    if not isinstance(scalar, ScalarNode):
        return None
    start, end = scalar.start_mark.index, scalar.end_mark.index
    has_anchor = text.startswith("&", start)
    if has_anchor:
        # libyaml counts an anchor to the scalar; the value begins at the space behind it
        start = next((index for index in range(start, end) if text[index].isspace()), end)
    return Scalar(scalar.value, start, end, scalar.style or "", in_flow=in_flow, has_anchor=has_anchor)


def span_at(text: str, pointer: Pointer) -> tuple[int, int] | None:
    """From where to where the value at ``pointer`` goes in a text that parses; a block goes up to what follows it."""
    node = _composed(text)
    for step in pointer:
        pair = _child(node, step)
        if pair is None:
            return None
        node = pair[1]
    return None if node is None else (node.start_mark.index, node.end_mark.index)


def values_of_keys_at(text: str, starts: Set[int]) -> list[tuple[int, int]]:
    """From where to where the values go of those keys that begin at characters of a text that parses."""
    spans = []
    ahead = [_composed(text)]
    while ahead:
        node = ahead.pop()
        if isinstance(node, MappingNode):
            spans += [
                (value.start_mark.index, value.end_mark.index)
                for key, value in node.value
                if key.start_mark.index in starts
            ]
            ahead.extend(value for _, value in node.value)
        elif isinstance(node, SequenceNode):
            ahead.extend(node.value)
    return spans


@lru_cache(maxsize=64)
def _pairs(node: MappingNode) -> dict[str | int, tuple[Node, Node]]:
    """The keys and values of a map by the key's text; of a key that is given twice, the first."""
    return {key.value: (key, value) for key, value in reversed(node.value) if isinstance(key, ScalarNode)}


def _child(node: Node | None, step: str | int) -> tuple[Node, Node] | None:
    if isinstance(node, MappingNode):
        return _pairs(node).get(step)
    if isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step]
    return None
