"""What somebody meant by a key that a schema does not know: another key, a part of the value above, or a text."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from servicebook import wording
from servicebook.documents.day_keys import days_hint
from servicebook.documents.document import Document
from servicebook.documents.key_edits import COMMENT_SIGNS
from servicebook.documents.meant.everyday_words import key_for, keys_for
from servicebook.documents.meant.fitting import fits
from servicebook.documents.meant.respelling import without_hidden
from servicebook.documents.meant.values import meant
from servicebook.documents.schemas import Schema, resolved, schema_at
from servicebook.documents.suggestions import closest, did_you_mean
from servicebook.source.yaml_reader import Pointer, Value
from servicebook.source.yaml_writer import flow, on_one_line

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

_NO_SPACE = re.compile(r"([a-z][a-z_]*):(?!//)(\S.*)\Z")


def key_hint(
    document: Document,
    pointer: Pointer,
    group: Mapping[str, Value],
    key: str,
    properties: Mapping[str, Schema],
) -> str:
    """What to do about one of the keys of a group at ``pointer``."""
    missing = [name for name in properties if name not in group]
    return (
        _comment(key)
        or _hidden(key, properties)
        or _question(key, group[key], properties)
        or _part_of_value(group, key)
        or _without_space(key, properties)
        or days_hint(group, key, properties)
        or _everyday(document, pointer, key, group[key], missing)
        or _of_inner_group(document, pointer, group, key, properties)
        or did_you_mean(key, missing)
        or did_you_mean(key, properties)
        or _text(key)
        or wording.text("hint.use-one-of", choices=", ".join(missing or properties))
    )


def intended(key: str, absent: Sequence[str]) -> str | None:
    """The one of the keys that are not there that a key was probably meant to be."""
    if (plain := without_hidden(key)) in absent:
        return plain
    found = _NO_SPACE.match(key)
    return found[1] if found and found[1] in absent else key_for(key, absent) or closest(key, absent)


def _part_of_value(group: Mapping[str, Value], key: str) -> str | None:
    """A comma within braces ends a value: ``{compliance: 99,5}``."""
    keys = list(group)
    if group[key] is not None or not keys.index(key):
        return None
    before = keys[keys.index(key) - 1]
    above = group[before]
    if isinstance(above, int | float) and not isinstance(above, bool) and key.isdigit():
        return wording.text("unknown-key.decimal-comma", written=f"{before}: {above}.{key}")
    if not isinstance(above, str):
        return None
    written = f'{before}: "{above}, {key}"'
    return wording.text("unknown-key.comma", written=written)


def _without_space(key: str, properties: Mapping[str, Schema]) -> str | None:
    found = _NO_SPACE.match(key)
    if not found or found[1] not in properties:
        return None
    return wording.text("unknown-key.no-space", written=f"{found[1]}: {found[2]}")


def _of_inner_group(
    document: Document,
    pointer: Pointer,
    group: Mapping[str, Value],
    key: str,
    properties: Mapping[str, Schema],
) -> str | None:
    """A key of a group within this one, by its name or in everyday words: ``owner`` belongs below ``roles``.

    All keys that belong there are shown at once, with those that are there: two groups of one name cannot be.
    """
    _, base = schema_at(document.location.kind.schema, pointer)
    for name, below in properties.items():
        inner = resolved(below, base)[0].get("properties", {})
        if _named_in(inner, key) is None:
            continue
        there = group.get(name)
        together: dict[str, Value] = dict(there) if isinstance(there, dict) else {}
        for other, value in group.items():
            own = _named_in(inner, other) if other not in properties else None
            if own is not None:
                together.setdefault(own, value)
        is_flat = not any(isinstance(value, dict) for value in together.values())
        written = flow(together) if is_flat else f"{{{', '.join(f'{own}: …' for own in together)}}}"
        return wording.text("unknown-key.below", name=name, written=f"{name}: {written}")
    return None


def is_question(key: str, value: Value, properties: Collection[str]) -> bool:
    """Whether a question is in place of a key, with its answer as the value: ``Do I keep my data?: Yes.``."""
    return (
        key.endswith("?") and isinstance(value, str) and "question" in properties and "answer" in properties
    )


def _question(key: str, value: Value, properties: Mapping[str, Schema]) -> str | None:
    if not is_question(key, value, properties):
        return None
    return wording.text("hint.write-in", written=flow({"question": key, "answer": value}))


def _named_in(properties: Mapping[str, Schema], key: str) -> str | None:
    """The key of a group that another key names, as it is or in everyday words."""
    names = (re.sub("[ -]", "_", key.lower()), *keys_for(key))
    return next((name for name in names if name in properties), None)


def _everyday(
    document: Document, pointer: Pointer, key: str, value: Value, missing: Sequence[str]
) -> str | None:
    """A key that has another name here: ``price``, ``opening hours``, ``what you need``."""
    name = key_for(key, missing)
    if name is None:
        return None
    around, base = schema_at(document.location.kind.schema, pointer)
    below = around.get("properties", {}).get(name)
    found = meant(below, base, value) if below is not None and not isinstance(value, dict) else ()
    schema, _ = resolved(below, base) if below is not None else ({}, base)
    shown = found[0] if found else value
    written = on_one_line(shown) if found or fits(schema, value) else ""
    is_shown = written and not isinstance(value, dict) and len(written) <= LONGEST
    return wording.text("hint.write-in", written=f"{name}: {written if is_shown else '…'}")


LONGEST = 120
"""The longest value to show behind another key."""


def _hidden(key: str, properties: Collection[str]) -> str | None:
    """A key in which something cannot be seen, such as the no-break space that French keyboards put before a colon."""
    plain = without_hidden(key)
    if plain == key or plain not in properties or key.lstrip() != key:
        return None  # what is before a key may be meant to indent
    return wording.text("unknown-key.hidden", written=f"{plain}:")


def _comment(key: str) -> str | None:
    """A line that other languages take for a comment."""
    return wording.text("unknown-key.comment") if key.startswith(COMMENT_SIGNS) else None


def _text(key: str) -> str | None:
    """Words of a long text that has lost its indentation."""
    return wording.text("unknown-key.text") if key.count(" ") >= 3 else None


def misspelt_keys(fault: ValidationError) -> frozenset[str]:
    """The keys of an object that its unknown keys were probably meant to be."""
    instance: Any = fault.instance
    known = fault.schema.get("properties", {}) if isinstance(fault.schema, dict) else {}
    absent = [key for key in known if key not in instance]
    meant = {intended(key, absent) for key in instance if key not in known}
    if any(is_question(key, instance[key], known) for key in instance if key not in known):
        meant |= {"question", "answer"}
    return frozenset(key for key in meant if key)
