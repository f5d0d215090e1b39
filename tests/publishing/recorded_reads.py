"""Which fields of which services, and whose past, pages are made from, recorded while they are made.

Services come from everywhere: mappings, lookups, tables, arguments. So it is their fields that tell when they are read.
What :meth:`Catalog.once` and :meth:`Catalog.derive` keep is kept with what it was made from, and whoever asks for it
later depends on that as well.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, fields, replace
from typing import Any, TypeVar

from servicebook.comparing.told_history import ToldHistory
from servicebook.loading import LoadedCatalog
from servicebook.model.catalog import Catalog
from servicebook.model.lookups import Lookups
from servicebook.model.service import Service
from servicebook.model.visible_origin import VisibleOrigin
from servicebook.pages import MAKERS
from servicebook.pages.rendering.context import MAX_ROWS, RenderContext, render_context
from servicebook.pages.rendering.page import Page
from servicebook.publishing.asset_files import script_data_files
from servicebook.publishing.data_files import data_makers
from servicebook.publishing.moment_files import moment_files
from servicebook.publishing.page_files import facts_of, framed_body
from servicebook.publishing.publication import Publication
from servicebook.publishing.shown_fields import FOR_SCRIPTS, near

T = TypeVar("T")
Subject = tuple[str, str]
"""The kind and the id of an object; both empty for what is worked out of all when they are loaded."""
Read = tuple[Subject, str]
"""Whose field was read, and which."""

FIELDS = {one.name: one.name for one in fields(Service) if one.name not in ("id", "department")}
"""All but what follows from the path of a service."""
_LOADED: Mapping[type, Mapping[str, str]] = {
    Service: {name: told for name, told in FIELDS.items() if name != "origin"},
    VisibleOrigin: dict.fromkeys(("position", "written", "withheld"), "origin"),
    RenderContext: {"problems": "findings", "waived": "findings"},
    Catalog: {
        "faqs": "faqs",
        "mentioned": "mentioned",
        **dict.fromkeys(("faulty_kinds", "incomplete_kinds", "faulty_files"), "findings"),
    },
    Lookups: {"faqs_of": "faqs"},
    ToldHistory: dict.fromkeys(("since", "begins", "unread", "all", "of_department", "of_service"), "past"),
}
"""The fields that tell when they are read, and of what that is reading."""


_BY_ID = {"of_department": "department", "of_service": "service"}
"""The fields in which each object has its own, by its id, and the kind of these objects."""


@dataclass(frozen=True, slots=True)
class _Telling(Mapping[str, Any]):
    """A mapping by the ids of objects of a kind, which notes whose value is read, or that all are."""

    values_: Mapping[str, Any]
    kind: str
    note: Callable[[Subject], None]

    def __getitem__(self, key: str) -> Any:
        self.note((self.kind, key))
        return self.values_[key]

    def __iter__(self) -> Iterator[str]:
        self.note(("", ""))
        return iter(self.values_)

    def __len__(self) -> int:
        self.note(("", ""))
        return len(self.values_)


class Reads:
    """What is read of services in this process while :meth:`recording`."""

    def __init__(self, of_file: Mapping[str, Subject]) -> None:
        self._now: list[set[Read]] = [set()]
        self._tables: defaultdict[Any, dict[Hashable, tuple[Any, set[Read]]]] = defaultdict(dict)
        self._catalogs: dict[int, Catalog] = {}
        self._of_file = of_file

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

        def value(one: Any) -> Any:
            if kind := _BY_ID.get(slot.__name__):
                return _Telling(read(one), kind, lambda subject: now[0].add((subject, told)))
            if isinstance(one, VisibleOrigin):
                if whose := self._of_file.get(one.path):
                    now[0].add((whose, "faqs" if one.pointer[:1] == ("faqs",) else told))
            else:
                now[0].add((("service", one.id) if isinstance(one, Service) else ("", ""), told))
            return read(one)

        return property(value, slot.__set__)

    def _kept(self, catalog: Catalog, make: Callable[..., Any], key: Hashable, *args: Any) -> Any:
        self._catalogs[id(catalog)] = catalog  # so that no other one gets its place in memory
        table = self._tables[id(catalog), make]
        if key not in table:
            table[key] = self.of(lambda: make(catalog, *args))
        made, read = table[key]
        self._now[0] |= read
        return made


@dataclass(frozen=True, slots=True)
class Readers:
    """By field, the templates of the pages that show it of the object that they are ``about``, of others that are
    ``near`` to that, and of ``others``; and the kinds of pieces of data that show it of those they do not show whole.
    """

    about: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    near: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    others: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))


def reads_of_pages(
    loaded: LoadedCatalog, readers: Readers, history: ToldHistory | None = None, max_rows: int = MAX_ROWS
) -> None:
    """Note who reads what of a catalog."""
    services = loaded.catalog.services.values()
    reads = Reads({one.origin.path: ("service", one.id) for one in services})
    around = {("service", one.id): tuple(near(loaded.catalog, one)) for one in services}
    with reads.recording():
        context = render_context(loaded, address="https://example.org/", history=history)
        publication = Publication(context=replace(context, max_rows=max_rows))

        def note(read: set[Read], page: Page | None, templates: set[str]) -> None:
            for whose, name in read:
                about = page.about if page is not None else None
                by = readers.others
                if about is not None and about in (whose, *around.get(whose, ())):
                    by = readers.about if about == whose else readers.near
                by[name] |= templates

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
        _, read = reads.of(lambda: [*script_data_files(publication.context), *moment_files(publication)])
        note(read, None, {FOR_SCRIPTS})
        # which objects there are tells pieces apart
        for maker in data_makers(context.catalog, context.address):
            _, read = reads.of(maker.make)
            for whose, name in read:
                if whose[1] not in maker.piece.shows:
                    readers.others[name].add(maker.piece.kind)
