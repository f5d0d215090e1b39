"""Writing the values of a row into an object while all else in the object stays as it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

from servicebook.exchange.spreadsheet.cell_syntax import format_cost, parse_cost
from servicebook.exchange.spreadsheet.column import CellType, Column
from servicebook.source.yaml_reader import Pointer, Value

_DEFAULTS: Mapping[str, str] = {"lifecycle": "live"}
"""What a missing key means: writing it out would change the file and not the catalog."""
_PROMISED = frozenset({"within", "at_least", "stated"})
"""The keys of a target that promise something; one target may have several."""


def merged(old: Mapping[str, Value], values: Mapping[Column, Value], *, is_new: bool) -> dict[str, Value]:
    """The object with the values of a row; None removes a value. ``old`` itself stays as it is."""
    new: dict[str, Any] = deepcopy(dict(old))
    for column, value in values.items():
        if column.item_key:
            _merge_items(new, column, value)
        elif value is None:
            _remove(new, column.path)
        else:
            parent: dict[str, Any] = new
            for step in column.path[:-1]:
                parent = parent.setdefault(step, {})
            key = column.path[-1]
            is_default = not is_new and key not in parent and _DEFAULTS.get(key) == value
            if not is_default and not _is_same(column, parent.get(key), value):
                parent[key] = value
    return new


def _is_same(column: Column, old: Any, new: Any) -> bool:
    """Whether a cell, which cannot hold every space, line break and number format, still shows the old value."""
    if old == new:
        return True
    if isinstance(old, str) and isinstance(new, str):
        return old.strip() == new.strip()
    if column.type is CellType.COST and isinstance(old, str | dict):
        # a note may say in words what is now read as an amount, or as free
        return bool(parse_cost(format_cost(old)) == new)
    if isinstance(old, list) and isinstance(new, list) and all(isinstance(text, str) for text in old):
        return [" ".join(text.split()) for text in old] == [" ".join(str(text).split()) for text in new]
    return False


def _remove(value: dict[str, Any], path: tuple[str, ...]) -> None:
    """Remove the value at a path, and the maps above it that are empty then."""
    inner = value.get(path[0])
    if len(path) > 1 and isinstance(inner, dict):
        _remove(inner, path[1:])
    if len(path) == 1 or inner == {}:
        value.pop(path[0], None)


def _merge_items(value: dict[str, Any], column: Column, cell_value: Any) -> None:
    """Give the selected entries of a list the items of a cell, and the names that the cell gives them."""
    if cell_value is None:
        _merge_entries(value, column, [])
        return
    items = cell_value if isinstance(cell_value, list) else [cell_value]
    names = {item[column.item_key]: item["name"] for item in items if isinstance(item, dict)}
    _merge_entries(value, column, [column.item_in(item) for item in items])
    if names:
        _name_entries(value.get(column.path[0], []), column, names)


def _name_entries(entries: list[Any], column: Column, names: Mapping[str, str]) -> None:
    for index, entry in enumerate(entries):
        name = names.get(column.item_in(entry)) if column.selects(entry) else None
        if name and entry.get("name") != name:
            # In an entry that has just been made, the name goes where people write it: before the value.
            is_new = entry.keys() == {*column.selector, column.item_key}
            entries[index] = {**column.selector, "name": name, **entry} if is_new else {**entry, "name": name}


def _merge_entries(value: dict[str, Any], column: Column, items: Sequence[Any]) -> None:
    """Give the selected entries of a list these items, changing as few entries as possible."""
    key = column.path[0]
    entries: list[Any] = value.get(key, [])
    old = {index: column.item_in(entry) for index, entry in enumerate(entries) if column.selects(entry)}
    if _have_same_items([*old.values()], items):
        return
    added = [item for item in items if item not in old.values()]
    outdated = [index for index, item in old.items() if item not in items]
    # Entries that have such an item come first; a promise in words gets a time only when no other is left.
    outdated.sort(key=lambda index: _lacks_item(entries[index], column))
    # An entry gets the new item instead of being replaced, so that it keeps its other keys: a form whose address
    # changes is still the preferred channel.
    for index, item in zip(outdated, added, strict=False):
        if column.allows_plain:
            entries[index] = item  # its other keys (interim, until) are about the person who held the role
        else:
            entries[index][column.item_key] = item
    # From the end, since each removal moves the entries after it.
    for index in sorted(outdated[len(added) :], reverse=True):
        _remove_item(entries, index, column)
    entries.extend(column.new_entry(item) for item in added[len(outdated) :])
    if entries:
        value[key] = entries
    else:
        value.pop(key, None)


def _have_same_items(old: Sequence[Any], new: Sequence[Any]) -> bool:
    """Whether the items are the same, in any order; without an item an entry is not the same as one with it."""
    return old == new or (None not in old and sorted(map(str, old)) == sorted(map(str, new)))


def _lacks_item(entry: Any, column: Column) -> bool:
    return isinstance(entry, dict) and column.item_key not in entry


def _remove_item(entries: list[Any], index: int, column: Column) -> None:
    """Remove an entry; of a target that promises something else, too, the column's item alone."""
    if column.path == ("targets",):
        if column.item_key not in entries[index]:
            return
        if len(entries[index].keys() & _PROMISED) > 1:
            del entries[index][column.item_key]
            return
    del entries[index]


def pointers_of(column: Column, value: Mapping[str, Any]) -> list[Pointer]:
    """Where the values of a column are in an object, of those that are there."""
    if column.item_key:
        entries = value.get(column.path[0], ())
        return [(*column.path, index) for index, entry in enumerate(entries) if column.selects(entry)]
    inner: Any = value
    for step in column.path:
        if not isinstance(inner, dict) or step not in inner:
            return []
        inner = inner[step]
    return [column.path]
