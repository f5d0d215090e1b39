"""What a problem is, whatever its line: it stays the same when something else is written above it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import yaml

from servicebook.documents.document import Document
from servicebook.documents.kinds import Location, location_of
from servicebook.frozen import frozen
from servicebook.problems import READING, Place, Problem
from servicebook.source.catalog_tree import read_text
from servicebook.source.lines import LINE_BREAK
from servicebook.source.tree import Tree
from servicebook.source.yaml_positions import pointer_at
from servicebook.source.yaml_reader import Pointer

_POSITION = re.compile(r"\[\d+\]")
"""A position in a list, as messages write it: ``targets[1].within``."""
_LINE = re.compile(r"\b(lines?) \d+(?:(?:, | and |–)\d+)*")
"""The lines that a message names: they are others as soon as something is written above."""


@frozen
class Identity:
    """What a problem is.

    ``id`` is the whole id of the object that it is about, whose kind is ``kind``; where a file has no objects with ids,
    its path, and ``kind`` is empty. ``keys`` lead from there to the value, without the positions in lists, which change
    as lines do. The message has the values that are wrong, without such positions.
    """

    code: str
    kind: str
    id: str
    keys: tuple[str, ...]
    message: str


@frozen
class Identified:
    """A problem with what it is; ``line`` is the text of its line, by which those that are the same are told apart."""

    problem: Problem
    identity: Identity
    line: str


def identified(tree: Tree, problems: Iterable[Problem]) -> Iterator[Identified]:
    """The problems of a tree, each with what it is."""
    listed = list(problems)
    files = {problem.place.path for problem in listed if location_of(problem.place.path)}
    unreadable = {problem.place.path for problem in listed if problem.code in READING}
    read = tree.preloaded(sorted(files))
    texts = {path: text for path in files if isinstance(text := read_text(read, path), str)}
    lines = {path: LINE_BREAK.split(text) for path, text in texts.items()}
    for problem in listed:
        place = problem.place
        if problem.times > 1:  # how many are not listed, and where the first of them is, says nothing
            yield Identified(problem, Identity(problem.code, "", place.path, (), ""), "")
            continue
        is_parsed = place.path in texts and place.path not in unreadable
        pointer = _pointer(texts[place.path], place) if is_parsed else ()
        kind, qualified_id, keys = _subject(place.path, pointer)
        identity = Identity(problem.code, kind, qualified_id, keys, without_positions(problem.message))
        line = lines.get(place.path, [])[place.line - 1 : place.line]
        yield Identified(problem, identity, line[0].strip() if line else "")


def without_positions(message: str) -> str:
    """A message that stays the same when something is put before an entry of a list, or above a line."""
    return _LINE.sub(r"\1", _POSITION.sub("[]", message))


def subject_of(document: Document, place: Place) -> str:
    """The id of what a place in a valid document is about; the document's path where nothing there has an id."""
    return _subject(document.path, _pointer(document.text, place))[1]


def _pointer(text: str, place: Place) -> Pointer:
    location = location_of(place.path)
    if location and location.qualified_id is not None and (place.line, place.column) == (1, 1):
        return ()  # the whole file is meant, whose first line may be a key or a comment
    try:
        return pointer_at(text, place)
    except yaml.YAMLError:
        return ()  # read by now, a file may have changed since it was checked


def _subject(path: str, pointer: Pointer) -> tuple[str, str, tuple[str, ...]]:
    """The kind and id of what a place is about, or no kind and the path; and the keys that lead on from there."""
    keys = tuple(step for step in pointer if isinstance(step, str))
    location = location_of(path)
    if location is None:
        return "", path, keys
    if location.qualified_id is not None:
        return location.kind.name, location.qualified_id, keys
    if location.kind.holds == "map" and keys:
        return location.kind.name, _within(location, keys[0]), keys[1:]
    return "", path, keys


def _within(location: Location, own_id: str) -> str:
    return f"{location.department}/{own_id}" if location.department else own_id
