"""What the change of a field means that is no promise: reach, responsibility, facts and words."""

from __future__ import annotations

from servicebook.comparing.changes import Effect
from servicebook.comparing.codes import Family
from servicebook.comparing.fields import FieldDifference
from servicebook.source.yaml_reader import Value


def effect_of(family: Family, difference: FieldDifference) -> Effect:
    """The effect of a field that is no promise's."""
    if family is Family.TEXT or difference.is_order:
        return Effect.REWORDED
    if family is Family.PEOPLE:
        return Effect.HANDED_OVER
    return _reach(difference) if family is Family.REACH else Effect.CHANGED


def _reach(difference: FieldDifference) -> Effect:
    """More is wider and less is narrower; a list that is not there means everybody, or everywhere."""
    before, after = difference.before, difference.after
    if difference.path[-1].startswith("["):  # one entry of a list, such as a channel
        return Effect.WIDENED if before is None else Effect.NARROWED if after is None else Effect.CHANGED
    if not _is_list(before) or not _is_list(after):
        return Effect.CHANGED
    then, now = _members(before), _members(after)
    if now is None or (then is not None and then < now):
        return Effect.WIDENED
    if then is None or now < then:
        return Effect.NARROWED
    return Effect.REWORDED if then == now else Effect.CHANGED


def _is_list(value: Value) -> bool:
    return value is None or isinstance(value, list)


def _members(value: Value) -> frozenset[str] | None:
    """The entries; None for all, which is what an empty list means, too."""
    return frozenset(map(str, value)) if isinstance(value, list) and value else None
