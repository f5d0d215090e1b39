"""The directory of roles: who does what, by department."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from markupsafe import Markup

from servicebook import links
from servicebook.frozen import frozen
from servicebook.model.catalog import Catalog
from servicebook.model.department import Department
from servicebook.model.role import Holder, Role
from servicebook.pages.parts.facts import Fact, as_table
from servicebook.pages.parts.filters import Filters, Mark, Marks, data_of, filters, group
from servicebook.pages.parts.page_links import (
    Link,
    badge,
    badged_link,
    department_link,
    edit_link,
    role_link,
    service_link,
)
from servicebook.pages.rendering.context import RenderContext
from servicebook.pages.rendering.page import Page
from servicebook.pages.rendering.urls import UrlContext
from servicebook.wording import formats, text

FEW = 2
STATES = {
    "held": text("role-state.held"),
    "interim": text("role-state.interim"),
    "vacant": text("role-state.vacant"),
    "no-deputy": text("role-state.no-deputy"),
}


@frozen(kw_only=True)
class RoleRow:
    """A role in the list; ``holders`` carry "acting" as their note, ``vacant`` says since when."""

    role: Link
    answers: tuple[str, ...]
    more_answers: int
    holders: list[Link]
    vacant: str | None
    deputies: list[Link]
    owns: list[Link]
    reports_to: Link | None
    aliases: str
    data: Markup
    marks: Marks


@frozen(kw_only=True)
class RoleSection:
    """A department's roles; ``anchor`` is its id."""

    anchor: str
    department: Link
    rows: list[RoleRow]


@frozen(kw_only=True)
class RolesView:
    """Roles by department, or the departments where there are too many roles for one list."""

    crumbs: tuple[Link, ...]
    name: str
    summary: str
    facts: tuple[Fact, ...]
    filters: Filters | None
    sections: list[RoleSection]
    departments: list[tuple[Link, int, int]]
    without: list[Link]
    of_one: bool
    edit_link: Link | None


def pages(context: RenderContext) -> Iterator[Page]:
    """The one list, and a list for every department where that would be too long."""
    yield Page(
        path=links.ROLES,
        title=text("title.roles"),
        template="roles.html",
        scripts=("table.js",),
        view=view,
        description=text("about.roles"),
    )
    if is_split(context):
        for department in context.catalog.departments.values():
            yield _page_of(department)


def _page_of(department: Department) -> Page:
    return Page(
        path=links.roles_of(department.id),
        title=text("title.roles-of", department=department.name),
        template="roles.html",
        scripts=("table.js",),
        view=lambda site, urls: view_of(site, urls, department),
        description=text("about.roles-of", department=department.name),
    )


def is_split(context: RenderContext) -> bool:
    """Whether there are too many roles for one list."""
    return len(context.catalog.roles) > context.max_rows


def list_link(context: RenderContext, urls: UrlContext, department: str) -> Link:
    """Where a department's roles are listed."""
    known = context.catalog.departments.get(department)
    path = links.roles_of(department) if is_split(context) else f"{links.ROLES}#{department}"
    return Link(known.name if known else department, urls.to(path), badge=badge(context.catalog, department))


def view(context: RenderContext, urls: UrlContext) -> RolesView:
    """What the page of all roles shows."""
    catalog = context.catalog
    split = is_split(context)
    having = [d for d in catalog.departments.values() if catalog.index.roles_of.get(d.id)]
    sections = [] if split else [_section(catalog, urls, department) for department in having]
    return RolesView(
        crumbs=(Link(text("title.home"), urls.to(links.HOME)),),
        name=text("title.roles"),
        summary=text("roles.summary"),
        facts=(*_facts(catalog, urls, catalog.roles.values(), split=split), as_table(urls, "roles")),
        filters=_filters(sections),
        sections=sections,
        departments=[_department(catalog, urls, department) for department in having] if split else [],
        without=[
            department_link(catalog, urls, d.id)
            for d in catalog.departments.values()
            if not catalog.index.roles_of.get(d.id)
        ],
        of_one=False,
        edit_link=None,
    )


def view_of(context: RenderContext, urls: UrlContext, department: Department) -> RolesView:
    """What a department's page of roles shows."""
    catalog = context.catalog
    section = _section(catalog, urls, department)
    roles = catalog.index.roles_of.get(department.id, ())
    return RolesView(
        crumbs=(Link(text("title.roles"), urls.to(links.ROLES)), badged_link(catalog, urls, department.id)),
        name=text("title.roles-of", department=department.name),
        summary=text("about.roles-of", department=department.name),
        facts=tuple(_facts(catalog, urls, roles, split=False)),
        filters=_filters([section]),
        sections=[section] if section.rows else [],
        departments=[],
        without=[],
        of_one=True,
        edit_link=edit_link(catalog, department.origin.path),
    )


def _facts(catalog: Catalog, urls: UrlContext, roles: Iterable[Role], *, split: bool) -> Iterator[Fact]:
    known = list(roles)
    yield Fact(text=text("count.role", count=len(known)))
    vacant = sum(not catalog.holders(role) for role in known)
    if vacant:
        yield Fact(
            text=text("roles.vacant-count", count=f"{vacant:,}"),
            look="is-warn",
            href=None if split else "?state=vacant",
        )
    interim = sum(any(h.interim for h in catalog.holders(role)) for role in known)
    if interim:
        yield Fact(
            text=text("roles.acting-count", count=f"{interim:,}"), href=None if split else "?state=interim"
        )
    if catalog.people:
        yield Fact(text=text("roles.people-by-name"), href=urls.to(links.PEOPLE))


def _filters(sections: list[RoleSection]) -> Filters | None:
    marks = [row.marks for section in sections for row in section.rows]
    return filters(
        (
            group(marks, "state", text("filter.status"), order=tuple(STATES)),
            group(marks, "department", text("filter.department"), folded=True),
        ),
        total=len(marks),
        noun=text("filters.roles"),
        sorts=(("role", text("roles.role")), ("held", text("roles.held-by"))),
    )


def _department(catalog: Catalog, urls: UrlContext, department: Department) -> tuple[Link, int, int]:
    roles = catalog.index.roles_of.get(department.id, ())
    vacant = sum(not catalog.holders(role) for role in roles)
    return Link(department.name, urls.to(links.roles_of(department.id))), len(roles), vacant


def _section(catalog: Catalog, urls: UrlContext, department: Department) -> RoleSection:
    return RoleSection(
        anchor=department.id,
        department=badged_link(catalog, urls, department.id),
        rows=[_row(catalog, urls, role) for role in catalog.index.roles_of.get(department.id, ())],
    )


def _row(catalog: Catalog, urls: UrlContext, role: Role) -> RoleRow:
    holders, deputies = catalog.holders(role), catalog.deputies(role)
    marks = (
        Mark("department", role.department, department_link(catalog, urls, role.department).text),
        *(Mark("state", state, STATES[state]) for state in _states(holders, deputies)),
    )
    return RoleRow(
        role=role_link(catalog, urls, role.id),
        answers=role.responsibilities[:FEW] or ((role.summary,) if role.summary else ()),
        more_answers=max(0, len(role.responsibilities) - FEW),
        holders=_names(catalog, urls, holders, "holder"),
        vacant=None if holders else vacant_words(catalog, role),
        deputies=_names(catalog, urls, deputies, "deputy"),
        owns=_owned(catalog, urls, role),
        reports_to=role_link(catalog, urls, role.reports_to) if role.reports_to else None,
        aliases=" ".join(role.aliases),
        data=data_of(marks),
        marks=marks,
    )


def _states(holders: tuple[Holder, ...], deputies: tuple[Holder, ...]) -> Iterator[str]:
    if not holders:
        yield "vacant"
    elif any(holder.interim for holder in holders):
        yield "interim"
    else:
        yield "held"
    if not deputies:
        yield "no-deputy"


def vacant_words(catalog: Catalog, role: Role) -> str:
    """``vacant since 1 Sep 2026``, or ``vacant``."""
    if role.vacant_since is None:
        return text("role.vacant")
    return text(
        "role.vacant-since", day=formats.day(role.vacant_since, catalog.settings.organization.language)
    )


def _names(catalog: Catalog, urls: UrlContext, holders: tuple[Holder, ...], noun: str) -> list[Link]:
    """Names with their pages; only how many where names are not shown."""
    if not holders:
        return []
    if not holders[0].is_named:
        acting = text("role.acting") if any(h.interim for h in holders) else None
        return [Link(text(f"count.{noun}", count=len(holders)), None, acting)]
    return [
        Link(
            catalog.people[h.person].name,
            urls.to(links.person(h.person)),
            text("role.acting") if h.interim else None,
        )
        for h in holders
    ]


def _owned(catalog: Catalog, urls: UrlContext, role: Role) -> list[Link]:
    """The services by name while they are few, else how many."""
    owned = catalog.index.owned_by.get(role.id, ())
    if len(owned) <= FEW:
        return [service_link(catalog, urls, service.id) for service in owned]
    return [Link(text("count.service", count=len(owned)), urls.to(f"{links.role(role.id)}#owns"))]
