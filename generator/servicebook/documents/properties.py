"""Every property of every kind of file, read from the JSON Schemas: what the field reference is made from."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from servicebook.documents.kinds import Kind
from servicebook.documents.schemas import Schema, all_schemas
from servicebook.documents.schemas import resolved as resolved_schema
from servicebook.frozen import frozen
from servicebook.wording import text

EACH = "<id>"
"""In a path: any id, where a map goes from ids to objects."""


@frozen(kw_only=True)
class ValueType:
    """What a value may be.

    ``name`` is the shared definition's (``date``, ``duration``, ``url`` …) or the JSON type's. ``each`` is the
    type of a list's items or of a map's values, ``other`` a second type that the value may have. ``has_ids``: the keys
    of a map are ids, and not names of somebody else's.
    """

    name: str
    refs: tuple[str, ...] = ()
    markdown: bool = False
    choices: tuple[object, ...] = ()
    hint: str | None = None
    limits: tuple[tuple[str, float], ...] = ()
    default: object = None
    each: ValueType | None = None
    has_ids: bool = False
    other: ValueType | None = None


@frozen(kw_only=True)
class Property:
    """A property at a path like ``targets[].within``; ``demands`` are hints on what has to be given together."""

    path: str
    type: ValueType
    required: bool
    description: str
    examples: tuple[object, ...]
    demands: tuple[str, ...]

    @property
    def name(self) -> str:
        """The last part of the path: the key as it is written."""
        return self.path.rpartition(".")[2].removesuffix("[]")


@cache
def properties_of(kind: Kind) -> tuple[Property, ...]:
    """The properties of one object of the kind, nested ones after theirs, in the schema's order.

    Where a file holds a map or a list of objects, the paths start within one of them.
    """
    schema, base = resolved_schema(all_schemas()[kind.schema], kind.schema)
    properties = list(_properties(schema, base, ""))
    below = {"map": "additionalProperties", "list": "items"}.get(kind.holds)
    if below:
        properties.extend(_properties(*resolved_schema(schema[below], base), ""))
    return tuple(properties)


def description_of(kind: Kind) -> str:
    """What the kind of file is, in a sentence or two."""
    return str(all_schemas()[kind.schema].get("description", ""))


def _properties(schema: Schema, base: str, prefix: str) -> Iterator[Property]:
    required = schema.get("required", ())
    for name, sub in schema.get("properties", {}).items():
        yield from _property(sub, base, f"{prefix}{name}", name in required)
    for branch in ("then", "else"):
        if isinstance(below := schema.get(branch), dict):
            yield from _properties(*resolved_schema(below, base), prefix)


def _property(sub: Schema, base: str, path: str, required: bool) -> Iterator[Property]:
    schema, file = resolved_schema(sub, base)
    inner, inner_file, inner_path = schema, file, path
    while True:
        if isinstance(inner.get("items"), dict):
            inner, inner_file = resolved_schema(inner["items"], inner_file)
            inner_path += "[]"
        elif isinstance(inner.get("additionalProperties"), dict):
            inner, inner_file = resolved_schema(inner["additionalProperties"], inner_file)
            inner_path += f".{EACH}"
        else:
            break
    yield Property(
        path=path,
        type=_type_of(sub, base),
        required=required,
        description=str(sub.get("description", schema.get("description", ""))),
        examples=tuple(sub.get("examples", ())),
        demands=tuple(_demands(inner)),
    )
    yield from _properties(inner, inner_file, f"{inner_path}.")


def _demands(schema: Schema) -> Iterator[str]:
    """The hints of rules that several properties share: one of some has to be given."""
    for branch in (schema, schema.get("then")):
        for part in branch.get("allOf", ()) if isinstance(branch, dict) else ():
            if "anyOf" in part and "x-text" in part:
                yield text(f"field-hint.{part['x-text']}")


def _type_of(sub: Schema, base: str) -> ValueType:
    name = _definition(sub)
    schema, file = resolved_schema(sub, base)
    kinds = schema.get("type", ())
    branches = [schema[word] for word in ("else", "then") if isinstance(schema.get(word), dict)]
    if len(branches) == 2 and not isinstance(kinds, str):
        first, second = (_type_of(branch, file) for branch in branches)
        return _with(first, other=second, default=schema.get("default"))
    each = next(
        (
            _type_of(schema[word], file)
            for word in ("items", "additionalProperties")
            if isinstance(schema.get(word), dict)
        ),
        None,
    )
    return ValueType(
        name=name or ("reserved" if schema.get("not") == {} else str(kinds or "string")),
        refs=tuple(schema.get("x-ref", ())),
        markdown=bool(schema.get("x-markdown")),
        choices=tuple(schema.get("enum", [schema["const"]] if "const" in schema else ())),
        hint=text(f"field-hint.{schema['x-text']}") if "x-text" in schema else None,
        limits=tuple((word, schema[word]) for word in _LIMITS if word in schema),
        default=schema.get("default"),
        each=each,
        has_ids="propertyNames" in schema,
    )


_LIMITS = ("minimum", "exclusiveMinimum", "maximum", "minItems", "minProperties", "uniqueItems")
_NAMED = frozenset(
    {
        "text",
        "markdown",
        "id",
        "date",
        "duration",
        "added",
        "span",
        "time_of_day",
        "zone",
        "url",
        "email",
        "phone",
    }
    | {"percent", "currency"}
)


def _definition(sub: Schema) -> str | None:
    """The name of the shared definition that a property refers to, where readers know it by that name."""
    name = str(sub.get("$ref", "")).rpartition("/")[2]
    return name if name in _NAMED else None


def _with(value_type: ValueType, *, other: ValueType, default: Any) -> ValueType:
    return ValueType(
        name=value_type.name,
        refs=value_type.refs,
        markdown=value_type.markdown,
        choices=value_type.choices,
        hint=value_type.hint,
        limits=value_type.limits,
        default=default,
        each=value_type.each,
        has_ids=value_type.has_ids,
        other=other,
    )
