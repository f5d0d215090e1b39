"""What an object says once a row's values are in it; all else in it stays as it is."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from servicebook.exchange.spreadsheet.sheet_columns import Cell, Column, cost_cell
from servicebook.source.yaml_reader import Pointer, Value

_DEFAULTS: Mapping[str, str] = {"lifecycle": "live"}
"""What a missing key means: saying it once more changes nothing."""


def merged(old: Mapping[str, Value], values: Mapping[Column, Value], *, is_new: bool) -> dict[str, Value]:
    """The object with the values of a row; None takes a value away. ``old`` itself stays as it is."""
    new: dict[str, Any] = deepcopy(dict(old))
    for column, value in values.items():
        if column.item:
            _merge_items(new, column, value)
        elif value is None:
            _remove(new, column.path)
        else:
            above: dict[str, Any] = new
            for step in column.path[:-1]:
                above = above.setdefault(step, {})
            key = column.path[-1]
            unsaid = not is_new and key not in above and _DEFAULTS.get(key) == value
            if not unsaid and not _same(column, above.get(key), value):
                above[key] = value
    return new


def _same(column: Column, old: Any, new: Any) -> bool:
    """Whether a cell says no more than that what is there is there."""
    if old == new:
        return True
    if isinstance(old, str) and isinstance(new, str):
        return old.strip() == new.strip()
    if column.cell is Cell.COST and isinstance(old, dict) and isinstance(new, dict):
        return cost_cell(old) == cost_cell(new)
    if isinstance(old, list) and isinstance(new, list) and all(isinstance(one, str) for one in old):
        return [" ".join(one.split()) for one in old] == [" ".join(str(one).split()) for one in new]
    return False


def _remove(value: dict[str, Any], path: tuple[str, ...]) -> None:
    inner = value.get(path[0])
    if len(path) > 1 and isinstance(inner, dict):
        _remove(inner, path[1:])
    if len(path) == 1 or inner == {}:
        value.pop(path[0], None)


def _merge_items(value: dict[str, Any], column: Column, wanted: Any) -> None:
    """Make the entries that a column means say these values, and be called so where that is said, too."""
    entries = wanted if isinstance(wanted, list) else [wanted]
    names = {one[column.item]: one["name"] for one in entries if isinstance(one, dict)}
    _merge_values(value, column, [_said(column, one) for one in entries] if wanted is not None else None)
    key = column.path[0]
    for index, entry in enumerate(value.get(key, ()) if names else ()):
        name = names.get(_said(column, entry)) if _is_meant(column, entry) else None
        if name and entry.get("name") != name:
            is_new = entry.keys() == {*column.where, column.item}
            value[key][index] = {**column.where, "name": name, **entry} if is_new else {**entry, "name": name}


def _merge_values(value: dict[str, Any], column: Column, wanted: list[Any] | None) -> None:
    """Make the entries that a column means say these values, each entry staying with all else that it says."""
    key = column.path[0]
    listed: list[Any] = value.get(key, [])
    meant = [index for index, entry in enumerate(listed) if _is_meant(column, entry)]
    old = [_said(column, listed[index]) for index in meant]
    new = wanted or []
    if old == new or (None not in old and sorted(map(str, old)) == sorted(map(str, new))):
        return
    gone = [index for index, said in zip(meant, old, strict=True) if said not in new]
    gone.sort(
        key=lambda index: column.item not in listed[index] if isinstance(listed[index], dict) else False
    )
    added = [one for one in new if one not in old]
    for index, one in zip(gone, added, strict=False):
        if column.bare:
            listed[index] = one  # what else is said of a holder is said of that person only
        else:
            listed[index][column.item] = one
    for index in sorted(gone[len(added) :], reverse=True):
        if column.path == ("targets",) and len(listed[index].keys() & {"within", "at_least", "stated"}) > 1:
            listed[index].pop(column.item, None)
        elif not (column.path == ("targets",) and column.item not in listed[index]):
            del listed[index]
    listed.extend(_entry(column, one) for one in added[len(gone) :])
    if listed:
        value[key] = listed
    else:
        value.pop(key, None)


def _is_meant(column: Column, entry: Any) -> bool:
    if not isinstance(entry, dict):
        return column.bare
    if column.path == ("targets",) and entry.keys() & {"priority", "channel", "none"}:
        return False
    return all(entry.get(key) == word for key, word in column.where.items())


def _said(column: Column, entry: Any) -> Any:
    return entry.get(column.item) if isinstance(entry, dict) else entry


def _entry(column: Column, one: Any) -> Value:
    return one if column.bare else {**column.where, column.item: one}


def places_of(column: Column, value: Mapping[str, Any]) -> list[Pointer]:
    """The places of an object that a column speaks of, of those that are there."""
    if column.item:
        listed = value.get(column.path[0], ())
        return [(*column.path, index) for index, entry in enumerate(listed) if _is_meant(column, entry)]
    inner: Any = value
    for step in column.path:
        if not isinstance(inner, dict) or step not in inner:
            return []
        inner = inner[step]
    return [column.path]
