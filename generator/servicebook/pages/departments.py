"""The list of departments, as tiles; parts of departments under them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from servicebook import links
from servicebook.frozen import frozen
from servicebook.model.catalog import Catalog
from servicebook.model.department import Department
from servicebook.pages.dates.calendar_files import ClockFiles
from servicebook.pages.parts.page_links import Link, badged_link, department_link, hue
from servicebook.pages.rendering.context import RenderContext
from servicebook.pages.rendering.page import Page
from servicebook.pages.rendering.urls import UrlContext
from servicebook.wording import text


@frozen(kw_only=True)
class DepartmentTile:
    """A department in a grid; ``clock`` is the address of its published hours, where they are shown."""

    name: Link
    summary: str
    facts: str
    hue: int
    clock: str | None
    parts: list[Link]


@frozen(kw_only=True)
class DepartmentsView:
    """All departments."""

    crumbs: tuple[Link, ...]
    name: str
    summary: str
    tiles: list[DepartmentTile]


def pages(context: RenderContext) -> Iterator[Page]:
    """The one page of all departments."""
    yield Page(
        path=links.DEPARTMENTS,
        title=text("title.departments"),
        template="departments.html",
        scripts=("open.js",),
        view=view,
        description=text("about.departments"),
    )


def view(context: RenderContext, urls: UrlContext) -> DepartmentsView:
    """What the page shows."""
    catalog = context.catalog
    top = [d for d in catalog.departments.values() if d.part_of not in catalog.departments]
    return DepartmentsView(
        crumbs=(Link(text("title.home"), urls.to(links.HOME)),),
        name=text("title.departments"),
        summary=text("departments.summary"),
        tiles=tiles(catalog, urls, top, context.clock_files),
    )


def tiles(
    catalog: Catalog, urls: UrlContext, departments: Iterable[Department], files: ClockFiles | None = None
) -> list[DepartmentTile]:
    """Departments as tiles, their parts named on them; with ``files``, whether they are open now."""

    def clock(department: Department) -> str | None:
        hours = catalog.department_hours(department.id).value
        file = files.of_department(department.id, hours) if files else None
        return urls.to(file.path) if file else None

    return [
        DepartmentTile(
            name=badged_link(catalog, urls, department.id),
            summary=department.summary,
            facts=_facts(catalog, department),
            hue=hue(catalog, department.id),
            clock=clock(department),
            parts=[
                department_link(catalog, urls, part.id)
                for part in catalog.index.parts_of.get(department.id, ())
            ],
        )
        for department in departments
    ]


def _facts(catalog: Catalog, department: Department) -> str:
    services = len(catalog.index.services_of.get(department.id, ()))
    sites = [catalog.settings.sites[s].name for s in department.sites if s in catalog.settings.sites]
    return " · ".join(
        [text("count.service", count=services) if services else text("departments.no-services"), *sites]
    )
