"""Values as messages about them name them."""

from __future__ import annotations

from servicebook import wording


def type_of(value: object) -> str:
    """What JSON Schema calls the type of a value."""
    match value:
        case None:
            return "null"
        case bool():
            return "boolean"
        case int() | float():
            return "number"
        case str():
            return "string"
        case list():
            return "array"
        case _:
            return "object"


def shown(value: object) -> str:
    """A value as messages quote it: short, and of a map or list only what it is."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f'"{value if len(value) <= 60 else value[:57] + "…"}"'
    if value is None or isinstance(value, dict | list):
        return wording.text(f"value-type.{type_of(value)}")
    return str(value)
