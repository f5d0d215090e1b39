"""Notices and thanks, as they are shown where they belong."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from servicebook import links
from servicebook.analysis.thanks_given import thanked_departments
from servicebook.frozen import frozen
from servicebook.model.catalog import Catalog
from servicebook.model.news import Kudos, Notice
from servicebook.pages.parts.page_links import Link, department_link, party_link, service_link
from servicebook.pages.rendering.markdown import markdown
from servicebook.pages.rendering.urls import UrlContext
from servicebook.wording import formats, text
from servicebook.wording.time_spans import duration


@frozen(kw_only=True)
class NoticeView:
    """A notice: ``effect`` is closed, delayed or changed; ``head`` says it with its dates."""

    id: str
    effect: str
    head: str
    title: str
    text: Markup | None
    affects: tuple[Link, ...]
    current: bool
    href: str


def notice_view(catalog: Catalog, urls: UrlContext, notice: Notice) -> NoticeView:
    """One notice in words."""
    language = catalog.settings.organization.language
    current = notice.is_current(catalog.today)
    if current and notice.end is not None:
        when = text("dates.until", day=formats.day(notice.end, language))
    elif current:
        when = text("dates.since", day=formats.day(notice.start, language))
    else:
        when = formats.date_range(notice.start, notice.end, language)
    return NoticeView(
        id=notice.id,
        effect=notice.effect,
        head=effect_and_dates(notice, when),
        title=notice.title,
        text=markdown(notice.text, urls) if notice.text else None,
        affects=(
            *(department_link(catalog, urls, d) for d in notice.departments),
            *(service_link(catalog, urls, s) for s in notice.services),
        ),
        current=current,
        href=urls.to(links.notice(notice.id)),
    )


def effect_and_dates(notice: Notice, dates: str) -> str:
    """``Delayed until 28 Nov 2026``; with what it adds, where it says so."""
    effect = text(f"effect.{notice.effect}")
    if notice.adds is None:
        return text("notice.effect-dates", effect=effect, dates=dates)
    return text("notice.effect-adds", effect=effect, dates=dates, duration=duration(notice.adds))


def notice_views(catalog: Catalog, urls: UrlContext, notices: Iterable[Notice]) -> list[NoticeView]:
    """Notices in words, in their order."""
    return [notice_view(catalog, urls, notice) for notice in notices]


@frozen(kw_only=True)
class KudosView:
    """Thanks from one to another: a person with the departments they work in, or these alone; without words where
    they would name somebody who is not to be named."""

    sender: Link
    receivers: list[Link]
    about: Link | None
    text: str
    on: str
    iso: str


def kudos_view(catalog: Catalog, urls: UrlContext, kudos: Kudos) -> KudosView:
    """Thanks in words."""
    return KudosView(
        sender=party_link(catalog, urls, kudos.sender),
        receivers=_thanked(catalog, urls, kudos),
        about=service_link(catalog, urls, kudos.about) if kudos.about else None,
        text=kudos.text,
        on=formats.day(kudos.on, catalog.settings.organization.language),
        iso=kudos.on.isoformat(),
    )


def _thanked(catalog: Catalog, urls: UrlContext, kudos: Kudos) -> list[Link]:
    departments = [department_link(catalog, urls, one) for one in thanked_departments(catalog, kudos)]
    if kudos.receiver.startswith("department:") or (not kudos.receiver and departments):
        return departments
    return [party_link(catalog, urls, kudos.receiver), *departments]
