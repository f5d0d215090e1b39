"""Every notice on one page: what holds now, what comes, and what is over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from servicebook import links
from servicebook.frozen import frozen
from servicebook.model.catalog import Catalog
from servicebook.model.news import Notice
from servicebook.pages.parts.announcements import NoticeView, effect_and_dates, notice_view
from servicebook.pages.parts.page_links import Link, edit_link
from servicebook.pages.rendering.context import RenderContext
from servicebook.pages.rendering.page import Page
from servicebook.pages.rendering.urls import UrlContext
from servicebook.wording import formats, text


@frozen(kw_only=True)
class NoticeEntry:
    """A notice with its dates and its file."""

    notice: NoticeView
    dates: str
    edit: Link | None


@frozen(kw_only=True)
class NoticesView:
    """All notices: those of today and those to come the earliest first, the past the latest first."""

    crumbs: tuple[Link, ...]
    name: str
    summary: str
    current: list[NoticeEntry]
    coming: list[NoticeEntry]
    past: list[NoticeEntry]


def pages(context: RenderContext) -> Iterator[Page]:
    """The one page of all notices."""
    yield Page(
        path=links.NOTICES,
        title=text("title.notices"),
        template="notices.html",
        view=view,
        description=text("about.notices"),
    )


def view(context: RenderContext, urls: UrlContext) -> NoticesView:
    """What the page shows."""
    catalog, today = context.catalog, context.catalog.today
    notices = sorted(catalog.notices.values(), key=lambda n: (n.start, n.id))
    past = [notice for notice in notices if notice.is_over(today)]
    return NoticesView(
        crumbs=(Link(text("title.about"), urls.to(links.ABOUT)),),
        name=text("title.notices"),
        summary=text("notices.summary"),
        current=_entries(catalog, urls, (n for n in notices if n.is_current(today))),
        coming=_entries(catalog, urls, (n for n in notices if today < n.start and not n.is_over(today))),
        past=_entries(catalog, urls, sorted(past, key=lambda n: (n.end or n.start, n.id), reverse=True)),
    )


def _entries(catalog: Catalog, urls: UrlContext, notices: Iterable[Notice]) -> list[NoticeEntry]:
    language = catalog.settings.organization.language
    return [
        NoticeEntry(
            notice=notice_view(catalog, urls, notice),
            dates=effect_and_dates(notice, formats.date_range(notice.start, notice.end, language)),
            edit=_edit(catalog, notice),
        )
        for notice in notices
    ]


def _edit(catalog: Catalog, notice: Notice) -> Link | None:
    link = edit_link(catalog, notice.origin.path)
    return Link(text("shared.suggest-change"), link.href) if link else None
