"""The site around a catalog whose pages are made when they are asked for, as ``servicebook serve`` shows it.

MkDocs builds everything but the pages of the catalog, which it only lists; its navigation and its templates are then
kept, to frame each page as MkDocs would have done.
"""

from __future__ import annotations

from collections.abc import Container
from pathlib import Path

from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException

from servicebook.loading import LoadedCatalog
from servicebook.mkdocs_plugin.added_search import written_pages
from servicebook.mkdocs_plugin.catalog_page import CatalogPage
from servicebook.mkdocs_plugin.frame import TEMPLATE, has_frames
from servicebook.mkdocs_plugin.own_faults import OwnFaultError, own_faults
from servicebook.mkdocs_plugin.plugin import Kept, ServicebookPlugin
from servicebook.pages.rendering.page import Page
from servicebook.pages.sections import about_pages, navigation
from servicebook.publishing.page_files import published_pages
from servicebook.publishing.publication import Publication
from servicebook.search.entries import Entry
from servicebook.serving.surroundings import NoSiteError


class AroundCatalog:
    """The site that MkDocs built with a configuration, for pages that are made one by one."""

    def __init__(self, config: MkDocsConfig, plugin: ServicebookPlugin, kept: Kept) -> None:
        self._config, self._plugin, self._kept = config, plugin, kept
        self._files = kept.files
        self._listed = kept.pages
        self._in_nav = {page.url for page in kept.nav.pages}
        self._facts = _facts(kept.publication)
        self._doc_files = self._files.documentation_pages()
        self._written = list(written_pages(plugin.mount, self._files))

    @property
    def folder(self) -> Path:
        """Where MkDocs has put the files."""
        return Path(self._config.site_dir)

    @property
    def root(self) -> str:
        """From the site's root to the catalog's."""
        return self._plugin.mount.root

    @property
    def inputs(self) -> tuple[Path, ...]:
        """The hand-written pages, mkdocs.yml, overrides of the theme, and what mkdocs.yml says is watched."""
        config = self._config
        paths = [config.docs_dir, config.config_file_path, config.theme.custom_dir, *config.watch]
        return tuple(Path(path) for path in paths if path)

    def written(self) -> list[Entry]:
        """The hand-written pages, as the search is to find them."""
        return self._written

    def is_written(self, path: str) -> bool:
        """Whether a hand-written page is in the place of the catalog's."""
        source = f"{self._plugin.mount.path}{path}index.md"
        return source in self._files.src_uris and path not in self._listed

    def publication(self, loaded: LoadedCatalog) -> Publication:
        """What pages of a catalog are made from, with what git knows."""
        return self._plugin.publication_of(loaded, self._config)

    def fits(self, publication: Publication) -> bool:
        """Whether navigation and foot would be the same, and so would be what bears the catalog's day."""
        return self._facts == _facts(publication)

    def page(self, publication: Publication, page: Page, paths: Container[str]) -> bytes:
        """A page as MkDocs makes it, with what other plugins do to it."""
        config, plugins = self._config, self._config.plugins
        [published] = published_pages(publication, [page], paths)
        shown = CatalogPage(
            published, publication.context.catalog.today, self._plugin.mount.page(page.path, config), config
        )
        listed = self._listed.get(page.path)
        if listed is not None:  # as the navigation calls it
            shown.title = listed.title
        home = self._listed.get("")
        shown.parent = listed.parent if listed is not None else home.parent if home is not None else None
        if shown.url not in self._in_nav and has_frames(config):
            shown.meta["template"] = TEMPLATE
        config._current_page = shown
        marked = listed or shown
        marked.active = True
        try:
            with own_faults(str(config.config_file_path)):
                self._fill(shown)
                context = get_context(self._kept.nav, self._doc_files, config, shown)
                template = self._kept.env.get_template(str(shown.meta.get("template", "main.html")))
                context = plugins.on_page_context(context, page=shown, config=config, nav=self._kept.nav)
                html = plugins.on_post_page(template.render(context), page=shown, config=config)
        except (OwnFaultError, MkDocsException) as fault:
            raise NoSiteError(str(fault)) from fault
        finally:
            marked.active = False
            config._current_page = None
        return html.encode("utf-8", errors="xmlcharrefreplace")

    def _fill(self, page: CatalogPage) -> None:
        """Give the page its content, past Markdown, as MkDocs does before it writes pages."""
        config, files = self._config, self._files
        config.plugins.on_pre_page(page, config=config, files=files)
        page.read_source(config)
        markdown = config.plugins.on_page_markdown(page.markdown or "", page=page, config=config, files=files)
        page.markdown = markdown
        page.render(config, files)
        page.content = config.plugins.on_page_content(
            page.content or "", page=page, config=config, files=files
        )


def _facts(publication: Publication) -> object:
    """What the site around the pages takes from the catalog, apart from its settings."""
    context = publication.context
    about = [(page.title, page.path) for page in about_pages(context)]
    return navigation(context.catalog), about, context.catalog.today
