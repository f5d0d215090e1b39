"""The frame around the catalog's pages, made once for each depth and first folder.

Header, scripts and everything else around a page of the catalog depend on how deep it lies, on its section
and first folder, and on nothing else; only title, description, address, body and footer are its own. Rendering
the theme's whole frame for each of thousands of pages costs more than their bodies, so it is rendered once with
marks in these places.
Used where the theme is ours and has no overrides, for pages outside the navigation.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping
from typing import Any

from jinja2 import Environment, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape
from mkdocs.config.defaults import MkDocsConfig

from servicebook.mkdocs_plugin.catalog_page import CatalogPage
from servicebook.mkdocs_plugin.mount import is_our_theme

TEMPLATE = "catalog_page.html"
"""The theme's template that asks for the frame."""

_EDGE = "\ue000"
"""Around a mark: a character for private use, which no template holds otherwise."""
_MARKS = ("title", "description", "address", "body", "footer")
_MARK = re.compile(f"{_EDGE}({'|'.join(_MARKS)}){_EDGE}")


def has_frames(config: MkDocsConfig) -> bool:
    """Whether the frame is known to depend on nothing but the depth."""
    return is_our_theme(config) and not config.theme.custom_dir


class Frames:
    """Frames by depth, for one build."""

    def __init__(self, env: Environment) -> None:
        self.env = env
        self.pieces: dict[tuple[object, ...], list[str]] = {}

    def install(self) -> None:
        """Give the theme's template its function."""
        self.env.globals["framed"] = self.framed

    @pass_context
    def framed(self, context: Context) -> Markup:
        """The whole page of the context."""
        page: CatalogPage = context["page"]
        key = (  # all that the frame depends on
            context["base_url"],
            page.made_from.own_search,
            page.made_from.scripts,
            page.meta["servicebook"]["section"],
            page.made_from.path.partition("/")[
                0
            ],  # the page of all of these is ".." from here, and from nowhere else
            "feed" in page.meta["servicebook"],  # it lies beside the page, so that all have the same address
            "past" in page.meta["servicebook"],
            "description" in page.meta,
            page.canonical_url is None,
        )
        pieces = self.pieces.get(key)
        if pieces is None:
            pieces = self.pieces[key] = self._pieces(context, page)
        values = self._values(context, page)
        return Markup("".join(values.get(piece, piece) for piece in pieces))  # all of it is HTML

    def _pieces(self, context: Context, page: CatalogPage) -> list[str]:
        """The frame in pieces, with a mark alone where something of the page's own belongs."""
        marked = copy.copy(page)  # the page itself is rendered next, with its own title and body
        marked.title = f"{_EDGE}title{_EDGE}"
        marked.content = f"{_EDGE}body{_EDGE}"
        marked.canonical_url = f"{_EDGE}address{_EDGE}" if page.canonical_url else None
        marked.meta = {
            **page.meta,
            "servicebook": {**page.meta["servicebook"], "footer": f"{_EDGE}footer{_EDGE}"},
        }
        if "description" in page.meta:
            marked.meta["description"] = f"{_EDGE}description{_EDGE}"
        html = self.env.get_template("main.html").render({**context.get_all(), "page": marked})
        return [f"{_EDGE}{piece}{_EDGE}" if piece in _MARKS else piece for piece in _MARK.split(html)]

    def _values(self, context: Context, page: CatalogPage) -> Mapping[str, str]:
        """What takes the place of each mark."""
        footer = self.env.get_template("partials/footer.html").render(context.get_all())
        values: dict[str, Any] = {
            "title": escape(page.title),
            "description": escape(page.meta.get("description", "")),
            "address": page.canonical_url or "",
            "body": page.content or "",
            "footer": footer,
        }
        return {f"{_EDGE}{name}{_EDGE}": str(value) for name, value in values.items()}
