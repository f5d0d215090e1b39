"""A page of the catalog in somebody's own site: what our frame would show is around its body."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from servicebook import links
from servicebook.pages.at import At, at_path
from servicebook.pages.page import Page
from servicebook.pages.parts import Link, edit_url
from servicebook.pages.render import render
from servicebook.pages.site import Site
from servicebook.pages.words import day


@dataclass(frozen=True, slots=True, kw_only=True)
class InSite:
    """``body`` is finished HTML. ``root`` leads to the catalog's root, ``find`` to its find page.

    ``suggest`` is where the page's file can be edited, ``source`` its path.
    """

    body: Markup
    root: str
    find: str
    search: bool
    scripts: tuple[str, ...]
    sections: tuple[Link, ...]
    sides: tuple[Link, ...]
    suggest: str | None
    source: str | None
    reviewed: str | None
    reviewed_date: date | None
    stale: bool


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
        suggest=edit_url(site.catalog, page.source) if page.source else None,
        source=page.source,
        reviewed=day(page.reviewed, site.language) if page.reviewed else None,
        reviewed_date=page.reviewed,
        stale=page.stale,
    )
    return render("in_site.html", view)


def _links(found: list[tuple[str, str]], at: At) -> tuple[Link, ...]:
    return tuple(Link(title, at.to(path)) for title, path in found)
