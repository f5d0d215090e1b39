"""An object under another id: what else gets another id then, where all of it is mentioned, and the new texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, TypeAlias

from servicebook.documents.document import Document
from servicebook.documents.kinds import BY_NAME
from servicebook.documents.markdown_links import retargeted
from servicebook.documents.references import objects_of, references_of, resolve
from servicebook.source.yaml_insert import appended
from servicebook.source.yaml_reader import Pointer
from servicebook.source.yaml_replace import Replacement, replaced

RENAMED = ("service", "department", "role", "person")
"""The kinds whose objects can be renamed."""

NewIds: TypeAlias = Mapping[tuple[str, str], str]
"""The new qualified id of everything that gets one, by kind and old qualified id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Renamed:
    """A document's new text, and in how many places it differs."""

    text: str
    places: int


def new_ids(documents: Iterable[Document], kind: str, old: str, new: str) -> NewIds:
    """The object's own new id, and those of what belongs to it: a department's services and roles, and questions."""
    ids = {}
    for document in documents:
        for part, qualified_id, _, _ in objects_of(document):
            if part == kind and qualified_id == old:
                ids[part, qualified_id] = new
            elif qualified_id.startswith(f"{old}/") and part in _PARTS.get(kind, ()):
                ids[part, qualified_id] = new + qualified_id.removeprefix(old)
    return ids


_PARTS = {"department": ("service", "role", "faq"), "service": ("faq",)}


def place_of(kind: str, qualified_id: str) -> str | None:
    """The folder of a department, the file of a service: what has its id for a name; None for other kinds."""
    if kind == "department":
        return BY_NAME[kind].pattern.rpartition("/")[0].format(department=qualified_id)
    if kind == "service":
        department, _, own = qualified_id.partition("/")
        return BY_NAME[kind].pattern.format(department=department, id=own)
    return None


def moved(path: str, old: str | None, new: str | None) -> str:
    """The path of a file, or a pattern of paths, once ``old`` has become ``new``."""
    if old is not None and new is not None and (path == old or path.startswith(f"{old}/")):
        return new + path.removeprefix(old)
    return path


def renamed(document: Document, ids: NewIds, old_place: str | None, new_place: str | None) -> Renamed | None:
    """The document's new text; None where nothing in it changes.

    Raises :class:`~servicebook.source.yaml_parts.CannotEditError` where it cannot be changed without changing more.
    """
    text, places = document.text, 0
    replacements = [*_mentions(document, ids), *_paths(document, old_place, new_place)]
    for kind, qualified_id, pointer, value in objects_of(document):
        if (kind, qualified_id) not in ids or not isinstance(value, dict):
            continue
        new = ids[kind, qualified_id]
        if BY_NAME[kind].holds == "map" and (own := new.rpartition("/")[2]) != pointer[-1]:
            replacements.append(Replacement(pointer=pointer, old=str(pointer[-1]), new=own, key=True))
        if kind == "faq":
            continue  # a question has no former ids
        former: Any = value.get("former_ids", [])
        if new in former:
            # it gets an id back that it had before: the two change places
            back = (*pointer, "former_ids", former.index(new))
            replacements.append(Replacement(pointer=back, old=new, new=qualified_id))
        else:
            text, places = appended(text, (*pointer, "former_ids"), qualified_id), places + 1
    if replacements:
        text = replaced(text, replacements)
    places += len(replacements)
    return Renamed(text=text, places=places) if places else None


def _mentions(document: Document, ids: NewIds) -> Iterator[Replacement]:
    """Every reference to something with a new id."""
    in_markdown: set[Pointer] = set()
    for reference in references_of(document):
        kind, qualified_id = resolve(reference)
        if kind is None or (kind, qualified_id) not in ids:
            continue
        if reference.in_markdown:
            in_markdown.add(reference.pointer)
            continue
        new = reference.text.removesuffix(qualified_id) + ids[kind, qualified_id]
        yield Replacement(pointer=reference.pointer, old=reference.text, new=new)

    def new_of(address: str) -> str | None:
        kind, _, qualified_id = address.partition(":")
        new = ids.get((kind, qualified_id))
        return new and f"{kind}:{new}"

    for pointer in sorted(in_markdown, key=str):
        for start, old, new in retargeted(document.value_at(pointer), new_of):
            yield Replacement(pointer=pointer, start=start, old=old, new=new)


def _paths(document: Document, old: str | None, new: str | None) -> Iterator[Replacement]:
    """The paths for which findings are waived, where these are of what moves."""
    value: Any = document.value
    if document.location.kind.name == "rules":
        for index, waiver in enumerate(value.get("waivers", ())):
            path = waiver["path"]
            if (now := moved(path, old, new)) != path:
                yield Replacement(pointer=("waivers", index, "path"), old=path, new=now)


def relinked(text: str, path: str, pages: Mapping[str, str]) -> Renamed | None:
    """A hand-written page with its links to moved pages corrected; None where it has none of them.

    ``path`` is the page's own, and ``pages`` the old and the new folders of pages, below the same folder.
    """

    def new_of(address: str) -> str | None:
        within = address
        folder = PurePosixPath(path).parent
        while within.startswith(("../", "./")):
            folder = folder.parent if within.startswith("../") else folder
            within = within.partition("/")[2]
        target = (folder / within).as_posix()
        for old, new in pages.items():
            if folder == PurePosixPath() and target.startswith(old):
                return address.removesuffix(within) + new + within.removeprefix(old)
        return None

    changes = list(retargeted(text, new_of))
    # from the end on, so that the places of those before stay right
    for start, old, new in reversed(changes):
        text = text[:start] + new + text[start + len(old) :]
    return Renamed(text=text, places=len(changes)) if changes else None
