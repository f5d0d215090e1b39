"""Valid files, read on all cores.

Nearly every file of a large catalog is valid. Reading it, checking it against its schema and finding what it refers to
needs nothing but the file, so it is done in several processes; files about which there is anything to say are left to
those who explain it.
"""

from __future__ import annotations

import marshal
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from servicebook.documents.document import Document, value_of
from servicebook.documents.kinds import Location, is_id, location_of
from servicebook.documents.mentions import Mentions, mentions_of
from servicebook.documents.semantics import check_semantics
from servicebook.documents.validators import fast_validator
from servicebook.frozen import frozen
from servicebook.processes import each_chunk
from servicebook.source.catalog_tree import read_text
from servicebook.source.tree import Tree
from servicebook.while_waiting import least

MIN_FILES = 500
"""With fewer files a second process costs more than it saves,"""
_MIN_FILES_MEANWHILE = 60
"""unless this one has something else to do."""
CHUNK = 150
"""Files that are read at once, at most."""
_CHUNKS = 16
"""In so many chunks files are shared at least, so that no process waits long for the last one of another."""
_SHORT = 100
"""Characters of a text that may well stand in several files."""


@frozen
class ValidDocument:
    """A document in which nothing is wrong by itself, and what it refers to."""

    document: Document
    mentions: Mentions


def valid_document(document: Document) -> ValidDocument:
    """A document of which it is known that nothing is wrong with it by itself."""
    return ValidDocument(document, mentions_of(document))


def bulk_load(
    tree: Tree, paths: Sequence[str], then: Callable[[Document], object] | None = None
) -> list[ValidDocument]:
    """The documents of those files that are valid, in order; none of a catalog that is small.

    ``then`` is called with each as soon as it is there, while other files are still being read.
    """
    min_files = least(MIN_FILES, _MIN_FILES_MEANWHILE)
    if len(paths) < min_files:
        return []

    def load(start: int, end: int) -> bytes:
        # marshal is several times as fast as pickle for plain values, and both ends are this very program
        found = valid_documents(tree, paths[start:end])
        return marshal.dumps([_parts(found.get(path)) for path in paths[start:end]])

    size = min(CHUNK, len(paths) // _CHUNKS + 1)
    chunks = each_chunk(load, len(paths), size=size, min_items=min_files)
    parts = (part for chunk in chunks for part in marshal.loads(chunk))
    loaded = []
    for path, part in zip(paths, parts, strict=True):
        if part is not None:
            loaded.append(one := _from_parts(path, part))
            if then:
                then(one.document)
    return loaded


def valid_documents(tree: Tree, paths: Sequence[str]) -> dict[str, ValidDocument]:
    """The documents of those files about which there is nothing to say, by path.

    Each step is taken for all of them before the next: a processor has the code of one step at hand, and not of all,
    which saves a quarter of the time.
    """
    read = [(location, _text(tree, location, path), path) for path in paths if (location := _location(path))]
    documents = [
        Document(path=path, location=location, text=text, value=parsed.value)
        for location, text, path in read
        if text is not None and not (parsed := value_of(text, path)).problems and parsed.value is not None
    ]
    fit = [one for one in documents if fast_validator(one.location.kind.schema).is_valid(one.value)]
    flawless = [one for one in fit if not any(True for _ in check_semantics(one))]
    return {one.path: valid_document(one) for one in flawless}


def _location(path: str) -> Location | None:
    """What a path says, if nothing is wrong with it."""
    location = location_of(path)
    if location is None or not all(is_id(part) for part in (location.department, location.own_id) if part):
        return None
    return location


def _text(tree: Tree, location: Location, path: str) -> str | None:
    text = read_text(tree, path, location.kind.max_bytes)
    return text if isinstance(text, str) else None


_Parts = tuple[str, Any, Mentions]
"""Text, value and mentions: what a process returns, since marshal knows plain values only."""


def _parts(valid: ValidDocument | None) -> _Parts | None:
    if valid is None:
        return None
    mentions = tuple([(kind, sys.intern(name)) for kind, name in valid.mentions])
    _share_texts(valid.document.value)
    return valid.document.text, valid.document.value, mentions


def _share_texts(value: Any) -> None:
    """Have each short text be there once in any process, in place: marshal keeps that so.

    Ids, names and answers of a list stand in very many files.
    """
    below: Iterable[tuple[Any, Any]]
    if type(value) is dict:
        below = value.items()
    elif type(value) is list:
        below = enumerate(value)
    else:
        return
    for place, one in below:
        if type(one) is str:
            if len(one) <= _SHORT:
                value[place] = sys.intern(one)
        else:
            _share_texts(one)


def _from_parts(path: str, parts: _Parts) -> ValidDocument:
    location = location_of(path)
    assert location is not None  # or it would not be valid
    text, value, mentions = parts
    return ValidDocument(Document(path=path, location=location, text=text, value=value), mentions)
