"""One value of a YAML text set, added or taken away by its pointer; comments, order, style and line breaks stay.

What comes out is read again: it must say what the text said before but for that value, and hold every comment that
the text held. A comment within what goes is put on a line of its own, above.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from servicebook import wording
from servicebook.source.lines import index_at
from servicebook.source.yaml_additions import with_entry, with_key
from servicebook.source.yaml_cuts import cut
from servicebook.source.yaml_edits import value_edit
from servicebook.source.yaml_folded import refolded
from servicebook.source.yaml_kept_comments import changed_at
from servicebook.source.yaml_parts import CannotEditError
from servicebook.source.yaml_positions import scalar_at
from servicebook.source.yaml_reader import Pointer, Value, parse
from servicebook.source.yaml_rewrite import rewritten, same
from servicebook.source.yaml_writer import write

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
        return changed_at(text, pointer, lambda body: with_entry(body, tuple(above), value), wanted)
    if isinstance(outer, dict) and outer and step not in outer:
        return changed_at(
            text, pointer, lambda body: with_key(body, pointer, value, order(tuple(above))), wanted
        )
    return changed_at(text, pointer, lambda body: _with_other(body, pointer, value, wanted), wanted)


def without(text: str, pointer: Pointer) -> str:
    """The text without the value at ``pointer`` and its key; raises as :func:`with_value`, also if nothing is there."""
    current = _value_of(text)
    wanted = _without(current, pointer)
    return changed_at(text, pointer, lambda body: cut(body, pointer, wanted), wanted)


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


def _with_other(text: str, pointer: Pointer, value: Value, wanted: Any) -> str:
    """The text with something else in place of a value that is there, or of a list or map without entries."""
    old = scalar_at(text, pointer)
    if old is not None and not isinstance(value, dict | list) and "\n" not in f"{value}{old.value}":
        edit = value_edit(text, "", pointer, value)
        if edit is not None:
            return text[: index_at(text, edit.start)] + edit.text + text[index_at(text, edit.end) :]
    if old is not None and old.style == ">" and isinstance(value, str):
        changed = refolded(text, old, value)
        if changed is not None and same(parse(changed, "").value, wanted):
            return changed
    return rewritten(text, wanted)
