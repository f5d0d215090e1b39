"""The frame around the catalog's pages, which the theme makes once for all that have the same.

Rendering the theme's whole frame for each of thousands of pages costs more than their bodies.
:mod:`servicebook.publishing.framed_pages` says what it depends on.
Used where the theme is ours and has no overrides, for pages outside the navigation.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import quote, urljoin

from jinja2 import Environment, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape
from mkdocs.config.defaults import MkDocsConfig

from servicebook.mkdocs_plugin.catalog_page import CatalogPage
from servicebook.mkdocs_plugin.mount import is_our_theme
from servicebook.pages.rendering.footer import foot_of
from servicebook.pages.rendering.page import Page
from servicebook.publishing.framed_pages import (
    Cut,
    FootKey,
    FrameKey,
    Frames,
    Pieces,
    encoded,
    filled,
    foot_key,
    frame_key,
    mark,
    pieces,
    trimmed,
)
from servicebook.publishing.publication import Publication
from servicebook_theme.material import without_empty_parts

TEMPLATE = "catalog_page.html"
"""The theme's template that asks for the frame."""
_FOOTER = "partials/footer.html"

MakeContext = Callable[[Page], Mapping[str, Any]]
"""What the theme's templates are given for a page, with a :class:`CatalogPage` without a body as ``page``."""


def has_frames(config: MkDocsConfig) -> bool:
    """Whether the frame is known to depend on nothing but the depth."""
    return is_our_theme(config) and not config.theme.custom_dir


def frames_of(
    pages: Iterable[Page], publication: Publication, config: MkDocsConfig, env: Environment, make: MakeContext
) -> Frames:
    """All frames and feet that pages need; ``make`` makes the context of one of each."""
    frames: dict[FrameKey, Cut] = {}
    feet: dict[FootKey, Cut] = {}
    having: dict[FrameKey | FootKey, str] = {}
    for page in pages:
        frame, foot = frame_key(page), foot_key(page, foot_of(page, publication.context))
        if frame not in frames:
            frames[frame], having[frame] = encoded(_frame(env, make(page))), page.path
        if foot not in feet:
            feet[foot], having[foot] = encoded(_foot(env, make(page))), page.path
    address = urljoin(config.site_url, quote(publication.root)) if config.site_url else None
    return Frames(frames=frames, feet=feet, address=address, pages=having)


def _frame(env: Environment, context: Mapping[str, Any]) -> Pieces:
    """The frame of a page, with marks where something of the page's own belongs."""
    page: CatalogPage = context["page"]
    marked = copy.copy(page)  # the page itself may be rendered next, with its own title and body
    marked.title = mark("title")
    marked.content = mark("body")
    marked.canonical_url = mark("address") if page.canonical_url else None
    marked.meta = {**page.meta, "servicebook": {**page.meta["servicebook"], "footer": mark("footer")}}
    if "description" in page.meta:
        marked.meta["description"] = mark("description")
    return pieces(without_empty_parts(env.get_template("main.html").render({**context, "page": marked})))


def _foot(env: Environment, context: Mapping[str, Any]) -> Pieces:
    """The foot of a page, likewise."""
    marked = copy.copy(context["page"])
    facts = dict(marked.meta["servicebook"])
    facts.update(
        (name, mark(name)) for name in ("suggest", "request", "reviewed", "reviewed_date") if facts.get(name)
    )
    if "links" in facts:
        facts["links"] = [{"text": mark("source"), "url": mark("suggest")}]
    marked.meta = {**marked.meta, "servicebook": facts}
    return pieces(env.get_template(_FOOTER).render({**context, "page": marked}))


class FramedTemplate:
    """The same for pages that MkDocs renders one by one, since other plugins may change them; for one build."""

    def __init__(self, env: Environment) -> None:
        self.env = env
        self.frames: dict[tuple[FrameKey, bool], Pieces] = {}

    def install(self) -> None:
        """Give the theme's template its function."""
        self.env.globals["framed"] = self.framed

    @pass_context
    def framed(self, context: Context) -> Markup:
        """The whole page of the context."""
        page: CatalogPage = context["page"]
        described = replace(frame_key(page.made_from), has_description="description" in page.meta)
        key = described, page.canonical_url is None
        cut = self.frames.get(key)
        if cut is None:
            cut = self.frames[key] = _frame(self.env, context.get_all())
        values = {
            "title": escape(page.title),
            "description": escape(page.meta.get("description", "")),
            "address": page.canonical_url or "",
            "body": page.content or "",
            "footer": trimmed(self.env.get_template(_FOOTER).render(context.get_all())),
        }
        return Markup(filled(cut, values))  # all of it is HTML
