"""The JSON Schemas of every kind, loaded once, and what is derived from them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from servicebook.frozen import frozen

Schema = Mapping[str, Any]


@cache
def all_schemas() -> Mapping[str, Schema]:
    """Every schema by file name; a file's ``$id`` is its name."""
    folder = Path(__file__).with_name("schemas")  # importlib.resources would load zipfile
    schema_files = folder.glob("*.schema.json")
    return {
        entry.name: json.loads(entry.read_text(encoding="utf-8"))
        for entry in sorted(schema_files, key=lambda e: e.name)
    }


def resolved(schema: Schema, base: str) -> tuple[Schema, str]:
    """The schema that a ``$ref`` leads to (its siblings win), and the file that it is in."""
    while "$ref" in schema:
        name, _, fragment = schema["$ref"].partition("#")
        base = name or base
        target: Any = all_schemas()[base]
        for step in fragment.strip("/").split("/") if fragment else ():
            target = target[step]
        siblings = {key: value for key, value in schema.items() if key != "$ref"}
        schema = {**target, **siblings}
    return schema, base


def schema_at(file_name: str, pointer: Iterable[str | int]) -> tuple[Schema, str]:
    """What a kind's schema says of the value at a place (nothing where it knows none), and the file that says it."""
    schema, base = resolved(all_schemas()[file_name], file_name)
    for step in pointer:
        if "then" in schema and not schema.keys() & {"properties", "items"}:
            schema, base = resolved(schema["then"], base)
        if isinstance(step, int):
            below = schema.get("items", {})
        else:
            below = schema.get("properties", {}).get(step) or schema.get("additionalProperties", {})
        if not isinstance(below, dict):
            return {}, base
        schema, base = resolved(below, base)
    return schema, base


@frozen
class Plan:
    """What a value may hold at a place: a reference, Markdown, and what is below it; ``key_refs`` are those of keys."""

    refs: tuple[str, ...]
    markdown: bool
    keys: Mapping[str, Plan]
    each: Plan | None
    key_refs: tuple[str, ...] = ()


_NOTHING = Plan((), False, {}, None)


@cache
def plan_of(file_name: str) -> Plan:
    """Where documents of a kind refer to others, and where they hold Markdown (``x-ref``, ``x-markdown``)."""
    return _plan(all_schemas()[file_name], file_name) or _NOTHING


def _plan(schema: Schema, base: str) -> Plan | None:
    schema, base = resolved(schema, base)
    keys = {name: _plan(sub, base) for name, sub in schema.get("properties", {}).items()}
    below = [sub for word in ("items", "additionalProperties") if isinstance(sub := schema.get(word), dict)]
    plans = [_plan(sub, base) for sub in below]
    this = Plan(
        tuple(schema.get("x-ref", ())),
        bool(schema.get("x-markdown")),
        {name: plan for name, plan in keys.items() if plan},
        next((plan for plan in plans if plan), None),
        _key_refs(schema, base),
    )
    for branch in _branches(schema):
        this = _merged(this, _plan(branch, base))
    return this if this.refs or this.markdown or this.keys or this.each or this.key_refs else None


def _key_refs(schema: Schema, base: str) -> tuple[str, ...]:
    """What the keys of a map refer to."""
    names = schema.get("propertyNames")
    return tuple(resolved(names, base)[0].get("x-ref", ())) if isinstance(names, dict) else ()


def _branches(schema: Schema) -> Iterator[Schema]:
    for word in ("then", "else"):
        if isinstance(branch := schema.get(word), dict):
            yield branch
    yield from schema.get("allOf", ())


def _merged(plan: Plan, branch: Plan | None) -> Plan:
    if branch is None:
        return plan
    return Plan(
        plan.refs or branch.refs,
        plan.markdown or branch.markdown,
        {**plan.keys, **branch.keys},
        plan.each or branch.each,
        plan.key_refs or branch.key_refs,
    )
