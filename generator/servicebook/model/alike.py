"""Mappings that have nearly the same objects: to compare all at once costs less than to look for each by its id."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

T = TypeVar("T")


def differing(before: Mapping[str, T], now: Mapping[str, T]) -> list[tuple[T, T]]:
    """What has the same key, and the same place, in two mappings and is not the very same object."""
    pairs = zip(before.values(), now.values(), strict=True)
    return [(old, new) for old, new in pairs if old is not new]


def mapped_like(
    before: Mapping[str, Any],
    mapped: Mapping[str, Any],
    now: Mapping[str, Any],
    function: Callable[[Any], Any],
) -> dict[str, Any]:
    """What a function says of each object by its id, where ``mapped`` is what it said of those ``before``."""
    if list(before) == list(now) == list(mapped):
        return {**mapped, **{new.id: function(new) for _, new in differing(before, now)}}
    return {
        key: mapped[key] if key in mapped and before[key] is item else function(item)
        for key, item in now.items()
    }
