"""Paths of a request that lead nowhere in what a file says, whatever they are to change: why, in words."""

from __future__ import annotations

from servicebook import wording
from servicebook.requests.change_request import FieldChange, Refusal, in_words, refused
from servicebook.source.yaml_reader import Value
from servicebook.source.yaml_values import APPEND, value_at


def dead_end(change: FieldChange, held: Value, name: str) -> Refusal | None:
    """Why nothing can be at the path of a change; None where something can, whether or not it is there.

    ``held`` is what the object ``name`` says now.
    """
    path = change.path
    for number, step in enumerate(path):
        outer = value_at(held, path[:number])
        if outer is None:
            return None  # it is made anew, with all that is in it, and the schema says whether it may be
        if message := _message(outer, step, in_words(path[:number]) or name, adds=change.before is None):
            return refused("dead-end", message, at=path).refusals[0]
    if path[-1] == APPEND and change.before is not None:
        return refused(
            "new-has-from", wording.text("apply.new-has-from", field=in_words(path)), at=path
        ).refusals[0]
    return None


def _message(outer: Value, step: str | int, field: str, *, adds: bool) -> str | None:
    if isinstance(outer, dict):
        is_key = isinstance(step, str) and step != APPEND
        return None if is_key else wording.text("apply.map-by-place", field=field)
    if not isinstance(outer, list):
        return wording.text("apply.no-parts", field=field)
    if isinstance(step, str):
        return None if step == APPEND else wording.text("apply.list-by-key", field=field)
    if adds and step >= len(outer):  # where something was seen there, it has gone meanwhile
        return wording.text("apply.no-such-entry", field=field, number=step + 1)
    return None
