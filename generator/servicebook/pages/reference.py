"""The reference: where the fields of every file and the rules are explained."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from servicebook import links
from servicebook.documents.kinds import KINDS
from servicebook.documents.properties import properties_of
from servicebook.pages.parts.page_links import Link
from servicebook.pages.rendering.context import RenderContext
from servicebook.pages.rendering.page import Page
from servicebook.pages.rendering.urls import UrlContext
from servicebook.problems import NOT_RULES
from servicebook.rules import RULES
from servicebook.wording import text


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A part of the reference."""

    link: Link
    text: str
    facts: str


@dataclass(frozen=True, slots=True, kw_only=True)
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
        title="Reference",
        template="reference.html",
        view=view,
        description="Every field of every file, and every rule.",
    )


def view(context: RenderContext, urls: UrlContext) -> ReferenceView:
    """What the page shows."""
    fields = sum(len(properties_of(kind)) for kind in KINDS)
    return ReferenceView(
        crumbs=(Link("Home", urls.to(links.HOME)),),
        name="Reference",
        summary="For those who write the catalog.",
        chapters=(
            Chapter(
                link=Link("Fields", urls.to(links.FIELDS)),
                text="What each file of the catalog and of the settings may say, with an example of everything.",
                facts=f"{text('count.kind', count=len(KINDS))} of file · {text('count.field', count=fields)}",
            ),
            Chapter(
                link=Link("Rules", urls.to(links.RULES)),
                text="What is checked, why it matters, and how strictly it is taken here.",
                facts=f"{text('count.rule', count=len(RULES))} · {text('count.other-code', count=len(NOT_RULES))}",
            ),
            Chapter(
                link=Link("Catalog health", urls.to(links.STATE)),
                text="What was found today, and what to do about it.",
                facts=text("count.finding", count=len(context.problems)),
            ),
        ),
    )
