"""Which kind of file one is that has a fault: by the keys that it has, and by the folder that it is in."""

from __future__ import annotations

from functools import cache

from servicebook.documents.kinds import BY_NAME, KINDS, Kind
from servicebook.documents.properties import properties_of
from servicebook.source.yaml_lines import lines_of
from servicebook.source.yaml_reader import Value

_MOST_OBJECTS = 20
"""So many objects of a file say what kind they are of."""


def likely_kinds(value: Value) -> list[Kind]:
    """The kinds that know most of the keys of a file's objects; several where these keys are those of each."""
    scores = {kind.name: _score(kind, value) for kind in KINDS}
    best = max(scores.values())
    return [kind for kind in KINDS if scores[kind.name] == best] if best > 0 else []


def kind_by_place(steps: list[str]) -> Kind | None:
    """The kind that a file beside, or in, the folder of a department has unless it says otherwise."""
    if steps[:2] != ["catalog", "departments"]:
        return None
    return {3: BY_NAME["department"], 4: BY_NAME["service"]}.get(len(steps))


def outline(text: str) -> Value:
    """The keys of a text that YAML cannot read, as far as lines show them: those at the margin, without values."""
    return {line.key: None for line in lines_of(text) if line.key and not line.indent and not line.hyphens}


def _score(kind: Kind, value: Value) -> int:
    """How many keys of the objects a kind knows, twice, less those that it does not: of two, one may be mistyped."""
    objects: list[Value] = []
    if kind.holds == "object":
        objects = [value]
    elif kind.holds == "map" and isinstance(value, dict):
        objects = list(value.values())
    elif kind.holds == "list" and isinstance(value, list):
        objects = value
    known = _keys_of(kind.name)
    keys = [key for item in objects[:_MOST_OBJECTS] if isinstance(item, dict) for key in item]
    return sum(2 if key in known else -1 for key in keys)


@cache
def _keys_of(kind: str) -> frozenset[str]:
    return frozenset(one.path for one in properties_of(BY_NAME[kind]) if "." not in one.path)
