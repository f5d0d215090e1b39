"""What changed: of the organization, of each department, of each service; the newest day first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from servicebook import links
from servicebook.comparing.told_history import Told, ToldHistory
from servicebook.frozen import frozen
from servicebook.model.department import Department
from servicebook.model.service import Service
from servicebook.pages.parts.page_links import Link, badged_link, service_link
from servicebook.pages.parts.past import PastDay, notes, past_days
from servicebook.pages.rendering.context import RenderContext
from servicebook.pages.rendering.page import Page
from servicebook.pages.rendering.urls import UrlContext
from servicebook.wording import formats, text

MOST = 120
"""Changes on a page. Where there are more, each month has a page, of the whole organization."""
MOST_OF_MONTH = 400
"""Changes on the page of a month; the others are counted."""


@frozen(kw_only=True)
class ChangesView:
    """``left`` says how many changes are not shown, ``months`` where they are; ``notes`` what is not known."""

    crumbs: tuple[Link, ...]
    name: str
    summary: str
    days: list[PastDay]
    left: str | None
    months: list[Link]
    feed: str | None
    notes: list[str]


def pages(context: RenderContext) -> Iterator[Page]:
    """The page of the organization and those of its months, then one for what has changed since."""
    history = context.history
    if history is None:
        return
    yield Page(
        path=links.CHANGES,
        title=text("title.changes"),
        template="what_changed.html",
        view=lambda context, urls: _of_all(context, urls, history),
        description=text("changes.summary"),
        feed=links.feed(links.CHANGES) if history.all else None,
    )
    for month, told in months(history).items():
        yield _page_of_month(context, month, told, history)
    for department in context.catalog.departments.values():
        if told := history.of_department.get(department.id, ()):
            yield _page_of(links.department(department.id), department, told, history)
    for service in context.catalog.services.values():
        if told := history.of_service.get(service.id, ()):
            yield _page_of(links.service(service.id), service, told, history)


def months(history: ToldHistory) -> dict[str, tuple[Told, ...]]:
    """The changes of each month, ``2026-11``, the latest first; empty where one page has room for all."""
    if len(history.all) <= MOST:
        return {}
    return {month: tuple(told) for month, told in groupby(history.all, key=lambda told: f"{told.day:%Y-%m}")}


def _page_of_month(context: RenderContext, month: str, told: Sequence[Told], history: ToldHistory) -> Page:
    name = formats.month(told[0].day, context.language)
    return Page(
        path=links.changes_in(month),
        title=text("changes.title-of", name=name),
        template="what_changed.html",
        view=lambda context, urls: _of_month(context, urls, name, told, history),
        description=text("changes.summary-of-month", month=name),
    )


def _page_of(path: str, item: Department | Service, told: Sequence[Told], history: ToldHistory) -> Page:
    return Page(
        path=links.changes_of(path),
        title=text("changes.title-of", name=item.name),
        template="what_changed.html",
        view=lambda context, urls: _of_one(context, urls, item, told, history),
        description=_summary(item),
        feed=links.feed(links.changes_of(path)),
    )


def _summary(item: Department | Service) -> str:
    is_service = isinstance(item, Service)
    return text(
        "changes.summary-of-service" if is_service else "changes.summary-of-department", name=item.name
    )


def _of_all(context: RenderContext, urls: UrlContext, history: ToldHistory) -> ChangesView:
    return ChangesView(
        crumbs=(Link(text("title.about"), urls.to(links.ABOUT)),),
        name=text("title.changes"),
        summary=text("changes.summary"),
        days=past_days(context, urls, history.all[:MOST]),
        left=_left(len(history.all) - MOST),
        months=_months(context, urls, history),
        feed=urls.to(links.feed(links.CHANGES)) if history.all else None,
        notes=list(notes(history, context.language)),
    )


def _of_month(
    context: RenderContext, urls: UrlContext, name: str, told: Sequence[Told], history: ToldHistory
) -> ChangesView:
    return ChangesView(
        crumbs=(
            Link(text("title.about"), urls.to(links.ABOUT)),
            Link(text("title.changes"), urls.to(links.CHANGES)),
        ),
        name=text("changes.title-of", name=name),
        summary=text("changes.summary-of-month", month=name),
        days=past_days(context, urls, told[:MOST_OF_MONTH]),
        left=_left(len(told) - MOST_OF_MONTH),
        months=_months(context, urls, history),
        feed=None,
        notes=[],
    )


def _of_one(
    context: RenderContext,
    urls: UrlContext,
    item: Department | Service,
    told: Sequence[Told],
    history: ToldHistory,
) -> ChangesView:
    catalog = context.catalog
    is_service = isinstance(item, Service)
    path = links.changes_of(links.service(item.id) if is_service else links.department(item.id))
    crumbs = (
        (
            Link(text("title.services"), urls.to(links.SERVICES)),
            badged_link(catalog, urls, item.department),
            service_link(catalog, urls, item.id),
        )
        if isinstance(item, Service)
        else (
            Link(text("title.departments"), urls.to(links.DEPARTMENTS)),
            badged_link(catalog, urls, item.id),
        )
    )
    own = item.department if isinstance(item, Service) else item.id
    left = _left(len(told) - MOST)
    return ChangesView(
        crumbs=crumbs,
        name=text("changes.title-of", name=item.name),
        summary=_summary(item),
        days=past_days(context, urls, told[:MOST], own, of_one=is_service),
        left=left,
        months=_months(context, urls, history) if left else [],
        feed=urls.to(links.feed(path)),
        notes=list(notes(history, context.language)),
    )


def _left(number: int) -> str | None:
    return text("changes.left", count=number) if number > 0 else None


def _months(context: RenderContext, urls: UrlContext, history: ToldHistory) -> list[Link]:
    return [
        Link(formats.month(told[0].day, context.language), urls.to(links.changes_in(month)))
        for month, told in months(history).items()
    ]
