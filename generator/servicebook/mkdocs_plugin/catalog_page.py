"""A page of MkDocs whose body comes from our templates, past Markdown."""

from __future__ import annotations

from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import TableOfContents

from servicebook.pages.page import Page
from servicebook.pages.parts import edit_url
from servicebook.pages.site import Site
from servicebook.pages.words import day


class CatalogPage(MkDocsPage):
    """One of our pages; MkDocs sees a title, a body, and what the frame needs to know."""

    def __init__(self, page: Page, body: str, site: Site, file: File, config: MkDocsConfig) -> None:
        super().__init__(page.title, file, config)
        self.made_from, self.body = page, body
        self.edit_url = None
        self.update_date = site.catalog.today.isoformat()
        self.meta = {"hide": ["navigation", "toc"], "servicebook": _frame_facts(page, site)}
        if page.description:
            self.meta["description"] = " ".join(page.description.split())

    def read_source(self, config: MkDocsConfig) -> None:
        """There is no Markdown behind it."""
        self.markdown = ""

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """The body as it was made; its links are checked by our own tests and rules."""
        self.content = self.body
        self.toc = TableOfContents([])
        self.present_anchor_ids = set()
        self.links_to_anchors = {}


def _frame_facts(page: Page, site: Site) -> dict[str, Any]:
    """What the theme's header and footer show of a page."""
    facts: dict[str, Any] = {
        "own_search": page.own_search,
        "scripts": list(page.scripts),
    }
    if page.source:
        address = edit_url(site.catalog, page.source)
        facts["suggest"] = address
        if address:
            facts["links"] = [{"text": page.source, "url": address}]
    if page.reviewed:
        facts["reviewed"] = day(page.reviewed, site.language)
        facts["reviewed_date"] = page.reviewed.isoformat()
        facts["stale"] = page.stale
    return facts


def file_of(page: Page, config: MkDocsConfig) -> File:
    """The virtual file of a page: not in the navigation by itself."""
    return File.generated(config, f"{page.path}index.md", content="", inclusion=InclusionLevel.NOT_IN_NAV)
