"""One more entry for a list of a YAML text; every other character stays what it was.

The entry is put in at places that libyaml's events give, in the manner of what stands there: on lines of its
own below a hyphen, or between brackets. What comes out is read again, and must say what the text said before
and the new entry, and nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from servicebook.source.yaml_faults import BREAK
from servicebook.source.yaml_reader import parse, readable
from servicebook.source.yaml_writer import WIDTH, scalar


class CannotEditError(Exception):
    """The text cannot be changed without changing more than was asked for; its text says why, in one line."""


@dataclass(slots=True)
class Part:
    """A value and where it stands, in characters from 0: ``opened`` is where what a bracket holds begins."""

    event: yaml.Event
    start: int
    opened: int
    end: int
    inside: list[Part] = field(default_factory=list)

    @property
    def in_brackets(self) -> bool:
        return bool(getattr(self.event, "flow_style", False))

    @property
    def last(self) -> int:
        """The end of its last word; libyaml lets a block end where the next thing begins."""
        return self.end if self.in_brackets or not self.inside else self.inside[-1].last


def appended(text: str, key: str, entry: Mapping[str, str]) -> str:
    """The text with one more map at the end of the list under ``key``, which is made where there is none.

    ``key`` is one of the text's outermost map; it and the entry's keys are names that need no quotes. A byte
    order mark stays. Raises :class:`CannotEditError` for a text that has faults or is no map, for a value
    there that is not a list of its own, and where nothing can be added without changing something else.
    """
    body = text.lstrip("\ufeff")
    before = parse(body, "")
    if before.problems or not isinstance(before.value, dict):
        raise CannotEditError("the file has faults")
    listed = before.value.get(key, [])
    if not isinstance(listed, list):
        raise CannotEditError(f"{key}: is not a list")
    changed = _with(body, key, entry)
    after = parse(changed, "")
    wanted = {**before.value, key: [*listed, dict(entry)]}
    if after.problems or json.dumps(after.value) != json.dumps(wanted):
        raise CannotEditError(f"nothing can be added to {key}: without changing something else")
    return text[: len(text) - len(body)] + changed


def _with(text: str, key: str, entry: Mapping[str, str]) -> str:
    plain, _ = readable(text)
    root = parts_of(plain)
    keys, values = root.inside[::2], root.inside[1::2]
    listed = next(
        (v for k, v in zip(keys, values, strict=True) if getattr(k.event, "value", None) == key), None
    )
    if listed is None and root.in_brackets:
        return _in_brackets(text, root, f"{key}: [{_in_braces(entry)}]")
    if listed is None:
        return _below(
            text, root.last, _column_of_keys(plain), [f"{key}:", *(f"  {line}" for line in _item(entry))]
        )
    if isinstance(listed.event, yaml.AliasEvent):
        raise CannotEditError(f"{key}: stands for a list that is written elsewhere")
    if listed.in_brackets:
        return _in_brackets(text, listed, _in_braces(entry))
    newest = listed.inside[-1]
    in_lines = isinstance(newest.event, yaml.MappingStartEvent) and not newest.in_brackets
    item = _item(entry, in_lines=in_lines)
    return _below(text, listed.last, _column_of_hyphen(plain, newest), item)


def parts_of(text: str) -> Part:
    """The root of a text that has one document and no faults."""
    open_parts: list[Part] = []
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.CollectionEndEvent):
            part = open_parts.pop()
            part.end = _index(event.end_mark)
        elif isinstance(event, yaml.NodeEvent):
            end = _index(event.end_mark)
            part = Part(event, _index(event.start_mark), opened=end, end=end)
            if open_parts:
                open_parts[-1].inside.append(part)
            if isinstance(event, yaml.CollectionStartEvent):
                open_parts.append(part)
        else:
            continue
        if not open_parts:
            break
    return part


def _index(mark: Any) -> int:
    index: int = mark.index
    return index


def _column_of_keys(text: str) -> int:
    """How far in the keys of the outermost map stand."""
    tokens = yaml.scan(text, Loader=yaml.CSafeLoader)
    column: int = next(t.start_mark.column for t in tokens if isinstance(t, yaml.BlockMappingStartToken))
    return column


def _column_of_hyphen(text: str, item: Part) -> int:
    """How far in the hyphen of an item stands: the last one before it."""
    column = 0
    for token in yaml.scan(text, Loader=yaml.CSafeLoader):
        if token.start_mark.index >= item.start:
            break
        if isinstance(token, yaml.BlockEntryToken):
            column = token.start_mark.column
    return column


def _in_braces(entry: Mapping[str, str]) -> str:
    return f"{{{', '.join(f'{name}: {scalar(value, in_flow=True)}' for name, value in entry.items())}}}"


def _item(entry: Mapping[str, str], *, in_lines: bool = False) -> list[str]:
    """The lines of an item below its list's key: one, or one for each key of the entry."""
    line = f"- {_in_braces(entry)}"
    if len(line) <= WIDTH and not in_lines:
        return [line]
    pairs = [f"{name}: {scalar(value, in_flow=False)}" for name, value in entry.items()]
    return [f"{'  ' if number else '- '}{pair}" for number, pair in enumerate(pairs)]


def _below(text: str, end: int, column: int, added: list[str]) -> str:
    """The text with lines after the one on which something ends."""
    if not _begins_line(text, end):
        ending = BREAK.search(text, end)
        end = ending.end() if ending else len(text)
    line_break = line_break_at(text, end)
    lines = line_break.join(" " * column + line for line in added)
    if _begins_line(text, end):
        return f"{text[:end]}{lines}{line_break}{text[end:]}"
    return f"{text[:end]}{line_break}{lines}"


def _in_brackets(text: str, outer: Part, written: str) -> str:
    """The text with one more item before a closing bracket, on a line of its own where the last one has one."""
    if not outer.inside:
        space = " " if text[outer.opened] == "#" else ""
        return f"{text[: outer.opened]}{written}{space}{text[outer.opened :]}"
    is_map = isinstance(outer.event, yaml.MappingStartEvent)
    newest, end = outer.inside[-2 if is_map else -1], outer.inside[-1].last
    line_break = line_break_at(text, newest.start)
    margin = text[start_of_line(text, newest.start) : newest.start]
    if margin.strip():
        return f"{text[:end]}, {written}{text[end:]}"
    ending = BREAK.search(text, end)
    if ending is None or ending.end() > outer.end:
        return f"{text[:end]},{line_break}{margin}{written}{text[end:]}"
    has_comma = text[end : ending.start()].lstrip().startswith(",")
    before, after = ("", ",") if has_comma else (",", "")
    return f"{text[:end]}{before}{text[end : ending.end()]}{margin}{written}{after}{line_break}{text[ending.end() :]}"


def start_of_line(text: str, index: int) -> int:
    """Where the line of a place begins."""
    return max(text.rfind("\n", 0, index), text.rfind("\r", 0, index)) + 1


def _begins_line(text: str, index: int) -> bool:
    return text[index - 1 : index] in ("\n", "\r")


def line_break_at(text: str, index: int) -> str:
    """How the line before a place ends, else the first line of all."""
    before = BREAK.findall(text[:index])
    return before[-1] if before else next(iter(BREAK.findall(text)), "\n")
