"""The contract between Python and the scripts of pages: JSON Schemas, and the same as types for the scripts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from textwrap import wrap
from typing import Any

from tests.support import REPOSITORY

from servicebook.publishing.script_texts import request_texts, script_texts
from servicebook.wording import parameters_of

FOLDER = REPOSITORY / "generator" / "servicebook" / "publishing" / "schemas"
TYPES = REPOSITORY / "theme" / "contract.d.ts"
HEAD = """\
/* What scripts are given by Python, as types: made of generator/servicebook/publishing/schemas/ by
   `pytest --bless tests/publishing/test_contract.py`, which fails while this file says something else. */
"""
SIMPLE = {"string": "string", "integer": "number", "number": "number", "boolean": "boolean", "null": "null"}
WIDTH = 110


def schemas() -> dict[str, dict[str, Any]]:
    """By the name of its file, each schema."""
    return {
        file.name.removesuffix(".schema.json"): json.loads(file.read_text(encoding="utf-8"))
        for file in sorted(FOLDER.glob("*.schema.json"))
    }


def declarations() -> str:
    """All schemas as declarations of TypeScript."""
    types = "".join(f"\n{declaration}" for schema in schemas().values() for declaration in _of(schema))
    texts = _texts("Texts", "What scripts say: by key, the parameters of the text.", script_texts())
    forms = _texts("RequestTexts", "What forms of change requests say, likewise.", request_texts())
    return f"{HEAD}{types}\n{texts}\n{forms}"


def _texts(name: str, what: str, keys: Iterable[str]) -> str:
    """The keys of texts for scripts, with the names of their parameters."""
    lines = [
        f'  "{key}": {" | ".join(f"{chr(34)}{name}{chr(34)}" for name in sorted(parameters_of(key))) or "never"};\n'
        for key in sorted(keys)
    ]
    return f"{_comment(what, '')}export interface {name} {{\n{''.join(lines)}}}\n"


def _of(schema: Mapping[str, Any]) -> Iterator[str]:
    """The type of a schema, and those of its definitions. Types of all schemas lie beside one another."""
    title, definitions = schema["title"], schema.get("$defs", {})
    beginning = title.removesuffix("Data")
    names = {name: name if name.startswith(beginning) else f"{beginning}{name}" for name in definitions}
    yield _declaration(title, schema, names)
    for name, definition in definitions.items():
        yield _declaration(names[name], definition, names)


def _declaration(name: str, schema: Mapping[str, Any], definitions: Mapping[str, str]) -> str:
    comment = _comment(schema.get("description"), "")
    if _is_record(schema):
        return f"{comment}export interface {name} {_record(schema, definitions, '')}\n"
    return f"{comment}export type {name} = {_type(schema, definitions, '')};\n"


def _is_record(schema: Mapping[str, Any]) -> bool:
    return schema.get("type") == "object" and "properties" in schema


def _record(schema: Mapping[str, Any], definitions: Mapping[str, str], margin: str) -> str:
    inner = f"{margin}  "
    lines = [
        f"{_comment(value.get('description'), inner)}{inner}{_property(key)}"
        f"{'' if key in schema['required'] else '?'}: {_type(value, definitions, inner)};\n"
        for key, value in schema["properties"].items()
    ]
    return f"{{\n{''.join(lines)}{margin}}}"


def _property(key: str) -> str:
    return key if key.isidentifier() else json.dumps(key)


def _type(schema: Mapping[str, Any], definitions: Mapping[str, str], margin: str) -> str:
    """The type of what a schema allows. Only what the schemas of the contract use is known."""
    if "$ref" in schema:
        return definitions[schema["$ref"].removeprefix("#/$defs/")]
    if "enum" in schema or "const" in schema:
        return " | ".join(json.dumps(value) for value in schema.get("enum", [schema.get("const")]))
    if "anyOf" in schema:
        return " | ".join(_type(one, definitions, margin) for one in schema["anyOf"])
    kinds = schema["type"]
    if isinstance(kinds, list):
        return " | ".join(_type({**schema, "type": kind}, definitions, margin) for kind in kinds)
    if kinds == "array":
        if "prefixItems" in schema:
            return f"[{', '.join(_type(one, definitions, margin) for one in schema['prefixItems'])}]"
        return f"Array<{_type(schema['items'], definitions, margin)}>"
    if kinds == "object":
        if _is_record(schema):
            return _record(schema, definitions, margin)
        values = schema["additionalProperties"]
        return f"Record<string, {'any' if values is True else _type(values, definitions, margin)}>"
    return SIMPLE[kinds]


def _comment(text: str | None, margin: str) -> str:
    if not text:
        return ""
    first, *others = wrap(text, WIDTH - len(margin) - 7)
    body = "".join(f"\n{margin}   {line}" for line in others)
    return f"{margin}/** {first}{body} */\n"
