"""A catalog in which few files say something else, made of the one before instead of all documents."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from servicebook.documents.document import Document
from servicebook.model.agreement import agreement_from
from servicebook.model.catalog import Catalog
from servicebook.model.department import department_from
from servicebook.model.faq import faqs_from
from servicebook.model.journey import journey_from
from servicebook.model.lookups import lookups_beside
from servicebook.model.made_objects import MadeObjects
from servicebook.model.news import notice_from
from servicebook.model.role import people_from, roles_from
from servicebook.model.service import service_from

Exchanged = Sequence[tuple[Document, Document]]
"""Pairs of files of the same path: what it said, and what it says now."""

_ONE_EACH: Mapping[str, tuple[str, Callable[[Document], Any]]] = {
    "department": ("departments", department_from),
    "service": ("services", service_from),
    "agreement": ("agreements", agreement_from),
    "journey": ("journeys", journey_from),
    "notice": ("notices", notice_from),
}
_SEVERAL_EACH: Mapping[str, tuple[str, Callable[[Document], Iterable[Any]]]] = {
    "role": ("roles", roles_from),
    "person": ("people", people_from),
    "faq": ("faqs", faqs_from),
}


def with_exchanged(
    before: Catalog,
    files: Exchanged,
    made: MadeObjects,
    *,
    mentioned: frozenset[tuple[str | None, str]],
) -> Catalog | None:
    """The catalog that :func:`~servicebook.model.from_documents.catalog_from` makes where only ``files`` are others.

    No file may have an error. None where their objects have other ids, or are found below other keys than before, or
    where that is not known of their kind: then all is to be made anew.
    """
    objects: dict[str, dict[str, Any]] = {}

    def exchange(name: str, old: Iterable[Any], new: Iterable[Any]) -> bool:
        then, now = list(old), list(new)
        if [one.id for one in then] != [one.id for one in now]:
            return False
        known = objects.setdefault(name, dict(getattr(before, name)))
        known.update((one.id, one) for one in now)
        return True

    for old, new in files:
        kind = old.location.kind.name
        if kind in _ONE_EACH:
            name, make = _ONE_EACH[kind]
            then, now = made.of(old, make), made.of(new, make)
            made.forget(old, make)
            if not exchange(name, [then], [now]):
                return None
            if kind == "service" and not exchange("faqs", then.faqs, now.faqs):
                return None
        elif kind in _SEVERAL_EACH:
            name, make_all = _SEVERAL_EACH[kind]
            several = made.several_of(old, make_all), made.several_of(new, make_all)
            made.forget(old, make_all)
            if not exchange(name, *several):
                return None
        else:
            return None
    index = lookups_beside(before.index, {name: getattr(before, name) for name in objects}, objects)
    if index is None:
        return None
    exchanged: dict[str, Any] = {**objects, "index": index, "mentioned": mentioned}
    return replace(before, **exchanged)
