"""What the next meeting of a department should talk about, as of the day of the site."""

from __future__ import annotations

from collections.abc import Iterator

from servicebook import links
from servicebook.analysis.agenda import agenda
from servicebook.frozen import frozen
from servicebook.model.department import Department
from servicebook.pages.parts.agenda_words import PartWords, PointWords, agenda_words
from servicebook.pages.parts.page_links import Badge, Link, badge, department_link
from servicebook.pages.rendering.context import RenderContext
from servicebook.pages.rendering.page import Page
from servicebook.pages.rendering.urls import UrlContext
from servicebook.wording import text


@frozen(kw_only=True)
class PointView:
    """A point; ``mend`` leads to its file, where the organization says at which address."""

    about: Link
    said: str
    mend: Link | None
    place: str


@frozen(kw_only=True)
class PartView:
    """A part with its worst points."""

    id: str
    title: str
    points: list[PointView]
    more: str | None


@frozen(kw_only=True)
class AgendaView:
    """The whole agenda; ``command`` gives the one with another department."""

    crumbs: tuple[Link, ...]
    name: str
    badge: Badge | None
    summary: str
    nothing: str | None
    parts: list[PartView]
    command: str


def pages(context: RenderContext) -> Iterator[Page]:
    """A page for every department that has meetings."""
    for department in context.catalog.departments.values():
        if has_agenda(department):
            yield page_of(department)


def has_agenda(department: Department) -> bool:
    """Whether it meets at all."""
    return bool(department.meetings)


def page_of(department: Department) -> Page:
    """The page of one department."""
    return Page(
        path=links.agenda(department.id),
        title=text("agenda.title", department=department.name),
        about=("department", department.id),
        template="agenda.html",
        view=lambda context, urls: view(context, urls, department),
        description=text("agenda.summary", department=department.name),
        source=department.origin.path,
    )


def view(context: RenderContext, urls: UrlContext, department: Department) -> AgendaView:
    """What the page shows."""
    catalog = context.catalog
    words = agenda_words(catalog, agenda(catalog, context.chains, department.id))
    return AgendaView(
        crumbs=(
            Link(text("title.departments"), urls.to(links.DEPARTMENTS)),
            department_link(catalog, urls, department.id),
        ),
        name=words.title,
        badge=badge(catalog, department.id),
        summary=words.lead,
        nothing=words.nothing,
        parts=[_part(urls, part) for part in words.parts],
        command=f"servicebook agenda {department.id} --with DEPARTMENT",
    )


def _part(urls: UrlContext, part: PartWords) -> PartView:
    return PartView(
        id=part.topic.value,
        title=part.title,
        points=[_point(urls, point) for point in part.points],
        more=part.more,
    )


def _point(urls: UrlContext, point: PointWords) -> PointView:
    return PointView(
        about=Link(point.head, urls.to(point.page)),
        said=point.said,
        mend=Link(point.invites, point.edit) if point.edit else None,
        place=point.place,
    )
