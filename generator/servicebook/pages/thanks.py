"""All thanks, the newest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from servicebook import links
from servicebook.pages.parts.announcements import KudosView, kudos_view
from servicebook.pages.parts.page_links import Link, edit_link
from servicebook.pages.rendering.context import RenderContext
from servicebook.pages.rendering.page import Page
from servicebook.pages.rendering.urls import UrlContext
from servicebook.wording import text

FILE = "catalog/kudos.yml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """The thanks of a year."""

    name: str
    thanks: list[KudosView]


@dataclass(frozen=True, slots=True, kw_only=True)
class ThanksView:
    """All thanks by year."""

    crumbs: tuple[Link, ...]
    name: str
    summary: str
    years: list[Year]
    edit: Link | None


def pages(context: RenderContext) -> Iterator[Page]:
    """The one page of all thanks."""
    yield Page(
        path=links.THANKS,
        title=text("title.thanks"),
        template="thanks.html",
        view=view,
        description=text("thanks.summary"),
        source=context.catalog.kudos[0].origin.path if context.catalog.kudos else None,
    )


def view(context: RenderContext, urls: UrlContext) -> ThanksView:
    """What the page shows."""
    catalog = context.catalog
    edit = edit_link(catalog, FILE)
    return ThanksView(
        crumbs=(Link(text("title.about"), urls.to(links.ABOUT)),),
        name=text("title.thanks"),
        summary=text("thanks.summary"),
        years=[
            Year(name=str(year), thanks=[kudos_view(catalog, urls, kudos) for kudos in group])
            for year, group in groupby(catalog.kudos, key=lambda k: k.on.year)
        ],
        edit=Link(text("thanks.add"), edit.href) if edit else None,
    )
