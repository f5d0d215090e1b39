"""Who answers: people with their roles, vacant ones included."""

from __future__ import annotations

from collections.abc import Iterable

from servicebook import links
from servicebook.frozen import frozen
from servicebook.model.catalog import Catalog
from servicebook.model.duty import absence_on, answers_of_role
from servicebook.model.role import Contact, Holder, Person, Role
from servicebook.pages.parts.page_links import Link, role_link
from servicebook.pages.rendering.urls import UrlContext
from servicebook.wording import formats, text


@frozen(kw_only=True)
class PersonView:
    """A person or an empty place: mark, name, what they are here, and how to reach them, where that is told here."""

    name: Link
    mark: str = ""
    role: Link | None = None
    note: str | None = None
    vacant: bool = False
    interim: bool = False
    away: bool = False
    reach: tuple[Link, ...] = ()


def holders_of(
    catalog: Catalog, urls: UrlContext, role: Role, as_what: str | None = None
) -> list[PersonView]:
    """Who holds a role today; one empty place when nobody does.

    Where names are not shown there is one place with the role's title in a person's stead. One role may answer for
    hundreds of services.
    """
    return list(catalog.once(_holders_of, (urls.place, role.id, as_what), urls, role, as_what))


def _holders_of(
    catalog: Catalog, urls: UrlContext, role: Role, as_what: str | None
) -> tuple[PersonView, ...]:
    title = role_link(catalog, urls, role.id, as_what)
    present = catalog.holders(role)
    if not present:
        return (_vacant(catalog, role, title),)
    if not present[0].is_named:
        name = Link(role.title, title.href)
        return (PersonView(name=name, mark=formats.initials(role.title), note=as_what),)
    return tuple(person_view(catalog, urls, holder, title) for holder in present)


def _vacant(catalog: Catalog, role: Role, title: Link) -> PersonView:
    since = (
        formats.day(role.vacant_since, catalog.settings.organization.language) if role.vacant_since else None
    )
    return PersonView(
        name=Link(text("role.vacant-since-heading", day=since) if since else text("role.vacant-heading")),
        role=title,
        vacant=True,
    )


def person_view(catalog: Catalog, urls: UrlContext, holder: Holder, role: Link | None) -> PersonView:
    """One holder by name, with "acting until"."""
    person = catalog.people[holder.person]
    note = None
    if holder.interim:
        until = formats.day(holder.until, catalog.settings.organization.language) if holder.until else None
        note = text("role.acting-until", until=until) if until else text("role.acting")
    return PersonView(
        name=Link(person.name, urls.to(links.person(person.id))),
        mark=formats.initials(person.name),
        role=role,
        note=note,
        interim=holder.interim,
        away=absence_on(catalog, person.id, catalog.today) is not None,
    )


def stand_ins(catalog: Catalog, urls: UrlContext, role: Role) -> list[PersonView]:
    """The deputies that a role lists, by name."""
    return [
        person_view(catalog, urls, holder, Link(text("role.deputy")))
        for holder in catalog.deputies(role)
        if holder.is_named
    ]


def answering(
    catalog: Catalog, urls: UrlContext, roles: Iterable[tuple[str | None, str]]
) -> list[PersonView]:
    """The holders of several roles of a service: (role id, what the role is here) pairs."""
    people: list[PersonView] = []
    for role_id, as_what in roles:
        role = catalog.roles.get(role_id or "")
        if role is not None:
            people.extend(holders_of(catalog, urls, role, as_what))
    return people


def contacts(contact: Contact) -> list[Link]:
    """How to reach a role or person."""
    ways = []
    if contact.email:
        ways.append(Link(contact.email, links.mail_to(contact.email)))
    if contact.chat:
        ways.append(Link(contact.chat))
    if contact.phone:
        ways.append(Link(contact.phone, telephone(contact.phone)))
    return ways


def contact_of(person: Person) -> Contact:
    """How to reach a person, as of a role."""
    return Contact(email=person.email, chat=person.chat, phone=person.phone)


def reach(catalog: Catalog, role: Role) -> tuple[Link, ...]:
    """How to reach who holds a role: as it says itself, which outlives its holders, else as the first who answers."""
    return catalog.once(_reach, role.id, role)


def _reach(catalog: Catalog, role: Role) -> tuple[Link, ...]:
    ways = contacts(role.contact)
    if not ways and any(holder.is_named for holder in role.holders):
        present = [one.person for one in answers_of_role(catalog, role, catalog.today) if one.person]
        ways = contacts(contact_of(catalog.people[present[0]])) if present else []
    return tuple(ways)


def telephone(number: str) -> str:
    """``tel:`` with nothing but digits and the plus."""
    return "tel:" + "".join(sign for sign in number if sign in "+0123456789")


def names_of(catalog: Catalog, role: Role) -> str:
    """The holders' names in a line, ``vacant``, or how many where names are not shown."""
    return catalog.once(_names_of, role.id, role)


def _names_of(catalog: Catalog, role: Role) -> str:
    present = catalog.holders(role)
    if not present:
        return text("role.vacant")
    if not present[0].is_named:
        return text("count.holder", count=len(present))
    names = ((catalog.people[h.person].name, h.interim) for h in present)
    return ", ".join(text("role.acting-name", name=name) if acting else name for name, acting in names)
