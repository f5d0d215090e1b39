"""The health checks of a department: each quarter as it was counted then, compared with the one before."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from servicebook import links
from servicebook.frozen import frozen
from servicebook.model.catalog import Catalog
from servicebook.model.department import Department
from servicebook.model.health_check import FIGURES, WANTED_LOW, HealthCheck
from servicebook.pages.parts.page_links import Badge, Link, badge, department_link, role_link
from servicebook.pages.rendering.context import RenderContext
from servicebook.pages.rendering.markdown import markdown
from servicebook.pages.rendering.page import Page
from servicebook.pages.rendering.urls import UrlContext
from servicebook.wording import formats, text


@frozen(kw_only=True)
class FigureView:
    """A figure, what it was before and the change, in words; ``look`` is ok or warn where the change is for the better
    or worse."""

    name: str
    now: str
    before: str
    change: str
    look: str


@frozen(kw_only=True)
class HealthCheckView:
    """A quarter; ``before`` is what the one is called that it is compared with, None for the first."""

    anchor: str
    name: str
    caption: str
    day: str
    by: Link | None
    before: str | None
    figures: list[FigureView]
    notes: Markup | None


@frozen(kw_only=True)
class HealthChecksView:
    """The page of a department: the last quarter first."""

    crumbs: tuple[Link, ...]
    name: str
    badge: Badge | None
    summary: str
    checks: list[HealthCheckView]


def pages(context: RenderContext) -> Iterator[Page]:
    """A page for every department that has filed one."""
    for department_id, checks in context.catalog.index.health_of.items():
        department = context.catalog.departments.get(department_id)
        if department is not None:
            yield page_of(department, checks)


def page_of(department: Department, checks: tuple[HealthCheck, ...]) -> Page:
    """The page of one department."""
    return Page(
        path=links.health_of(department.id),
        title=text("title.health-checks-of", department=department.name),
        about=("department", department.id),
        template="health_checks.html",
        view=lambda context, urls: view(context, urls, department),
        description=text("health-check.summary", department=department.name),
        source=checks[-1].origin.path,
    )


def view(context: RenderContext, urls: UrlContext, department: Department) -> HealthChecksView:
    """What the page shows."""
    catalog = context.catalog
    newest_first = sorted(catalog.index.health_of[department.id], key=lambda one: one.quarter, reverse=True)
    befores = [*newest_first[1:], None]
    return HealthChecksView(
        crumbs=(
            Link(text("title.departments"), urls.to(links.DEPARTMENTS)),
            department_link(catalog, urls, department.id),
        ),
        name=text("title.health-checks-of", department=department.name),
        badge=badge(catalog, department.id),
        summary=text("health-check.summary", department=department.name),
        checks=[
            _view(catalog, urls, department, check, before)
            for check, before in zip(newest_first, befores, strict=True)
        ],
    )


def _view(
    catalog: Catalog, urls: UrlContext, department: Department, check: HealthCheck, before: HealthCheck | None
) -> HealthCheckView:
    year, quarter = check.quarter.split("-q")
    return HealthCheckView(
        anchor=check.quarter,
        name=quarter_name(check),
        caption=text("health-check.caption", department=department.name, quarter=quarter, year=year),
        day=formats.day(check.as_of, catalog.settings.organization.language),
        by=role_link(catalog, urls, check.by) if check.by else None,
        before=quarter_name(before) if before else None,
        figures=[
            _figure(catalog, key, check, before)
            for key in FIGURES
            if key in check.figures or (before is not None and key in before.figures)
        ],
        notes=markdown(check.notes, urls) if check.notes else None,
    )


def quarter_name(check: HealthCheck) -> str:
    """What its quarter is called: *Quarter 3 of 2026*."""
    year, quarter = check.quarter.split("-q")
    return text("health-check.quarter", quarter=quarter, year=year)


def _figure(catalog: Catalog, key: str, check: HealthCheck, before: HealthCheck | None) -> FigureView:
    language = catalog.settings.organization.language

    def said(number: int | None) -> str:
        return text("health-check.not-counted") if number is None else formats.number(number, language)

    now, then = check.figures.get(key), before.figures.get(key) if before else None
    change, look = "", ""
    if now is not None and then is not None:
        way = "more" if now > then else "fewer"
        number = formats.number(abs(now - then), language)
        change = (
            text("health-check.same") if now == then else text(f"health-check.change.{way}", number=number)
        )
        if now != then and key in WANTED_LOW:
            look = "warn" if now > then else "ok"
    return FigureView(
        name=text(f"health-check.figure.{key}"), now=said(now), before=said(then), change=change, look=look
    )
