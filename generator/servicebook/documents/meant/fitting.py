"""Whether a single value fits what a schema says of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from servicebook.documents.schemas import Schema
from servicebook.documents.validators import FORMATS, compiled_pattern
from servicebook.source.yaml_reader import Value

_TYPES: Mapping[str, Any] = {
    "string": str,
    "number": (int, float),
    "integer": int,
    "boolean": bool,
    "array": list,
    "object": dict,
}


def fits(schema: Schema, value: Value) -> bool:
    """Whether a text, a number or a truth value is one that the schema takes; nothing is asked about references."""
    expected = schema.get("type", "string")
    types = [expected] if isinstance(expected, str) else expected
    if not any(isinstance(value, _TYPES[name]) for name in types) or (
        isinstance(value, bool) and "boolean" not in types
    ):
        return False
    if "enum" in schema and value not in schema["enum"]:
        return False
    if isinstance(value, str):
        return _fits_text(schema, value)
    if isinstance(value, int | float):
        above = schema.get("exclusiveMinimum", float("-inf"))
        return bool(above < value <= schema.get("maximum", value) and value >= schema.get("minimum", value))
    return True


def _fits_text(schema: Schema, value: str) -> bool:
    if "pattern" in schema and not compiled_pattern(schema["pattern"]).search(value):
        return False
    if len(value) > schema.get("maxLength", len(value)):
        return False
    check = FORMATS.get(schema.get("format", ""))
    return check is None or check(value)
