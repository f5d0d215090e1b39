"""Why a YAML text cannot be read: slips between a key and its value, which a colon and a space part."""

from __future__ import annotations

import re

from servicebook import wording
from servicebook.problems import Problem
from servicebook.source.yaml_lines import LONGEST, Line
from servicebook.source.yaml_mentions import without_spaces
from servicebook.source.yaml_slip import Fault, indented, short, slip_at


def spaces(fault: Fault) -> Problem | None:
    """A space that is none for YAML, in the indentation or behind a colon."""
    for line in fault.near:
        if found := re.match(
            r"[ -]*([\u00a0\u2000-\u200b\u202f\u3000\ufeff])|[^:]+:([\u00a0\u202f])", line.text
        ):
            column = found.start(1) if found[1] else found.start(2)
            return slip_at(fault, line, column, "other-space")
    return None


_NO_SPACE = re.compile(r"(\s*(?:- +)*)([A-Za-z_][A-Za-z_-]*):(?![/\s])(\S.*)")


def no_space(fault: Fault) -> Problem | None:
    """``name:Laptop``."""
    for line in fault.near if fault.name in ("colon", "no-colon", "key-alignment") else ():
        if found := _NO_SPACE.match(line.text):
            written = f"{found[2]}: {found[3].rstrip()}"
            return slip_at(fault, line, len(found[1]), "no-space", written=short(written))
    return None


def equals(fault: Fault) -> Problem | None:
    """``name = Laptop``."""
    for line in fault.near if fault.name in ("colon", "no-colon") else ():
        if found := re.match(r"\s*(?:- +)*([A-Za-z_]+) *=+>? *(\S.*)", line.text):
            return slip_at(
                fault, line, line.column, "equals", written=short(f"{found[1]}: {found[2].rstrip()}")
            )
    return None


_OTHER_COLON = re.compile(r"(\s*(?:- +)*)([A-Za-z_]+)\s*([\u02d0\u2236\ua789\ufe13\ufe55\uff1a])\s*(.*)")


def other_colon(fault: Fault) -> Problem | None:
    """A colon of East Asian writing, or another sign that looks like one: ``name\uff1aLaptop``."""
    for line in fault.near if fault.name in ("colon", "no-colon") else ():
        if found := _OTHER_COLON.match(line.text):
            written = f"{found[2]}: {found[4].rstrip()}".rstrip()
            return slip_at(fault, line, found.start(3), "other-colon", written=short(written))
    return None


def colon(fault: Fault) -> Problem | None:
    """A colon in a text, a second key in a line, or a key below one that has a value already."""
    if fault.name != "colon":
        return None
    line, before = fault.line, fault.before
    second = re.search(r"[, ] *([A-Za-z_]+): +(\S.*)\Z", line.value) if line.key and line.value else None
    if second and re.fullmatch("[a-z_]+", second[1]):
        column = line.value_column + second.start(1)
        key, quoted = f"{second[1]}: {second[2]}", line.quoted()
        hint = wording.text("yaml-hint.second-key", key=key, written=quoted) if quoted else None
        return slip_at(fault, line, column, "second-key", hint=hint)
    if line.key and ": " in f"{line.value} ":
        column = line.value_column + line.value.index(":")
        if mention := without_spaces(line.value):
            return slip_at(fault, line, column, "space-in-id", written=line.with_value(mention))
        return slip_at(fault, line, column, "colon-in-text", written=line.quoted())
    return (_entry_without_key(fault, before) or _below_value(fault, before)) if before is not None else None


def _entry_without_key(fault: Fault, before: Line) -> Problem | None:
    """``- May I …?`` with ``answer:`` below it: the text of an entry that has other keys needs one, too."""
    if (
        not before.hyphens
        or before.key is not None
        or fault.line.indent < before.column
        or fault.line.hyphens
    ):
        return None
    key = (
        "question" if fault.line.key == "answer" or before.value.endswith("?") else wording.text("yaml.a-key")
    )
    written = short(f"- {key}: {before.value}")
    return slip_at(fault, before, before.column, "entry-without-key", written=written)


def _below_value(fault: Fault, before: Line) -> Problem | None:
    line = fault.line
    above = next((one for one in reversed(fault.lines[: before.number - 1]) if not one.is_blank), None)
    if before.key is None or not before.value:
        return None
    follows = above is not None and above.number == before.number - 1
    if follows and above is not None and before.column < line.column == above.column:
        return indented(fault, before, "too-little", line.column - before.column)
    if line.column > before.column and line.column - before.column < 2:
        return indented(fault, line, "too-much", 1)
    hint = None
    if len(before.value) <= LONGEST:
        hint = wording.text("yaml-hint.below-value", key=before.key, value=before.value)
    return slip_at(fault, line, line.indent, "below-value", hint=hint)


def no_colon(fault: Fault) -> Problem | None:
    """A key without a colon, or the next line of a text that is not indented."""
    line, before = fault.line, fault.before
    if fault.name != "no-colon":
        return None
    words = line.text.strip()
    found = re.fullmatch(r"([a-z_]+) +(\S+)", words)
    if found:
        return slip_at(fault, line, line.indent, "no-colon", written=short(f"{found[1]}: {found[2]}"))
    if before is not None and before.key and before.value:
        hint = wording.text("yaml-hint.text-below", key=before.key)
        return slip_at(fault, line, line.indent, "text-below", hint=hint)
    return None


def trailing_comma(fault: Fault) -> Problem | None:
    """``"lifecycle": "live",`` outside of braces, as in JSON."""
    line = fault.line
    if fault.name != "key-alignment" or not line.text.rstrip().endswith(","):
        return None
    written = short(line.text.strip().rstrip(","))
    return slip_at(fault, line, len(line.text.rstrip()) - 1, "comma", written=written)
