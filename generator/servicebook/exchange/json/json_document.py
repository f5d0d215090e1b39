"""The JSON document of a catalog as it is in a file: its objects, and where in it everything is.

What does not have the form of this version is a problem with its line and column.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any

from servicebook.documents.kinds import BY_NAME, is_id
from servicebook.documents.slugs import bad_id
from servicebook.exchange.core.key_tracker import KeyTracker, TrackedMap
from servicebook.exchange.core.provenance import Provenance
from servicebook.exchange.core.source_document import SourceDocument
from servicebook.exchange.json.catalog_schema import NAMED_SETTINGS, VERSION, schema
from servicebook.exchange.json.to_json import OBJECT_LISTS
from servicebook.frozen import frozen
from servicebook.problems import Place, Problem, Related, error
from servicebook.source.json_reader import children, parts
from servicebook.source.yaml_reader import Pointer, Value

LISTS: Mapping[str, str] = {**OBJECT_LISTS, "calendars": "calendar"}
_DERIVED = ("path", "page", "resolved", "department", "service")
"""Keys that follow from an object's id or from other objects, and are not read."""
_TYPES: Mapping[str, tuple[type, str]] = {
    **dict.fromkeys((*LISTS, "kudos", "results", *NAMED_SETTINGS), (list, "a list")),
    **dict.fromkeys(("organization", "feedback", "rules"), (dict, "an object")),
}
_REWRITE = "write the file again with servicebook export json"


@frozen(kw_only=True, eq=False)
class JsonDocument(SourceDocument):
    """A JSON document; ``place_at`` is the place of an offset in its text."""

    place_at: Callable[[int], Place]

    def place(self, pointer: Pointer, *, key: bool = False) -> Place:
        """Where the value at ``pointer`` (or its key) is; of one that is missing, the nearest one above it."""
        start, offset = 0, 0
        for depth in range(len(pointer)):
            parent = pointer[:depth]
            child = next(
                (
                    child
                    for child in children(self.text, start, parent)
                    if child.pointer[-1] == pointer[depth]
                ),
                None,
            )
            if child is None:
                break
            start, offset = child.start, child.key if key else child.start
        return self.place_at(offset)


@frozen(eq=False)
class WrittenObject:
    """An object of one of the lists: what was ``written`` of it, where that is in the document, and its position.

    The position is that in the list of its file, infinite where the document has none.
    """

    kind: str
    id: str
    written: dict[str, Value]
    pointer: Pointer
    position: float

    @property
    def path(self) -> str:
        """The file that it is written in, when it is new."""
        department, _, own_id = self.id.rpartition("/")
        return BY_NAME[self.kind].pattern.format(department=department or own_id, id=own_id)

    @property
    def label(self) -> str:
        """What messages call it."""
        return f'{self.kind} "{self.id}"'


def check_form(tracker: KeyTracker, root: TrackedMap) -> None:
    """Note a problem where the document does not have the form of this version."""
    version = root.read("servicebook")
    if version is None:
        message = 'there is no "servicebook": this is not what servicebook export json writes'
        tracker.problems.append(error("missing-key", root.place(), message, _REWRITE))
    elif version != VERSION:
        message = f'the document has version "{version}"; this program reads version "{VERSION}"'
        place = root.place("servicebook")
        tracker.problems.append(error("bad-value", place, message, f"{_REWRITE}, or update this program"))
    else:
        for key in schema()["required"]:
            if key not in root.value:
                tracker.problems.append(error("missing-key", root.place(), f'there is no "{key}"', _REWRITE))
        for key, (key_type, expected) in _TYPES.items():
            if not isinstance(root.value.get(key, key_type()), key_type):
                tracker.add_wrong_type(root.source, (key,), f'"{key}"', expected)
        _check_day(tracker, root)


def _check_day(tracker: KeyTracker, root: TrackedMap) -> None:
    day = root.read("as_of")
    try:
        date.fromisoformat(str(day))
    except ValueError:
        hint = "write year-month-day, like 2026-09-01"
        tracker.problems.append(error("bad-date", root.place("as_of"), f'"{day}" is not a day', hint))


def read_objects(tracker: KeyTracker, root: TrackedMap) -> Iterator[WrittenObject]:
    """The objects of all lists; those that cannot be understood are problems."""
    first_entries: dict[tuple[str, str], TrackedMap] = {}
    for name, kind in LISTS.items():
        for entry in read_list(tracker, root, name):
            qualified_id, written = entry.read("id"), entry.read("written")
            for key in _DERIVED:
                entry.read(key)
            position = entry.read("position") if kind == "faq" else None
            if not isinstance(qualified_id, str) or not _is_qualified_id(kind, qualified_id):
                tracker.problems.append(id_problem(entry, kind, qualified_id))
            elif not isinstance(written, dict):
                subject = f'"written" of "{qualified_id}"'
                tracker.add_wrong_type(entry.source, (*entry.pointer, "written"), subject, "an object")
            elif (first := first_entries.setdefault((kind, qualified_id), entry)) is not entry:
                message = f'the {kind} "{qualified_id}" is given twice'
                other = Related(first.place("id"), "the other one")
                tracker.problems.append(
                    error("duplicate-id", entry.place("id"), message, "remove one", (other,))
                )
            else:
                order = position if isinstance(position, int) else float("inf")
                yield WrittenObject(kind, qualified_id, written, (*entry.pointer, "written"), order)


def read_list(tracker: KeyTracker, root: TrackedMap, name: str) -> Iterator[TrackedMap]:
    """The maps of a list; anything else in it is a problem."""
    items: Any = root.read(name) or []
    for index, item in enumerate(items):
        if isinstance(item, dict):
            yield tracker.track(root.source, (name, index), item)
        else:
            tracker.add_wrong_type(root.source, (name, index), f'entry {index + 1} of "{name}"', "an object")


_ID_LENGTHS: Mapping[str, tuple[int, ...]] = {
    **dict.fromkeys(("service", "role", "remark", "meeting", "health"), (2,)),
    "faq": (2, 3),
}
"""How many own ids the qualified id of a kind has; one, where it is not listed."""


def _is_qualified_id(kind: str, qualified_id: str) -> bool:
    own_ids = qualified_id.split("/")
    return len(own_ids) in _ID_LENGTHS.get(kind, (1,)) and all(map(is_id, own_ids))


def id_problem(entry: TrackedMap, kind: str, qualified_id: Value) -> Problem:
    """The problem of an object whose id is missing or faulty."""
    if qualified_id is None:
        return error("missing-key", entry.place(), f'a {kind} has no "id"', 'add "id" and its id')
    problem = bad_id(str(qualified_id), entry.place("id"))
    if kind in _ID_LENGTHS:
        message = f'"{qualified_id}" is not the id of a {kind}'
        hint = f"write department/{kind}, each of lower-case letters, digits and single hyphens"
        problem = replace(problem, message=message, hint=hint)
    return problem


@frozen
class CopiedValue:
    """A value of a file that comes from the document: its pointer in the file, in the document, and its label."""

    in_file: Pointer
    in_source: Pointer
    label: str


class LazyProvenance(Mapping[str, Sequence[Provenance]]):
    """Where the values of each file come from; found out when asked, since only files with problems are."""

    def __init__(self, source: JsonDocument, copied: Mapping[str, list[CopiedValue]]) -> None:
        self._source, self._copied = source, copied

    def __getitem__(self, path: str) -> Sequence[Provenance]:
        return [origin for value in self._copied[path] for origin in self._provenance(value)]

    def __contains__(self, path: object) -> bool:
        return path in self._copied

    def __iter__(self) -> Iterator[str]:
        return iter(self._copied)

    def __len__(self) -> int:
        return len(self._copied)

    @cached_property
    def _offsets(self) -> Mapping[Pointer, int]:
        """Where everything begins that has a pointer of up to three steps: as deep as copied values are."""
        text = self._source.text
        offsets: dict[Pointer, int] = {(): 0}
        for top in children(text):
            offsets[top.pointer] = top.start
            for entry in children(text, top.start, top.pointer):
                offsets[entry.pointer] = entry.start
                for part in children(text, entry.start, entry.pointer):
                    offsets[part.pointer] = part.start
        return offsets

    def _provenance(self, copied: CopiedValue) -> Iterator[Provenance]:
        """The place of a copied value, and of all that is in it."""
        start, depth = self._offsets[copied.in_source], len(copied.in_source)
        yield Provenance(copied.in_file, self._source.place_at(start), copied.label)
        for part in parts(self._source.text, start, copied.in_source):
            pointer = (*copied.in_file, *part.pointer[depth:])
            yield Provenance(pointer, self._source.place_at(part.key), copied.label)
