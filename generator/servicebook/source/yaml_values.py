"""One value of a YAML text set, added or taken away by its pointer; comments, order, style and line breaks stay.

What comes out is read again: it must say what the text said before but for that value, and hold every comment that
the text held. A comment within what goes is put on a line of its own, above.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

import yaml

from servicebook import wording
from servicebook.source.lines import index_at, line_break_at, start_of_line
from servicebook.source.yaml_comments import Comment, comments_of
from servicebook.source.yaml_cuts import cut
from servicebook.source.yaml_edits import value_edit
from servicebook.source.yaml_insert import in_brackets
from servicebook.source.yaml_parts import CannotEditError, Part, part_at, parts_of
from servicebook.source.yaml_positions import locate, scalar_at
from servicebook.source.yaml_reader import Pointer, Value, parse
from servicebook.source.yaml_rewrite import (
    Rewriting,
    in_lines_below_hyphen,
    in_lines_below_key,
    rewritten,
    same,
)
from servicebook.source.yaml_writer import flow, write

Order: TypeAlias = Callable[[Pointer], Sequence[str]]
"""In which order keys stand in the map at a pointer."""

APPEND = "-"
"""As the last step of a pointer: the place behind the last entry of a list."""


def with_value(text: str, pointer: Pointer, value: Value, order: Order = lambda _: ()) -> str:
    """The text that says ``value`` at ``pointer``.

    What is there is replaced, what is not is added: a key to its map (behind that which comes right before it in the
    ``order`` of that map, else last), with :data:`APPEND` an entry to its list. Lists and maps that lead there are made
    where they are missing. A byte order mark stays.

    Raises :class:`CannotEditError` for a text that has faults, for a pointer that leads through something that is no
    map or list or to an entry that is not there, for a value that YAML cannot hold
    (:func:`~servicebook.source.yaml_writer.write`), and where nothing can be changed without changing something else,
    as with an alias.
    """
    try:
        write(value)
    except ValueError as fault:
        raise CannotEditError(wording.text("edit.cannot-write", reason=str(fault))) from fault
    current = _value_of(text)
    pointer, value = _missing_parts(current, pointer, value)
    wanted = _changed(current, pointer, value)
    if same(current, wanted):
        return text
    *above, step = pointer
    outer = value_at(current, above)
    if step == APPEND and isinstance(outer, list) and outer:
        return _checked(text, wanted, pointer, lambda body: _with_entry(body, tuple(above), value))
    if isinstance(outer, dict) and outer and step not in outer:
        return _checked(text, wanted, pointer, lambda body: _with_key(body, pointer, value, order))
    return _checked(text, wanted, pointer, lambda body: _with_other(body, pointer, value, wanted))


def without(text: str, pointer: Pointer) -> str:
    """The text without the value at ``pointer`` and its key; raises as :func:`with_value`, also if nothing is there."""
    current = _value_of(text)
    wanted = _without(current, pointer)
    return _checked(text, wanted, pointer, lambda body: cut(body, pointer, wanted))


def value_at(value: Value, pointer: Sequence[str | int]) -> Value:
    """What a value holds at a pointer; None where nothing is there."""
    for step in pointer:
        if isinstance(value, dict) and isinstance(step, str):
            value = value.get(step)
        elif isinstance(value, list) and _is_place(step) and 0 <= int(step) < len(value):
            value = value[int(step)]
        else:
            return None
    return value


def _is_place(step: str | int) -> bool:
    return isinstance(step, int) and not isinstance(step, bool)


def _value_of(text: str) -> Value:
    """What a text says: a map or a list."""
    parsed = parse(text, "")
    if parsed.problems or not isinstance(parsed.value, dict | list):
        raise CannotEditError(wording.text("edit.faults"))
    return parsed.value


def _missing_parts(current: Value, pointer: Pointer, value: Value) -> tuple[Pointer, Value]:
    """The pointer to the first thing that is missing, and the value that it gets so that the rest is there, too."""
    for length in range(1, len(pointer)):
        if value_at(current, pointer[:length]) is not None:
            continue
        for step in reversed(pointer[length:]):
            if step == APPEND:
                value = [value]
            elif isinstance(step, str):
                value = {step: value}
            else:
                raise CannotEditError(wording.text("edit.no-entry", number=int(step) + 1))
        return pointer[:length], value
    return pointer, value


def _changed(current: Value, pointer: Pointer, value: Value) -> Any:
    """The value as it is to be."""
    if not pointer:
        raise CannotEditError(wording.text("edit.cannot-add"))
    wanted: Any = json.loads(json.dumps(current))  # one of its own, and of what aliases stand for
    *above, step = pointer
    outer: Any = value_at(wanted, above)
    if isinstance(outer, list) and step == APPEND:
        outer.append(value)
    elif isinstance(outer, list) and _is_place(step) and 0 <= int(step) < len(outer):
        outer[int(step)] = value
    elif isinstance(outer, list):
        raise _no_entry(step)
    elif isinstance(outer, dict) and isinstance(step, str):
        outer[step] = value
    else:
        key = above[-1] if above else step
        raise CannotEditError(wording.text("edit.not-a-map", key=key))
    return wanted


def _without(current: Value, pointer: Pointer) -> Any:
    wanted: Any = json.loads(json.dumps(current))
    *above, step = pointer or ("",)
    outer: Any = value_at(wanted, above)
    if isinstance(outer, list) and _is_place(step) and 0 <= int(step) < len(outer):
        del outer[int(step)]
    elif isinstance(outer, dict) and step in outer:
        del outer[step]
    elif isinstance(outer, list):
        raise _no_entry(step)
    else:
        raise CannotEditError(wording.text("edit.no-key", key=step))
    return wanted


def _no_entry(step: str | int) -> CannotEditError:
    if _is_place(step):
        return CannotEditError(wording.text("edit.no-entry", number=int(step) + 1))
    return CannotEditError(wording.text("edit.no-key", key=step))


def _with_key(text: str, pointer: Pointer, value: Value, order: Order) -> str:
    """The text with one more key in a map that has some."""
    *above, key = pointer
    outer = part_at(parts_of(text), above)
    if outer.in_brackets or _is_between_brackets(text, above):
        written = flow({str(key): value})
        return in_brackets(text, outer, written[1:-1])
    keys, values = outer.inside[::2], outer.inside[1::2]
    names = [str(getattr(part.event, "value", "")) for part in keys]
    neighbor = _last_before(names, str(key), order(tuple(above)))
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
    rewriting.add_below(end, column, lines)
    return rewriting.result()


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


def _with_entry(text: str, pointer: Pointer, value: Value) -> str:
    """The text with one more entry in a list that has some, written as the one above it."""
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
    rewriting.add_below(rewriting.end_of(neighbor), column, lines)
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


def _with_other(text: str, pointer: Pointer, value: Value, wanted: Any) -> str:
    """The text with something else in place of a value that is there, or of a list or map without entries."""
    old = scalar_at(text, pointer)
    if old is not None and not isinstance(value, dict | list) and "\n" not in f"{value}{old.value}":
        edit = value_edit(text, "", pointer, value)
        if edit is not None:
            return text[: index_at(text, edit.start)] + edit.text + text[index_at(text, edit.end) :]
    return rewritten(text, wanted)


def _checked(text: str, wanted: Any, pointer: Pointer, change: Callable[[str], str]) -> str:
    """The changed text, with the comments that went with what is gone, if it says what is wanted and nothing else."""
    body = text.lstrip("\ufeff")
    ending = "" if body.endswith(("\n", "\r")) else line_break_at(body, len(body))
    complete = body + ending  # so that every line that is added has an end
    changed = change(complete)
    _verify(changed, wanted)
    if lost := _lost(comments_of(complete), comments_of(changed)):
        changed = _put_above(changed, _line_of(complete, pointer), lost)
        _verify(changed, wanted)
    if _lost(comments_of(complete), comments_of(changed)):
        raise CannotEditError(wording.text("edit.loses-comment"))
    return text[: len(text) - len(body)] + changed.removesuffix(ending)


def _verify(text: str, wanted: Any) -> None:
    after = parse(text, "")
    if after.problems or not same(after.value, wanted):
        raise CannotEditError(wording.text("edit.changes-more"))


def _lost(before: Sequence[Comment], after: Sequence[Comment]) -> list[str]:
    """The comments that are no longer there, in order."""
    left = Counter(comment.text for comment in after)
    lost = []
    for comment in before:
        if left[comment.text]:
            left[comment.text] -= 1
        else:
            lost.append(comment.text)
    return lost


def _line_of(text: str, pointer: Pointer) -> int:
    """Where the line of the last key or entry on the way to a value begins, of those that are there."""
    place = locate(text, "", pointer, key=True)
    return start_of_line(text, index_at(text, place))


def _put_above(text: str, at: int, comments: Sequence[str]) -> str:
    """The text with comments on lines of their own above the one that begins there, as far in as that is."""
    line = text[at:]
    margin = line[: len(line) - len(line.lstrip(" "))]
    line_break = line_break_at(text, at)
    lines = "".join(f"{margin}{comment}{line_break}" for comment in comments)
    return text[:at] + lines + text[at:]
