"""What may leave the catalog: people who left, and where names are not shown everybody, stay out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from servicebook.documents.document import Document, Origin
from servicebook.model.catalog import Catalog
from servicebook.model.role import Person

_LINK = re.compile(r"\[([^\]]*)\]\(\s*<?person:([^\s<>()]+)[^()]*\)")
_DEFINITION = re.compile(r"^ {0,3}\[[^\]]+\]:\s*<?person:([^\s<>]+).*\n?", re.MULTILINE)


def people(catalog: Catalog) -> Iterator[Person]:
    """Those whose names may be shown and who have not left, in the order of ids."""
    return (person for person in catalog.people.values() if catalog.shown(person.id))


def written(catalog: Catalog, origin: Origin) -> Any:
    """An object as it was written, its links to people who are not shown without the link."""
    value = origin.document.value_at(origin.pointer)
    return unlinked(catalog, value) if _links_to_people(origin.document) else value


@lru_cache(maxsize=8)
def _links_to_people(document: Document) -> bool:
    """Whether a file may hold such links; asked for each of its objects, of which there may be thousands."""
    return "person:" in document.text


def holders(catalog: Catalog, listed: Sequence[Any]) -> list[Any]:
    """The holders or deputies of a role as they were written, without those who are not shown."""
    return [one for one in listed if catalog.shown(one if isinstance(one, str) else one["person"])]


def unlinked(catalog: Catalog, value: Any) -> Any:
    """A value with its links to people who are not shown without the link."""
    if isinstance(value, dict):
        return {key: unlinked(catalog, item) for key, item in value.items()}
    if isinstance(value, list):
        return [unlinked(catalog, item) for item in value]
    if not isinstance(value, str) or "person:" not in value:
        return value

    def link(found: re.Match[str]) -> str:
        return found[0] if catalog.shown(found[2]) else found[1]

    def definition(found: re.Match[str]) -> str:
        return found[0] if catalog.shown(found[1]) else ""

    return _DEFINITION.sub(definition, _LINK.sub(link, value))
