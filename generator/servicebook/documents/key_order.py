"""The keys of objects in the order of their schemas, so that what is made of a file does not depend on its order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from operator import is_
from typing import Any

from servicebook.documents.kinds import kind_of_file
from servicebook.documents.schemas import Schema, all_schemas, resolved, schema_at
from servicebook.frozen import frozen
from servicebook.source.yaml_reader import Value

_ABOVE: Mapping[str, tuple[str | int, ...]] = {
    "map": ("*",),
    "list": (0,),
    "priority": ("priorities", "*"),
}
"""What leads to an object in the schema of its file: any key, any position."""


def place_in_schema(kind: str) -> tuple[str | int, ...]:
    """What leads from the top of a file's schema to the objects of a kind."""
    return _ABOVE.get(kind, _ABOVE.get(kind_of_file(kind).holds, ()))


def in_schema_order(kind: str, value: Value) -> Value:
    """An object as written, its keys and those of all in it in the order of the schema; others, by themselves.

    What stands in that order already is not copied, so that nobody may change it.
    """
    return _sorted(value, _order_of(kind))


def keys_in_order(file_schema: str, pointer: Sequence[str | int]) -> tuple[str, ...]:
    """The keys that the map at a place of a file may have, in the order of the file's schema; none where any may be."""
    order = _order(*schema_at(file_schema, pointer))
    return tuple(order.positions) if order else ()


def value_in_order(file_schema: str, pointer: Sequence[str | int], value: Value) -> Value:
    """A value that is to stand at a place of a file, its keys and those of all in it in the order of the schema."""
    return _sorted(value, _order(*schema_at(file_schema, pointer)))


@frozen(eq=False)
class _Order:
    """The positions of keys, and what is below them and below entries of a list."""

    positions: Mapping[str, int]
    below: Mapping[str, _Order]
    each: _Order | None


@cache
def _order_of(kind: str) -> _Order | None:
    file = kind_of_file(kind).schema
    schema, base = (
        schema_at(file, place_in_schema(kind)) if place_in_schema(kind) else (all_schemas()[file], file)
    )
    return _order(schema, base)


def _order(schema: Schema, base: str) -> _Order | None:
    schema, base = resolved(schema, base)
    properties: dict[str, Any] = dict(schema.get("properties", {}))
    for branch in (schema.get("then"), schema.get("else"), *schema.get("allOf", ())):
        if isinstance(branch, dict):
            properties |= {
                key: item for key, item in branch.get("properties", {}).items() if key not in properties
            }
    below = {
        key: order
        for key, item in properties.items()
        if isinstance(item, dict) and (order := _order(item, base))
    }
    items = schema.get("items")
    each = _order(items, base) if isinstance(items, dict) else None
    is_open = isinstance(schema.get("additionalProperties"), dict)
    if not properties and each is None and not is_open:
        return None
    return _Order({key: number for number, key in enumerate(properties)}, below, each)


def _sorted(value: Value, order: _Order | None) -> Value:
    if order is None:
        return value
    if isinstance(value, dict):
        keys = _in_order(order, tuple(value))
        changed = {}
        for key, below in keys.below:
            inner = value[key]
            if (ordered := _sorted(inner, below)) is not inner:
                changed[key] = ordered
        if keys.are_kept and not changed:
            return value
        return {key: changed.get(key, value[key]) for key in keys.ordered}
    if isinstance(value, list) and order.each and not _all_stay(value, order.each):
        items = [_sorted(item, order.each) for item in value]
        return value if all(map(is_, items, value)) else items
    return value


def _all_stay(items: list[Value], order: _Order) -> bool:
    """Whether all entries of a list are for certain as they are to stand, as most are."""
    for item in items:
        if isinstance(item, dict):
            keys = _in_order(order, tuple(item))
            if keys.below or not keys.are_kept:
                return False
        elif isinstance(item, list):
            return False
    return True


@frozen(eq=False)
class _Keys:
    """The keys of an object as they are to stand, whether they do, and the order of what is below some."""

    ordered: tuple[str, ...]
    are_kept: bool
    below: tuple[tuple[str, _Order], ...]


@lru_cache(maxsize=4096)  # thousands of objects have the same keys
def _in_order(order: _Order, keys: tuple[str, ...]) -> _Keys:
    known = [key for key in order.positions if key in keys]
    ordered = (*known, *sorted(set(keys) - order.positions.keys()))
    below = tuple((key, inner) for key in ordered if (inner := order.below.get(key)))
    return _Keys(ordered, ordered == keys, below)
