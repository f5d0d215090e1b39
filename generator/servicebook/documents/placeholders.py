"""What stands for a value that only an editor knows, in hints: nobody can take it for the value itself."""

from __future__ import annotations

import re
from collections.abc import Mapping

from servicebook import wording
from servicebook.documents.document import Document
from servicebook.documents.schemas import Schema, all_schemas, resolved, schema_at
from servicebook.source.yaml_reader import Pointer
from servicebook.wording.lists import either


def hint_for_missing(document: Document, pointer: Pointer, key: str) -> str:
    """What to do about a key that the group at ``pointer`` must have: ``add summary: …one sentence…``."""
    schema, base = schema_at(document.location.kind.schema, pointer)
    properties, base = _properties(schema, base)
    shown = placeholder(properties.get(key, {}), base)
    if shown is None:
        return wording.text("missing-key.hint", key=key)
    return wording.text("missing-key.hint-example", key=key, example=shown)


def all_required(schema_file: str) -> str:
    """The keys that an object of a kind must have, with what stands for their values; empty for maps and lists."""
    schema = all_schemas()[schema_file]
    properties = schema.get("properties", {})
    return wording.text("list.separator").join(
        f"{key}: {placeholder(properties.get(key, {}), schema_file) or '…'}"
        for key in schema.get("required", ())
        if key in properties
    )


def _properties(schema: Schema, base: str) -> tuple[Mapping[str, Schema], str]:
    if "then" in schema and "properties" not in schema:
        schema, base = resolved(schema["then"], base)
    properties: Mapping[str, Schema] = schema.get("properties", {})
    return properties, base


def placeholder(field: Schema, base: str) -> str | None:
    """What stands for the value of a field: of a text its description, of an id its kind; None for lists and groups.

    Values that are of few, and forms such as that of a duration, are shown as they are.
    """
    schema, _ = resolved(field, base)
    if kinds := schema.get("x-ref"):
        return (
            wording.text(f"stands-for.{kinds[0].rstrip(':')}") if kinds[0][-1] != ":" else f"{kinds[0]}<id>"
        )
    if "enum" in schema:
        return either(str(value) for value in schema["enum"])
    if schema.get("x-text") == "date":
        return wording.text("stands-for.date")
    if schema.get("x-text") == "text":
        return _described(str(field.get("description") or schema.get("description", "")))
    example = next(iter(schema.get("examples", ())), None)
    return example if isinstance(example, str) else None


def _described(description: str) -> str:
    """``…one sentence, what the customer gets…``: without what YAML would take for more than text."""
    words = re.split(r"[;.]", description.replace("`", ""), maxsplit=1)[0].replace(": ", ", ")
    return f"…{words[:1].lower()}{words[1:]}…" if words else "…"
