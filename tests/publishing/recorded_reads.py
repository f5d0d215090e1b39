"""Which fields of which services pages are made from, recorded while they are made.

Services come from everywhere: mappings, lookups, tables, arguments. So it is their fields that tell when they are read.
What :meth:`Catalog.once` and :meth:`Catalog.derive` keep is kept with what it was made from, and whoever asks for it
later depends on that as well.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields, replace
from typing import Any, TypeVar

from servicebook.loading import LoadedCatalog
from servicebook.model.catalog import Catalog
from servicebook.model.lookups import Lookups
from servicebook.model.service import Service
from servicebook.pages import MAKERS
from servicebook.pages.rendering.context import MAX_ROWS, RenderContext, render_context
from servicebook.pages.rendering.page import Page
from servicebook.publishing.page_files import facts_of, framed_body
from servicebook.publishing.publication import Publication

T = TypeVar("T")
Read = tuple[str, str]
"""Whose field was read, and which: the id of a service, or empty for what is worked out of all when they are loaded."""

FIELDS = {field.name: field.name for field in fields(Service) if field.name not in ("id", "department")}
"""All but what follows from the path of a service."""
_LOADED: Mapping[type, Mapping[str, str]] = {
    Service: FIELDS,
    RenderContext: {"problems": "findings", "waived": "findings"},
    Catalog: {
        "faqs": "faqs",
        **dict.fromkeys(("mentioned", "faulty_kinds", "incomplete_kinds", "faulty_files"), "findings"),
    },
    Lookups: {"faqs_of": "faqs"},
}
"""The fields that tell when they are read, and of what that is reading."""


class Reads:
    """What is read of services in this process while :meth:`recording`."""

    def __init__(self) -> None:
        self._now: list[set[Read]] = [set()]
        self._tables: defaultdict[Any, dict[Hashable, tuple[Any, set[Read]]]] = defaultdict(dict)
        self._catalogs: dict[int, Catalog] = {}

    def of(self, make: Callable[[], T]) -> tuple[T, set[Read]]:
        """What is made, and what was read for it."""
        now = self._now
        outer, now[0] = now[0], set()
        try:
            return make(), now[0]
        finally:
            now[0] = outer

    @contextmanager
    def recording(self) -> Iterator[None]:
        """Record what is read within the block; what was kept before is made again."""
        slots: list[tuple[type, str, Any]] = []

        def put(owner: type, name: str, value: Any) -> None:
            slots.append((owner, name, owner.__dict__[name]))
            setattr(owner, name, value)

        try:
            for owner, names in _LOADED.items():
                for name, told in names.items():
                    put(owner, name, self._telling(owner.__dict__[name], told))
            put(Catalog, "once", lambda catalog, make, key, *args: self._kept(catalog, make, key, *args))
            put(Catalog, "derive", lambda catalog, make: self._kept(catalog, make, None))
            yield
        finally:
            for owner, name, value in reversed(slots):
                setattr(owner, name, value)

    def _telling(self, slot: Any, told: str) -> property:
        read, now = slot.__get__, self._now

        def field(one: Any) -> Any:
            now[0].add((one.id if isinstance(one, Service) else "", told))
            return read(one)

        return property(field, slot.__set__)

    def _kept(self, catalog: Catalog, make: Callable[..., Any], key: Hashable, *args: Any) -> Any:
        self._catalogs[id(catalog)] = catalog  # so that no other one gets its place in memory
        table = self._tables[id(catalog), make]
        if key not in table:
            table[key] = self.of(lambda: make(catalog, *args))
        made, read = table[key]
        self._now[0] |= read
        return made


def reads_of_pages(loaded: LoadedCatalog, max_rows: int = MAX_ROWS) -> dict[str, set[str]]:
    """By field, the templates of the pages that show it of other services than the one that they are about."""
    reads = Reads()
    found: defaultdict[str, set[str]] = defaultdict(set)
    with reads.recording():
        context = replace(render_context(loaded, address="https://example.org/"), max_rows=max_rows)
        publication = Publication(context=context)

        def note(read: set[Read], page: Page | None, templates: set[str]) -> None:
            for whose, field in read:
                if page is None or page.about != ("service", whose):
                    found[field] |= templates

        for make in MAKERS:
            listing = make(publication.context)
            listed: list[tuple[Page, set[Read]]] = []
            while True:
                page, read = reads.of(lambda listing=listing: next(listing, None))  # type: ignore[misc]
                if page is None:
                    break
                listed.append((page, read))
            templates = {page.template for page, _ in listed}
            note(read, None, templates)
            for page, read in listed:
                note(read, page, templates)  # what is listed later may follow from it
                _, read = reads.of(
                    lambda page=page: (framed_body(page, publication), facts_of(page, publication))  # type: ignore[misc]
                )
                note(read, page, {page.template})
    return found
