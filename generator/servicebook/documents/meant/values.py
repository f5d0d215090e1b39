"""What to write in place of a value, by the schema of its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from servicebook.documents.folding import folded
from servicebook.documents.meant import amounts, places, times
from servicebook.documents.meant.everyday_words import choice_for
from servicebook.documents.meant.fitting import fits
from servicebook.documents.meant.groups import group
from servicebook.documents.meant.readers import text_read
from servicebook.documents.schemas import Schema, resolved
from servicebook.documents.slugs import slug
from servicebook.documents.translated_values import lifecycle_in_english
from servicebook.documents.weekly_hours import NoHoursError, weekly_hours
from servicebook.source.lines import BULLETS
from servicebook.source.yaml_reader import Value


def meant(schema: Schema, base: str, value: Value, written: str | None = None) -> tuple[Value, ...]:
    """The values that fit the schema and that ``value`` may stand for: one where it is clear, none where it is not.

    ``base`` is the schema file that ``schema`` is in. ``written`` is how a number or a truth value stands in the file
    (``14.30``), as far as that matters.
    """
    schema, base = resolved(schema, base)
    words = value if isinstance(value, str) else written
    if reader := _BY_NAME.get(schema.get("x-meant", "")):
        return reader(value)
    types = schema.get("type")
    if types == "array" or "items" in schema:
        return _list(schema, base, value, words)
    if types == "object" or "properties" in schema:
        return group(schema, base, value, meant)
    if isinstance(value, dict | list):
        return _unwrapped(schema, base, value)
    return _scalar(schema, words)


def _scalar(schema: Schema, words: str | None) -> tuple[Value, ...]:
    if words is None:
        return ()
    if "enum" in schema:
        plain = lifecycle_in_english(folded(words).replace(" ", "_").replace("-", "_"))
        meant_choice = plain if plain in schema["enum"] else choice_for(words, schema["enum"])
        return (meant_choice,) if meant_choice else ()
    is_truth = schema.get("type") == "boolean"
    found = amounts.truth_values(words) if is_truth else text_read(schema.get("x-text", ""), words)
    return tuple(value for value in found.values if fits(schema, value))


def _unwrapped(schema: Schema, base: str, value: dict[str, Value] | list[Value]) -> tuple[Value, ...]:
    """The text of a list or a group of one; ``- Note: words`` without quotes is a group."""
    if isinstance(value, list):
        inner: list[Value] = value
        if _is_line(schema) and _are_texts(inner):
            return (", ".join(str(one) for one in inner),)
    elif schema.get("x-text") in ("text", None) and "x-ref" not in schema:
        return _in_one_text(value)
    else:
        inner = [f"{item} {key}" if isinstance(item, int) else item for key, item in value.items()]
        if schema.get("x-text") in ("duration", "added", "span") and len(value) == 1:
            return _scalar(schema, str(inner[0]))
    if len(inner) != 1 or not isinstance(inner[0], str):
        return ()
    return (inner[0],) if fits(schema, inner[0]) else meant(schema, base, inner[0])


def _are_texts(values: list[Value]) -> bool:
    return len(values) > 1 and all(isinstance(one, str) for one in values)


def _is_line(schema: Schema) -> bool:
    """Whether a text of one line is wanted, which is no id."""
    return schema.get("x-text") == "text" and not schema.get("x-markdown") and "x-ref" not in schema


def _in_one_text(value: Mapping[str, Value]) -> tuple[Value, ...]:
    """A group as one text, with all that it says: an address of lines, or ``- Note: words``."""
    if len(value) == 1 and not _is_language(value):
        return (_with_colon(value),)
    parts = [str(one) for one in value.values() if isinstance(one, str | int | float)]
    if len(parts) < len(value) or (len(parts) > 1 and _is_language(value)):
        return ()  # texts of several languages are no text
    return (", ".join(parts),)


def _with_colon(value: Mapping[str, Value]) -> Value:
    key, item = next(iter(value.items()))
    return f"{key}:" if item is None else f"{key}: {item}"


def _is_language(value: Mapping[str, Value]) -> bool:
    return all(re.fullmatch("[a-z]{2}", key) for key in value)


_SEPARATOR = re.compile(r"\s*[,;]\s*")
_HYPHEN = re.compile(r"(?:^|\s+)-\s*(?=\S)")
_NUMBER = re.compile(r"(?:^|\s+)\d{1,2}[.)]\s+(?=\S)")


def _list(schema: Schema, base: str, value: Value, words: str | None) -> tuple[Value, ...]:
    """The list of what is written in lines, or in one: between commas, or after hyphens, other signs or numbers."""
    item, base = resolved(schema.get("items", {}), base)
    if item.get("x-text") == "interval":
        return _day(value, words)
    if isinstance(value, dict):
        return _list_of_group(item, value)
    if words is None or value is None:
        return ()
    if folded(words) in _NOBODY:
        return ([],)
    several = [[words]] if item.get("type") == "object" else [_parts(words)]
    if several[0] == words.splitlines() != [words]:
        several.append([words.replace("\n", " ")])  # lines may be entries, or one that goes on
    found = [[_item(item, base, part.strip()) for part in parts] for parts in several]
    return tuple(parts for parts in found if parts and all(one is not None for one in parts))


def _day(value: Value, words: str | None) -> tuple[Value, ...]:
    """The opening hours of a day: in words, or as a group of its first and its last hour."""
    if isinstance(value, dict) and len(value) == 2:
        words = "-".join(str(end) for end in value.values())
    return times.opening_hours(words).values if words else ()


def _list_of_group(item: Schema, value: dict[str, Value]) -> tuple[Value, ...]:
    """The list of one group; of keys without values (``{a, b}``), their names."""
    if item.get("type") == "object":
        return ([value],)
    return ([*value],) if not any(value.values()) else ()


def _parts(words: str) -> list[str]:
    for mark in (_HYPHEN, _NUMBER):
        if mark.match(words):
            return [part for part in mark.split(words) if part.strip()]
    if words[:1] in BULLETS:  # not every one of these signs: another may be within an entry
        return [part for part in words.split(words[0]) if part.strip()]
    if "\n" in words:
        return words.splitlines()
    return [part for part in _SEPARATOR.split(words.strip().strip("[]")) if part]


_NOBODY = frozenset({"none", "nobody", "vacant", "nothing", "n/a", "tbd", "-"})


def _item(schema: Schema, base: str, words: str) -> Value:
    one = resolved(schema.get("else", schema), base)[0]
    if "x-ref" in one and re.fullmatch(r"[^@/:]+", words):
        return slug(words)  # the names of people and places are those of their ids, as a rule
    if fits(schema, words):
        return words
    found = meant(schema, base, words)
    return found[0] if len(found) == 1 else None


def _weekly(value: Value) -> tuple[Value, ...]:
    try:
        return (weekly_hours(value),) if isinstance(value, str) else ()
    except NoHoursError:
        return ()


_BY_NAME: Mapping[str, Callable[[Value], tuple[Value, ...]]] = {
    "cost": lambda value: amounts.costs(value).values,
    "holidays": places.holidays,
    "weekly-hours": _weekly,
}
"""How a value is read that may be of several types, by the ``x-meant`` of its schema."""
