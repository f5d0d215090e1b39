"""The parts of a YAML text in characters, as libyaml's events give them: what changes of a text begin from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml

from servicebook import wording
from servicebook.source.lines import start_of_line
from servicebook.source.yaml_nodes import mask_line_separators


class CannotEditError(Exception):
    """A text cannot be changed without changing more than was asked for; its text says why, in one line."""


@dataclass(slots=True)
class Part:
    """A value and where it is, in characters from 0: ``opened`` is where the content of brackets begins."""

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


def parts_of(text: str) -> Part:
    """The root of a text that has one document and no faults."""
    open_parts: list[Part] = []
    for event in yaml.parse(mask_line_separators(text)[0], Loader=yaml.CSafeLoader):
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


def part_at(root: Part, pointer: Sequence[str | int]) -> Part:
    """The part at a pointer that leads to a map or a list. Raises :class:`CannotEditError` at an alias."""
    for step in pointer:
        child = value_part(root, step) if isinstance(step, str) else root.inside[step]
        assert child is not None  # the value has it
        root = child
    return root


def value_part(outer: Part, key: str) -> Part | None:
    """The part of the value under a key; None where the map has no such key. Raises :class:`CannotEditError`."""
    for name, value in zip(outer.inside[::2], outer.inside[1::2], strict=True):
        if getattr(name.event, "value", None) == key:
            if isinstance(value.event, yaml.AliasEvent):
                raise CannotEditError(wording.text("edit.list-alias", key=key))
            return value
    return None


def column_of_keys(text: str, outer: Part) -> int:
    """The column of the keys of a map without brackets."""
    tokens = yaml.scan(mask_line_separators(text)[0], Loader=yaml.CSafeLoader)
    column: int = next(
        token.start_mark.column
        for token in tokens
        if isinstance(token, yaml.BlockMappingStartToken) and token.start_mark.index >= outer.start
    )
    return column


def column_of_hyphen(text: str, item: Part) -> int:
    """The column of an item's hyphen: of the last one before it."""
    found = hyphen_before(text, item)
    return 0 if found is None else found - start_of_line(text, found)


def hyphen_before(text: str, item: Part) -> int | None:
    """Where the hyphen of an item is: the last one before it; None for an item of a list in brackets."""
    found = None
    for token in yaml.scan(mask_line_separators(text)[0], Loader=yaml.CSafeLoader):
        if token.start_mark.index >= item.start:
            break
        if isinstance(token, yaml.BlockEntryToken):
            found = _index(token.start_mark)
    return found
