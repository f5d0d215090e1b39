"""vCard 4.0 (RFC 6350): a card for everybody who may be shown.

``FN`` and ``N`` are the name as the person writes it, in one piece (the catalog does not tell its parts);
``ORG`` the organization and the departments of the roles held; ``TITLE`` each role held today, and ``ROLE`` each
that the person is the deputy of; then ``EMAIL``, ``TEL``, ``ADR`` (the site's address, in one piece) and ``LANG``.
The name in the chat is an ``IMPP`` where it is an address, else a ``NOTE``; names in other systems are
``SOCIALPROFILE`` (RFC 9554). ``UID`` stays the same as long as the id does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from servicebook.exchange.feeds.content_lines import escaped, escaped_lines, file_of
from servicebook.model.catalog import Catalog
from servicebook.model.role import Holder, Person, Role
from servicebook.model.visible import VisibleCatalog

HELP = "a contact card (vCard 4.0) for everyone who may be shown"
FOLDER = False
FILE = "people.vcf"

_URI = re.compile(r"[a-z][a-z0-9+.-]*:[!-~]+")


def export(catalog: VisibleCatalog) -> Mapping[str, str]:
    """The cards, one after the other."""
    return {FILE: "".join(card(catalog, person) for person in catalog.people.values())}


def card(catalog: Catalog, person: Person) -> str:
    """The card of one person, who may be shown."""
    return file_of(_lines(catalog, person))


def _lines(catalog: Catalog, person: Person) -> Iterator[str]:
    # The index has past and future holders, too.
    roles = [
        role for role in catalog.index.held_by.get(person.id, ()) if _is_among(person, catalog.holders(role))
    ]
    deputized = [
        role
        for role in catalog.index.stands_in_for.get(person.id, ())
        if _is_among(person, catalog.deputies(role))
    ]
    yield from ("BEGIN:VCARD", "VERSION:4.0", f"UID;VALUE=text:{person.id}@servicebook", "KIND:individual")
    yield f"FN:{escaped(person.name)}"
    yield f"N:{escaped(person.name)};;;;"
    yield f"ORG:{';'.join(escaped(name) for name in _organization(catalog, roles))}"
    yield from (f"TITLE:{escaped(role.title)}" for role in roles)
    yield from (f"ROLE:{escaped(f'Deputy: {role.title}')}" for role in deputized)
    yield from _contact_lines(catalog, person)
    yield "END:VCARD"


def _contact_lines(catalog: Catalog, person: Person) -> Iterator[str]:
    if person.email:
        yield f"EMAIL;TYPE=work:{escaped(person.email)}"
    if person.phone:
        yield f"TEL;TYPE=work:{escaped(person.phone)}"
    if person.chat:
        chat = escaped(person.chat)
        yield f"IMPP;TYPE=work:{person.chat}" if _URI.fullmatch(person.chat) else f"NOTE:Chat: {chat}"
    site = catalog.settings.sites.get(person.site or "")
    if site:
        yield f"ADR;TYPE=work:;;{escaped_lines(site.address or site.name)};;;;"
    yield from (f"LANG:{language}" for language in person.languages)
    for system, name in person.handles.items():
        yield f"SOCIALPROFILE;SERVICE-TYPE={system};VALUE=text:{escaped(name)}"


def _organization(catalog: Catalog, roles: list[Role]) -> list[str]:
    departments = dict.fromkeys(role.department for role in roles)
    names = [catalog.departments[department].name for department in departments]
    return [catalog.settings.organization.name, *names]


def _is_among(person: Person, holders: tuple[Holder, ...]) -> bool:
    return any(holder.person == person.id for holder in holders)
