"""A page of MkDocs whose body comes from our templates, past Markdown."""

from __future__ import annotations

from datetime import date

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import TableOfContents

from servicebook.mkdocs_plugin.mount import is_our_theme
from servicebook.publishing.page_files import PublishedPage


class CatalogPage(MkDocsPage):
    """One of our pages; MkDocs sees a title, a body, and what the frame needs to know."""

    def __init__(self, published: PublishedPage, day: date, file: File, config: MkDocsConfig) -> None:
        """``day`` is that of the catalog."""
        super().__init__(published.page.title, file, config)
        self.made_from, self.body = published.page, published.body
        self.brief = published.body if published.brief is None else published.brief
        self.edit_url = (
            None  # its file is edited in the catalog, as its foot says; MkDocs would offer a Markdown file
        )
        self.update_date = day.isoformat()
        # a site without tabs has its navigation beside its pages, and nowhere else
        wide = is_our_theme(config) or "navigation.tabs" in config.theme.get("features", [])
        hidden = ["navigation", "toc"] if wide else ["toc"]
        self.meta = {"hide": hidden, "servicebook": dict(published.facts)}
        if self.made_from.is_past:
            self.meta["search"] = {"exclude": True}  # as Material's own search reads it
        if self.made_from.description:
            self.meta["description"] = " ".join(self.made_from.description.split())

    def read_source(self, config: MkDocsConfig) -> None:
        """There is no Markdown behind it."""
        self.markdown = ""

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """The body as it was made; its links are checked by our own tests and rules."""
        self.content = self.brief
        self.toc = TableOfContents([])
        self.present_anchor_ids = None  # MkDocs does not know them, and says nothing of links to them
        self.links_to_anchors = {}
