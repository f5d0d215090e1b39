"""The reference: where the fields of every file and the rules are explained."""

from __future__ import annotations

from collections.abc import Iterator

from servicebook import links
from servicebook.documents.kinds import KINDS
from servicebook.documents.properties import properties_of
from servicebook.frozen import frozen
from servicebook.pages.parts.page_links import Link
from servicebook.pages.rendering.context import RenderContext
from servicebook.pages.rendering.page import Page
from servicebook.pages.rendering.urls import UrlContext
from servicebook.problems import NOT_RULES, count_of
from servicebook.rules import RULES
from servicebook.wording import text


@frozen(kw_only=True)
class Chapter:
    """A part of the reference."""

    link: Link
    text: str
    facts: str


@frozen(kw_only=True)
class ReferenceView:
    """What the reference holds."""

    crumbs: tuple[Link, ...]
    name: str
    summary: str
    chapters: tuple[Chapter, ...]


def pages(context: RenderContext) -> Iterator[Page]:
    """The one page that leads to the others."""
    yield Page(
        path=links.REFERENCE,
        title=text("title.reference"),
        template="reference.html",
        view=view,
        description=text("about.reference"),
    )


def view(context: RenderContext, urls: UrlContext) -> ReferenceView:
    """What the page shows."""
    fields = sum(len(properties_of(kind)) for kind in KINDS)
    return ReferenceView(
        crumbs=(Link(text("title.about"), urls.to(links.ABOUT)),),
        name=text("title.reference"),
        summary=text("reference.summary"),
        chapters=(
            Chapter(
                link=Link(text("title.fields"), urls.to(links.FIELDS)),
                text=text("reference.fields"),
                facts=text(
                    "reference.fields-facts",
                    kinds=text("count.kind", count=len(KINDS)),
                    fields=text("count.field", count=fields),
                ),
            ),
            Chapter(
                link=Link(text("title.rules"), urls.to(links.RULES)),
                text=text("reference.rules"),
                facts=text(
                    "reference.rules-facts",
                    rules=text("count.rule", count=len(RULES)),
                    codes=text("count.other-code", count=len(NOT_RULES)),
                ),
            ),
            Chapter(
                link=Link(text("title.health"), urls.to(links.STATE)),
                text=text("reference.health"),
                facts=text("count.finding", count=count_of(context.problems)),
            ),
            Chapter(
                link=Link(text("title.search-elsewhere"), urls.to(links.SEARCH_ELSEWHERE)),
                text=text("about.search-elsewhere"),
                facts=text("reference.search-facts"),
            ),
        ),
    )
