"""What a catalog says and Backstage has no word for: it travels in an annotation, as one JSON text.

The rest of an object is what is written of it, less what its entity alone makes (:func:`rest_of`); both together are
the object again (:func:`whole`). In the annotation of an object stand

- ``written``: the keys that its entity does not make, or makes otherwise; ``without``: those that it makes and that are
  not written; ``order``: all keys, where they are not written in the schema's order;
- of a department also ``roles`` and ``faqs``, as in its files of these names.

What belongs to no department lies with an entity of its own, a Location without targets: ``agreements``, ``journeys``
and ``notices`` by id, ``kudos``, and the files of settings. Keys stand in the order in which people wrote them.

An annotation is data like any other: it must fit the schemas, and says nothing outside of its own object.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from servicebook.documents.document import Document
from servicebook.documents.drafting import fields_of
from servicebook.documents.kinds import BY_NAME, KINDS, Kind, is_id, location_of
from servicebook.documents.schema_check import bad_id, check_schema, fast_validator
from servicebook.documents.words import did_you_mean
from servicebook.exchange.backstage.entities import Entity
from servicebook.exchange.backstage.mapping import NOBODYS, REST
from servicebook.exchange.core.key_tracker import KeyTracker
from servicebook.problems import Place, Problem, error
from servicebook.source.json_reader import read_json
from servicebook.source.yaml_reader import MAX_DEPTH, Value
from servicebook.source.yaml_writer import write

OF_GROUPS: Mapping[str, Kind] = {BY_NAME[name].plural: BY_NAME[name] for name in ("role", "faq")}
"""What lies in the folder of a department and has no entity."""
OF_NOBODY: Mapping[str, Kind] = {
    kind.plural: kind for kind in KINDS if "{department}" not in kind.pattern and kind.name != "person"
}
"""What lies in no department's folder and has no entity."""

_OBJECT: Mapping[str, type] = {"written": dict, "without": list, "order": list}
_CALLED: Mapping[type, str] = {dict: "an object", list: "a list"}
_REWRITE = "correct it, or write the file again with servicebook export backstage"


def in_json(value: Value) -> str:
    """A value as it stands in an annotation."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def is_by_id(kind: Kind) -> bool:
    """Whether each object of a kind has a file of its own."""
    return "{id}" in kind.pattern


def rest_of(kind: str, written: Mapping[str, Value], alone: Mapping[str, Value]) -> dict[str, Value]:
    """What is to be kept of an object of which an entity makes ``alone``; nothing where that is all of it."""
    found: dict[str, Value] = {}
    more = {key: v for key, v in written.items() if key not in alone or in_json(alone[key]) != in_json(v)}
    if more:
        found["written"] = more
    if without := [key for key in alone if key not in written]:
        found["without"] = [*without]
    if not found and [*alone] == [*written]:
        return {}
    if [*whole(kind, alone, Rest(place=Place(""), values=found))] != [*written]:
        found["order"] = [*written]
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """An annotation that has been read, and where it stands."""

    place: Place
    called: str = ""
    """What its entity is called in messages."""
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def where(self) -> str:
        """What it is called in messages."""
        return f'"{REST}" of "{self.called}"'

    def fault(self, code: str, message: str, hint: str | None = None) -> Problem:
        """Something that is wrong with it."""
        return error(code, self.place, f"{self.where}: {message}", hint or _REWRITE)


def whole(kind: str, alone: Mapping[str, Value], rest: Rest) -> dict[str, Value]:
    """The object of which an entity makes ``alone``."""
    without: Sequence[str] = rest.values.get("without", ())
    left = {key: value for key, value in alone.items() if key not in without}
    found = {**left, **rest.values.get("written", {})}
    order: Sequence[str] = rest.values.get("order") or _order(kind)
    at = {key: number for number, key in enumerate(order)}
    return dict(sorted(found.items(), key=lambda item: at.get(item[0], len(at))))


@cache
def _order(kind: str) -> tuple[str, ...]:
    return tuple(field.name for field in fields_of(BY_NAME[kind]))


def read(tracker: KeyTracker, entity: Entity) -> Rest | None:
    """The annotation of an entity; None where it has none, or one with which something is wrong, which is noted."""
    text = entity.annotations.read(REST)
    if text is None:
        return None
    rest = Rest(place=entity.annotations.place(REST), called=entity.name)
    if not isinstance(text, str):
        problems = [rest.fault("wrong-type", "is not text")]
    else:
        value = read_json(text.encode("utf-8"), "")
        if isinstance(value, Problem):
            at = f"line {value.place.line}, column {value.place.column} of the text"
            problems = [rest.fault(value.code, f"{value.message} ({at})")]
        else:
            rest = replace(rest, values=value[1] if isinstance(value[1], dict) else {})
            problems = list(_faults_of_form(rest, entity, value[1]))
    tracker.problems.extend(problems)
    return None if problems else rest


def _faults_of_form(rest: Rest, entity: Entity, value: Any) -> Iterator[Problem]:
    if not isinstance(value, dict):
        yield rest.fault("wrong-type", "it is not an object")
        return
    if _is_deeper(value, MAX_DEPTH):
        yield rest.fault("too-deep", f"it is nested more than {MAX_DEPTH} levels deep")
        return
    shapes: dict[str, type] = {} if entity.kind == NOBODYS else dict(_OBJECT)
    for name, kind in {"Group": OF_GROUPS, NOBODYS: OF_NOBODY}.get(entity.kind, {}).items():
        shapes[name] = list if kind.holds == "list" else dict
    for key, one in value.items():
        if key not in shapes:
            hint = did_you_mean(key, shapes) or f"use one of: {', '.join(shapes)}"
            yield rest.fault("unknown-key", f'"{key}" is not a key of it', hint)
        elif not isinstance(one, shapes[key]):
            yield rest.fault("wrong-type", f'"{key}" is not {_CALLED[shapes[key]]}')
        elif key in ("without", "order") and not all(isinstance(name, str) for name in value[key]):
            yield rest.fault("wrong-type", f'"{key}" is not a list of keys')


def _is_deeper(value: Value, levels: int) -> bool:
    below = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return bool(below) and (levels == 0 or any(_is_deeper(one, levels - 1) for one in below))


def faults(path: str, value: Value, rest: Rest) -> list[Problem]:
    """What of a file that an annotation makes does not fit its schema, told where the annotation stands."""
    location = location_of(path)
    if location is None:
        raise ValueError(f"{path} is not a path of the catalog")
    if fast_validator(location.kind.schema).is_valid(value):
        return []
    document = Document(path=path, location=location, text=write(value), value=value)
    return [rest.fault(one.code, one.message, one.hint) for one in check_schema(document)]


def files_of_nobody(rest: Rest) -> tuple[dict[str, Value], list[Problem]]:
    """The files of what belongs to no department, by path; and what is wrong with their ids."""
    files: dict[str, Value] = {}
    problems: list[Problem] = []
    for name, value in rest.values.items():
        kind = OF_NOBODY[name]
        if not is_by_id(kind):
            files[kind.pattern] = value
            continue
        for own, one in value.items():
            if is_id(own):
                files[kind.pattern.format(id=own)] = one
            else:
                found = bad_id(own, rest.place)
                problems.append(rest.fault(found.code, found.message, found.hint))
    return files, problems
