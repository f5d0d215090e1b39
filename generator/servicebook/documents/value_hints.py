"""Hints that show what to write in place of a value, ready to be copied."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from servicebook import wording
from servicebook.clock.weekdays import WEEKDAYS
from servicebook.documents.document import Document
from servicebook.documents.meant.amounts import currencies
from servicebook.documents.meant.dates import first_and_last, month_that_ends_before, serial_day
from servicebook.documents.meant.fitting import fits
from servicebook.documents.meant.places import zones_of_abbreviation
from servicebook.documents.meant.respelling import without_curly
from servicebook.documents.meant.values import meant
from servicebook.documents.schemas import Schema, schema_at
from servicebook.documents.shown_values import shown
from servicebook.documents.unit_hints import times_without_unit
from servicebook.problems import Edit
from servicebook.source.lines import LINE_BREAK
from servicebook.source.yaml_mentions import without_spaces
from servicebook.source.yaml_reader import Pointer, Value
from servicebook.source.yaml_writer import flow, on_one_line
from servicebook.wording.formats import day_by_pattern
from servicebook.wording.lists import either, listed

LONGEST = 200
"""The longest text to copy out of a hint; a longer one is shown by an example."""


def replacements(document: Document, pointer: Pointer, value: Value) -> tuple[Value, ...]:
    """What may stand in place of the value at a place: one value where it is clear what was meant."""
    schema, base = schema_at(document.location.kind.schema, pointer)
    written = None
    if isinstance(value, bool | int | float):
        written = document.as_written(*pointer)
        if "string" in schema.get("type", ()) and "x-ref" not in schema and _is_text(schema, written):
            return (written,)
    if isinstance(value, str) and schema.get("type") == "array":
        value = document.as_lines(value, *pointer)
    return meant(schema, base, value, written)


def _is_text(schema: Schema, written: str) -> bool:
    """Whether quotes alone make of a number what was meant: 365 may be a name, but ``none`` costs nothing."""
    return "x-meant" not in schema and fits(schema, written)


def what_to_write(document: Document, pointer: Pointer, value: Value) -> str | None:
    """``write mon: ["09:00-17:00"]``; None where it is not clear what was meant."""
    schema, _ = schema_at(document.location.kind.schema, pointer)
    if "x-ref" in schema:
        return _one_id(document, schema, pointer, value)
    if particular := _of_its_form(document, schema, pointer, value):
        return particular
    shown = [in_place(pointer, one) for one in replacements(document, pointer, value)]
    if not shown or any(len(one) > LONGEST for one in shown):
        is_list_of_objects = isinstance(value, list) and "propertyNames" in schema
        return wording.text("hint.ids-for-entries") if is_list_of_objects else None
    if schema.get("x-text") == "amount" and isinstance(value, str) and re.search(r"[^\d\s.,]", value):
        codes = [code for sign in re.findall(r"[^\d\s.,]+", value) for code in currencies(sign).values]
        return wording.text("hint.amount", written=shown[0], currency=codes[0] if codes else "EUR")
    return wording.text("hint.write-in", written=either(shown))


_LOCAL = re.compile(r"[A-Za-z]:[\\/]|\\\\|file:|/(?:Users|home|Volumes)/|~/", re.IGNORECASE)
_LOST = re.compile(r"[+-]?\d+(?:[.,]\d+)?[eE]\+?\d+")
"""How a spreadsheet shows a long number: 4.93012E+11."""


def _of_its_form(document: Document, schema: Schema, pointer: Pointer, value: Value) -> str | None:
    """What is to be said of days, zones and times that no single value can stand for, or only its surroundings tell."""
    if hint := _range(document, schema, pointer, value) or _month_that_ends(schema, value):
        return hint
    if hint := _counted_day(document, schema, pointer, value):
        return hint
    if _is_exchanged_link(document, pointer):
        link: Any = document.value_at(pointer[:-1])
        written = {**link, "text": link["url"], "url": link["text"]}
        return wording.text("hint.exchanged-link", written=flow(written))
    if isinstance(value, str) and schema.get("x-text") == "url" and _LOCAL.match(value.strip()):
        return wording.text("hint.local-file")
    # with a comma, as much of Europe writes it, it is a text
    if schema.get("x-text") == "phone" and _LOST.fullmatch(
        value.strip() if isinstance(value, str) else document.as_written(*pointer)
    ):
        return wording.text("hint.lost-digits", key=pointer[-1])
    if zones := _zones(document, schema, pointer, value):
        return wording.text("hint.write-in", written=either(in_place(pointer, zone) for zone in zones))
    if times := _times(document, schema, pointer, value):
        return wording.text("hint.no-unit", choices=either(in_place(pointer, time) for time in times))
    return None


def _counted_day(document: Document, schema: Schema, pointer: Pointer, value: Value) -> str | None:
    """Which day a number is for a spreadsheet, which shows it as a day only in a cell that is formatted so."""
    if schema.get("x-text") != "date" or isinstance(value, dict | list):
        return None
    words = value if isinstance(value, str) else document.as_written(*pointer)
    if not (day := serial_day(words)):
        return None
    return wording.text("hint.serial-day", number=words.strip(), written=in_place(pointer, day))


def edit_of_link(document: Document, pointer: Pointer) -> Edit | None:
    """What puts the address and the text of a link in each other's place, where they are exchanged."""
    if not _is_exchanged_link(document, pointer):
        return None
    return document.edit_exchanging(pointer, (*pointer[:-1], "text"))


def _is_exchanged_link(document: Document, pointer: Pointer) -> bool:
    """Whether the address of a link stands as its text, and its text as its address."""
    if pointer[-1:] != ("url",):
        return False
    link: Any = document.value_at(pointer[:-1])
    text, url = link.get("text"), link.get("url")
    is_address = isinstance(text, str) and re.fullmatch(r"https?://[^\s<>]+\.[^\s<>]+", text) is not None
    return is_address and isinstance(url, str) and not re.search(r"[:/]|\w\.\w", url)


def _month_that_ends(schema: Schema, value: Value) -> str | None:
    """Of 31 September: that September has 30 days. Which day was meant nobody can know."""
    if (
        schema.get("x-text") != "date"
        or not isinstance(value, str)
        or not (found := month_that_ends_before(value))
    ):
        return None
    first, length = found
    return wording.text("hint.month-ends", month=day_by_pattern(first, "LLLL y", "en"), days=length)


def _zones(document: Document, schema: Schema, pointer: Pointer, value: Value) -> tuple[str, ...]:
    """The zones of an abbreviation that the other entries of the file have, or its own name tells: EAT of Nairobi."""
    if schema.get("x-text") != "zone" or not isinstance(value, str) or not isinstance(document.value, dict):
        return ()
    entry = document.value.get(str(pointer[0])) if pointer else None
    called = [str(pointer[0]) if len(pointer) > 1 else ""]
    called += [str(entry[key]) for key in ("name",) if isinstance(entry, dict) and key in entry]
    others = [other.get("zone") for other in document.value.values() if isinstance(other, dict)]
    return zones_of_abbreviation(value, called, [zone for zone in others if isinstance(zone, str)])


def _times(document: Document, schema: Schema, pointer: Pointer, value: Value) -> list[str]:
    """The times that a number without a unit may be, where a time is wanted."""
    if isinstance(value, dict | list):
        return []
    written = value if isinstance(value, str) else document.as_written(*pointer)
    return times_without_unit(document, schema, pointer, written)


def _range(document: Document, schema: Schema, pointer: Pointer, value: Value) -> str | None:
    """Where one day is wanted and two are given: the keys beside it for the first and the last."""
    if schema.get("x-text") != "date" or not isinstance(value, str) or not (days := first_and_last(value)):
        return None
    around, _ = schema_at(document.location.kind.schema, pointer[:-1])
    keys = [key for key in ("from", "until", "to") if key in around.get("properties", {})]
    if len(keys) != 2 or pointer[-1] in keys:
        return None
    written = ", ".join(in_place((key,), day) for key, day in zip(keys, days, strict=True))
    return wording.text("hint.days", key=pointer[-1], written=written)


def write_in_place(pointer: Pointer, value: Value) -> str:
    """``write compliance: 95``."""
    return wording.text("hint.write-in", written=in_place(pointer, value))


def write_meant(document: Document, schema: Schema, pointer: Pointer, value: Value, meant: Value) -> str:
    """``write compliance: 95``, with what the value that is there is, where that cannot be seen."""
    if isinstance(value, str) and without_curly(value) == meant != value:
        return wording.text("hint.curly", written=in_place(pointer, meant))
    return _counted_day(document, schema, pointer, value) or write_in_place(pointer, meant)


def as_in_file(document: Document, pointer: Pointer, value: Value) -> str:
    """A value as who looks for it finds it: ``3.12056E+10``, which is 31205600000.0 when it is read."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return shown(value)
    written = document.as_written(*pointer)
    # an alias stands for a number that is elsewhere
    return written if re.fullmatch(r"[-+.\dEe_]{1,60}", written) else shown(value)


def in_place(pointer: Pointer, value: Value) -> str:
    """The value as it stands in a file, after its key where it has one."""
    if pointer and isinstance(pointer[-1], str):
        return f"{pointer[-1]}: {on_one_line(value)}"
    return flow(value)  # an entry of a list, which may be in brackets


def _one_id(document: Document, schema: Schema, pointer: Pointer, value: Value) -> str | None:
    """Where the id of an object is wanted: the only one of a list, or the first with the others as deputies."""
    if isinstance(value, dict) and "calendar" in schema["x-ref"] and value.keys() & set(WEEKDAYS):
        calendar = in_place(("new-hours",), {"name": "New hours", "open": value})
        written = in_place(pointer, "new-hours")
        return wording.text("hint.hours-elsewhere", calendar=calendar, written=written)
    if isinstance(value, dict):
        if len(value) == 1 and (mention := _mention(schema, *next(iter(value.items())))):
            return wording.text("hint.write-in", written=in_place(pointer, mention))
        value = list(value.values())
    ids = [one for one in value if isinstance(one, str)] if isinstance(value, list) else []
    if not ids:
        return _id_of(schema, pointer)
    if len(ids) == 1:
        return wording.text("hint.write-in", written=in_place(pointer, ids[0]))
    return one_of_several(document, pointer, ids)


def _mention(schema: Schema, key: str, value: Value) -> str | None:
    """``person:ana-silva`` of the group that ``- person: ana-silva`` is, where references begin with their kind."""
    if f"{key}:" not in schema["x-ref"] or not isinstance(value, str):
        return None
    return without_spaces(f"{key}: {value}")


def one_of_several(document: Document, pointer: Pointer, ids: Sequence[str]) -> str:
    """Where one id is possible and several are given: which of them, and where the others go."""
    above: Any = document.value_at(pointer[:-1])
    written, others = in_place(pointer, ids[0]), listed(ids[1:])
    if pointer[-1] != "owner" or not isinstance(above, dict):
        return wording.text("hint.one-id", written=written, others=others)
    if "deputy" in above:
        return wording.text("hint.one-owner-and-deputy", written=written, others=others)
    rest = wording.text("hint.one-owner-rest", others=listed(ids[2:])) if len(ids) > 2 else ""
    return wording.text("hint.one-owner", written=written, others=f"deputy: {ids[1]}") + rest


def _id_of(schema: Schema, pointer: Pointer) -> str | None:
    if not schema.get("examples"):
        return None
    kind = wording.text(f"a-kind.{schema['x-ref'][0].rstrip(':')}")
    return wording.text("hint.id-of", kind=kind, example=in_place(pointer, schema["examples"][0]))


def like_example(document: Document, pointer: Pointer) -> str | None:
    """``write it like cost: {amount: 120}``, by the schema's example of the field, or of the list around an entry."""
    schema, _ = schema_at(document.location.kind.schema, pointer)
    examples = schema.get("examples")
    if not examples and pointer and isinstance(pointer[-1], int):
        around, _ = schema_at(document.location.kind.schema, pointer[:-1])
        examples = next(iter(around.get("examples", ())), None)
    if not examples:
        return None
    return wording.text("hint.write-like", example=in_place(pointer, examples[0]))


_COMMENT = re.compile(r"\s*(#.*?)[\s,\]}]*\Z")


def behind_hash(document: Document, pointer: Pointer) -> str | None:
    """What to write where a comment stands in place of the value: ``handle: #it-desk``."""
    place = document.place(*pointer)
    line = LINE_BREAK.split(document.text)[place.line - 1]
    comment = _COMMENT.match(line, place.column - 1)
    if not comment or comment[1].startswith("# "):
        return None
    is_entry = isinstance(pointer[-1], int)
    written = in_place(pointer, comment[1])
    return wording.text("hint.behind-hash-entry" if is_entry else "hint.behind-hash", written=written)
