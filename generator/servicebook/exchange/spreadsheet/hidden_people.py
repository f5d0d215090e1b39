"""Rows that come from an export: people who are not shown stay in the catalog although no cell names them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from servicebook.exchange.spreadsheet.column import Column
from servicebook.exchange.spreadsheet.merging import merged
from servicebook.model.catalog import Catalog
from servicebook.model.visible import shown_people
from servicebook.model.visible_links import without_people
from servicebook.model.written_roles import named_holders
from servicebook.source.yaml_reader import Value


def without_exported(
    values: Mapping[Column, Value], old: Mapping[str, Any], catalog: Catalog
) -> dict[Column, Value]:
    """The values of a row, without those that an export of the object ``old`` has, too.

    An export leaves out people who are not shown, and links to them. A cell that says the same as an export would
    therefore leaves the object as it is; where a cell gives other people a role, those who are not shown keep it.
    """
    shown = shown_people(catalog)
    hidden = {column: _hidden(shown, old, column) for column in values if column.allows_plain}
    exported = without_people(dict(old), shown)
    for column, people in hidden.items():
        if people:
            key = column.path[0]
            exported[key] = named_holders(old[key], shown)
    if exported == old:
        return dict(values)
    return {
        column: _with_hidden(value, hidden.get(column, ()))
        for column, value in values.items()
        if merged(exported, {column: value}, is_new=False) != exported
    }


def _hidden(shown: frozenset[str], role: Mapping[str, Any], column: Column) -> list[Value]:
    """Those of a role's people who are not shown."""
    people = [column.item_in(entry) for entry in role.get(column.path[0], ())]
    return [person for person in people if person not in shown]


def _with_hidden(value: Value, hidden: Iterable[Value]) -> Value:
    people = value if isinstance(value, list) else []
    added = [person for person in hidden if person not in people]
    return [*people, *added] if added else value
