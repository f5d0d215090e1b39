"""Edits of single values and keys of a YAML text, written as those that they replace are."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

import yaml

from servicebook.problems import Edit
from servicebook.source.lines import LINE_BREAK, line_break_at, place_at, start_of_line
from servicebook.source.yaml_nodes import mask_line_separators
from servicebook.source.yaml_positions import Scalar, scalar_at, span_at
from servicebook.source.yaml_reader import Pointer, Value
from servicebook.source.yaml_writer import flow, in_double_quotes, on_one_line, scalar


def value_edit(text: str, path: str, pointer: Pointer, value: Value) -> Edit | None:
    """The edit after which the scalar, or the list in brackets, at ``pointer`` says ``value``.

    Text keeps its quotation marks, and gets some where it needs them; a list or map is written in brackets. ``text``
    parses and has no byte order mark. None where the scalar cannot be replaced by itself: it is no scalar, it goes
    over several lines, or something else may say the same by an alias.
    """
    return _edit(text, path, scalar_at(text, pointer) or _list_at(text, pointer), value)


def _list_at(text: str, pointer: Pointer) -> Scalar | None:
    """A list in brackets, without comments, as if it were a scalar that is written like its first entry."""
    span, inner = span_at(text, pointer), scalar_at(text, (*pointer, 0))
    if span is None or inner is None or not inner.in_flow or text[span[0]] != "[":
        return None
    if "#" in text[span[0] : span[1]] or inner.has_anchor:
        return None
    return replace(inner, start=span[0], end=span[1])


def key_edit(text: str, path: str, pointer: Pointer, key: str) -> Edit | None:
    """The edit after which the last key of ``pointer`` is ``key``; as :func:`value_edit`."""
    return _edit(text, path, scalar_at(text, pointer, key=True), key)


def exchange_edit(text: str, path: str, one: Pointer, other: Pointer) -> Edit | None:
    """The edit after which two scalars of one group have each other's values; as :func:`value_edit`."""
    both = [scalar_at(text, pointer) for pointer in (one, other)]
    found = sorted((scalar for scalar in both if scalar is not None), key=lambda scalar: scalar.start)
    if len(found) != 2 or any(_edit(text, path, scalar, scalar.value) is None for scalar in found):
        return None
    first, last = found
    between = text[first.end : last.start]
    if "#" in between:
        return None  # a comment belongs to the value beside it
    written = text[last.start : last.end] + between + text[first.start : first.end]
    return Edit(place_at(text, path, first.start), place_at(text, path, last.end), written)


def rest_edit(text: str, path: str, pointer: Pointer, last_key: Pointer, value: Value) -> Edit | None:
    """The edit after which the scalar at ``pointer`` says ``value``, and a key behind it, without a value, is gone.

    None where something else is between the two; else as :func:`value_edit`.
    """
    first, last = scalar_at(text, pointer), scalar_at(text, last_key, key=True)
    edit = _edit(text, path, first, value)
    if edit is None or first is None or last is None or text[first.end : last.start].strip() != ",":
        return None
    return Edit(edit.start, place_at(text, path, last.end), edit.text)


def space_edit(text: str, path: str, pointer: Pointer, length: int) -> Edit | None:
    """The edit that puts a space behind the first characters of the last key of ``pointer``, which is plain."""
    key = scalar_at(text, pointer, key=True)
    if key is None or not key.is_plain or key.end - key.start != len(key.value):
        return None
    place = place_at(text, path, key.start + length)
    return Edit(place, place, " ")


def pairs_edit(text: str, path: str, pointer: Pointer, pairs: Mapping[str, Value]) -> Edit | None:
    """The edit that puts several keys in place of the last of ``pointer``, whose value is on the line of its key.

    As :func:`value_edit`.
    """
    key, span = scalar_at(text, pointer, key=True), span_at(text, pointer)
    if key is None or span is None or key.has_anchor or _has_aliases(text) or not key.is_plain:
        return None
    start, end = key.start, span[1]
    if LINE_BREAK.search(text, start, end) or "#" in text[start:end]:
        return None
    written = [f"{name}: {on_one_line(value)}" for name, value in pairs.items()]
    indent = text[start_of_line(text, start) : start]
    if key.in_flow:
        separator = ", "
    elif indent.strip():
        return None  # behind a hyphen, or behind another key
    else:
        separator = line_break_at(text, end) + indent
    return Edit(place_at(text, path, start), place_at(text, path, end), separator.join(written))


def removal(text: str, path: str, pointer: Pointer) -> Edit | None:
    """The edit that takes the entry at ``pointer``, which is not the first, out of its list.

    None where a comment would go with it, or the entry goes over several lines; else as :func:`value_edit`.
    """
    *above, index = pointer
    if not isinstance(index, int) or not index or _has_aliases(text):
        return None
    before, span = span_at(text, (*above, index - 1)), span_at(text, pointer)
    if before is None or span is None:
        return None
    if text[before[1] : span[0]].strip() == ",":
        start, end = before[1], span[1]
        if LINE_BREAK.search(text, start, end):
            return None
    else:
        start, end = start_of_line(text, span[0]), span[1]
        line_end = LINE_BREAK.search(text, end)
        if not re.fullmatch(r"[ ]*-[ ]+", text[start : span[0]]) or line_end is None:
            return None
        if LINE_BREAK.search(text, start, end) or text[end : line_end.start()].strip():
            return None
        end = line_end.end()
    return Edit(place_at(text, path, start), place_at(text, path, end), "")


def _edit(text: str, path: str, old: Scalar | None, value: Value) -> Edit | None:
    if old is None or old.start == old.end or old.has_anchor or old.style in ("|", ">"):
        return None
    if LINE_BREAK.search(text, old.start, old.end) or _has_aliases(text):
        return None
    return Edit(place_at(text, path, old.start), place_at(text, path, old.end), _written(value, old))


def _written(value: Value, old: Scalar) -> str:
    if isinstance(value, dict | list):
        return flow(value)
    if not isinstance(value, str):
        return scalar(value, in_flow=old.in_flow)
    if old.style == "'" and value.isprintable():
        return "'" + value.replace("'", "''") + "'"
    return in_double_quotes(value) if old.style else scalar(value, in_flow=old.in_flow)


@lru_cache(maxsize=16)
def _has_aliases(text: str) -> bool:
    if "&" not in text or "*" not in text:
        return False
    events = yaml.parse(mask_line_separators(text)[0], Loader=yaml.CSafeLoader)
    return any(isinstance(event, yaml.AliasEvent) for event in events)
