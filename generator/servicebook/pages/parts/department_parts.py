"""What several pages show of a department: who does what, when it meets, and whom to contact when it is late."""

from __future__ import annotations

from servicebook.frozen import frozen
from servicebook.model.catalog import Catalog
from servicebook.model.department import Department
from servicebook.pages.parts.contacts import names_of
from servicebook.pages.parts.page_links import Link, doer_link, role_link
from servicebook.pages.rendering.urls import UrlContext
from servicebook.wording import text


@frozen(kw_only=True)
class MeetingView:
    """A regular meeting."""

    what: str
    when: str
    about: str | None
    with_: list[Link]
    link: str | None


@frozen(kw_only=True)
class RoleLine:
    """A role with who holds it."""

    role: Link
    holders: str
    vacant: bool
    summary: str | None


def role_lines(catalog: Catalog, urls: UrlContext, department: Department) -> list[RoleLine]:
    """Its roles, each with who holds it."""
    return [
        RoleLine(
            role=role_link(catalog, urls, role.id),
            holders=names_of(catalog, role),
            vacant=not catalog.holders(role),
            summary=role.summary,
        )
        for role in catalog.index.roles_of.get(department.id, ())
    ]


def meeting_views(catalog: Catalog, urls: UrlContext, department: Department) -> list[MeetingView]:
    """Its regular meetings."""
    return [
        MeetingView(
            what=meeting.what,
            when=" · ".join(part for part in (meeting.how_often, meeting.when) if part),
            about=meeting.about,
            with_=[doer_link(catalog, urls, who) for who in meeting.with_],
            link=meeting.link,
        )
        for meeting in department.meetings
    ]


def escalation_levels(
    catalog: Catalog, urls: UrlContext, department: Department
) -> list[tuple[str, Link, str, str | None]]:
    """Whom to contact when a promise is late: when, the role, who holds it, what is noted of it."""
    levels = []
    for level in department.escalation:
        role = catalog.roles.get(level.role)
        when = (
            text("escalation.after", duration=level.after)
            if level.after
            else text("escalation.at-once-heading")
        )
        holders = names_of(catalog, role) if role else ""
        levels.append((when, role_link(catalog, urls, level.role), holders, level.note))
    return levels
