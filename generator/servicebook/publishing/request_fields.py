"""What can be written of a kind of object, for the forms of change requests: the schema of the kind in one piece.

The forms check what is typed by it, so that it is the schema that ``check`` goes by, but for what a browser cannot
know: references to other files of schemas lead to definitions beside it, and words for people stand where a schema
has their keys.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from servicebook.documents.kinds import BY_NAME
from servicebook.documents.schemas import Schema, all_schemas
from servicebook.wording import all_keys, labels, text

_NAMING = frozenset({"person", "person:"})
"""What a field refers to that names people."""
_COMMON = "common.schema.json"
"""Its definitions keep their names; a kind's own may be called as one of these."""
_DROPPED = frozenset({"$schema", "$id", "$defs", "title", "default", "x-code", "x-meant"})


def fields_of(kind_name: str, *, people: bool) -> dict[str, Any]:
    """``{"schema", "defs", "labels", "words", "hints"}``; without ``people``, no field that names them.

    ``labels`` is what keys are called, ``words`` what choices are called, both where the word in the schema does not
    say it; ``hints`` says by ``x-text`` what is to be written.
    """
    kind = BY_NAME[kind_name]
    file_name = kind.schema
    schema = all_schemas()[file_name]
    if kind.holds == "map":
        schema = schema["additionalProperties"]
    bundle, keys = _Bundle(people=people), all_keys()
    meanings = {**labels("measure"), **labels("channel"), **labels("lifecycle"), **labels("effect")}
    content = bundle.schema(schema, file_name)
    used = {"schema": content, "defs": bundle.definitions}
    parts = _all(used, [])
    return {
        **used,
        "labels": {key: text(f"field-name.{key}") for key in _names(parts) if f"field-name.{key}" in keys},
        "words": {word: meanings[word] for word in _choices(parts) if word in meanings},
        "hints": {key: _hint(key) for key in sorted(_values(parts, "x-text")) if f"field-hint.{key}" in keys},
    }


class _Bundle:
    """Schemas whose references lead to :attr:`definitions`, by their own names."""

    def __init__(self, *, people: bool) -> None:
        self.people = people
        self.definitions: dict[str, Any] = {}

    def schema(self, schema: Any, file: str) -> Any:
        """A schema, or a part of one, as it stands in a file."""
        if isinstance(schema, list):
            return [self.schema(part, file) for part in schema]
        if not isinstance(schema, dict):
            return schema
        kept = {key: part for key, part in schema.items() if key not in _DROPPED}
        if "examples" in kept and not _is_shown(schema, file):
            del kept["examples"]
        if "properties" in kept and isinstance(kept.get("description"), str):
            del kept["description"]  # a form explains the fields of a group, and the list that a group is in
        return {key: self._part(key, part, file) for key, part in kept.items()}

    def _part(self, key: str, part: Any, file: str) -> Any:
        if key == "$ref":
            return self._defined(part, file)
        if key in ("examples", "enum", "required", "description", "default", "const"):
            return part[:1] if key == "examples" else part
        if key == "properties":
            return {name: self.schema(one, file) for name, one in part.items() if self._is_offered(one, file)}
        return self.schema(part, file)

    def _defined(self, reference: str, file: str) -> str:
        name, _, pointer = reference.partition("#")
        target, definition = name or file, pointer.rpartition("/")[2]
        own = definition if target == _COMMON else f"own.{definition}"
        if own not in self.definitions:
            self.definitions[own] = {}  # one that leads to itself ends here
            self.definitions[own] = self.schema(all_schemas()[target]["$defs"][definition], target)
        return own

    def _is_offered(self, schema: Schema, file: str) -> bool:
        """Whether a field can be written by who may not know any person: it names something else, or may do so."""
        named = set(_refs(schema, file))
        return self.people or not named or not named <= _NAMING


def _is_shown(schema: Schema, file: str) -> bool:
    """Whether a form shows the example of a field: what is chosen has none, and others are one word or number."""
    chosen = "enum" in schema or any(_refs(schema, file))
    return not chosen and isinstance(schema["examples"][0], str | int | float)


def _refs(schema: Any, file: str) -> Iterator[str]:
    """What a field and the items of its list refer to."""
    if not isinstance(schema, dict):
        return
    if "$ref" in schema:
        name, _, pointer = schema["$ref"].partition("#")
        target = name or file
        yield from _refs(all_schemas()[target]["$defs"][pointer.rpartition("/")[2]], target)
    yield from schema.get("x-ref", ())
    for word in ("items", "else"):
        yield from _refs(schema.get(word), file)


def _values(parts: Iterable[Mapping[str, Any]], key: str) -> set[str]:
    """All texts that a keyword has in parts of a schema."""
    return {part[key] for part in parts if isinstance(part.get(key), str)}


def _names(parts: Iterable[Mapping[str, Any]]) -> list[str]:
    """The keys that objects may have, each once."""
    return list(dict.fromkeys(name for part in parts for name in part.get("properties", ())))


def _choices(parts: Iterable[Mapping[str, Any]]) -> list[str]:
    """The choices of all fields, each once."""
    choices = (value for part in parts for value in part.get("enum", ()) if isinstance(value, str))
    return list(dict.fromkeys(choices))


def _all(schema: Any, found: list[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """All maps within a schema, each before those in it, which are added to what was ``found``."""
    if isinstance(schema, dict):
        found.append(schema)
        schema = schema.values()
    elif not isinstance(schema, list):
        return found
    for part in schema:
        _all(part, found)
    return found


def _hint(key: str) -> str:
    return text(f"field-hint.{key}")
