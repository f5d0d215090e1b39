"""What somebody meant by a key that a schema does not know: another key, a part of the value above, or a text."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from servicebook import wording
from servicebook.clock.weekdays import WEEKDAYS
from servicebook.documents.document import Document
from servicebook.documents.meant.everyday_words import key_for, keys_for
from servicebook.documents.meant.fitting import fits
from servicebook.documents.meant.values import meant
from servicebook.documents.schemas import Schema, resolved, schema_at
from servicebook.documents.suggestions import closest, did_you_mean
from servicebook.documents.weekly_hours import NoHoursError, weekly_hours
from servicebook.source.yaml_reader import Pointer, Value
from servicebook.source.yaml_writer import flow, on_one_line

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
        or _question(key, group[key], properties)
        or _part_of_value(group, key)
        or _without_space(key, properties)
        or _days(key, group[key], properties)
        or _everyday(document, pointer, key, group[key], missing)
        or _of_inner_group(document, pointer, key, group[key], properties)
        or did_you_mean(key, missing)
        or did_you_mean(key, properties)
        or _text(key)
        or wording.text("hint.use-one-of", choices=", ".join(missing or properties))
    )


def intended(key: str, absent: Sequence[str]) -> str | None:
    """The one of the keys that are not there that a key was probably meant to be."""
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
        return wording.text("hint.write-in", written=f"{before}: {above}.{key}")
    if not isinstance(above, str):
        return None
    written = f'{before}: "{above}, {key}"'
    return wording.text("unknown-key.comma", written=written)


def _without_space(key: str, properties: Mapping[str, Schema]) -> str | None:
    found = _NO_SPACE.match(key)
    if not found or found[1] not in properties:
        return None
    return wording.text("unknown-key.no-space", written=f"{found[1]}: {found[2]}")


def _days(key: str, value: Value, properties: Mapping[str, Schema]) -> str | None:
    """A day of the week in full, or several at once: ``mon-fri``."""
    if not set(WEEKDAYS) <= properties.keys():
        return None
    try:
        days = list(weekly_hours(f"{_in_english(key)} 00:00-24:00"))
    except NoHoursError:
        return None
    hours = flow(value) if isinstance(value, list) else "…"
    return wording.text("hint.write-in", written=", ".join(f"{day}: {hours}" for day in days))


_OTHER_DAYS = {
    "montag": "mon", "dienstag": "tue", "mittwoch": "wed", "donnerstag": "thu", "freitag": "fri", "samstag": "sat",
    "sonnabend": "sat", "sonntag": "sun", "lundi": "mon", "mardi": "tue", "mercredi": "wed", "jeudi": "thu",
    "vendredi": "fri", "samedi": "sat", "dimanche": "sun", "maandag": "mon", "dinsdag": "tue", "woensdag": "wed",
    "donderdag": "thu", "vrijdag": "fri", "zaterdag": "sat", "zondag": "sun", "lunes": "mon", "martes": "tue",
    "miercoles": "wed", "jueves": "thu", "viernes": "fri", "sabado": "sat", "domingo": "sun",
    "mo": "mon", "di": "tue", "mi": "wed", "do": "thu", "fr": "fri", "sa": "sat", "so": "sun",
    "weekdays": "mon-fri", "weekday": "mon-fri", "weekend": "sat-sun", "daily": "mon-sun", "every day": "mon-sun",
}  # fmt: skip


def _in_english(key: str) -> str:
    return re.sub(
        r"[a-z]+( day)?", lambda word: _OTHER_DAYS.get(word[0], word[0]), key.lower().replace("_", "-")
    )


def _of_inner_group(
    document: Document, pointer: Pointer, key: str, value: Value, properties: Mapping[str, Schema]
) -> str | None:
    """A key of a group within this one, by its name or in everyday words: ``owner`` belongs below ``roles``."""
    _, base = schema_at(document.location.kind.schema, pointer)
    own_names = (re.sub("[ -]", "_", key.lower()), *keys_for(key))
    for name, below in properties.items():
        schema, _ = resolved(below, base)
        own = next((name for name in own_names if name in schema.get("properties", {})), None)
        if own is not None:
            written = flow({own: value}) if not isinstance(value, dict) else f"{{{own}: …}}"
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


def _comment(key: str) -> str | None:
    """A line that other languages take for a comment."""
    return wording.text("unknown-key.comment") if key.startswith(("//", "--", ";")) else None


def _text(key: str) -> str | None:
    """Words of a long text that has lost its indentation."""
    return wording.text("unknown-key.text") if key.count(" ") >= 3 else None
