"""The text of a file with what a request asks for, where what the request has seen still holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from servicebook import wording
from servicebook.documents.key_order import in_schema_order, keys_in_order, value_in_order
from servicebook.documents.schema_comment import schema_line
from servicebook.requests.change_request import (
    ChangeRequest,
    FieldChange,
    Refusal,
    RefusedError,
    in_words,
    refused,
)
from servicebook.requests.dead_ends import dead_end
from servicebook.requests.targets import Target
from servicebook.source.lines import line_break_at
from servicebook.source.yaml_parts import CannotEditError
from servicebook.source.yaml_reader import Pointer, Value, parse
from servicebook.source.yaml_rewrite import in_lines_below_hyphen, in_lines_below_key
from servicebook.source.yaml_values import APPEND, value_at, with_value, without
from servicebook.source.yaml_writer import write

Tell = Callable[[Value], str | None]
"""Words for what a place holds; None where those who read the refusal may not be told."""


def edited(request: ChangeRequest, target: Target, text: str | None, tell: Tell) -> str:
    """What the file says afterwards; ``text`` is what it says now, None where it is not there.

    Raises :class:`RefusedError`, with all reasons that are found.
    """
    value = _value_of(text, target.path)
    try:
        if request.new is not None:
            return _with_new(request, target, text, value)
        return _with_changes(request, target, text, value, tell)
    except CannotEditError as fault:
        raise refused(
            "cannot-edit", wording.text("apply.cannot-edit", path=target.path, reason=str(fault))
        ) from fault


def _value_of(text: str | None, path: str) -> Value:
    if text is None or _is_bare(text):
        return None
    parsed = parse(text, path)
    if parsed.problems:
        problem = parsed.problems[0]
        raise refused(
            "faulty-file", wording.text("apply.faulty-file", place=str(problem.place), fault=problem.message)
        )
    return parsed.value


def _is_bare(text: str) -> bool:
    """Whether a file holds nothing, or comments only."""
    return all(line.lstrip(" ")[:1] in ("", "#") for line in text.splitlines())


def _with_new(request: ChangeRequest, target: Target, text: str | None, value: Value) -> str:
    kind = target.kind
    new = in_schema_order(kind.name, dict(request.new or {}))
    has_file = kind.holds == "object" and text is not None
    has_entry = kind.holds == "map" and value_at(value, target.pointer) is not None
    if has_file or has_entry:
        raise refused("exists", wording.text("apply.exists", object=request.object))
    if text is not None and value is not None:
        return with_value(text, target.pointer or (APPEND,), new)
    try:
        lines = _lines(target, new)
    except ValueError as fault:
        raise CannotEditError(str(fault)) from fault
    return _below(text if text else f"{schema_line(target.path)}\n", lines)


def _lines(target: Target, new: Value) -> str:
    """An object as the first of its file."""
    if target.kind.holds == "object":
        return write(new)
    if target.kind.holds == "list":
        return in_lines_below_hyphen(new)
    return in_lines_below_key(str(target.pointer[-1]), new)


def _below(kept: str, lines: str) -> str:
    """Lines below comments, with the line breaks that these have."""
    line_break = line_break_at(kept, len(kept))
    ending = "" if kept.endswith(("\n", "\r")) else line_break
    return kept + ending + lines.replace("\n", line_break)


def _with_changes(request: ChangeRequest, target: Target, text: str | None, value: Value, tell: Tell) -> str:
    held = value_at(value, target.pointer) if target.pointer else value
    if text is None or not isinstance(held, dict | list):
        raise refused("unknown-object", wording.text("apply.unknown-object", object=request.object))
    refusals = [
        refusal
        for change in request.changes
        if (refusal := dead_end(change, held, request.object) or _refusal(change, held, tell))
    ]
    if refusals:
        raise RefusedError(*refusals)
    wanted = [change for change in request.changes if not equal(change.before, change.after)]
    if not wanted:
        raise refused("no-change", wording.text("apply.no-change"))
    _refuse_overlaps(wanted)
    for change in _in_turn(wanted):
        pointer = (*target.pointer, *change.path)
        if change.after is None:
            text = without(text, _whole(parse(text, target.path).value, pointer, len(target.pointer) + 1))
        else:
            place = tuple(0 if step == APPEND else step for step in pointer)  # as the schema is asked
            after = value_in_order(target.kind.schema, place, change.after)
            text = with_value(text, pointer, after, partial(keys_in_order, target.kind.schema))
    return text


def _whole(value: Value, pointer: Pointer, least: int) -> Pointer:
    """The pointer to what goes with a value: a list or map of an object goes with the last that is in it."""
    while len(pointer) > least:
        outer = value_at(value, pointer[:-1])
        if not isinstance(outer, dict | list) or len(outer) > 1:
            break
        pointer = pointer[:-1]
    return pointer


def _refusal(change: FieldChange, held: Value, tell: Tell) -> Refusal | None:
    """Why a change cannot be made of what is there now; None where it can."""
    now, field = value_at(held, change.path), in_words(change.path)
    is_new_entry = change.path[-1] == APPEND and change.before is None and change.after is not None
    if is_new_entry or equal(now, change.before):
        return None
    if now is None:
        code, message = "nothing-there", wording.text("apply.nothing-there", field=field)
    elif (words := tell(now)) is None:
        code, message = "changed-meanwhile", wording.text("apply.something-else-there", field=field)
    elif change.before is None:
        code, message = "there-already", wording.text("apply.there-already", field=field, now=words)
    else:
        code, message = "changed-meanwhile", wording.text("apply.changed-meanwhile", field=field, now=words)
    return refused(code, message, at=change.path).refusals[0]


def equal(left: Any, right: Any) -> bool:
    """Whether JSON calls two values the same: 5 and 5.0 are, 1 and true are not; the order of keys says nothing."""
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(equal(left[key], right[key]) for key in left)
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(equal, left, right))
    return bool(left == right)


def _refuse_overlaps(changes: Sequence[FieldChange]) -> None:
    """One value is not to be changed twice, nor as a part of another: which of them was meant?"""
    paths = [change.path for change in changes]
    for number, path in enumerate(paths):
        for other in paths[number + 1 :]:
            shorter, longer = sorted((path, other), key=len)
            if longer[: len(shorter)] == shorter and shorter[-1] != APPEND:
                raise refused("twice", wording.text("apply.twice", field=in_words(longer)), at=longer)


def _in_turn(changes: Iterable[FieldChange]) -> list[FieldChange]:
    """The changes in an order in which each path still leads where it led at first.

    What is added to a list goes behind what is there; of what is taken away, the last goes first.
    """
    changes = list(changes)
    gone = [change for change in changes if change.after is None]
    gone.sort(key=lambda change: [(isinstance(step, str), step) for step in change.path], reverse=True)
    added = [change for change in changes if change.after is not None and change.path[-1] == APPEND]
    others = [change for change in changes if change.after is not None and change.path[-1] != APPEND]
    return [*others, *added, *gone]
