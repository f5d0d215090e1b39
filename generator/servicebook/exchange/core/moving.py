"""Objects under other ids: their files, their entries in files, and every reference to them."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace
from typing import Any, NamedTuple

from servicebook.documents.document import Document, value_of
from servicebook.documents.kinds import BY_NAME, location_of
from servicebook.documents.renaming import (
    NewIds,
    Places,
    moved,
    new_ids,
    place_elsewhere,
    place_of,
    renamed,
)
from servicebook.documents.schema_comment import schema_line
from servicebook.frozen import frozen
from servicebook.problems import Place, Problem, error
from servicebook.source.yaml_insert import inserted
from servicebook.source.yaml_parts import CannotEditError
from servicebook.source.yaml_positions import locate
from servicebook.source.yaml_reader import Value, parse
from servicebook.source.yaml_rewrite import rewritten
from servicebook.source.yaml_writer import write


class Move(NamedTuple):
    """An object under another qualified id: ``old`` is what the catalog calls it, ``new`` the source."""

    kind: str
    old: str
    new: str


@frozen(kw_only=True)
class MovedDocuments:
    """The documents of a catalog once objects have moved.

    ``moves`` say of which; ``files`` are those that go elsewhere, the new path by the old one. ``texts`` are the
    documents that say something else now, by new path; each moved object names its former id. There are ``problems``
    for files that cannot be changed without losing something else in them.
    """

    documents: tuple[Document, ...]
    moves: tuple[Move, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def moved_documents(documents: Sequence[Document], moves: Iterable[Move]) -> MovedDocuments:
    """The documents with the objects in their new places, and with all that mentions them. Pure."""
    moves = tuple(sorted(moves))
    if not moves:
        return MovedDocuments(documents=tuple(documents))
    ids = new_ids(documents, {(move.kind, move.old): move.new for move in moves})
    places = [
        (old, new)
        for move in moves
        for place in (place_of, place_elsewhere)
        if (old := place(move.kind, move.old)) and (new := place(move.kind, move.new))
    ]
    files = {
        document.path: path
        for document in documents
        if (path := moved(document.path, places)) != document.path
    }
    by_path, texts, problems = _all_renamed(documents, ids, places, files)
    for move in moves:
        if BY_NAME[move.kind].holds == "map":
            try:
                texts |= _with_entry_moved(by_path, move)
            except CannotEditError as fault:
                problems.append(_not_editable(_path(move.kind, move.old), fault))
    if problems:
        return MovedDocuments(documents=tuple(documents), problems=tuple(problems))
    return MovedDocuments(documents=tuple(by_path.values()), moves=moves, files=files, texts=texts)


def _all_renamed(
    documents: Iterable[Document], ids: NewIds, places: Places, files: Mapping[str, str]
) -> tuple[dict[str, Document], dict[str, str], list[Problem]]:
    """The documents with the new ids in them, by new path; the texts that differ; and those that cannot be changed."""
    problems: list[Problem] = []
    by_path: dict[str, Document] = {}
    texts: dict[str, str] = {}
    for document in documents:
        path = files.get(document.path, document.path)
        try:
            after = renamed(document, ids, places)
        except CannotEditError as fault:
            problems.append(_not_editable(document.path, fault))
            continue
        if after:
            texts[path] = after.text
        if after or path != document.path:
            document = _document(path, after.text if after else document.text)
        by_path[path] = document
    return by_path, texts, problems


def _with_entry_moved(by_path: dict[str, Document], move: Move) -> dict[str, str]:
    """The two files of a role that moves, of which ``by_path`` has the new documents then."""
    source, target = _path(move.kind, move.old), _path(move.kind, move.new)
    own_id = move.new.rpartition("/")[2]  # its key has been renamed already, where that differs
    document = by_path.get(source)
    if document is None:
        return {}  # it went along with its department
    value: Any = document.value
    if source == target or own_id not in value:
        return {}
    lines = _lines_of(document, own_id)
    remaining = rewritten(document.text, {key: item for key, item in value.items() if key != own_id}, value)
    known = by_path.get(target)
    before = known.text if known else f"{schema_line(target)}\n{{}}\n"
    if known and known.value:
        arrived = inserted(before, (), own_id, value[own_id], lines)
    else:
        start = before.replace("{}", "").rstrip() + "\n"
        arrived = start + "\n".join([f"{own_id}:", *(f"  {line}" if line else "" for line in lines), ""])
    texts = {source: remaining, target: arrived}
    by_path.update({path: _document(path, text) for path, text in texts.items()})
    return texts


def _lines_of(document: Document, key: str) -> list[str]:
    """How an entry of a map is written, comments within it included; between brackets, and on one line, anew."""
    value: Any = document.value
    keys = list(value)
    start = locate(document.text, document.path, (key,), key=True)
    lines = document.text.splitlines()
    following = keys[keys.index(key) + 1 :]
    end = (
        locate(document.text, document.path, (following[0],), key=True).line - 1 if following else len(lines)
    )
    block = lines[start.line : end]
    while block and (not block[-1].strip() or block[-1].startswith("#")):
        block.pop()  # a comment at the margin is about what comes next
    written = textwrap.dedent("\n".join(block)).splitlines()
    if block and parse("\n".join([*written, ""]), "").value == value[key]:
        return written
    return write(value[key]).splitlines()


def _path(kind: str, qualified_id: str) -> str:
    return BY_NAME[kind].pattern.format(department=qualified_id.partition("/")[0])


def _document(path: str, text: str) -> Document:
    location = location_of(path)
    assert location is not None  # it is where files of its kind are
    value: Value = value_of(text, path).value
    return Document(path=path, location=location, text=text, value=value)


def _not_editable(path: str, fault: CannotEditError) -> Problem:
    return error("bad-value", Place(path), str(fault), "change it by hand, or write it more simply")


def with_texts(documents: Iterable[Document], texts: Mapping[str, str]) -> tuple[Document, ...]:
    """The documents as they will be: with other texts, and with those that are new; other files are no documents."""
    after = {
        document.path: replace(
            document,
            text=texts[document.path],
            value=parse(texts[document.path], document.path).value,
        )
        if document.path in texts
        else document
        for document in documents
    }
    for path, text in texts.items():
        if path not in after and location_of(path):
            after[path] = _document(path, text)
    return tuple(after.values())
