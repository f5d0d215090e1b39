"""What differs between two values of an object, field by field.

Keys may stand in any order, and entries of lists are matched by what they are, never by where: a target by its measure,
priority and channel, a step by its id. Of what has no such key, an entry that says the same is the same. That a list is
in another order is a difference of its own, since readers see it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from servicebook.frozen import frozen
from servicebook.source.yaml_reader import Pointer, Value

_KEYS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "targets": (("measure", "priority", "channel", "services"),),
    "escalation": (("role",),),
    "handoffs": (("id",),),
    "steps": (("id",),),
    "depends_on": (("service",),),
    "not_for": (("text",), ("use",)),
    "channels": (
        ("type", "url", "address", "handle", "number", "place"),
        ("type", "name", "site"),
        ("type",),
    ),
    "links": (("url",), ("text",)),
    "meetings": (("what",),),
    "holders": (("person", "from"), ("person",)),
    "deputies": (("person", "from"), ("person",)),
    "accepted": (("party", "on"),),
    "waivers": (("code", "path"),),
    "hours": (("from", "until", "every"),),
    "closures": (("on", "from", "until", "every"), ("reason",)),
    "special_days": (("on", "from", "until", "every"), ("reason",)),
}
"""By which keys the entries of a list are the same entry, the surest first."""


@frozen
class FieldDifference:
    """A field that says something else; ``path`` are keys, of which those of entries stand in brackets.

    ``before`` or ``after`` is None where nothing is written. ``pointers`` lead to it on either side, where it is there.
    ``is_order``: the same entries in another order; then the two are their keys.
    """

    path: tuple[str, ...]
    before: Value
    after: Value
    pointers: tuple[Pointer | None, Pointer | None]
    is_order: bool = False

    @property
    def name(self) -> str:
        """The path as it is written in reports: ``targets[response_time, high].within``."""
        return "".join(step if step.startswith("[") else f".{step}" for step in self.path).lstrip(".")

    @property
    def root(self) -> str:
        """The first key."""
        return self.path[0]


def differences(before: Value, after: Value) -> Iterator[FieldDifference]:
    """What differs between two values of one object, in the order of the head's keys, then the base's."""
    yield from _below(before, after, (), ((), ()))


_Pointers = tuple[Pointer, Pointer]


def _below(
    before: Value, after: Value, path: tuple[str, ...], pointers: _Pointers
) -> Iterator[FieldDifference]:
    if _is_same(before, after):
        return
    if isinstance(before, dict) and isinstance(after, dict):
        yield from _of_keys(before, after, path, pointers)
    elif isinstance(before, list) and isinstance(after, list) and _has_entries(before, after):
        yield from _of_entries(before, after, path, pointers)
    else:
        yield FieldDifference(path, before, after, pointers)


def _of_keys(
    before: dict[str, Any], after: dict[str, Any], path: tuple[str, ...], pointers: _Pointers
) -> Iterator[FieldDifference]:
    for key in dict.fromkeys((*after, *before)):
        then, now = (*pointers[0], key), (*pointers[1], key)
        name = str(key)  # a day of closing may be written as a key, and is none of a text
        if key in before and key in after:
            yield from _below(before[key], after[key], (*path, name), (then, now))
        elif key in after:
            yield from _appeared(after[key], (*path, name), now)
        else:
            yield from _gone(before[key], (*path, name), then)


def _appeared(value: Value, path: tuple[str, ...], pointer: Pointer) -> Iterator[FieldDifference]:
    """A list of entries that is new is one difference for each of them, as it would be if it had been empty."""
    if isinstance(value, list) and _has_entries(value) and path[-1] in _KEYS:
        yield from _of_entries([], value, path, (pointer, pointer))
    else:
        yield FieldDifference(path, None, value, (None, pointer))


def _gone(value: Value, path: tuple[str, ...], pointer: Pointer) -> Iterator[FieldDifference]:
    if isinstance(value, list) and _has_entries(value) and path[-1] in _KEYS:
        yield from _of_entries(value, [], path, (pointer, pointer))
    else:
        yield FieldDifference(path, value, None, (pointer, None))


def _has_entries(*lists: list[Any]) -> bool:
    return any(isinstance(item, dict) for items in lists for item in items)


def _of_entries(
    before: list[Any], after: list[Any], path: tuple[str, ...], pointers: _Pointers
) -> Iterator[FieldDifference]:
    keys = _KEYS.get(path[-1], ()) if path else ()
    matches = _matched(before, after, keys)
    labels = _labels(after, keys)
    for index, item in enumerate(after):
        entry = (*path, f"[{labels[index]}]")
        now = (*pointers[1], index)
        old = matches.get(index)
        if old is None:
            yield FieldDifference(entry, None, item, (None, now))
        else:
            yield from _below(before[old], item, entry, ((*pointers[0], old), now))
    old_labels = _labels(before, keys)
    kept = set(matches.values())
    for index, item in enumerate(before):
        if index not in kept:
            yield FieldDifference(
                (*path, f"[{old_labels[index]}]"), item, None, ((*pointers[0], index), None)
            )
    in_order = [matches[index] for index in sorted(matches)]
    if in_order != sorted(in_order):
        then = [labels[new] for new, _ in sorted(matches.items(), key=lambda pair: pair[1])]
        now_listed = [labels[new] for new in sorted(matches)]
        yield FieldDifference(path, list(then), list(now_listed), pointers, is_order=True)


def _matched(
    before: Sequence[Any], after: Sequence[Any], keys: tuple[tuple[str, ...], ...]
) -> dict[int, int]:
    """By the position of an entry now, its position then: first what says the same, then by ever weaker keys."""
    matches: dict[int, int] = {}
    left_then, left_now = list(range(len(before))), list(range(len(after)))

    def pair(same: Any) -> None:
        taken: dict[str, list[int]] = {}
        for index in left_then:
            taken.setdefault(repr(same(before[index])), []).append(index)
        for index in list(left_now):
            if waiting := taken.get(repr(same(after[index]))):
                matches[index] = waiting.pop(0)
                left_now.remove(index)
                left_then.remove(matches[index])

    pair(_canonical)
    for names in keys:
        pair(lambda item, names=names: [_canonical(_part(item, name)) for name in names])
    return matches


def _part(item: Any, name: str) -> Any:
    if isinstance(item, dict):
        return item.get(name)
    return (
        item if name in ("person", "measure", "role", "service") else None
    )  # holders may be written as an id alone


def _canonical(value: Any) -> Any:
    """A value without the order of its keys."""
    if isinstance(value, dict):
        return sorted((str(key), _canonical(item)) for key, item in value.items())
    return [_canonical(item) for item in value] if isinstance(value, list) else value


def _labels(items: Sequence[Any], keys: tuple[tuple[str, ...], ...]) -> list[str]:
    """What each entry is called in paths; those that would be called alike are numbered."""
    labels, counts = [], dict[str, int]()
    for item in items:
        parts = (_part(item, name) for name in (keys[0] if keys else ()))
        label = ", ".join(_written(part) for part in parts if part is not None) or _written(item)
        counts[label] = counts.get(label, 0) + 1
        labels.append(label if counts[label] == 1 else f"{label} #{counts[label]}")
    return labels


def _written(value: Any) -> str:
    if isinstance(value, list):
        return " + ".join(_written(item) for item in value)
    if isinstance(value, dict):
        return next((_written(item) for item in value.values()), "")
    return str(value)


def _is_same(one: Value, other: Value) -> bool:
    """Whether two values say the same: 1 is not true, whatever Python thinks."""
    if isinstance(one, bool) is not isinstance(other, bool):
        return False
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_is_same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_is_same, one, other))
    return type(one) is type(other) and one == other
