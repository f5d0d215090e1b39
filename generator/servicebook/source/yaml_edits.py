"""Edits of single values and keys of a YAML text, written as those that they replace are."""

from __future__ import annotations

from functools import lru_cache

import yaml

from servicebook.problems import Edit
from servicebook.source.lines import LINE_BREAK, place_at
from servicebook.source.yaml_nodes import mask_line_separators
from servicebook.source.yaml_positions import Scalar, scalar_at
from servicebook.source.yaml_reader import Pointer, Value
from servicebook.source.yaml_writer import flow, in_double_quotes, scalar


def value_edit(text: str, path: str, pointer: Pointer, value: Value) -> Edit | None:
    """The edit after which the scalar at ``pointer`` says ``value``.

    Text keeps its quotation marks, and gets some where it needs them; a list or map is written in brackets. ``text``
    parses and has no byte order mark. None where the scalar cannot be replaced by itself: it is no scalar, it goes
    over several lines, or something else may say the same by an alias.
    """
    return _edit(text, path, scalar_at(text, pointer), value)


def key_edit(text: str, path: str, pointer: Pointer, key: str) -> Edit | None:
    """The edit after which the last key of ``pointer`` is ``key``; as :func:`value_edit`."""
    return _edit(text, path, scalar_at(text, pointer, key=True), key)


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
