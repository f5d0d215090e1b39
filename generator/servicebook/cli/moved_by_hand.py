"""What already has its new id because somebody moved its file, or changed its key: the rest of ``rename`` is left."""

from __future__ import annotations

from collections.abc import Iterable

from servicebook.documents.document import Document
from servicebook.documents.references import Ids, references_of, resolve
from servicebook.documents.renaming import RENAMED, moved, place_of
from servicebook.source.tree import Contents
from servicebook.source.yaml_replace import Replacement, replaced

_PARTS = ("role", "service", "faq")
"""Kinds whose ids begin with that of a department."""


def contents_before(
    documents: Iterable[Document], ids: Ids, kinds: Iterable[str], old: str, new: str
) -> Contents:
    """The files as they would be had the object ``new`` still its id ``old``, by path; empty where it never had it.

    It had it if nothing has ``old`` now, something has ``new``, and what was called ``old`` is still referred to.
    Raises :class:`~servicebook.source.yaml_parts.CannotEditError` where a key cannot be changed back.
    """
    documents = tuple(documents)
    for kind in RENAMED:
        if kind not in kinds or old in ids.former.get(kind, ()) or old in ids.places.get(kind, ()):
            continue
        origin = ids.places.get(kind, {}).get(new)
        if origin is None or not _is_mentioned(documents, kind, old):
            continue
        if place_of(kind, old):
            return _moved_back(documents, kind, old, new)
        above, _, own = old.rpartition("/")
        if above == new.rpartition("/")[0]:
            back = Replacement(pointer=origin.pointer, old=str(origin.pointer[-1]), new=own, key=True)
            return {origin.path: replaced(origin.document.text, [back])}
    return {}


def _is_mentioned(documents: Iterable[Document], kind: str, old: str) -> bool:
    """Whether a document refers to an object, or to something of a department."""
    for document in documents:
        for reference in references_of(document):
            its_kind, qualified_id = resolve(reference)
            if (its_kind, qualified_id) == (kind, old):
                return True
            if kind == "department" and its_kind in _PARTS and qualified_id.partition("/")[0] == old:
                return True
    return False


def _moved_back(documents: Iterable[Document], kind: str, old: str, new: str) -> Contents:
    """The files of a folder, or the one file, at their old place."""
    there, here = place_of(kind, old), place_of(kind, new)
    assert there is not None  # what does not share a file has a place
    assert here is not None
    contents: dict[str, str | None] = {}
    for document in documents:
        if (before := moved(document.path, ((here, there),))) != document.path:
            contents[document.path] = None
            contents[before] = document.text
    return contents
