"""YAML 1.2 (core schema) to plain values, with a position for every key and value.

libyaml parses; its tags are resolved here by the rules of YAML 1.2, so ``no`` and ``17:30`` are text
and ``010`` is ten. What could surprise an editor is a problem: duplicate keys, tags, merge keys,
several documents, anchors that multiply, merge conflicts.
"""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias

import yaml
from yaml._yaml import CParser
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from servicebook import wording
from servicebook.problems import Place, Problem, Related, error
from servicebook.source.yaml_faults import place_at, place_of, syntax_problem

Value: TypeAlias = "bool | int | float | str | list[Value] | dict[str, Value] | None"
Pointer: TypeAlias = tuple[str | int, ...]

MAX_DEPTH = 40
MAX_EXPANDED = 100_000
"""The number of values that a file with aliases may expand to."""

_CONSTANTS: dict[str, bool | None] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_TELLING = frozenset((*"-+.0123456789~nNtTfF", ""))
"""How a plain scalar begins that may be anything but text."""
_INTEGER = re.compile(r"[-+]?[0-9]+\Z")
_OTHER_BASE = re.compile(r"0o[0-7]+\Z|0x[0-9a-fA-F]+\Z")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z")
_CONFLICT = re.compile(r"^(<{7}|>{7}|\|{7})( |\r?$)", re.MULTILINE)
_WORDS = r"""(?:[^\[\]{}"'#\r\n]|"[^"\\\[\]{}#\r\n]*"|'[^'\[\]{}#\r\n]*')"""
_BRACKETS = rf"[\[{{](?:{_WORDS}|[\[{{]{_WORDS}*+[\]}}])*+[\]}}]"
_LINE = rf"(?:[ ]*#[^\r\n]*+|(?:{_WORDS}|{_BRACKETS})*+)"
_BALANCED = re.compile(rf"{_LINE}(?:(?:\r\n|\r|\n){_LINE})*+")
"""Lines that close what brackets they open, at most one in another; no quotation marks are around brackets."""
_MAYBE_DEEP = re.compile(r"[ \-?:]{70,}")
_ODD_BREAKS = re.compile("[\x85\u2028\u2029]")


class _Composer(CParser):
    """libyaml's composer, leaving what a plain scalar means to :func:`_scalar`.

    Its three hooks are called for every node of every file, so they are C functions that do next to
    nothing: a node without a tag of its own gets a ``slice(kind, value, implicit)`` in place of a tag.
    """

    resolve: Any = staticmethod(slice)
    descend_resolver: Any = staticmethod(operator.is_)
    ascend_resolver: Any = staticmethod(bool)


def _is_resolved(node: Any) -> bool:
    """Whether the node has no tag of its own."""
    return isinstance(node.tag, slice)


def _is_plain(node: Any) -> bool:
    """Whether the scalar stands there without quotes and without a tag, so that it may be more than text."""
    return bool(_is_resolved(node) and node.tag.step[0])


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a file says: ``value`` is meaningful only while there are no problems."""

    value: Value
    problems: tuple[Problem, ...]


class _Fault(Exception):  # noqa: N818  # never leaves this module
    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def parse(text: str, path: str) -> Parsed:
    """The value of a YAML text, or the problems that keep it from having one.

    A byte order mark before it is let be, and counts as no column.
    """
    text = text.lstrip("\ufeff")
    if found := _CONFLICT.search(text):
        place = place_at(text, path, found.start())
        return _failed(
            error(
                "merge-conflict",
                place,
                wording.text("merge-conflict.message"),
                wording.text("merge-conflict.hint"),
            )
        )
    try:
        clean, odd = readable(text)
        _refuse_depth(clean, path)
        node = _compose(clean)
        _restore(node, odd)
        if node is None or (isinstance(node, ScalarNode) and node.value == "" and _is_plain(node)):
            return _failed(
                error(
                    "empty-file",
                    Place(path),
                    wording.text("empty-file.message"),
                    wording.text("empty-file.hint"),
                )
            )
        aliases = "&" in text and "*" in text
        if not aliases and (value := _quick(node, 1)) is not _UNUSUAL:
            return Parsed(value, ())
        builder = _Builder(path, counts=aliases)
        value = builder.build(node, 1)
    except _Fault as fault:
        return _failed(fault.problem)
    except yaml.YAMLError as fault:
        return _failed(syntax_problem(fault, text, path))
    return Parsed(value, tuple(builder.problems))


def _failed(problem: Problem) -> Parsed:
    return Parsed(None, (problem,))


def _compose(text: str) -> Node | None:
    parser = _Composer(text)
    try:
        node: Node | None = parser.get_single_node()
        return node
    finally:
        parser.dispose()


_UNUSUAL: Any = object()


def _quick(node: Any, depth: int) -> Any:
    """The value of a node in which nothing is unusual; else ``_UNUSUAL``, and :class:`_Builder` says what it is."""
    kind, tag = node.__class__, node.tag
    if tag.__class__ is not slice:
        return _UNUSUAL
    if kind is ScalarNode:
        text = node.value
        return _scalar(text) if tag.step[0] and text[:1] in _TELLING else text
    if depth > MAX_DEPTH:
        return _UNUSUAL
    if kind is SequenceNode:
        items = []
        for item in node.value:
            value = _quick(item, depth + 1)
            if value is _UNUSUAL:
                return _UNUSUAL
            items.append(value)
        return items
    mapping: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key, tag = key_node.value, key_node.tag
        if (
            tag.__class__ is not slice
            or key_node.__class__ is not ScalarNode
            or key in mapping
            or key == "<<"
        ):
            return _UNUSUAL
        tag = value_node.tag
        if tag.__class__ is slice and value_node.__class__ is ScalarNode:
            text = value_node.value
            mapping[key] = _scalar(text) if tag.step[0] and text[:1] in _TELLING else text
            continue
        value = _quick(value_node, depth + 1)
        if value is _UNUSUAL:
            return _UNUSUAL
        mapping[key] = value
    return mapping


class _Builder:
    """Plain values from nodes; collects problems that do not stop the reading."""

    def __init__(self, path: str, *, counts: bool) -> None:
        self.path, self.counts = path, counts
        self.problems: list[Problem] = []
        self.built = 0
        self.open: set[int] = set()

    def build(self, node: Node, depth: int) -> Value:
        if not _is_resolved(node):
            tag = node.tag.replace("tag:yaml.org,2002:", "!!")
            raise _Fault(
                error(
                    "yaml-tag",
                    self.place(node),
                    wording.text("yaml-tag.message", tag=tag),
                    wording.text("yaml-tag.hint"),
                )
            )
        if self.counts:
            self.built += 1
            if id(node) in self.open:
                raise _Fault(
                    error(
                        "alias-limit",
                        self.place(node),
                        wording.text("alias-limit.cycle"),
                        wording.text("alias-limit.cycle-hint"),
                    )
                )
            if self.built > MAX_EXPANDED:
                raise _Fault(
                    error(
                        "alias-limit",
                        self.place(node),
                        wording.text("alias-limit.message", count=f"{MAX_EXPANDED:,}"),
                        wording.text("alias-limit.hint"),
                    )
                )
        if isinstance(node, ScalarNode):
            text: str = node.value
            return _scalar(text) if _is_plain(node) else text
        if depth > MAX_DEPTH:
            raise _Fault(_too_deep(self.place(node)))
        if not self.counts:
            return self.collection(node, depth)
        self.open.add(id(node))
        value = self.collection(node, depth)
        self.open.discard(id(node))
        return value

    def collection(self, node: Node, depth: int) -> Value:
        if isinstance(node, SequenceNode):
            return [self.build(item, depth + 1) for item in node.value]
        mapping: dict[str, Value] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, ScalarNode):
                raise _Fault(
                    error(
                        "wrong-type",
                        self.place(key_node),
                        wording.text("yaml-syntax.key"),
                        wording.text("yaml-syntax.key-hint"),
                    )
                )
            if not _is_resolved(key_node):
                self.build(key_node, depth)
            key: str = key_node.value
            if key == "<<" and _is_plain(key_node):
                raise _Fault(
                    error(
                        "merge-key",
                        self.place(key_node),
                        wording.text("merge-key.message"),
                        wording.text("merge-key.hint"),
                    )
                )
            if key in mapping:
                self.problems.append(self.duplicate(node, key_node))
                continue
            mapping[key] = self.build(value_node, depth + 1)
        return mapping

    def duplicate(self, node: Node, key_node: ScalarNode) -> Problem:
        first = next(k for k, _ in node.value if isinstance(k, ScalarNode) and k.value == key_node.value)
        return error(
            "duplicate-key",
            self.place(key_node),
            wording.text("duplicate-key.message", key=key_node.value),
            wording.text("hint.keep-one"),
            (Related(self.place(first), wording.text("duplicate-key.first")),),
        )

    def place(self, node: Node) -> Place:
        return place_of(self.path, node.start_mark)


def _scalar(text: str) -> Value:
    """A plain scalar by YAML 1.2's core schema (section 10.3.2); no NaN, no infinity: these stay text."""
    if text[:1] not in "-+.0123456789":
        return _CONSTANTS.get(text, text)
    if not text:
        return None
    if _INTEGER.match(text):
        return int(text) if len(text) <= 18 else text
    if _OTHER_BASE.match(text):
        return int(text, 0) if len(text) <= 16 else text
    if _FLOAT.match(text):
        number = float(text)
        return number if math.isfinite(number) else text
    return text


def _too_deep(place: Place) -> Problem:
    return error(
        "too-deep",
        place,
        wording.text("too-deep.yaml", levels=MAX_DEPTH),
        wording.text("too-deep.hint"),
    )


def _refuse_depth(text: str, path: str) -> None:
    """Composing recurses in C without a limit, so depth is counted on the events first where it may matter."""
    is_shallow = text.count("[") + text.count("{") <= MAX_DEPTH or _BALANCED.fullmatch(text)
    if is_shallow and not _MAYBE_DEEP.search(text):
        return
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                raise _Fault(_too_deep(place_of(path, event.start_mark)))
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def readable(text: str) -> tuple[str, dict[str, str]]:
    """The text with stand-ins for U+0085, U+2028 and U+2029, and what each stands for.

    libyaml takes these for line breaks, as YAML 1.1 did; in YAML 1.2 and in editors they are not. A stand-in
    is a character for private use that the text does not hold.
    """
    found = sorted(set(_ODD_BREAKS.findall(text)))
    if not found:
        return text, {}
    free = (chr(code) for code in range(0xE000, 0xF900) if chr(code) not in text)
    odd = dict(zip(free, found, strict=False))
    return text.translate({ord(char): stand_in for stand_in, char in odd.items()}), odd


def _restore(root: Node | None, odd: dict[str, str]) -> None:
    """Put the odd characters back into the scalars."""
    if not odd or root is None:
        return
    table = str.maketrans(odd)
    done: set[int] = set()
    work: list[Node] = [root]
    while work:
        node = work.pop()
        if id(node) in done:
            continue
        done.add(id(node))
        if isinstance(node, ScalarNode):
            node.value = node.value.translate(table)
        elif isinstance(node, MappingNode):
            work.extend(part for pair in node.value for part in pair)
        elif isinstance(node, SequenceNode):
            work.extend(node.value)


@lru_cache(maxsize=16)
def _nodes(text: str) -> Node | None:
    clean, odd = readable(text)
    node = _compose(clean)
    _restore(node, odd)
    return node


def locate(text: str, path: str, pointer: Pointer, *, key: bool = False) -> Place:
    """Where the value at ``pointer`` starts (or, with ``key``, its key) in a text that parses.

    The root is at 1:1. A pointer that leads nowhere is located at the nearest thing above it.
    """
    place = Place(path)
    if not pointer:
        return place
    node = _nodes(text)
    for last, step in _steps(pointer):
        found = _child(node, step)
        if found is None:
            break
        key_node, node = found
        place = place_of(path, (key_node if key and last else node).start_mark)
    return place


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value as it stands in a text, from ``start`` to ``end`` in characters from 0, without its anchor."""

    value: str
    start: int
    end: int
    is_plain: bool


def scalar_at(text: str, pointer: Pointer, *, key: bool = False) -> Scalar | None:
    """The scalar at ``pointer`` (or, with ``key``, its key) in a text that parses and has no byte order mark."""
    node, named = _nodes(text), None
    for step in pointer:
        found = _child(node, step)
        if found is None:
            return None
        named, node = found
    wanted = named if key else node
    if not isinstance(wanted, ScalarNode):
        return None
    start, end = wanted.start_mark.index, wanted.end_mark.index
    if text.startswith("&", start):
        start = next((at for at in range(start, end) if text[at].isspace()), end)
    return Scalar(wanted.value, start, end, is_plain=not wanted.style)


def _steps(pointer: Pointer) -> Iterator[tuple[bool, str | int]]:
    for index, step in enumerate(pointer):
        yield index == len(pointer) - 1, step


@lru_cache(maxsize=64)
def _pairs(node: MappingNode) -> dict[str | int, tuple[Node, Node]]:
    """The keys and values of a map by the key's text; of a key that stands there twice, the first."""
    return {key.value: (key, value) for key, value in reversed(node.value) if isinstance(key, ScalarNode)}


def _child(node: Node | None, step: str | int) -> tuple[Node, Node] | None:
    if isinstance(node, MappingNode):
        return _pairs(node).get(step)
    if isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step]
    return None
