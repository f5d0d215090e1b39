"""The JSON document of a catalog as it stands in a file: its objects, and where in it everything is.

What has not the form of this version is a problem with its line and column.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from servicebook.documents.kinds import BY_NAME, is_id
from servicebook.documents.schema_check import bad_id
from servicebook.exchange.core.key_tracker import KeyTracker, TrackedMap
from servicebook.exchange.core.provenance import Provenance
from servicebook.exchange.core.source_document import SourceDocument
from servicebook.exchange.json.catalog_schema import VERSION, schema
from servicebook.exchange.json.to_json import LISTS, NAMED
from servicebook.problems import Place, Problem, Related, error
from servicebook.source.json_reader import children, parts
from servicebook.source.yaml_reader import Pointer, Value

_OBJECTS: Mapping[str, str] = {**LISTS, "calendars": "calendar"}
_DERIVED = ("path", "page", "resolved", "department", "service")
_SHAPES: Mapping[str, tuple[type, str]] = {
    **dict.fromkeys((*_OBJECTS, "kudos", *NAMED), (list, "a list")),
    **dict.fromkeys(("organization", "feedback", "rules"), (dict, "an object")),
}
_REWRITE = "write the file again with servicebook export json"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class JsonDocument(SourceDocument):
    """A JSON document, which knows the places of its parts."""

    at: Callable[[int], Place]

    def place(self, pointer: Pointer, *, key: bool = False) -> Place:
        """Where the value at ``pointer`` (or its key) stands; of one that is not there, what is nearest above it."""
        start, shown = 0, 0
        for depth in range(len(pointer)):
            above = pointer[:depth]
            found = next(
                (c for c in children(self.text, start, above) if c.pointer[-1] == pointer[depth]), None
            )
            if found is None:
                break
            start, shown = found.start, found.key if key else found.start
        return self.at(shown)


@dataclass(frozen=True, slots=True, eq=False)
class Written:
    """An object of one of the lists: what was written of it, and where that stands in the document."""

    kind: str
    id: str
    written: dict[str, Value]
    pointer: Pointer
    position: float

    @property
    def path(self) -> str:
        """The file in which it is written, when it is new."""
        department, _, own = self.id.rpartition("/")
        return BY_NAME[self.kind].pattern.format(department=department or own, id=own)

    @property
    def where(self) -> str:
        """What it is called in messages."""
        return f'{self.kind} "{self.id}"'


def is_known(tracker: KeyTracker, top: TrackedMap) -> bool:
    """Whether the document has the form of this version; else there is a problem."""
    version = top.read("servicebook")
    if version is None:
        message = 'there is no "servicebook": this is not what servicebook export json writes'
        tracker.problems.append(error("missing-key", top.place(), message, _REWRITE))
    elif version != VERSION:
        message = f'the form is of version "{version}"; only version "{VERSION}" is known here'
        place = top.place("servicebook")
        tracker.problems.append(error("bad-value", place, message, f"{_REWRITE}, or update this program"))
    else:
        for key in schema()["required"]:
            if key not in top.value:
                tracker.problems.append(error("missing-key", top.place(), f'there is no "{key}"', _REWRITE))
        for key, (shape, wanted) in _SHAPES.items():
            if not isinstance(top.value.get(key, shape()), shape):
                tracker.add_wrong_type(top.source, (key,), f'"{key}"', wanted)
        _check_day(tracker, top)
    return not tracker.problems


def _check_day(tracker: KeyTracker, top: TrackedMap) -> None:
    day = top.read("as_of")
    try:
        date.fromisoformat(str(day))
    except ValueError:
        hint = "write year-month-day, like 2026-09-01"
        tracker.problems.append(error("bad-date", top.place("as_of"), f'"{day}" is not a day', hint))


def objects_of(tracker: KeyTracker, top: TrackedMap) -> Iterator[Written]:
    """The objects of all lists; those that cannot be understood are problems."""
    seen: dict[tuple[str, str], TrackedMap] = {}
    for name, kind in _OBJECTS.items():
        for entry in entries(tracker, top, name):
            qualified_id, content = entry.read("id"), entry.read("written")
            for key in _DERIVED:
                entry.read(key)
            position = entry.read("position") if kind == "faq" else None
            if not isinstance(qualified_id, str) or not _is_qualified_id(kind, qualified_id):
                tracker.problems.append(wrong_id(entry, kind, qualified_id))
            elif not isinstance(content, dict):
                tracker.add_wrong_type(
                    entry.source, (*entry.pointer, "written"), f'"written" of "{qualified_id}"', "an object"
                )
            elif (first := seen.setdefault((kind, qualified_id), entry)) is not entry:
                message = f'the {kind} "{qualified_id}" stands there twice'
                other = Related(first.place("id"), "the other one")
                tracker.problems.append(
                    error("duplicate-id", entry.place("id"), message, "remove one", (other,))
                )
            else:
                at = position if isinstance(position, int) else float("inf")
                yield Written(kind, qualified_id, content, (*entry.pointer, "written"), at)


def entries(tracker: KeyTracker, top: TrackedMap, name: str) -> Iterator[TrackedMap]:
    """The maps of a list; anything else in it is a problem."""
    listed: Any = top.read(name) or []
    for index, item in enumerate(listed):
        if isinstance(item, dict):
            yield tracker.track(top.source, (name, index), item)
        else:
            tracker.add_wrong_type(top.source, (name, index), f'entry {index + 1} of "{name}"', "an object")


_STEPS: Mapping[str, tuple[int, ...]] = {"service": (2,), "role": (2,), "faq": (2, 3)}
"""Of how many ids a qualified id is made; of one, where nothing is said."""


def _is_qualified_id(kind: str, qualified_id: str) -> bool:
    steps = qualified_id.split("/")
    return len(steps) in _STEPS.get(kind, (1,)) and all(map(is_id, steps))


def wrong_id(entry: TrackedMap, kind: str, qualified_id: Value) -> Problem:
    if qualified_id is None:
        return error("missing-key", entry.place(), f'a {kind} has no "id"', 'add "id" and its id')
    found = bad_id(str(qualified_id), entry.place("id"))
    if kind in _STEPS:
        hint = f"write department/{kind}, each of lower-case letters, digits and single hyphens"
        found = replace(found, message=f'"{qualified_id}" is not the id of a {kind}', hint=hint)
    return found


@dataclass(frozen=True, slots=True)
class Made:
    """Something of a file that comes from the document: its place there, its place here, what it is called."""

    base: Pointer
    pointer: Pointer
    where: str


class Sources(Mapping[str, Sequence[Provenance]]):
    """Where the values of each file come from; found out when it is asked, since it seldom is."""

    def __init__(self, source: JsonDocument, made: Mapping[str, list[Made]]) -> None:
        self._source, self._made = source, made

    def __getitem__(self, path: str) -> Sequence[Provenance]:
        return [told for made in self._made[path] for told in self._told(made)]

    def __contains__(self, path: object) -> bool:
        return path in self._made

    def __iter__(self) -> Iterator[str]:
        return iter(self._made)

    def __len__(self) -> int:
        return len(self._made)

    @cached_property
    def _starts(self) -> Mapping[Pointer, int]:
        """Where everything begins that has a pointer of up to three steps."""
        text = self._source.text
        found: dict[Pointer, int] = {(): 0}
        for top in children(text):
            found[top.pointer] = top.start
            for entry in children(text, top.start, top.pointer):
                found[entry.pointer] = entry.start
                for part in children(text, entry.start, entry.pointer):
                    found[part.pointer] = part.start
        return found

    def _told(self, made: Made) -> Iterator[Provenance]:
        start, depth = self._starts[made.pointer], len(made.pointer)
        yield Provenance(made.base, self._source.at(start), made.where)
        for part in parts(self._source.text, start, made.pointer):
            yield Provenance((*made.base, *part.pointer[depth:]), self._source.at(part.key), made.where)
