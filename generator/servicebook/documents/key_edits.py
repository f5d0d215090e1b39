"""Edits of keys that a schema does not know, where exactly one thing can have been meant."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from servicebook.documents.day_keys import days_edit
from servicebook.documents.document import Document
from servicebook.documents.meant.respelling import respelled_key
from servicebook.problems import Edit
from servicebook.source.yaml_edits import rest_edit, space_edit
from servicebook.source.yaml_reader import Pointer, Value

COMMENT_SIGNS = ("//", "--", ";")
"""How comments begin in other languages."""


def edit_of_unknown_key(
    document: Document, pointer: Pointer, group: Mapping[str, Value], key: str, properties: Mapping[str, Any]
) -> Edit | None:
    """The edit of one of the keys of a group at ``pointer``; None where there is any doubt."""
    if key.startswith(COMMENT_SIGNS):
        return None  # what somebody has taken out must not come back
    missing = [name for name in properties if name not in group]
    if meant := respelled_key(key, missing):
        return document.edit_of_key((*pointer, key), meant)
    if group[key] is None:
        return _decimals(document, pointer, group, key, properties) or _space(document, pointer, key, missing)
    return days_edit(document, pointer, group, key, missing)


def _decimals(
    document: Document, pointer: Pointer, group: Mapping[str, Value], key: str, properties: Mapping[str, Any]
) -> Edit | None:
    """``{at_least: 99,5}``: a comma within braces ends the value before it."""
    keys = list(group)
    before = keys[keys.index(key) - 1] if keys.index(key) else ""
    number = group.get(before)
    if before not in properties or type(number) is not int or not re.fullmatch("[0-9]{1,2}", key):
        return None
    meant = float(f"{number}.{key}")
    return rest_edit(document.text, document.path, (*pointer, before), (*pointer, key), meant)


def _space(document: Document, pointer: Pointer, key: str, missing: list[str]) -> Edit | None:
    """``{name:Laptop}``: a colon without a space does not end a key."""
    name, colon, rest = key.partition(":")
    if not colon or not rest or name not in missing:
        return None
    return space_edit(document.text, document.path, (*pointer, key), len(name) + 1)
