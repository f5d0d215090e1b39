"""The group of keys that a text or a list stands for where a group is wanted: ``- it@example.org`` among channels."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from servicebook.documents.meant.fitting import fits
from servicebook.documents.schemas import Schema, resolved
from servicebook.source.yaml_reader import Value

Meant = Callable[[Schema, str, Value], tuple[Value, ...]]

_CHANNEL_TYPES = {"url": "form", "address": "email", "number": "phone", "handle": "chat", "place": "desk"}
_LINK = re.compile(r"\[([^\]]+)\]\((\S+)\)|(.+?)\s*<(\S+)>")

_WITH_TIME = re.compile(r"([a-z0-9-]+/[a-z0-9-]+)[\s,;:(]+(?:after\s+|in\s+)?([0-9a-z].*?)(?:\s+later)?\)?")


def group(schema: Schema, base: str, value: Value, meant: Meant) -> tuple[Value, ...]:
    """The group that a value stands for; what else such a group must have is taken from the schema's examples."""
    if isinstance(value, list):
        return _of_list(schema, base, value, meant)
    if not isinstance(value, str):
        return ()
    properties = {key: resolved(below, base) for key, below in schema.get("properties", {}).items()}
    if {"text", "url"} <= properties.keys() and (link := _LINK.fullmatch(value)):
        return ({"text": link[1] or link[3], "url": link[2] or link[4]},)
    if {"role", "after"} <= properties.keys() and (found := _WITH_TIME.fullmatch(value)):
        times = meant(*properties["after"], found[2])
        return tuple({"role": found[1], "after": time} for time in times)
    key, content = _key_for(properties, schema.get("required", ()), value, meant)
    if key is None:
        return ()
    return (_completed(schema, properties, key, content),)


def _of_list(schema: Schema, base: str, value: list[Value], meant: Meant) -> tuple[Value, ...]:
    if "propertyNames" in schema and all(isinstance(one, dict) for one in value):
        return _with_ids(value)
    if len(value) == 1:
        return (value[0],) if isinstance(value[0], dict) else group(schema, base, value[0], meant)
    keys = list(schema.get("properties", {}))
    if len(value) <= len(keys) and not schema.get("required") and all(isinstance(one, str) for one in value):
        return (dict(zip(keys, value, strict=False)),)
    return ()


def _with_ids(value: list[Value]) -> tuple[Value, ...]:
    """The map of a list whose entries have no ids, or have theirs as the key of a group: ``- lead: {title: Lead}``."""
    merged: dict[str, Value] = {}
    for number, one in enumerate(value, 1):
        assert isinstance(one, dict)
        has_id = len(one) == 1 and isinstance(next(iter(one.values())), dict)
        merged.update(one if has_id else {f"id-{number}": one})
    return (merged,)


def _key_for(
    properties: Mapping[str, tuple[Schema, str]], required: Any, value: str, meant: Meant
) -> tuple[str | None, Value]:
    """The key that a text belongs to, with its value: one that takes only such texts, else the first that is wanted."""
    for key, (below, base) in properties.items():
        if not _is_particular(below):
            continue
        if fits(below, value):
            return key, value
        found = meant(below, base, value)
        if found and below.get("x-text") in ("duration", "percent", "email"):
            return key, found[0]
    if "handle" in properties and value[:1] in "#@":
        return "handle", value
    for key in (*required, *properties):
        if fits(properties[key][0], value):
            return key, value
    return None, None


def _is_particular(schema: Schema) -> bool:
    return schema.get("x-text", "text") in ("email", "phone", "url", "duration", "percent", "date", "country")


def _completed(
    schema: Schema, properties: Mapping[str, tuple[Schema, str]], key: str, content: Value
) -> dict[str, Value]:
    others: dict[str, Value] = {}
    for name in schema.get("required", ()):
        if name == key:
            continue
        is_channel = name == "type" and key in _CHANNEL_TYPES
        others[name] = _CHANNEL_TYPES[key] if is_channel else properties[name][0]["examples"][0]
    return {**others, key: content} if others.keys() & {"type", "measure"} else {key: content, **others}
