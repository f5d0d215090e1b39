"""A name, a summary, a place or a handle has an address or a telephone number in it.

Readers can neither click nor dial it there, lists and search results repeat it, and nobody finds it when it changes.
Ways to ask are `channels`; pages elsewhere are `links`. A web address is none of a place, a handle or the name of a
channel, either: it belongs to `url`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial

from servicebook.model.catalog import Catalog
from servicebook.model.role import Person
from servicebook.model.texts import short_texts
from servicebook.problems import Place, Problem, Severity
from servicebook.rules.finding import finding
from servicebook.wording import text

CODE = "address-in-text"
SEVERITY = Severity.WARNING
READS: tuple[str, ...] = ()

_ADDRESS = re.compile(
    r"[\w.+-]+@[\w-]+\.[\w.-]*\w|\bhttps?://[^\s<>\")]+|\bwww\.[\w-]+\.\w+|\+[1-9][0-9 ()/.-]{6,}[0-9]"
)

_PAGE = re.compile(r"https?://[^\s<>\")]+", re.IGNORECASE)


def check(catalog: Catalog) -> Iterator[Problem]:
    yield from _in_texts(catalog)
    yield from _pages(catalog)
    for person in catalog.people.values():
        for system, handle in person.handles.items():
            if "/" in handle and _PAGE.match(handle):
                yield _handle(person, system, handle)


def _in_texts(catalog: Catalog) -> Iterator[Problem]:
    for written in catalog.derive(short_texts):
        # each form has one of these, and most texts have none
        if not ("@" in written.text or "/" in written.text or "+" in written.text or "www" in written.text):
            continue
        if found := _ADDRESS.search(written.text):
            yield finding(
                CODE,
                SEVERITY,
                written.origin.place(written.field),
                text(f"address-in-text.in.{written.field}", address=found[0]),
                text("address-in-text.hint"),
                public_message=text("address-in-text.public") if written.kind == "person" else None,
            )


def _pages(catalog: Catalog) -> Iterator[Problem]:
    for place, words, is_of_person in _without_address(catalog):
        if words and "/" in words and (found := _PAGE.match(words)):
            yield finding(
                CODE,
                SEVERITY,
                place(),
                text("address-in-text.page", address=found[0]),
                text("address-in-text.page-hint-person")
                if is_of_person
                else text("address-in-text.page-hint"),
                public_message=text("address-in-text.public-page") if is_of_person else None,
            )


def _handle(person: Person, system: str, address: str) -> Problem:
    """The page of a person in another system: its last part is their name there, if the page is the system's own."""
    from servicebook.documents.value_hints import write_in_place  # knows all that could have been meant

    pointer = ("handles", system)
    page = _PROFILE.fullmatch(address.strip())
    name = page["name"] if page and system in page["host"].lower() else None
    hint = text("address-in-text.page-hint-person")
    return finding(
        CODE,
        SEVERITY,
        person.origin.place(*pointer),
        text("address-in-text.page", address=address),
        write_in_place(pointer, name) if name else hint,
        public_message=text("address-in-text.public-page"),
        public_hint=hint,
        edit=person.origin.document.edit((*person.origin.pointer, *pointer), name) if name else None,
    )


_PROFILE = re.compile(r"https?://(?P<host>[\w.-]+)/@?(?P<name>[\w.-]+)/?", re.IGNORECASE)


def _without_address(catalog: Catalog) -> Iterator[tuple[Callable[[], Place], str | None, bool]]:
    """Where a place or a handle is written, by whom it is asked for; the text; whether it is a person's."""
    for owners in (catalog.departments.values(), catalog.services.values()):
        for owner in owners:
            for index, channel in enumerate(owner.channels):
                for field in ("name", "place", "handle"):
                    where = partial(owner.origin.place, "channels", index, field)
                    yield where, getattr(channel, field), False
    for role in catalog.roles.values():
        yield partial(role.origin.place, "contact", "chat"), role.contact.chat, False
    for person in catalog.people.values():
        yield partial(person.origin.place, "chat"), person.chat, True
    for site in catalog.settings.sites.values():
        if site.origin is not None:
            yield partial(site.origin.place, "address"), site.address, False
