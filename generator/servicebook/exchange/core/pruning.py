"""What the source no longer has, marked as past or deleted in the catalog."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from datetime import date
from typing import Any

from servicebook.documents.document import Document
from servicebook.documents.references import objects_of
from servicebook.exchange.core.file_values import FileValues
from servicebook.exchange.core.import_plan import Named
from servicebook.frozen import frozen
from servicebook.problems import Problem
from servicebook.source.yaml_reader import Pointer, Value

MARKED = ("service", "person")
"""The kinds of which an object can say itself that it is no more."""


@frozen(kw_only=True)
class Pruned:
    """The files that say something else then, by path, those that are not there any more, and what was in the way.

    ``kept`` is what could not be marked: kinds that have no word for being past.
    """

    texts: Mapping[str, str] = field(default_factory=dict)
    removed: tuple[str, ...] = ()
    kept: tuple[Named, ...] = ()
    problems: tuple[Problem, ...] = ()


def marked(documents: Sequence[Document], gone: Iterable[Named], today: date) -> Pruned:
    """Services become retired, people have left today; of other kinds nothing changes. Pure."""
    files = FileValues({document.path: document for document in documents})
    places = _places(documents)
    kept = []
    for named in gone:
        if named.kind not in MARKED:
            kept.append(named)
            continue
        path, pointer = places[named.kind, named.id]
        value = files.writable(path, {})
        if pointer:
            value[pointer[0]] = {**value[pointer[0]], "left_on": today.isoformat()}
        else:
            value["lifecycle"] = "retired"
    texts, problems = files.changed()
    return Pruned(texts=_texts(texts), kept=tuple(kept), problems=tuple(problems))


def deleted(documents: Sequence[Document], gone: Iterable[Named]) -> Pruned:
    """Files and entries are taken out; with a department all that is in its folder. Pure.

    What still refers to something deleted is found when the catalog is read again.
    """
    gone = tuple(gone)
    files = FileValues({document.path: document for document in documents})
    places = _places(documents)
    departments = {named.id for named in gone if named.kind == "department"}
    removed = {document.path for document in documents if document.location.department in departments}
    # from the end on, so that the places of the entries before stay right
    found = [places[named.kind, named.id] for named in gone]
    for path, pointer in sorted(found, key=lambda place: (place[0], _position(place[1])), reverse=True):
        if path in removed:
            continue
        if not pointer:
            removed.add(path)
            continue
        _take_out(files.writable(path, {}), pointer)
        if not files.values[path]:
            removed.add(path)
    for path in removed:
        files.values.pop(path, None)
    texts, problems = files.changed()
    return Pruned(texts=_texts(texts), removed=tuple(sorted(removed)), problems=tuple(problems))


def _places(documents: Iterable[Document]) -> dict[tuple[str, str], tuple[str, Pointer]]:
    return {
        (kind, own): (document.path, pointer)
        for document in documents
        for kind, own, pointer, _ in objects_of(document)
    }


def _position(pointer: Pointer) -> int:
    """Where an entry is in its list; of a map that does not matter."""
    return pointer[-1] if pointer and isinstance(pointer[-1], int) else 0


def _take_out(value: Any, pointer: Pointer) -> None:
    """Take an entry out of a map or list; one within a service, out of its list of questions."""
    if len(pointer) == 2:
        key, index = pointer
        value[key] = [item for number, item in enumerate(value[key]) if number != index]
        if not value[key]:
            del value[key]
    else:
        del value[pointer[0]]


def _texts(changed: Mapping[str, Value]) -> dict[str, str]:
    """What changes are texts, since every file was there before."""
    return {path: str(text) for path, text in changed.items()}
