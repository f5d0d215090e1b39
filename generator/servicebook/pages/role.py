"""A role: what it answers for, what it decides, who holds it, and which services lean on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from servicebook import links
from servicebook.analysis.relations import Escalations, escalations
from servicebook.frozen import frozen
from servicebook.model.catalog import Catalog
from servicebook.model.role import Holder, Role
from servicebook.model.service import Service
from servicebook.pages import roles
from servicebook.pages.parts import request_buttons
from servicebook.pages.parts.answers_now import DutyView, duty_of
from servicebook.pages.parts.contacts import PersonView, contacts, names_of, person_view
from servicebook.pages.parts.page_links import Link, department_link, edit_link, role_link, service_link
from servicebook.pages.parts.request_buttons import RequestButton
from servicebook.pages.parts.service_rows import ServiceRow, service_row
from servicebook.pages.rendering.context import RenderContext
from servicebook.pages.rendering.page import Page
from servicebook.pages.rendering.urls import UrlContext
from servicebook.wording import formats, text

FEW, MANY = 20, 200


@frozen(kw_only=True)
class ServiceGroup:
    """Services that the role has to do with in one way; ``more`` are not listed."""

    anchor: str
    title: str
    number: int
    rows: list[ServiceRow]
    more: int


@frozen(kw_only=True)
class RoleView:
    """Everything on a role's page. ``people`` is empty where names are not shown; ``held`` says how many then."""

    crumbs: tuple[Link, ...]
    name: str
    summary: str | None
    responsibilities: tuple[str, ...]
    decides: tuple[str, ...]
    people: list[PersonView]
    held: str | None
    duty: DutyView | None
    deputies: list[PersonView]
    deputized: str | None
    contacts: list[Link]
    reports_to: Link | None
    reports: list[Link]
    services: list[ServiceGroup]
    late: list[Link]
    more_late: int
    head_of: list[Link]
    aliases: tuple[str, ...]
    edit_link: Link | None
    requests: tuple[RequestButton, ...]


def pages(context: RenderContext) -> Iterator[Page]:
    """A page for every role."""
    late = escalations(context.catalog)
    for role in context.catalog.roles.values():
        yield page_of(role, late)


def page_of(role: Role, late: Mapping[str, Escalations]) -> Page:
    """The page of one role; ``late`` says for each role where it stands in the escalations."""
    return Page(
        path=links.role(role.id),
        title=role.title,
        about=("role", role.id),
        template="role.html",
        view=lambda site, urls: view(site, urls, role, late.get(role.id, Escalations())),
        description=role.summary,
        source=role.origin.path,
    )


def view(context: RenderContext, urls: UrlContext, role: Role, late: Escalations) -> RoleView:
    """What the page shows."""
    catalog = context.catalog
    holders, deputies = catalog.holders(role), catalog.deputies(role)
    named = all(holder.is_named for holder in (*holders, *deputies))
    asked_late = [
        *(department_link(catalog, urls, d, text("role.head-note")) for d in late.departments),
        *(service_link(catalog, urls, s) for s in late.services[:FEW]),
    ]
    return RoleView(
        crumbs=(
            Link(text("title.roles"), urls.to(links.ROLES)),
            roles.list_link(context, urls, role.department),
        ),
        name=role.title,
        summary=role.summary,
        responsibilities=role.responsibilities,
        decides=role.decides,
        people=_people(catalog, urls, role, holders) if named or not holders else [],
        held=text("count.person", count=len(holders)) if holders and not named else None,
        duty=duty_of(catalog, urls, role),
        deputies=_named(catalog, urls, deputies) if named else [],
        deputized=text("count.person", count=len(deputies)) if deputies and not named else None,
        contacts=contacts(role.contact),
        reports_to=_with_holders(catalog, urls, role.reports_to) if role.reports_to else None,
        reports=[_with_holders(catalog, urls, other.id) for other in catalog.index.reports.get(role.id, ())],
        services=list(_services(catalog, urls, role)),
        late=asked_late,
        more_late=max(0, len(late.services) - FEW),
        head_of=[department_link(catalog, urls, d) for d in late.head_of],
        aliases=role.aliases,
        edit_link=edit_link(catalog, role.origin.path),
        requests=request_buttons.of_role(catalog, role),
    )


def _people(catalog: Catalog, urls: UrlContext, role: Role, holders: tuple[Holder, ...]) -> list[PersonView]:
    if holders:
        return _named(catalog, urls, holders)
    vacant = Link(formats.capitalized(roles.vacant_words(catalog, role)))
    return [PersonView(name=vacant, vacant=True)]


def _named(catalog: Catalog, urls: UrlContext, holders: tuple[Holder, ...]) -> list[PersonView]:
    return [
        replace(person_view(catalog, urls, holder, None), note=tenure(catalog, holder)) for holder in holders
    ]


def tenure(catalog: Catalog, holder: Holder) -> str | None:
    """``acting, since 1 Jul 2026, until 31 Dec 2026``; None where nothing is said."""
    language = catalog.settings.organization.language
    parts = [text("role.acting")] if holder.interim else []
    if holder.since:
        parts.append(text("dates.since", day=formats.day(holder.since, language)))
    if holder.until:
        parts.append(text("dates.until", day=formats.day(holder.until, language)))
    return ", ".join(parts) or None


def _with_holders(catalog: Catalog, urls: UrlContext, role_id: str) -> Link:
    role = catalog.roles.get(role_id)
    return role_link(catalog, urls, role_id, names_of(catalog, role) if role else None)


def _services(catalog: Catalog, urls: UrlContext, role: Role) -> Iterator[ServiceGroup]:
    kinds: tuple[tuple[str, str, Mapping[str, tuple[Service, ...]]], ...] = (
        ("owns", text("role.owns"), catalog.index.owned_by),
        ("stands-in", text("role.deputy-of"), catalog.index.deputized_by),
        ("process", text("role.process-owner-of"), catalog.index.processes_of),
    )
    for anchor, title, lookup in kinds:
        listed = lookup.get(role.id, ())
        if listed:
            yield ServiceGroup(
                anchor=anchor,
                title=title,
                number=len(listed),
                rows=[service_row(catalog, urls, service) for service in listed[:MANY]],
                more=max(0, len(listed) - MANY),
            )
