"""A page of MkDocs whose body comes from our templates, past Markdown."""

from __future__ import annotations

from html import escape
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import TableOfContents

from servicebook.mkdocs_plugin.mount import is_our_theme
from servicebook.pages.rendering.context import RenderContext
from servicebook.pages.rendering.footer import foot_of
from servicebook.pages.rendering.page import Page
from servicebook.search.entries import Entry

_FOUND_BY = ("aliases", "responsibilities")
"""The fields of an entry whose words another search is to know."""


class CatalogPage(MkDocsPage):
    """One of our pages; MkDocs sees a title, a body, and what the frame needs to know."""

    def __init__(
        self,
        page: Page,
        body: str,
        in_brief: str | None,
        context: RenderContext,
        file: File,
        config: MkDocsConfig,
    ) -> None:
        """``body`` is what readers see, ``in_brief`` what other plugins are to see instead, as HTML."""
        super().__init__(page.title, file, config)
        self.made_from, self.body = page, body
        self.in_brief = body if in_brief is None else in_brief
        self.edit_url = None
        self.update_date = context.catalog.today.isoformat()
        # a site without tabs has its navigation beside its pages, and nowhere else
        wide = is_our_theme(config) or "navigation.tabs" in config.theme.get("features", [])
        hidden = ["navigation", "toc"] if wide else ["toc"]
        self.meta = {"hide": hidden, "servicebook": _frame_facts(page, context)}
        if page.description:
            self.meta["description"] = " ".join(page.description.split())

    def read_source(self, config: MkDocsConfig) -> None:
        """There is no Markdown behind it."""
        self.markdown = ""

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """The body as it was made; its links are checked by our own tests and rules."""
        self.content = self.in_brief
        self.toc = TableOfContents([])
        self.present_anchor_ids = set()
        self.links_to_anchors = {}


def _frame_facts(page: Page, context: RenderContext) -> dict[str, Any]:
    """What the theme's header and footer show of a page."""
    facts: dict[str, Any] = {
        "own_search": page.own_search,
        "scripts": list(page.scripts),
    }
    foot = foot_of(page, context)
    if foot.source:
        facts["suggest"] = foot.suggest
        if foot.suggest:
            facts["links"] = [{"text": foot.source, "url": foot.suggest}]
    if foot.reviewed_date:
        facts["reviewed"] = foot.reviewed
        facts["reviewed_date"] = foot.reviewed_date.isoformat()
        facts["stale"] = foot.stale
    return facts


def brief(page: Page, entry: Entry | None) -> str:
    """A page in the words by which another search is to find it: its name, what it is, and the names that people use.

    Search indexes that every reader loads whole stay small, and results show no words of calculators and tables.
    """
    words = [page.description or "", *(entry.fields.get(field, "") for field in _FOUND_BY if entry)]
    return f"<h1>{escape(page.title)}</h1><p>{escape(' '.join(word for word in words if word))}</p>"
