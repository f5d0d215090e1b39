"""What is gone, at its old address: that it is, since when, and what helps instead."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from servicebook import links
from servicebook.analysis.resolved import KINDS, find
from servicebook.frozen import frozen
from servicebook.loading.gone_objects import GoneObject
from servicebook.model.catalog import Catalog
from servicebook.model.service import Service
from servicebook.pages.parts.channels import Asking, asking
from servicebook.pages.parts.page_links import Link, department_link, role_link, service_link
from servicebook.pages.parts.service_rows import ServiceRow, service_row
from servicebook.pages.parts.similar import similar_services
from servicebook.pages.rendering.context import RenderContext
from servicebook.pages.rendering.page import Page
from servicebook.pages.rendering.urls import UrlContext
from servicebook.wording import text
from servicebook.wording.formats import day

_SECTIONS: Mapping[str, tuple[str, str]] = {
    "department": (text("title.departments"), links.DEPARTMENTS),
    "service": (text("title.services"), links.SERVICES),
    "role": (text("title.roles"), links.ROLES),
    "agreement": (text("title.agreements"), links.AGREEMENTS),
    "journey": (text("title.journeys"), links.JOURNEYS),
}
"""Where such objects are listed."""


@frozen(kw_only=True)
class GoneView:
    """What the page shows. ``asking`` is how to reach the department that had it; None where it is gone, too."""

    crumbs: tuple[Link, ...]
    name: str
    summary: str
    said: str
    since: str
    had_by: Link | None
    instead: tuple[Link, ...]
    similar: list[ServiceRow]
    role: Link | None
    department: Link | None
    asking: Asking | None
    search: Link


def pages(context: RenderContext) -> Iterator[Page]:
    """A page for everything that is gone and is not found under another id; questions had none of their own."""
    for gone in context.gone:
        if gone.now is None and gone.kind != "faq":
            yield _page_of(gone)


def _page_of(gone: GoneObject) -> Page:
    return Page(
        path=links.to(gone.kind, gone.id),
        title=gone.name,
        template="gone.html",
        view=lambda context, urls: view(context, urls, gone),
        description=text(f"gone.said.{gone.kind}"),
        is_past=True,
    )


def view(context: RenderContext, urls: UrlContext, gone: GoneObject) -> GoneView:
    """What the page shows."""
    catalog = context.catalog
    title, section = _SECTIONS[gone.kind]
    instead = tuple(_INSTEAD[gone.kind](context, gone))
    department = _today(context, "department", gone.department or _department_above(gone))
    owner = _today(context, "role", _owner(gone))
    return GoneView(
        crumbs=(Link(title, urls.to(section)),),
        name=gone.name,
        summary="",
        said=text(f"gone.said.{gone.kind}"),
        since=text("gone.since", day=day(gone.since, context.language)),
        had_by=_had_by(context, urls, gone),
        instead=tuple(_link(catalog, urls, kind, name) for kind, name in instead),
        similar=[service_row(catalog, urls, service) for service in _similar(context, gone, instead)],
        role=role_link(catalog, urls, owner) if owner else None,
        department=department_link(catalog, urls, department) if department else None,
        asking=asking(catalog, urls, catalog.department_channels(department).value, lambda _: None)
        if department
        else None,
        search=Link(text("gone.search", name=gone.name), urls.to(links.search(gone.name))),
    )


def _today(context: RenderContext, kind: str, old: str | None) -> str | None:
    if old is None:
        return None
    matches = find(context.catalog, f"{kind}:{old}")
    if matches:
        return matches[0][1]
    return next((gone.now for gone in context.gone if (gone.kind, gone.id) == (kind, old) and gone.now), None)


def _department_above(gone: GoneObject) -> str | None:
    """That to which a department belonged, or which provided what was agreed."""
    return gone.written.get({"department": "part_of", "agreement": "provider"}.get(gone.kind, ""))


def _owner(gone: GoneObject) -> str | None:
    match gone.kind:
        case "service":
            return (gone.written.get("roles") or {}).get("owner")
        case "role":
            return gone.written.get("reports_to")
        case "journey":
            return gone.written.get("owner")
        case _:
            return None


def _had_by(context: RenderContext, urls: UrlContext, gone: GoneObject) -> Link | None:
    """The department that had it, by the name of today, or the last that it had."""
    if gone.department is None:
        return None
    if department := _today(context, "department", gone.department):
        return department_link(context.catalog, urls, department)
    for other in context.gone:
        if (other.kind, other.id) == ("department", gone.department):
            return Link(other.name, urls.to(links.department(other.id)))
    return Link(gone.department)


def _instead_of_service(context: RenderContext, gone: GoneObject) -> Iterator[tuple[str, str]]:
    """What replaced it, or what replaced that."""
    by_id = {one.id: one for one in context.gone if one.kind == "service"}
    seen = {gone.id}
    successor = gone.written.get("replaced_by")
    while successor and successor not in seen:
        seen.add(successor)
        if now := _today(context, "service", successor):
            yield "service", now
            return
        successor = by_id[successor].written.get("replaced_by") if successor in by_id else None


def _instead_of_department(context: RenderContext, gone: GoneObject) -> Iterator[tuple[str, str]]:
    """The departments that have taken over some of its services."""
    own = f"{gone.id}/"
    found = [
        service.department
        for service in context.catalog.services.values()
        if any(old.startswith(own) for old in service.former_ids)
    ]
    found += [
        one.now.partition("/")[0]
        for one in context.gone
        if one.kind == "service" and one.now and one.id.startswith(own)
    ]
    yield from (("department", name) for name in dict.fromkeys(found))


def _instead_of_agreement(context: RenderContext, gone: GoneObject) -> Iterator[tuple[str, str]]:
    """What is agreed between the same departments today."""
    both = [_today(context, "department", gone.written.get(side)) for side in ("provider", "customer")]
    for agreement in context.catalog.agreements.values():
        if [agreement.provider, agreement.customer] == both:
            yield "agreement", agreement.id


def _instead_of_journey(context: RenderContext, gone: GoneObject) -> Iterator[tuple[str, str]]:
    """The services of its steps."""
    steps = gone.written.get("steps") or ()
    named = (_today(context, "service", step.get("service")) for step in steps if isinstance(step, dict))
    yield from (("service", name) for name in dict.fromkeys(named) if name)


def _nothing(context: RenderContext, gone: GoneObject) -> Iterator[tuple[str, str]]:
    yield from ()


_INSTEAD: Mapping[str, Callable[[RenderContext, GoneObject], Iterator[tuple[str, str]]]] = {
    "service": _instead_of_service,
    "department": _instead_of_department,
    "role": _nothing,
    "agreement": _instead_of_agreement,
    "journey": _instead_of_journey,
}


def _link(catalog: Catalog, urls: UrlContext, kind: str, qualified_id: str) -> Link:
    match kind:
        case "service":
            return service_link(catalog, urls, qualified_id)
        case "department":
            return department_link(catalog, urls, qualified_id)
        case _:
            item = KINDS[kind](catalog)[qualified_id]
            return Link(item.name or qualified_id, urls.to(links.to(kind, qualified_id)))


def _similar(context: RenderContext, gone: GoneObject, instead: tuple[tuple[str, str], ...]) -> list[Service]:
    """The department's services on the same topics; nothing where something took the service's place."""
    if gone.kind != "service" or instead:
        return []
    department = _today(context, "department", gone.department)
    return similar_services(context.catalog, department, gone.written.get("topics") or (), gone.id)
