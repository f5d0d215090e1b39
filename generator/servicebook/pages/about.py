"""About the catalog: the pages that are asked for more seldom than those of the navigation, and what is on them."""

from __future__ import annotations

from collections.abc import Iterator

from servicebook import links
from servicebook.frozen import frozen
from servicebook.pages.parts.page_links import Link
from servicebook.pages.rendering.context import RenderContext
from servicebook.pages.rendering.page import Page
from servicebook.pages.rendering.urls import UrlContext
from servicebook.pages.sections import about_pages
from servicebook.wording import text


@frozen(kw_only=True)
class AboutView:
    """``entries`` are pages; the note of each says what is on it. ``counts`` say how much the catalog has."""

    crumbs: tuple[Link, ...]
    name: str
    summary: str
    entries: list[Link]
    counts: tuple[str, ...]


def pages(context: RenderContext) -> Iterator[Page]:
    """The one page."""
    yield Page(
        path=links.ABOUT,
        title=text("title.about"),
        template="about.html",
        view=view,
        description=text("about.about"),
    )


def view(context: RenderContext, urls: UrlContext) -> AboutView:
    """What the page shows."""
    counts = context.catalog.counts()
    return AboutView(
        crumbs=(Link(text("title.home"), urls.to(links.HOME)),),
        name=text("title.about"),
        summary=text("about.about"),
        entries=[Link(page.title, urls.to(page.path), page.summary) for page in about_pages(context)],
        counts=(
            text("count.service", count=counts["services"]),
            text("count.department", count=counts["departments"]),
            text("count.role", count=counts["roles"]),
            text("count.answer", count=counts["faqs"]),
        ),
    )
