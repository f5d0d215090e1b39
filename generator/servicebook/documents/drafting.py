"""A new object as text: what is known about it, and a comment for everything else that it may say.

The comments come from the schemas: each optional field with its description and its example. A ``#`` without a
space behind it is all that keeps a field from being one.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from servicebook import wording
from servicebook.documents.kinds import BY_NAME, Kind
from servicebook.documents.properties import Property, ValueType, properties_of
from servicebook.documents.weekly_hours import NoHoursError, weekly_hours
from servicebook.source.yaml_reader import Value, parse
from servicebook.source.yaml_writer import WIDTH, write

OBJECTS = tuple(
    BY_NAME[name]
    for name in (
        "department", "service", "role", "person", "faq", "agreement", "journey", "notice", "kudos",
        "absence", "calendar", "audience", "topic", "site", "principle",
    )
)  # fmt: skip
"""The kinds of object of which a new one can be added."""

HEADLINES: Mapping[str, str] = MappingProxyType(
    {"role": "title", "notice": "title", "faq": "question", "remark": "said"}
)
"""The field by which readers know an object, of kinds where it is not called ``name``."""

_NEVER = frozenset({"former_ids", "accepted", "id"})
"""What a new object does not have, or what is written only where it must be."""
_WHOLE = frozenset({"number", "integer", "boolean", "percent"})


class NoFieldError(Exception):
    """A kind of object has no such field, or a value cannot be read; its text says so in one line."""


def fields_of(kind: Kind) -> tuple[Property, ...]:
    """The fields of an object of the kind, without those within others, in the schema's order."""
    return tuple(
        field
        for field in properties_of(kind)
        if not set(".[<") & set(field.path) and field.type.name != "reserved"
    )


def needed(kind: Kind, value: Mapping[str, Value]) -> tuple[Property, ...]:
    """The fields that an object cannot do without, and does not have: those required, and a calendar's hours."""
    hours = kind.name == "calendar" and "extends" not in value
    return tuple(
        field
        for field in fields_of(kind)
        if field.name not in value and (field.required or (hours and field.name == "open"))
    )


def value_of(kind: Kind, path: str, text: str) -> Value:
    """What somebody typed for a field such as ``summary``, ``roles.owner`` or ``handles.github``.

    Text is taken as it is; a list is separated by commas, or written as YAML in brackets; a group of keys and a
    number are YAML. The hours of a calendar may be written as people write them (``mon-fri 9-17``).
    Raises :class:`NoFieldError`.
    """
    if is_hours(kind, path) and not text.lstrip().startswith("{"):
        try:
            return weekly_hours(text)
        except NoHoursError as fault:
            raise NoFieldError(str(fault)) from None
    return _value(_type_at(kind, path), path, text)


def is_hours(kind: Kind, path: str) -> bool:
    """Whether a field holds hours by days of the week."""
    return kind.name == "calendar" and path == "open"


def _type_at(kind: Kind, path: str) -> ValueType:
    types = {field.path: field.type for field in properties_of(kind)}
    if path in types and not set("[<") & set(path):
        return types[path]
    above, dot, _ = path.rpartition(".")
    if dot and above in types and types[above].name == "object" and (each := types[above].each):
        return each
    raise NoFieldError(path)


def _value(value_type: ValueType, path: str, text: str) -> Value:
    if value_type.name == "array" and not text.lstrip().startswith("["):
        words = [word.strip() for word in text.split(",")]
        each = value_type.each or value_type
        return [_value(each, path, word) for word in words if word]
    is_map = text.lstrip().startswith("{") and value_type.other is not None
    if value_type.name not in {"array", "object", *_WHOLE} and not is_map:
        return text
    parsed = parse(text, "")
    if parsed.problems:
        problem = parsed.problems[0]
        raise NoFieldError(wording.text("field.not-yaml", path=path, text=text, reason=problem.message))
    return parsed.value


def with_value(value: Mapping[str, Value], path: str, item: Value) -> dict[str, Value]:
    """The object with one more value, at a field or within one (``roles.owner``). Raises :class:`NoFieldError`."""
    name, dot, rest = path.partition(".")
    if not dot:
        if name in value:
            raise NoFieldError(wording.text("field.given-twice-list", name=name))
        return {**value, name: item}
    within = value.get(name, {})
    if not isinstance(within, dict):
        raise NoFieldError(wording.text("field.given-twice", name=name))
    return {**value, name: with_value(within, rest, item)}


def in_order(kind: Kind, value: Mapping[str, Value]) -> dict[str, Value]:
    """The object with its fields in the schema's order, in which :func:`draft` writes them."""
    names = [field.name for field in fields_of(kind)]
    return dict(sorted(value.items(), key=lambda item: names.index(item[0])))


def draft(kind: Kind, value: Mapping[str, Value]) -> list[str]:
    """The lines of an object: its values in the schema's order, and comments for what it does not say yet."""
    lines: list[str] = []
    for field in fields_of(kind):
        if field.name in value:
            lines += _lines({field.name: value[field.name]})
        elif field.name not in _NEVER:
            lines += _commented(field)
    return lines


def _lines(value: dict[str, Value]) -> list[str]:
    return write(value).removesuffix("\n").split("\n")


def _commented(field: Property) -> Iterator[str]:
    """A field as a comment: on one line with what it says, or below that."""
    sample = _lines({field.name: example_of(field)})
    if len(sample) == 1 and len(line := f"#{sample[0]}   # {field.description}") <= WIDTH:
        yield line
        return
    yield from (f"# {words}" for words in textwrap.wrap(field.description, WIDTH - 2))
    yield from (f"#{line}".rstrip() for line in sample)


def example_of(field: Property) -> Any:
    """The first of a field's examples, which the schemas give for every one."""
    return field.examples[0]
