"""Why a YAML text cannot be read: slips of hyphens and indentation, which lines have in common."""

from __future__ import annotations

import re

from servicebook.problems import Problem
from servicebook.source.yaml_lines import Line, after_bullet, first_without_hyphen, key_of_prose
from servicebook.source.yaml_slip import Fault, indented, short, slip_at


def block_mark(fault: Fault) -> Problem | None:
    """Sentences below a key, which need a ``|`` behind it: what is wrong in one of them is none of their faults."""
    key = key_of_prose(fault.lines, fault.place.line)
    if key is None:
        return None
    return slip_at(fault, key, key.column, "block-mark", written=f"{key.key}: |")


def fence(fault: Fault) -> Problem | None:
    """A line of Markdown around what was copied: ```yaml above it, ``` below it."""
    if fault.line.is_fence:
        return slip_at(fault, fault.line, fault.line.indent, "fence")
    return None


def other_bullet(fault: Fault) -> Problem | None:
    """``\u2022 What`` or ``* What``, as in a letter, where an entry of a list begins with a hyphen."""
    for line in fault.near:
        if entry := after_bullet(fault.lines, line.number):
            return slip_at(fault, line, line.indent, "other-bullet", written=short(f"- {entry}"))
    return None


def first_hyphen(fault: Fault) -> Problem | None:
    """``question:`` without a hyphen, and ``- question:`` below: the first entry of the list lacks it."""
    if first := first_without_hyphen(fault.lines, fault.place.line):
        written = short(f"- {first.text.strip()}")
        return slip_at(fault, first, first.indent, "missing-hyphen", written=written)
    return None


def no_space_after_hyphen(fault: Fault) -> Problem | None:
    """``-What`` among entries that have a space."""
    for line in fault.near:
        if found := re.match(r"\s*(-)([^\s\d-].*)", line.text):
            return slip_at(fault, line, line.indent, "hyphen", written=short(f"- {found[2].rstrip()}"))
    return None


def missing_hyphen(fault: Fault) -> Problem | None:
    """An entry without its hyphen below entries that have one."""
    line = fault.line
    if (
        fault.name not in ("no-colon", "list-alignment")
        or line.hyphens
        or (line.key and fault.name == "no-colon")
    ):
        return None
    for above in reversed(fault.lines[: line.number - 1]):
        if above.is_blank or above.indent > line.indent:
            continue
        if above.hyphens and above.indent == line.indent:
            written = short(f"- {line.text.strip()}")
            return slip_at(fault, line, line.indent, "missing-hyphen", written=written)
        break
    return None


def alignment(fault: Fault) -> Problem | None:
    """A line that is a little further in, or out, than the keys or entries around it."""
    if fault.name not in ("key-alignment", "list-alignment"):
        return None
    line = fault.line
    if line.text[fault.place.column - 1 :] != line.text.lstrip():
        return None  # the fault is in the midst of the line
    columns = {one.column for one in _around(fault) if one.key is not None}
    nearest = min(columns - {line.column}, key=lambda column: abs(column - line.column), default=None)
    if nearest is None or (line.column in columns and abs(nearest - line.column) > 1):
        return None
    what = "too-little" if line.column < nearest else "too-much"
    return indented(fault, line, what, abs(nearest - line.column))


def _around(fault: Fault) -> list[Line]:
    """The two lines above and the one below."""
    number = fault.place.line
    above = [line for line in fault.lines[: number - 1] if not line.is_blank][-2:]
    below = [line for line in fault.lines[number:] if not line.is_blank][:1]
    return above + below
