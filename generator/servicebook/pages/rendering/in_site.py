"""A page of the catalog in somebody's own site: what our frame would show is around its body."""

from __future__ import annotations

from markupsafe import Markup

from servicebook import links
from servicebook.frozen import frozen
from servicebook.pages.parts.page_links import Link
from servicebook.pages.rendering.context import RenderContext
from servicebook.pages.rendering.environment import render
from servicebook.pages.rendering.footer import Foot, foot_of
from servicebook.pages.rendering.page import Page
from servicebook.pages.rendering.urls import UrlContext, url_context


@frozen(kw_only=True)
class InSite:
    """``body`` is finished HTML. ``root`` leads to the catalog's root, ``find`` to its find page."""

    body: Markup
    root: str
    find: str
    search: bool
    scripts: tuple[str, ...]
    sections: tuple[Link, ...]
    sides: tuple[Link, ...]
    foot: Foot


def in_site(
    page: Page,
    body: str,
    context: RenderContext,
    sections: list[tuple[str, str]],
    sides: list[tuple[str, str]],
) -> str:
    """The body with a bar above it and a foot below, as HTML. ``sections`` and ``sides``: what they are called, and
    their paths."""
    urls = url_context(context, page.path)
    view = InSite(
        body=Markup(body),  # made by our templates
        root=urls.root,
        find=urls.to(links.FIND),
        search=not page.own_search,
        scripts=page.scripts,
        sections=_links(sections, urls),
        sides=_links(sides, urls),
        foot=foot_of(page, context),
    )
    return render("in_site.html", view)


def _links(listed: list[tuple[str, str]], urls: UrlContext) -> tuple[Link, ...]:
    return tuple(Link(title, urls.to(path)) for title, path in listed)
