"""The frame around the catalog's pages, made once for each depth.

Header, scripts and everything else around a page of the catalog depend on how deep it lies and on nothing
else; only title, description, address, body and footer are its own. Rendering the theme's whole frame for
each of thousands of pages costs more than their bodies, so it is rendered once with marks in these places.
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

_SIGN = "\ue000"
_PLACES = ("title", "description", "address", "body", "footer")
_MARK = re.compile(f"{_SIGN}({'|'.join(_PLACES)}){_SIGN}")


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
        key = (
            context["base_url"],
            page.made_from.own_search,
            page.made_from.scripts,
            "description" in page.meta,
            page.canonical_url is None,
        )
        pieces = self.pieces.get(key)
        if pieces is None:
            pieces = self.pieces[key] = self._pieces(context, page)
        own = self._own(context, page)
        return Markup("".join(own.get(piece, piece) for piece in pieces))  # all of it is HTML

    def _pieces(self, context: Context, page: CatalogPage) -> list[str]:
        """The frame in pieces, with a mark alone where something of the page's own belongs."""
        marked = copy.copy(page)
        marked.title = f"{_SIGN}title{_SIGN}"
        marked.content = f"{_SIGN}body{_SIGN}"
        marked.canonical_url = f"{_SIGN}address{_SIGN}" if page.canonical_url else None
        marked.meta = {
            **page.meta,
            "servicebook": {**page.meta["servicebook"], "footer": f"{_SIGN}footer{_SIGN}"},
        }
        if "description" in page.meta:
            marked.meta["description"] = f"{_SIGN}description{_SIGN}"
        html = self.env.get_template("main.html").render({**context.get_all(), "page": marked})
        return [f"{_SIGN}{piece}{_SIGN}" if piece in _PLACES else piece for piece in _MARK.split(html)]

    def _own(self, context: Context, page: CatalogPage) -> Mapping[str, str]:
        footer = self.env.get_template("partials/footer.html").render(context.get_all())
        own: dict[str, Any] = {
            "title": escape(page.title),
            "description": escape(page.meta.get("description", "")),
            "address": page.canonical_url or "",
            "body": page.content or "",
            "footer": footer,
        }
        return {f"{_SIGN}{name}{_SIGN}": str(value) for name, value in own.items()}
