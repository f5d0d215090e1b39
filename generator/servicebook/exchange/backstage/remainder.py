"""The remainder: what a catalog says and Backstage has no word for. It is kept in an annotation, as one JSON text.

The remainder of an object is what is written of it, less what its entity alone makes (:func:`remainder_of`); both
together are the object again (:func:`completed`). In the annotation of an object are

- ``written``: the keys that its entity does not make, or makes otherwise; ``without``: those that it makes and that
  are not written; ``order``: all keys, where they are not written in the schema's order;
- of a department also ``roles``, ``faqs`` and ``remarks``, as in its files of these; and ``meetings`` and
  ``health_checks``, each by the day or quarter that its file is named by.

What belongs to no department is annotated at an entity of its own, a Location without targets: ``agreements``,
``journeys``, ``notices`` and ``surveys`` by id, ``kudos``, and the files of settings. Keys are in the order in which
people wrote them.

An annotation is data like any other: it must fit the schemas, and only changes its own object.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace
from functools import cache
from typing import Any

from servicebook.documents.document import Document
from servicebook.documents.drafting import fields_of
from servicebook.documents.kinds import BY_NAME, KINDS, Kind, is_id, location_of
from servicebook.documents.schema_check import check_schema
from servicebook.documents.slugs import bad_id
from servicebook.documents.suggestions import did_you_mean
from servicebook.documents.validators import fast_validator
from servicebook.exchange.backstage.entities import Entity
from servicebook.exchange.backstage.mapping import REMAINDER_ANNOTATION, UNOWNED_KIND
from servicebook.exchange.core.key_tracker import KeyTracker
from servicebook.frozen import frozen
from servicebook.problems import Place, Problem, error
from servicebook.source.json_reader import read_json
from servicebook.source.yaml_nodes import MAX_DEPTH
from servicebook.source.yaml_reader import Value
from servicebook.source.yaml_writer import write

GROUP_KINDS: Mapping[str, Kind] = {
    BY_NAME[name].plural: BY_NAME[name] for name in ("role", "faq", "remark", "meeting", "health")
}
"""By key of the annotation: what is in the folder of a department and has no entity."""
UNOWNED_KINDS: Mapping[str, Kind] = {
    kind.plural: kind for kind in KINDS if "{department}" not in kind.pattern and kind.name != "person"
}
"""By key of the annotation: what is in no department's folder and has no entity."""

_OBJECT_KEYS: Mapping[str, type] = {"written": dict, "without": list, "order": list}
_TYPE_NAMES: Mapping[type, str] = {dict: "an object", list: "a list"}
_REWRITE = "correct it, or write the file again with servicebook export backstage"


def compact_json(value: Value) -> str:
    """A value as it is written in an annotation."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def has_file_each(kind: Kind) -> bool:
    """Whether each object of a kind has a file of its own."""
    return "{id}" in kind.pattern


def remainder_of(
    kind: str, written: Mapping[str, Value], from_entity: Mapping[str, Value]
) -> dict[str, Value]:
    """What must be kept of an object of which an entity makes ``from_entity``; empty where that is all of it."""
    remainder: dict[str, Value] = {}
    # Compared as JSON: the order of keys within a value is kept, too.
    differing = {
        key: value
        for key, value in written.items()
        if key not in from_entity or compact_json(from_entity[key]) != compact_json(value)
    }
    if differing:
        remainder["written"] = differing
    if without := [key for key in from_entity if key not in written]:
        remainder["without"] = [*without]
    if not remainder and [*from_entity] == [*written]:
        return {}
    if [*completed(kind, from_entity, Remainder(place=Place(""), values=remainder))] != [*written]:
        remainder["order"] = [*written]
    return remainder


@frozen(kw_only=True)
class Remainder:
    """An annotation that has been read, where it is, and the name of its entity."""

    place: Place
    entity_name: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """What messages call it."""
        return f'"{REMAINDER_ANNOTATION}" of "{self.entity_name}"'

    def problem(self, code: str, message: str, hint: str | None = None) -> Problem:
        """Something that is wrong with it."""
        return error(code, self.place, f"{self.label}: {message}", hint or _REWRITE)


def completed(kind: str, from_entity: Mapping[str, Value], remainder: Remainder) -> dict[str, Value]:
    """The object of which an entity makes ``from_entity``, with the remainder."""
    without: Sequence[str] = remainder.values.get("without", ())
    kept = {key: value for key, value in from_entity.items() if key not in without}
    value = {**kept, **remainder.values.get("written", {})}
    order: Sequence[str] = remainder.values.get("order") or _schema_order(kind)
    position = {key: number for number, key in enumerate(order)}
    return dict(sorted(value.items(), key=lambda item: position.get(item[0], len(position))))


@cache
def _schema_order(kind: str) -> tuple[str, ...]:
    return tuple(field.name for field in fields_of(BY_NAME[kind]))


def read_remainder(tracker: KeyTracker, entity: Entity) -> Remainder | None:
    """The remainder that an entity is annotated with; None where it has none, or a faulty one, which is a problem."""
    text = entity.annotations.read(REMAINDER_ANNOTATION)
    if text is None:
        return None
    remainder = Remainder(place=entity.annotations.place(REMAINDER_ANNOTATION), entity_name=entity.name)
    if not isinstance(text, str):
        tracker.problems.append(remainder.problem("wrong-type", "is not text"))
        return None
    parsed = read_json(text.encode("utf-8"), "")
    if isinstance(parsed, Problem):
        position = f"line {parsed.place.line}, column {parsed.place.column} of the text"
        tracker.problems.append(remainder.problem(parsed.code, f"{parsed.message} ({position})"))
        return None
    content: Any = parsed[1]
    problems = list(_form_problems(remainder, entity.kind, content))
    tracker.problems.extend(problems)
    return replace(remainder, values=content) if isinstance(content, dict) and not problems else None


def _form_problems(remainder: Remainder, kind: str, content: Any) -> Iterator[Problem]:
    """What is wrong with the keys of an annotation; their content is checked by the schemas."""
    if not isinstance(content, dict):
        yield remainder.problem("wrong-type", "is not an object")
        return
    # Before anything else: checking and writing are recursive, and foreign data must not end them.
    if _is_deeper(content, MAX_DEPTH):
        yield remainder.problem("too-deep", f"is nested more than {MAX_DEPTH} levels deep")
        return
    types = _key_types(kind)
    for key, value in content.items():
        if key not in types:
            hint = did_you_mean(key, types) or f"use one of: {', '.join(types)}"
            yield remainder.problem("unknown-key", f'"{key}" is not one of its keys', hint)
        elif not isinstance(value, types[key]):
            yield remainder.problem("wrong-type", f'"{key}" is not {_TYPE_NAMES[types[key]]}')
        elif key in ("without", "order") and not all(isinstance(name, str) for name in content[key]):
            yield remainder.problem("wrong-type", f'"{key}" is not a list of keys')


def _key_types(kind: str) -> Mapping[str, type]:
    """The keys that the annotation of an entity may have, and the types of their values."""
    types: dict[str, type] = {} if kind == UNOWNED_KIND else dict(_OBJECT_KEYS)
    for name, of_kind in {"Group": GROUP_KINDS, UNOWNED_KIND: UNOWNED_KINDS}.get(kind, {}).items():
        types[name] = list if of_kind.holds == "list" else dict
    return types


def _is_deeper(value: Value, levels: int) -> bool:
    below = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return bool(below) and (levels == 0 or any(_is_deeper(inner, levels - 1) for inner in below))


def schema_problems(path: str, value: Value, remainder: Remainder) -> list[Problem]:
    """What does not fit its schema in a file that a remainder makes, at the place of the annotation."""
    location = location_of(path)
    if location is None:
        raise ValueError(f"{path} is not a path of the catalog")
    if fast_validator(location.kind.schema).is_valid(value):
        return []
    document = Document(path=path, location=location, text=write(value), value=value)
    return [remainder.problem(fault.code, fault.message, fault.hint) for fault in check_schema(document)]


def unowned_files(remainder: Remainder) -> tuple[dict[str, Value], list[Problem]]:
    """The files of what belongs to no department, by path; and a problem for each faulty id."""
    return _files_of(remainder, UNOWNED_KINDS, "")


def group_files(remainder: Remainder, department: str) -> tuple[dict[str, Value], list[Problem]]:
    """The files of what is in a department's folder and has no entity, in the same way."""
    return _files_of(remainder, GROUP_KINDS, department)


def _files_of(
    remainder: Remainder, kinds: Mapping[str, Kind], department: str
) -> tuple[dict[str, Value], list[Problem]]:
    files: dict[str, Value] = {}
    problems: list[Problem] = []
    for name, value in remainder.values.items():
        kind = kinds.get(name)
        if kind is None:  # a key of the object itself
            continue
        if not has_file_each(kind):
            files[kind.pattern.format(department=department)] = value
            continue
        for own_id, content in value.items():
            if is_id(own_id):
                files[kind.pattern.format(department=department, id=own_id)] = content
            else:
                fault = bad_id(own_id, remainder.place)
                problems.append(remainder.problem(fault.code, fault.message, fault.hint))
    return files, problems
