"""A person: the roles they hold, how to reach them, and the thanks they got. Only where names are shown."""

from __future__ import annotations

from collections.abc import Iterator

from servicebook import links
from servicebook.frozen import frozen
from servicebook.model.catalog import Catalog
from servicebook.model.role import Holder, Person, Role
from servicebook.pages import people
from servicebook.pages.parts import request_buttons
from servicebook.pages.parts.announcements import KudosView, kudos_view
from servicebook.pages.parts.answers_now import duties_of_person
from servicebook.pages.parts.contacts import contact_of, contacts, stand_ins
from servicebook.pages.parts.facts import Fact
from servicebook.pages.parts.page_links import Link, department_link, edit_link, role_link, service_link
from servicebook.pages.parts.request_buttons import RequestButton
from servicebook.pages.rendering.context import RenderContext
from servicebook.pages.rendering.page import Page
from servicebook.pages.rendering.urls import UrlContext
from servicebook.pages.role import tenure
from servicebook.wording import formats, text
from servicebook.wording.lists import listed

MANY = 20


@frozen(kw_only=True)
class HeldRole:
    """A role and what the person is in it; ``deputy`` names who stands in."""

    role: Link
    department: Link
    summary: str | None
    note: str | None
    deputy: str | None


@frozen(kw_only=True)
class PersonPageView:
    """Everything on a person's page."""

    crumbs: tuple[Link, ...]
    name: str
    summary: str | None
    mark: str
    facts: tuple[Fact, ...]
    duties: list[str]
    holds: list[HeldRole]
    stands_in: list[HeldRole]
    owns: list[Link]
    more_owned: int
    contacts: list[Link]
    handles: tuple[tuple[str, str], ...]
    site: tuple[str, str | None] | None
    languages: str
    thanks: list[KudosView]
    more_thanks: int
    edit_link: Link | None
    requests: tuple[RequestButton, ...]


def pages(context: RenderContext) -> Iterator[Page]:
    """A page for everybody whose name may be shown and who has not left."""
    for person in context.catalog.people.values():
        yield page_of(person)


def page_of(person: Person) -> Page:
    """The page of one person."""
    return Page(
        path=links.person(person.id),
        title=person.name,
        about=("person", person.id),
        template="person.html",
        view=lambda site, urls: view(site, urls, person),
        source=person.origin.path,
    )


def view(context: RenderContext, urls: UrlContext, person: Person) -> PersonPageView:
    """What the page shows."""
    catalog = context.catalog
    holds = [
        _held(catalog, urls, role, holder)
        for role in catalog.index.held_by.get(person.id, ())
        for holder in catalog.holders(role)
        if holder.person == person.id
    ]
    stands_in = [
        _held(catalog, urls, role, holder)
        for role in catalog.index.stands_in_for.get(person.id, ())
        for holder in catalog.deputies(role)
        if holder.person == person.id
    ]
    owned = _owned(catalog, person)
    place = catalog.settings.sites.get(person.site or "")
    thanks = catalog.index.kudos_to.get(f"person:{person.id}", ())
    spoken = people.languages(catalog, person)
    return PersonPageView(
        crumbs=(
            Link(text("title.roles"), urls.to(links.ROLES)),
            Link(text("title.people"), urls.to(links.PEOPLE)),
        ),
        name=person.name,
        summary=", ".join(dict.fromkeys(held_role.role.text for held_role in holds)) or None,
        mark=formats.initials(person.name),
        facts=tuple(_facts(place.name if place else None, spoken)),
        duties=list(duties_of_person(catalog, urls, person.id)),
        holds=holds,
        stands_in=stands_in,
        owns=[service_link(catalog, urls, service_id) for service_id in owned[:MANY]],
        more_owned=max(0, len(owned) - MANY),
        contacts=_ways(urls, person),
        handles=tuple(person.handles.items()),
        site=(place.name, place.address) if place else None,
        languages=", ".join(spoken),
        thanks=[kudos_view(catalog, urls, kudos) for kudos in thanks[:MANY]],
        more_thanks=max(0, len(thanks) - MANY),
        edit_link=edit_link(catalog, person.origin.path),
        requests=request_buttons.of_person(person.id),
    )


def _owned(catalog: Catalog, person: Person) -> list[str]:
    """The services of the roles that the person holds now, each once."""
    held = (
        role
        for role in catalog.index.held_by.get(person.id, ())
        if any(holder.person == person.id for holder in catalog.holders(role))
    )
    return list(
        dict.fromkeys(service.id for role in held for service in catalog.index.owned_by.get(role.id, ()))
    )


def _ways(urls: UrlContext, person: Person) -> list[Link]:
    """How to reach the person, and all of it as a card."""
    ways = contacts(contact_of(person))
    return [*ways, Link(text("person.card"), urls.to(links.card(person.id)))] if ways else []


def _facts(place: str | None, languages: list[str]) -> Iterator[Fact]:
    if place:
        yield Fact(text=place)
    if languages:
        yield Fact(text=text("person.speaks", languages=", ".join(languages)))


def _held(catalog: Catalog, urls: UrlContext, role: Role, holder: Holder) -> HeldRole:
    own = urls.to(links.person(holder.person or ""))
    deputies = [deputy.name for deputy in stand_ins(catalog, urls, role)]
    return HeldRole(
        role=role_link(catalog, urls, role.id),
        department=department_link(catalog, urls, role.department),
        summary=role.summary,
        note=tenure(catalog, holder),
        deputy=listed(name.text for name in deputies if name.href != own) or None,
    )
