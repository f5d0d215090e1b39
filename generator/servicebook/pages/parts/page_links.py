"""Small views that many pages share: links and what leads to a page."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import quote

from markupsafe import Markup, escape

from servicebook import links, wording
from servicebook.frozen import frozen
from servicebook.model.agreement import Agreement
from servicebook.model.catalog import Catalog
from servicebook.pages.rendering.placed import finished
from servicebook.pages.rendering.urls import UrlContext
from servicebook.source.icons import drawing


@frozen
class Badge:
    """What a department is recognized by: the number of its color, and its icon, else its initials."""

    hue: int
    icon: Markup | None
    initials: str


@frozen
class Link:
    """Words that lead somewhere; ``href`` None is words only. ``note`` stands beside them.

    To a department: ``hue`` is the number of its color and ``initials`` stand in it; ``badge`` stands before its name
    where that heads something.
    """

    text: str
    href: str | None = None
    note: str | None = None
    hue: int | None = None
    initials: str | None = None
    badge: Badge | None = None


def linked(link: Link) -> Markup:
    """A link as HTML, for what many pages say alike."""
    words = escape(link.text)
    return finished(f'<a href="{escape(link.href)}">{words}</a>') if link.href else words


def service_link(catalog: Catalog, urls: UrlContext, qualified_id: str, note: str | None = None) -> Link:
    """A service by its name."""
    service = catalog.services.get(qualified_id)
    return (
        Link(service.name, urls.to(links.service(qualified_id)), note)
        if service
        else Link(qualified_id, None, note)
    )


def department_link(catalog: Catalog, urls: UrlContext, qualified_id: str, note: str | None = None) -> Link:
    """A department by its name: it is named on the pages of all its services, and of those that need it."""
    return catalog.once(_department_link, (urls.place, qualified_id, note), urls, qualified_id, note)


def _department_link(catalog: Catalog, urls: UrlContext, qualified_id: str, note: str | None) -> Link:
    department = catalog.departments.get(qualified_id)
    if department is None:
        return Link(qualified_id, None, note)
    address = urls.to(links.department(qualified_id))
    return Link(department.name, address, note, hue(catalog, qualified_id), initials(catalog, qualified_id))


def badged_link(catalog: Catalog, urls: UrlContext, qualified_id: str, note: str | None = None) -> Link:
    """A department by its name, its badge before it: where it heads what follows."""
    return replace(department_link(catalog, urls, qualified_id, note), badge=badge(catalog, qualified_id))


def agreement_link(urls: UrlContext, agreement: Agreement) -> Link:
    """An agreement by its name, else its id."""
    return Link(agreement.name or agreement.id, urls.to(links.agreement(agreement.id)))


def role_link(catalog: Catalog, urls: UrlContext, qualified_id: str, note: str | None = None) -> Link:
    """A role by its title."""
    return catalog.once(_role_link, (urls.place, qualified_id, note), urls, qualified_id, note)


def _role_link(catalog: Catalog, urls: UrlContext, qualified_id: str, note: str | None) -> Link:
    role = catalog.roles.get(qualified_id)
    return (
        Link(role.title, urls.to(links.role(qualified_id)), note) if role else Link(qualified_id, None, note)
    )


def doer_link(catalog: Catalog, urls: UrlContext, doer: str) -> Link:
    """A department or, with a slash in its id, a role."""
    return role_link(catalog, urls, doer) if "/" in doer else department_link(catalog, urls, doer)


def party_link(catalog: Catalog, urls: UrlContext, party: str) -> Link:
    """``department:<id>`` or ``person:<id>``; a colleague where it may not be said who."""
    kind, _, qualified_id = party.partition(":")
    if kind == "department":
        return department_link(catalog, urls, qualified_id)
    person = catalog.people.get(qualified_id)
    return (
        Link(person.name, urls.to(links.person(qualified_id)))
        if person
        else Link(wording.text("shared.colleague"))
    )


def calendar_link(catalog: Catalog, urls: UrlContext, calendar_id: str) -> Link:
    """A calendar by its name; ``always`` is day and night."""
    if calendar_id == "always":
        return Link(wording.text("hours.day-and-night"), urls.to(links.calendar("always")))
    calendar = catalog.settings.calendars.get(calendar_id)
    return Link(calendar.name if calendar else calendar_id, urls.to(links.calendar(calendar_id)))


def edit_url(catalog: Catalog, path: str) -> str | None:
    """Where a file of the repository can be edited; None where the organization names no place."""
    template = catalog.settings.organization.source_url
    return template.replace("{path}", quote(path)) if template else None


def edit_link(catalog: Catalog, path: str) -> Link | None:
    """The invitation to add something to a file."""
    address = edit_url(catalog, path)
    return Link(wording.text("shared.add"), address) if address else None


def hue(catalog: Catalog, department: str) -> int:
    """The number (1 to 40) of a department's color."""
    return catalog.index.color_of.get(department, 1)


def initials(catalog: Catalog, department: str) -> str:
    """The letters that stand in a department's color."""
    return catalog.index.initials_of.get(department, "")


def badge(catalog: Catalog, department: str) -> Badge | None:
    """A department's badge; None where there is no such department."""
    known = catalog.departments.get(department)
    if known is None:
        return None
    # The drawing is the installed package's own; nothing of it was written in the catalog.
    icon = drawing(known.icon) if known.icon else None
    return Badge(hue(catalog, department), Markup(icon) if icon else None, initials(catalog, department))
