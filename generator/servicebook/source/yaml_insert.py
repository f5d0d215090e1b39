"""One more entry for a list or a map of a YAML text; every other character stays what it was.

The entry is put in at places that libyaml's events give, in the style of its neighbors: on lines of its
own below a hyphen, or between brackets. What comes out is read again, and must say what the text said before
and the new entry, and nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

import yaml

from servicebook import wording
from servicebook.source.lines import LINE_BREAK, begins_line, line_break_at, start_of_line
from servicebook.source.yaml_parts import (
    CannotEditError,
    Part,
    column_of_hyphen,
    column_of_keys,
    part_at,
    parts_of,
    value_part,
)
from servicebook.source.yaml_reader import Pointer, Value, parse
from servicebook.source.yaml_writer import WIDTH, scalar

Entry: TypeAlias = "Mapping[str, str] | str"


def appended(text: str, pointer: Pointer, entry: Entry) -> str:
    """The text with one more entry, a map or a word, at the end of the list at ``pointer``.

    The list is made where there is none; what is above it must be a map, and be there. The pointer's and the
    entry's keys are names that need no quotes. A byte order mark stays. Raises :class:`CannotEditError` for a text
    that has faults or holds something else there, and where nothing can be added without changing something else.
    """
    *above, key = pointer
    value = _value_of(text)
    outer = _at(value, above)
    if not isinstance(outer, dict):
        raise CannotEditError(
            wording.text("edit.not-a-map", key=above[-1]) if above else wording.text("edit.faults")
        )
    entries = outer.setdefault(str(key), [])
    if not isinstance(entries, list):
        raise CannotEditError(wording.text("edit.not-a-list", key=key))
    entries.append(dict(entry) if isinstance(entry, Mapping) else entry)
    return _verified(text, lambda body: _with(body, above, str(key), entry), value)


def inserted(text: str, pointer: Pointer, key: str | None, value: Value, lines: Sequence[str]) -> str:
    """The text with one more entry at the end of the map (under ``key``) or the list (None) at ``pointer``.

    ``lines`` write the value without indentation, comments among them; between brackets there is room for the
    value only. A list that is missing is made in the map above it. Raises as :func:`appended`.
    """
    wanted = _value_of(text)
    outer = _at(wanted, pointer)
    if outer is None and key is None and pointer:
        # no list there yet: one with the entry becomes a new key of the map above it
        item = ["- " + lines[0], *(f"  {line}" if line else "" for line in lines[1:])]
        return inserted(text, pointer[:-1], str(pointer[-1]), [value], item)
    if isinstance(outer, dict) and key is not None:
        outer[key] = value
        block = [f"{scalar(key, in_flow=False)}:", *(f"  {line}" if line else "" for line in lines)]
    elif isinstance(outer, list) and key is None:
        outer.append(value)
        block = ["- " + lines[0], *(f"  {line}" if line else "" for line in lines[1:])]
    else:
        raise CannotEditError(
            wording.text("edit.something-else", key=pointer[-1]) if pointer else wording.text("edit.faults")
        )
    return _verified(text, lambda body: _with_lines(body, pointer, key, value, block), wanted)


def _value_of(text: str) -> Value:
    """A value of one's own, to be changed."""
    parsed = parse(text, "")
    if parsed.problems:
        raise CannotEditError(wording.text("edit.faults"))
    copied: Value = json.loads(json.dumps(parsed.value))
    return copied


def _at(value: Value, pointer: Sequence[str | int]) -> Value:
    for step in pointer:
        if isinstance(value, dict) and isinstance(step, str):
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int):
            value = value[step]
        else:
            return None
    return value


def _verified(text: str, change: Callable[[str], str], wanted: Value) -> str:
    """The changed text, if it says what is wanted and nothing else."""
    body = text.lstrip("\ufeff")  # libyaml's positions count no byte order mark
    changed = change(body)
    after = parse(changed, "")
    # as JSON, since to Python 1 is true
    if after.problems or json.dumps(after.value) != json.dumps(wanted):
        ends_in_line = bool(body) and not begins_line(body, len(body))
        raise CannotEditError(wording.text("edit.end-line" if ends_in_line else "edit.cannot-add"))
    return text[: len(text) - len(body)] + changed


def _with(text: str, above: Sequence[str | int], key: str, entry: Entry) -> str:
    outer = part_at(parts_of(text), above)
    entries = value_part(outer, key)
    if entries is None and outer.in_brackets:
        return in_brackets(text, outer, f"{key}: [{_in_braces(entry)}]")
    if entries is None:
        first = [f"{key}: [{_in_braces(entry)}]"]
        if isinstance(entry, Mapping):
            first = [f"{key}:", *(f"  {line}" for line in _item(entry))]
        return _below(text, outer.last, column_of_keys(text, outer), first)
    if entries.in_brackets:
        return in_brackets(text, entries, _in_braces(entry))
    newest = entries.inside[-1]
    # the new entry is written as the one above it is
    in_lines = isinstance(newest.event, yaml.MappingStartEvent) and not newest.in_brackets
    item = _item(entry, in_lines=in_lines)
    return _below(text, entries.last, column_of_hyphen(text, newest), item)


def _with_lines(text: str, pointer: Pointer, key: str | None, value: Value, block: list[str]) -> str:
    outer = part_at(parts_of(text), pointer)
    if outer.in_brackets and (outer.inside or pointer):
        written = json.dumps(value, ensure_ascii=False)
        return in_brackets(text, outer, written if key is None else f"{scalar(key, in_flow=True)}: {written}")
    if outer.in_brackets:  # an empty file's {} or []: lines take its place
        opened = outer.opened - 1
        return f"{text[:opened]}{line_break_at(text, opened).join(block)}{text[outer.end :]}"
    newest = outer.inside[-1 if key is None else -2]  # of a map, keys and values take turns
    column = column_of_hyphen(text, newest) if key is None else column_of_keys(text, outer)
    start = start_of_line(text, newest.start)
    # where a blank line keeps the entries apart, one comes before the new entry, too
    is_apart = len(outer.inside) > (1 if key is None else 2) and _is_blank_before(text, start)
    return _below(
        text, _with_its_comments(text, outer.last, column), column, ["", *block] if is_apart else block
    )


def _is_blank_before(text: str, start: int) -> bool:
    """Whether the line above the one that starts there holds nothing."""
    above = text[:start]
    above = above.removesuffix("\n").removesuffix("\r")
    return start > 0 and begins_line(above, len(above))


def _with_its_comments(text: str, end: int, column: int) -> int:
    """The end of the comments that follow on lines of their own, further in than the entry's first line."""
    while (ending := LINE_BREAK.search(text, end)) is not None:
        following = LINE_BREAK.search(text, ending.end())
        line = text[ending.end() : following.start() if following else len(text)]
        margin = len(line) - len(line.lstrip(" "))
        if margin <= column or not line[margin:].startswith("#"):
            break
        end = ending.end() + len(line)
    return end


def _in_braces(entry: Entry) -> str:
    if not isinstance(entry, Mapping):
        return scalar(entry, in_flow=True)
    return f"{{{', '.join(f'{name}: {scalar(value, in_flow=True)}' for name, value in entry.items())}}}"


def _item(entry: Entry, *, in_lines: bool = False) -> list[str]:
    """The lines of an item below its list's key: one, or one for each key of the entry."""
    line = f"- {_in_braces(entry)}"
    if not isinstance(entry, Mapping) or (len(line) <= WIDTH and not in_lines):
        return [line]
    pairs = [f"{name}: {scalar(value, in_flow=False)}" for name, value in entry.items()]
    return [f"{'  ' if number else '- '}{pair}" for number, pair in enumerate(pairs)]


def _below(text: str, end: int, column: int, added: list[str]) -> str:
    """The text with lines after the one on which something ends."""
    if not begins_line(text, end):
        ending = LINE_BREAK.search(text, end)
        end = ending.end() if ending else len(text)
    line_break = line_break_at(text, end)
    lines = line_break.join(" " * column + line if line else "" for line in added)
    if begins_line(text, end):
        return f"{text[:end]}{lines}{line_break}{text[end:]}"
    return f"{text[:end]}{line_break}{lines}"


def in_brackets(text: str, outer: Part, written: str) -> str:
    """The text with one more item before a closing bracket, on a line of its own where the last one has one."""
    if not outer.inside:
        space = " " if text[outer.opened] == "#" else ""  # or the comment would become part of the entry
        return f"{text[: outer.opened]}{written}{space}{text[outer.opened :]}"
    is_map = isinstance(outer.event, yaml.MappingStartEvent)  # in which keys and values take turns
    newest, end = outer.inside[-2 if is_map else -1], outer.inside[-1].last
    line_break = line_break_at(text, newest.start)
    margin = text[start_of_line(text, newest.start) : newest.start]
    if margin.strip():  # the last entry shares its line
        return f"{text[:end]}, {written}{text[end:]}"
    ending = LINE_BREAK.search(text, end)
    if ending is None or ending.end() > outer.end:
        return f"{text[:end]},{line_break}{margin}{written}{text[end:]}"
    # a list with a comma behind its last entry keeps one there
    has_comma = text[end : ending.start()].lstrip().startswith(",")
    before, after = ("", ",") if has_comma else (",", "")
    return f"{text[:end]}{before}{text[end : ending.end()]}{margin}{written}{after}{line_break}{text[ending.end() :]}"
