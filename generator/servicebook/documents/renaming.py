"""An object under another id: what else gets another id then, where all of it is mentioned, and the new texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any, TypeAlias

from servicebook.documents.document import Document
from servicebook.documents.examples import is_example
from servicebook.documents.kinds import BY_NAME, ROTA, kind_of_file
from servicebook.documents.markdown_links import retargeted
from servicebook.documents.references import objects_of, references_of, resolve
from servicebook.frozen import frozen
from servicebook.source.yaml_insert import appended
from servicebook.source.yaml_reader import Pointer
from servicebook.source.yaml_replace import Replacement, replaced

RENAMED = (
    *("service", "department", "role", "person", "agreement", "journey", "notice"),
    *("calendar", "priority", "audience", "topic", "site", "principle"),
)
"""The kinds whose objects can be renamed."""

_PUBLISHED = frozenset({"service", "department", "role", "person", "agreement", "journey"})
"""Those with a page of their own: it has had an address, by which it is still found, so they keep former ids."""

NewIds: TypeAlias = Mapping[tuple[str, str], str]
"""The new qualified id of everything that gets one, by kind and old qualified id."""


@frozen(kw_only=True)
class Renamed:
    """A document's new text, and in how many places it differs."""

    text: str
    places: int


def new_ids(documents: Iterable[Document], renamings: NewIds) -> NewIds:
    """The new ids of the objects themselves and of what is theirs: a department's services, roles and questions."""
    ids = {}
    for document in documents:
        for kind, qualified_id, _, _ in objects_of(document):
            if new := _new_id(kind, qualified_id, renamings):
                ids[kind, qualified_id] = new
    return ids


def _new_id(kind: str, qualified_id: str, renamings: NewIds) -> str | None:
    if own := renamings.get((kind, qualified_id)):
        return own
    steps = qualified_id.split("/")
    for count in range(len(steps) - 1, 0, -1):
        above = "/".join(steps[:count])
        for outer, parts in _PARTS.items():
            if kind in parts and (new := renamings.get((outer, above))):
                return new + qualified_id.removeprefix(above)
    return None


_PARTS = {"department": ("service", "role", "faq"), "service": ("faq",)}


def place_of(kind: str, qualified_id: str) -> str | None:
    """The folder of a department, the file of a service: what has its id for a name; None for what shares a file."""
    if kind == "department":
        return BY_NAME[kind].pattern.rpartition("/")[0].format(department=qualified_id)
    pattern = kind_of_file(kind).pattern
    if "{id}" not in pattern:
        return None
    department, _, own = qualified_id.rpartition("/")
    return pattern.format(department=department, id=own)


def place_elsewhere(kind: str, qualified_id: str) -> str | None:
    """What else has its id for a name: the folder of a department's results, the rota of a role; else None."""
    if kind == "role":
        department, _, own = qualified_id.partition("/")
        return ROTA.pattern.format(department=department, id=own)
    if kind != "department":
        return None
    return BY_NAME["results"].pattern.rpartition("/")[0].format(department=qualified_id)


Places: TypeAlias = Sequence[tuple[str, str]]
"""Files or folders with the place where they go."""


def moved(path: str, places: Places) -> str:
    """The path of a file, or a pattern of paths, once everything has gone to its new place."""
    for old, new in places:
        if path == old or path.startswith(f"{old}/"):
            return new + path.removeprefix(old)
    return path


def renamed(document: Document, ids: NewIds, places: Places) -> Renamed | None:
    """The document's new text; None where nothing in it changes.

    Raises :class:`~servicebook.source.yaml_parts.CannotEditError` where it cannot be changed without changing more.
    """
    text, count = document.text, 0
    replacements = [*_mentions(document, ids), *_paths(document, places)]
    for kind, qualified_id, pointer, value in objects_of(document):
        if (kind, qualified_id) not in ids or not isinstance(value, dict):
            continue
        new = ids[kind, qualified_id]
        key = pointer[-1] if pointer else None
        if isinstance(key, str) and (own := new.rpartition("/")[2]) != key:
            replacements.append(Replacement(pointer=pointer, old=key, new=own, key=True))
        if kind not in _PUBLISHED or is_example(value):
            continue  # an example was never published
        former: Any = value.get("former_ids", [])
        if new in former:
            # it gets an id back that it had before: the two change places
            back = (*pointer, "former_ids", former.index(new))
            replacements.append(Replacement(pointer=back, old=new, new=qualified_id))
        else:
            text, count = appended(text, (*pointer, "former_ids"), qualified_id), count + 1
    if replacements:
        text = replaced(text, replacements)
    count += len(replacements)
    return Renamed(text=text, places=count) if count else None


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
        yield Replacement(pointer=reference.pointer, old=reference.text, new=new, key=reference.is_key)

    def new_of(address: str) -> str | None:
        kind, _, qualified_id = address.partition(":")
        new = ids.get((kind, qualified_id))
        return new and f"{kind}:{new}"

    for pointer in sorted(in_markdown, key=str):
        for start, old, new in retargeted(document.value_at(pointer), new_of):
            yield Replacement(pointer=pointer, start=start, old=old, new=new)


def _paths(document: Document, places: Places) -> Iterator[Replacement]:
    """The paths for which findings are waived, where these are of what moves."""
    value: Any = document.value
    if document.location.kind.name == "rules":
        for index, waiver in enumerate(value.get("waivers", ())):
            path = waiver["path"]
            if (now := moved(path, places)) != path:
                yield Replacement(pointer=("waivers", index, "path"), old=path, new=now)


def relinked(text: str, path: str, pages: Mapping[str, str]) -> Renamed | None:
    """A hand-written page with its links to moved pages corrected; None where it has none of them.

    Parameters are those of :func:`links_to_pages`.
    """
    changes = links_to_pages(text, path, pages)
    # from the end on, so that the places of those before stay right
    for start, old, new in reversed(changes):
        text = text[:start] + new + text[start + len(old) :]
    return Renamed(text=text, places=len(changes)) if changes else None


def links_to_pages(text: str, path: str, pages: Mapping[str, str]) -> list[tuple[int, str, str]]:
    """Where a hand-written page links to pages, in order: where an address begins, the address, and the new one.

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

    return list(retargeted(text, new_of))
