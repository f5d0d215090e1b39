"""One more key or entry in a list or map of a YAML text that has some, written as its neighbors are."""

from __future__ import annotations

import re
from collections.abc import Sequence

import yaml

from servicebook.source.lines import start_of_line
from servicebook.source.yaml_insert import in_brackets
from servicebook.source.yaml_parts import Part, part_at, parts_of
from servicebook.source.yaml_reader import Pointer, Value
from servicebook.source.yaml_rewrite import Rewriting, in_lines_below_hyphen, in_lines_below_key
from servicebook.source.yaml_writer import flow, write

_QUOTED_KEY = re.compile(r'^([ -]*)"(\w+)":', re.MULTILINE)


def with_key(text: str, pointer: Pointer, value: Value, order: Sequence[str]) -> str:
    """The text, whose every line has an end, with one more key in a map that has some.

    It stands behind that which comes right before it in the ``order``, else last.
    """
    *above, key = pointer
    outer = part_at(parts_of(text), above)
    if outer.in_brackets or _is_between_brackets(text, above):
        written = flow({str(key): value})
        return in_brackets(text, outer, written[1:-1])
    keys, values = outer.inside[::2], outer.inside[1::2]
    names = [str(getattr(part.event, "value", "")) for part in keys]
    neighbor = _last_before(names, str(key), order)
    rewriting = Rewriting(text)
    column = keys[0].start - start_of_line(text, keys[0].start)
    end = rewriting.last_word(keys[neighbor], values[neighbor])
    lines = write({str(key): value})
    # in a map of maps, a new one is written as the one above it
    if isinstance(value, dict) and value and _is_in_lines(values[neighbor]):
        lines = in_lines_below_key(str(key), value)
    is_last = neighbor == len(names) - 1
    if is_last and len(names) > 1 and _is_blank_above(text, keys[neighbor].start):
        lines = f"\n{lines}"
    rewriting.add_below(end, column, _with_keys_as_here(text, lines))
    return rewriting.result()


def _with_keys_as_here(text: str, lines: str) -> str:
    """Lines in which a key has no quotation marks if it has none in the text: ``on``, which YAML 1.1 takes for true."""
    return _QUOTED_KEY.sub(
        lambda key: (
            key[1] + key[2] + ":" if re.search(rf"^[ -]*{key[2]}:[ \r\n]", text, re.MULTILINE) else key[0]
        ),
        lines,
    )


def _is_in_lines(part: Part) -> bool:
    """Whether a value is a map each of whose keys begins a line."""
    return isinstance(part.event, yaml.MappingStartEvent) and not part.in_brackets


def _last_before(names: Sequence[str], key: str, order: Sequence[str]) -> int:
    """Behind which of the keys of a map a new one comes: the nearest before it in the order, else the last."""
    before = order[: order.index(key)] if key in order else ()
    near = next((name for name in reversed(before) if name in names), names[-1])
    return names.index(near)


def _is_between_brackets(text: str, pointer: Sequence[str | int]) -> bool:
    """Whether something on the way to a value is written in brackets."""
    root = parts_of(text)
    return any(part_at(root, pointer[:length]).in_brackets for length in range(len(pointer) + 1))


def with_entry(text: str, pointer: Pointer, value: Value) -> str:
    """The text, whose every line has an end, with one more entry at the end of a list that has some."""
    outer = part_at(parts_of(text), pointer)
    if outer.in_brackets:
        return in_brackets(text, outer, flow(value))
    rewriting = Rewriting(text)
    neighbor = outer.inside[-1]
    hyphen = rewriting.hyphen(neighbor)
    column = hyphen - start_of_line(text, hyphen)
    lines = write([value])
    if isinstance(value, dict) and value and _is_in_lines(neighbor):
        lines = in_lines_below_hyphen(value)
    if len(outer.inside) > 1 and _is_blank_above(text, hyphen):
        lines = f"\n{lines}"
    rewriting.add_below(rewriting.end_of(neighbor), column, _with_keys_as_here(text, lines))
    return rewriting.result()


def _is_blank_above(text: str, index: int) -> bool:
    """Whether a blank line keeps an entry, or the comment above it, apart from the one before."""
    start = start_of_line(text, index)
    while start:
        above = start_of_line(text, start - (2 if text[start - 2 : start] == "\r\n" else 1))
        line = text[above:start].strip()
        if not line.startswith("#"):
            return not line
        start = above
    return False
