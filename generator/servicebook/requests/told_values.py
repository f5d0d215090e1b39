"""What a place holds, in the words of a refusal, for those who may be told."""

from __future__ import annotations

import json
from collections.abc import Iterator

from servicebook.model.catalog import Catalog
from servicebook.model.visible import shown_people
from servicebook.requests.targets import Target
from servicebook.source.yaml_reader import Value


def in_short(value: Value, *, catalog: Catalog, target: Target) -> str | None:
    """A value as a refusal quotes it; None where it would tell of people of whom pages say nothing.

    A refusal is read by as many as pages are: with ``people: roles-only``, nobody is named in it.
    """
    shown = shown_people(catalog)
    if target.kind.name == "person" and target.pointer[-1] not in shown:
        return None
    hidden = catalog.people.keys() - shown
    if any(word.removeprefix("person:") in hidden or "person:" in word for word in _texts(value) if hidden):
        return None
    return json.dumps(value, ensure_ascii=False)


def _texts(value: Value) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from value
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
