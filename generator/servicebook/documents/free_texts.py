"""Every text of a document that people write in words of their own, found by its schema (``x-text: text``)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from servicebook.documents.document import Document
from servicebook.documents.schemas import Schema, all_schemas, resolved
from servicebook.frozen import frozen
from servicebook.source.yaml_reader import Pointer, Value


class FreeText(NamedTuple):
    """A text, where it stands in its document, and whether it is Markdown."""

    pointer: Pointer
    text: str
    is_markdown: bool

    @property
    def field(self) -> str:
        """The key that it is the value of, or in whose list it is."""
        return next((str(step) for step in reversed(self.pointer) if isinstance(step, str)), "")


@frozen
class _Plan:
    """Whether a value at a place may be a text, and what is below it."""

    is_text: bool
    is_markdown: bool
    keys: Mapping[str, _Plan]
    each: _Plan | None


def free_texts(document: Document) -> Iterator[FreeText]:
    """Every text of a document that is valid against its schema, in the order in which they are written."""
    plan = _plan_of(document.location.kind.schema)
    return _texts(document.value, plan, ()) if plan else iter(())


def _texts(value: Value, plan: _Plan, pointer: Pointer) -> Iterator[FreeText]:
    if isinstance(value, str):
        if plan.is_text:
            yield FreeText(pointer, value, plan.is_markdown)
    elif isinstance(value, dict):
        for key, item in value.items():
            if below := plan.keys.get(key) or plan.each:
                yield from _texts(item, below, (*pointer, key))
    elif isinstance(value, list) and plan.each is not None:
        for index, item in enumerate(value):
            yield from _texts(item, plan.each, (*pointer, index))


@cache
def _plan_of(file_name: str) -> _Plan | None:
    return _plan(all_schemas()[file_name], file_name)


def _plan(schema: Schema, base: str) -> _Plan | None:
    schema, base = resolved(schema, base)
    keys = {
        name: plan for name, below in schema.get("properties", {}).items() if (plan := _plan(below, base))
    }
    each = None
    for word in ("items", "additionalProperties"):
        if isinstance(below := schema.get(word), dict):
            each = each or _plan(below, base)
    # an entry may be a text or a map: what holds for the map only is said in a branch
    for branch in (*(schema[word] for word in ("then", "else") if word in schema), *schema.get("allOf", ())):
        if isinstance(branch, dict) and (more := _plan(branch, base)):
            keys, each = {**more.keys, **keys}, each or more.each
    is_text = schema.get("x-text") == "text"
    return _Plan(is_text, bool(schema.get("x-markdown")), keys, each) if is_text or keys or each else None
