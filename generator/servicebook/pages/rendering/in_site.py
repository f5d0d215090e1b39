"""A page of the catalog in somebody's own site: what our frame would show is around its body."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from servicebook import links
from servicebook.pages.parts.page_links import Link
from servicebook.pages.rendering.context import Site
from servicebook.pages.rendering.environment import render
from servicebook.pages.rendering.footer import Foot, foot_of
from servicebook.pages.rendering.page import Page
from servicebook.pages.rendering.urls import At, at_path


@dataclass(frozen=True, slots=True, kw_only=True)
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
    page: Page, body: str, site: Site, sections: list[tuple[str, str]], sides: list[tuple[str, str]]
) -> str:
    """The body with a bar above it and a foot below, as HTML. ``sections`` and ``sides``: what they are called, and
    their paths."""
    at = at_path(site, page.path)
    view = InSite(
        body=Markup(body),  # made by our templates
        root=at.root,
        find=at.to(links.FIND),
        search=not page.own_search,
        scripts=page.scripts,
        sections=_links(
            [("Overview" if path == links.HOME else title, path) for title, path in sections], at
        ),
        sides=_links(sides, at),
        foot=foot_of(page, site),
    )
    return render("in_site.html", view)


def _links(found: list[tuple[str, str]], at: At) -> tuple[Link, ...]:
    return tuple(Link(title, at.to(path)) for title, path in found)
