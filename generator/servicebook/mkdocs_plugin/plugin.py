"""The plugin: checks the catalog before anything is written, and adds its pages to the site."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Literal

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage

from servicebook import links
from servicebook.finding.columns import columns_file, customers_files
from servicebook.finding.entries import Entry, entries, page_entry
from servicebook.finding.index import index_files
from servicebook.mkdocs_plugin.catalog_page import CatalogPage, file_of
from servicebook.mkdocs_plugin.frame import TEMPLATE, Frames, is_ours
from servicebook.mkdocs_plugin.options import ServicebookOptions
from servicebook.mkdocs_plugin.policy import HEADERS, HEADERS_FILE, POLICY
from servicebook.mkdocs_plugin.published import data_blocks, data_files
from servicebook.mkdocs_plugin.redirects import LIST_FILE as REDIRECTS_FILE
from servicebook.mkdocs_plugin.redirects import list_text, redirects
from servicebook.mkdocs_plugin.redirects import page as redirect_page
from servicebook.mkdocs_plugin.today import today
from servicebook.model.catalog import Catalog
from servicebook.model.opened import Opened
from servicebook.pages import all_pages, navigation, side_pages
from servicebook.pages.bodies import bodies
from servicebook.pages.clock_files import clock_files
from servicebook.pages.mine_file import mine_file
from servicebook.pages.site import Site, site_of
from servicebook.pipeline import CATALOG, SETTINGS, open_catalog
from servicebook.reports import text
from servicebook.source.files import UnreadableError

log = logging.getLogger("mkdocs.plugins.servicebook")


class ServicebookPlugin(BasePlugin[ServicebookOptions]):
    """Adds the catalog beside ``mkdocs.yml`` to the site.

    ``today`` and ``opened`` may be set by a caller that has read the catalog already.
    """

    today: date | None = None
    opened: Opened | None = None

    def __init__(self) -> None:
        super().__init__()
        self.root = Path()
        self.site: Site | None = None
        self.pages: dict[str, CatalogPage] = {}
        self.seconds: dict[str, float] = {}
        self.started = 0.0
        self.serving = False

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Note what is done. It also makes MkDocs keep this object, and what it holds, while it serves."""
        self.serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read and check the catalog; errors stop the build before the old site is touched."""
        self.started = time.perf_counter()
        self.root = Path(config.config_file_path or "mkdocs.yml").parent / self.config.root
        opened = self.opened or _opened(self.root, self.today)
        self.opened = None
        if opened.errors:
            raise Abort(f"the catalog has errors\n\n{text.render(opened)}")
        if opened.warnings:
            log.info("%s The page %s lists them.", text.summary(opened), links.STATE)
        self.site = site_of(opened)
        organization = self.site.catalog.settings.organization
        config.site_name = config.site_name or organization.name
        config.extra["servicebook"] = {
            "organization": organization.name,
            "links": [{"text": title, "url": path} for title, path in side_pages(self.site)],
            # MkDocs writes a script into the pages that it serves, which the policy would not let run
            "policy": None if self.serving else POLICY,
        }
        # aligned columns without style attributes, which the policy does not allow
        config.mdx_configs.setdefault("tables", {}).setdefault("use_align_attribute", True)
        if config.theme.get("language") in (None, "en"):
            config.theme["language"] = organization.language.partition("-")[0]
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add every page of the catalog; a hand-written page in the same place wins."""
        assert self.site is not None
        wanted = []
        for page in all_pages(self.site):
            if f"{page.path}index.md" in files.src_uris:
                log.info("The hand-written page %sindex.md takes the place of the catalog's.", page.path)
            else:
                wanted.append(page)
        clocks = list(
            clock_files(self.site.clock_files)
        )  # before the bodies, whose processes then share them
        blocks = data_blocks(self.site.catalog, config.site_url)
        self.pages = {}
        for page, body in zip(wanted, bodies(wanted, self.site), strict=True):
            file = file_of(page, config)
            whole = body + blocks.get(page.path, "")
            self.pages[page.path] = CatalogPage(page, whole, self.site, file, config)
            files.append(file)
        for clock in clocks:
            files.append(File.generated(config, clock.path, content=clock.text))
        path, content = mine_file(self.site.clocks)
        files.append(File.generated(config, path, content=content))
        # another theme's pages may need what our policy forbids
        if config.theme.name == "servicebook" and HEADERS_FILE not in files.src_uris:
            files.append(File.generated(config, HEADERS_FILE, content=HEADERS))
        self._add_data(self.site.catalog, files, config)
        self._add_redirects(self.site.catalog, files, config)
        return files

    def _add_data(self, catalog: Catalog, files: Files, config: MkDocsConfig) -> None:
        """The catalog for programs; a hand-written file in the same place wins."""
        started = time.perf_counter()
        for path, content in data_files(catalog):
            if path not in files.src_uris:
                # as bytes: the line ends are those of the formats on every system
                files.append(File.generated(config, path, content=content.encode()))
        self.seconds["data"] = time.perf_counter() - started

    def _add_redirects(self, catalog: Catalog, files: Files, config: MkDocsConfig) -> None:
        """Old addresses, but for those where something else is now."""
        paths = {file.dest_uri.removesuffix("index.html") for file in files.documentation_pages()}
        found = list(redirects(catalog, paths))
        for one in found:
            page = redirect_page(one, config.site_url)
            files.append(File.generated(config, f"{one.old}index.html", content=page))
        if found and REDIRECTS_FILE not in files.src_uris:
            content = list_text(found, config.site_url)
            files.append(File.generated(config, REDIRECTS_FILE, content=content))

    def _search_files(self, site: Site, files: Files) -> list[tuple[str, str]]:
        started = time.perf_counter()
        catalog = site.catalog
        customers = customers_files(catalog)
        listed = [*entries(catalog), *self._other_pages(site, files)]
        found = [*index_files(listed, site.language, customers), columns_file(catalog), *customers.values()]
        self.seconds["search index"] = time.perf_counter() - started
        return found

    def _other_pages(self, site: Site, files: Files) -> Iterator[Entry]:
        """The lists of the catalog, and the hand-written pages."""
        for title, path in (*navigation(site), *side_pages(site)):
            if path in self.pages and path not in (links.HOME, links.FIND):
                yield page_entry(title, path, self.pages[path].made_from.description or "", "")
        for file in files.documentation_pages():
            if file.page is not None and not isinstance(file.page, CatalogPage):
                page = file.page
                summary = str(page.meta.get("description") or "")
                yield page_entry(str(page.title), page.url, summary, page.markdown or "")

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """The sections of the catalog, then the hand-written pages; a ``nav`` of mkdocs.yml stays as it is."""
        if config.nav is None and self.site is not None:
            sections = [(title, self.pages.get(path)) for title, path in navigation(self.site)]
            pages: list[MkDocsPage] = []
            for title, page in sections:
                if page is not None:
                    page.title = title
                    pages.append(page)
            nav = Navigation([*pages, *nav.items], [*pages, *nav.pages])
        if is_ours(config):
            shown = {page.url for page in nav.pages}
            for page in self.pages.values():
                if page.url not in shown:
                    page.meta["template"] = TEMPLATE
        return nav

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Frames are made once; templates are looked for once; every page bears the day of the catalog.

        Hand-written pages are read only now, so that the search index is made here.
        """
        assert self.site is not None
        for name, content in self._search_files(self.site, files):
            files.append(File.generated(config, links.SEARCH_DATA + name, content=content))
        Frames(env).install()
        env.auto_reload = False
        for file in files.documentation_pages():
            if file.page is not None:
                file.page.update_date = self.site.catalog.today.isoformat()
        return env

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Note how long the pages took."""
        apart = self.seconds.get("search index", 0.0) + self.seconds.get("data", 0.0)
        self.seconds["pages"] = time.perf_counter() - self.started - apart

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: object
    ) -> LiveReloadServer:
        """Rebuild when a YAML file changes; a mistake leaves the site as it was."""
        server.builder = _or_stay(server.builder)
        for folder in (CATALOG, SETTINGS):
            if (self.root / folder).is_dir():
                server.watch(str(self.root / folder))
        return server


def _or_stay(build: Callable[[], None]) -> Callable[[], None]:
    """What MkDocs calls at a change: it answers no request after a build that failed, so none fails for it."""

    def build_or_stay() -> None:
        try:
            build()
        except (MkDocsException, SystemExit) as fault:
            log.error("%s\nThe site stays as it was until this is mended.", fault)  # noqa: TRY400  # for users

    return build_or_stay


def _opened(root: Path, day: date | None) -> Opened:
    try:
        return open_catalog(root, day or today())
    except UnreadableError as fault:
        raise Abort(str(fault)) from None
