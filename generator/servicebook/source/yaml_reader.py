"""YAML 1.2 (core schema) to plain values.

What is written in the ways that are usual is read by patterns (:mod:`~servicebook.source.yaml_plain`). Of all else
libyaml parses; its tags are resolved here by the rules of YAML 1.2, so ``no`` and ``17:30`` are text
and ``010`` is ten. What could surprise an editor is a problem: duplicate keys, tags, merge keys,
several documents, anchors that multiply, merge conflicts.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, TypeAlias

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from servicebook import wording
from servicebook.frozen import frozen
from servicebook.problem_limits import LimitedProblems
from servicebook.problems import Place, Problem, error
from servicebook.source.conflict_marks import conflict_at
from servicebook.source.lines import place_at
from servicebook.source.yaml_causes import special_start
from servicebook.source.yaml_faults import fault_place, place_of, syntax_problem
from servicebook.source.yaml_lines import lines_of
from servicebook.source.yaml_nodes import (
    MAX_DEPTH,
    compose,
    is_plain,
    is_untagged,
    lost_to_anchor,
    too_deep_at,
)
from servicebook.source.yaml_plain import parse_plain
from servicebook.source.yaml_repetition import Entry, repetition
from servicebook.source.yaml_rows import parse_rows
from servicebook.source.yaml_scalars import NOT_ALWAYS_TEXT, plain_scalar
from servicebook.source.yaml_slips import edit_of_slip

Value: TypeAlias = "bool | int | float | str | list[Value] | dict[str, Value] | None"
Pointer: TypeAlias = tuple[str | int, ...]

MAX_EXPANDED = 100_000
"""The number of values that a file with aliases may expand to."""


@frozen
class Parsed:
    """What a file says: ``value`` is meaningful only while there are no problems."""

    value: Value
    problems: tuple[Problem, ...]


class _RefusedError(Exception):
    """Something that keeps a text from having a value; never leaves this module."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def parse(text: str, path: str) -> Parsed:
    """The value of a YAML text, or the problems that keep it from having one.

    A byte order mark before it is passed over, and counts as no column.
    """
    text = text.lstrip("\ufeff")
    if (rows := parse_rows(text, _without_problems)) is not None:
        return Parsed(rows, ())
    if (conflict := conflict_at(text)) is not None:
        place = place_at(text, path, conflict)
        message, hint = wording.text("merge-conflict.message"), wording.text("merge-conflict.hint")
        return Parsed(None, (error("merge-conflict", place, message, hint),))
    if (plain := parse_plain(text)) is not None:
        return Parsed(plain, ())
    return _parse_any(text, path)


def _parse_any(text: str, path: str) -> Parsed:
    """The same of a text written in any way, by libyaml."""
    try:
        if mark := too_deep_at(text):
            return Parsed(None, (_too_deep(place_of(path, mark)),))
        root = compose(text)
        if root is None or (isinstance(root, ScalarNode) and root.value == "" and is_plain(root)):
            message, hint = wording.text("empty-file.message"), wording.text("empty-file.hint", path=path)
            return Parsed(None, (error("empty-file", Place(path), message, hint),))
        if "&" in text and (anchor := lost_to_anchor(text)):
            return Parsed(None, (special_start(text, place_at(text, path, anchor)),))
        has_aliases = "&" in text and "*" in text
        if not has_aliases and (value := _ordinary(root, 1)) is not _UNUSUAL:
            return Parsed(value, ())
        builder = _Builder(path, text, counts=has_aliases)
        value = builder.build(root, 1)
    except _RefusedError as refused:
        return Parsed(None, (refused.problem,))
    except yaml.YAMLError as fault:
        edit = edit_of_slip(text, path, fault_place(fault, text, path))
        return Parsed(None, (replace(syntax_problem(fault, text, path, edit), edit=edit),))
    return Parsed(value, tuple(builder.problems.found()))


def _without_problems(text: str) -> Value:
    """The value of a part of a text by itself; None where there is anything to say about it."""
    parsed = parse(text, "")
    # what has a name may be meant in another part
    return None if parsed.problems or "&" in text or "*" in text else parsed.value


_UNUSUAL: Any = object()
"""In place of a value: :class:`_Builder` has to look at it."""

# These two are asked about every node of every file. What they check is repeated instead of being called, and what is
# wrong is not said: for that, _Builder goes through the few files with anything unusual once more.


def _ordinary(node: Any, depth: int) -> Any:
    """The value of a node in which nothing is unusual; else ``_UNUSUAL``."""
    kind, tag = node.__class__, node.tag
    if tag.__class__ is not slice:
        return _UNUSUAL
    if kind is ScalarNode:
        text = node.value
        return plain_scalar(text) if tag.step[0] and text[:1] in NOT_ALWAYS_TEXT else text
    if depth > MAX_DEPTH:
        return _UNUSUAL
    if kind is not SequenceNode:
        return _ordinary_mapping(node, depth)
    items = []
    for item in node.value:
        value = _ordinary(item, depth + 1)
        if value is _UNUSUAL:
            return _UNUSUAL
        items.append(value)
    return items


def _ordinary_mapping(node: Any, depth: int) -> Any:
    mapping: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = key_node.value
        if (
            key_node.tag.__class__ is not slice
            or key_node.__class__ is not ScalarNode
            or key in mapping
            or key == "<<"
        ):
            return _UNUSUAL
        tag = value_node.tag
        if tag.__class__ is slice and value_node.__class__ is ScalarNode:
            text = value_node.value
            mapping[key] = plain_scalar(text) if tag.step[0] and text[:1] in NOT_ALWAYS_TEXT else text
            continue
        value = _ordinary(value_node, depth + 1)
        if value is _UNUSUAL:
            return _UNUSUAL
        mapping[key] = value
    return mapping


class _Builder:
    """Plain values from nodes; collects problems that do not stop the reading."""

    def __init__(self, path: str, text: str, *, counts: bool) -> None:
        self.path, self.text, self.counts = path, text, counts
        self.problems = LimitedProblems()
        self.built = 0
        self.open: set[Node] = set()

    def build(self, node: Node, depth: int) -> Value:
        if not is_untagged(node):
            tag = node.tag.replace("tag:yaml.org,2002:", "!!")
            place = self.place(node)
            line = lines_of(self.text)[place.line - 1]
            is_text = isinstance(node, ScalarNode) and line.value_column == place.column - 1
            written = line.quoted() if is_text else None
            message = wording.text("yaml-tag.message", tag=tag)
            hint = (
                wording.text("yaml-tag.hint-shown", written=written)
                if written
                else wording.text("yaml-tag.hint")
            )
            raise self.refused("yaml-tag", node, message, hint)
        if self.counts:
            self.count(node)
        if isinstance(node, ScalarNode):
            text: str = node.value
            return plain_scalar(text) if is_plain(node) else text
        if depth > MAX_DEPTH:
            raise _RefusedError(_too_deep(self.place(node)))
        self.open.add(node)
        value = self.collection(node, depth)
        self.open.discard(node)
        return value

    def count(self, node: Node) -> None:
        """Refuse aliases that lead to what they are part of, or to more values than a file may hold."""
        self.built += 1
        if node in self.open:
            message, hint = wording.text("alias-limit.cycle"), wording.text("alias-limit.cycle-hint")
            raise self.refused("alias-limit", node, message, hint)
        if self.built > MAX_EXPANDED:
            message = wording.text("alias-limit.message", count=f"{MAX_EXPANDED:,}")
            raise self.refused("alias-limit", node, message, wording.text("alias-limit.hint"))

    def collection(self, node: Node, depth: int) -> Value:
        if isinstance(node, SequenceNode):
            return [self.build(item, depth + 1) for item in node.value]
        assert isinstance(node, MappingNode)  # libyaml makes nothing else
        mapping: dict[str, Value] = {}
        first: dict[str, Entry] = {}
        for key_node, value_node in node.value:
            key = self.key(key_node, depth)
            if key in mapping:
                again = Entry(key_node, value_node)
                self.problems.add((repetition(self.text, self.path, node, first[key], again),))
            else:
                first[key] = Entry(key_node, value_node)
                mapping[key] = self.build(value_node, depth + 1)
        return mapping

    def key(self, node: Node, depth: int) -> str:
        if not isinstance(node, ScalarNode):
            message, hint = wording.text("yaml-syntax.key"), wording.text("yaml-syntax.key-hint")
            raise self.refused("wrong-type", node, message, hint)
        if not is_untagged(node):
            self.build(node, depth)  # says so
        key: str = node.value
        if key == "<<" and is_plain(node):
            message, hint = wording.text("merge-key.message"), wording.text("merge-key.hint")
            raise self.refused("merge-key", node, message, hint)
        return key

    def refused(self, code: str, node: Node, message: str, hint: str) -> _RefusedError:
        return _RefusedError(error(code, self.place(node), message, hint))

    def place(self, node: Node) -> Place:
        return place_of(self.path, node.start_mark)


def _too_deep(place: Place) -> Problem:
    return error(
        "too-deep",
        place,
        wording.text("too-deep.yaml", levels=MAX_DEPTH),
        wording.text("too-deep.hint"),
    )
