"""What a value that its schema refuses must have been meant to be, where it can have been one thing only."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from servicebook.clock.weekdays import LONG_WEEKDAYS, WEEKDAYS
from servicebook.documents.meant.amounts import costs, numbers, percentages, truth_values
from servicebook.documents.meant.readers import text_read
from servicebook.documents.meant.times import opening_hours
from servicebook.documents.schemas import Schema, all_schemas, resolved
from servicebook.documents.suggestions import only_meant
from servicebook.source.lines import BULLETS
from servicebook.source.yaml_reader import Value
from servicebook.source.yaml_rewrite import same

_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_SPACES = re.compile(r"[\u00a0\u2007\u2009\u202f]")


def respelled(value: Value, written: str, schema: Schema, base: str) -> Value:
    """What a value, ``written`` so in its file, must have been meant to be under a schema of the file ``base``.

    None where it is right as it is, or there is any doubt.
    """
    if isinstance(value, list):
        return value[0] if len(value) == 1 and _is_one(value[0], schema, base) else None
    if _fits(value, schema, base):
        return None
    text = without_curly(without_hidden(written))
    found: list[Value] = []
    for reading in (text, *_readings(text, schema, base)):
        if not any(same(reading, known) for known in found) and _fits(reading, schema, base):
            found.append(reading)
    return found[0] if len(found) == 1 else None


def without_hidden(text: str) -> str:
    """A text without what cannot be seen in it, or looks like a space and is none, at its ends."""
    return _SPACES.sub(" ", _INVISIBLE.sub("", text)).strip()


_CURLY = "\u201c\u201d\u201e\u201f\u2018\u2019\u201a\u201b\u00ab\u00bb"


def without_curly(text: str) -> str:
    """A text without the quotation marks of a word processor around it, which quote nothing in YAML."""
    is_quoted = len(text) > 2 and text[0] in _CURLY and text[-1] in _CURLY
    return text.strip(_CURLY).strip() if is_quoted else text


def _is_one(value: Value, schema: Schema, base: str) -> bool:
    """Whether the only entry of a list is what is wanted instead of the list."""
    return not isinstance(value, dict | list) and schema.get("type") != "array" and _fits(value, schema, base)


def respelled_key(key: str, absent: Iterable[str]) -> str | None:
    """The one of the keys that are absent that a key must have been meant to be; None where there is any doubt."""
    if key.strip() != key.rstrip():
        return None  # a space that does not break may be meant to indent, and the key to be another's
    absent = list(absent)
    if (plain := without_hidden(key)) != key and plain in absent:
        return plain
    longer = _LONGER.get(key.lower())
    return longer if longer in absent else only_meant(key, absent, are_all=True)


def _readings(text: str, schema: Schema, base: str) -> Iterator[Value]:
    """What the text may mean; the schema decides whether it is possible."""
    if "enum" in schema or "const" in schema:
        yield from _choices(
            text, [*schema.get("enum", ()), *([schema["const"]] if "const" in schema else ())]
        )
        return
    kind = schema.get("type")
    if kind == "boolean":
        yield from truth_values(text).certain
    elif kind in ("number", "integer"):
        yield from (percentages if schema.get("x-text") == "percent" else numbers)(text).certain
    elif kind == "array":
        yield from _lists(text, schema, base)
    elif kind == "object":
        yield from _groups(text, schema, base)
    elif kind == "string":
        yield from text_read(schema.get("x-text", ""), text).certain


def _choices(text: str, values: list[Value]) -> Iterator[Value]:
    """One of a list of values: misspelt, a longer form of it, or a truth value."""
    words = [value for value in values if isinstance(value, str)]
    if meant := only_meant(text, words, are_all=True) or _LONGER.get(text.lower()):
        yield meant
    for is_true in truth_values(text).certain:
        if is_true in values:
            yield is_true
        elif (word := "on" if is_true else "off") in values:
            yield word  # what other readers of YAML take for true or false, and write so
    if "free" in values:
        yield from costs(text).certain


_LONGER = {
    **dict(zip(LONG_WEEKDAYS, WEEKDAYS, strict=True)),
    "daily": "day", "weekly": "week", "monthly": "month", "quarterly": "quarter", "yearly": "year", "annually": "year",
    "1st": "first", "2nd": "second", "3rd": "third", "4th": "fourth",
    "e-mail": "email", "telephone": "phone",
}  # fmt: skip
"""Words that mean one of the values of a list; it holds only for lists that have that value."""


def _lists(text: str, schema: Schema, base: str) -> Iterator[Value]:
    """The list that a single text was meant to be; one with a comma, of lines or after a hyphen may be several."""
    items, base = _resolved(schema.get("items", {}), base)
    if items.get("x-text") == "interval":
        yield from opening_hours(text).certain
    elif items.get("type") == "string" or "enum" in items:
        if "x-ref" in items and not _REFERENCE.fullmatch(text):
            return  # a name; which object has it is to be looked up
        entry = respelled(text, text, items, base)
        if not (_SEVERAL.search(text) or text[:1] in BULLETS or text[-1:] == "]"):
            yield [text if entry is None else entry]


_SEVERAL = re.compile(r"[,;\n]|\A[-\[]|\A\d{1,2}[.)]\s")
_REFERENCE = re.compile(r"[a-z0-9-]+(/[a-z0-9-]+)?")


def _groups(text: str, schema: Schema, base: str) -> Iterator[Value]:
    """The group of one id (``- it/laptop-repair``), where an id is all that has to be in it."""
    required = schema.get("required", [])
    if len(required) == 1 and _REFERENCE.fullmatch(text):
        below, _ = _resolved(schema["properties"][required[0]], base)
        if "x-ref" in below:
            yield {required[0]: text}


def _fits(value: Value, schema: Schema, base: str) -> bool:
    if isinstance(value, list):
        items, base = _resolved(schema.get("items", {}), base)
        return schema.get("type") == "array" and all(_fits(item, items, base) for item in value)
    if isinstance(value, dict):
        # these two are only made where they fit: a cost, and a group of one id
        return "free" in schema.get("enum", ()) or schema.get("type") == "object"
    from servicebook.documents.exact_validator import exact_validator  # as check_schema does

    checker: Any = exact_validator(base).evolve(schema={**schema})
    return bool(checker.is_valid(value))


def _resolved(schema: Schema, base: str) -> tuple[Schema, str]:
    """As :func:`~servicebook.documents.schemas.resolved`, for a part of a schema that may be of the shared file."""
    name = str(schema.get("$ref", "")).removeprefix("#/$defs/")
    is_shared = "$ref" in schema and name not in all_schemas()[base].get("$defs", {})
    return resolved(schema, "common.schema.json" if is_shared else base)
