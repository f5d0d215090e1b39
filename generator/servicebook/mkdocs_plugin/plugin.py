"""The plugin: checks the catalog before anything is written, and adds its pages to the site."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils.templates import TemplateContext

from servicebook import links, wording
from servicebook.comparing.history import ChangeHistory
from servicebook.comparing.since_accepted import since_accepted
from servicebook.comparing.told_history import ToldHistory, told_history
from servicebook.documents.kinds import CATALOG, SETTINGS
from servicebook.frozen import frozen
from servicebook.loading import LoadedCatalog
from servicebook.loading.known_past import KnownPast, past_of
from servicebook.mkdocs_plugin.added_data import add_data
from servicebook.mkdocs_plugin.added_files import (
    AddedPages,
    add_feeds,
    add_mark,
    add_opensearch,
    add_pages,
    add_policy,
    add_redirects,
    list_pages,
)
from servicebook.mkdocs_plugin.added_search import add_search
from servicebook.mkdocs_plugin.catalog_page import CatalogPage
from servicebook.mkdocs_plugin.frame import TEMPLATE, FramedTemplate, has_frames
from servicebook.mkdocs_plugin.made_beside import MadeBeside
from servicebook.mkdocs_plugin.mount import Mount, address, is_from_left, is_our_theme, mount
from servicebook.mkdocs_plugin.navigation import keep_titles, set_parents, with_index_pages, with_sections
from servicebook.mkdocs_plugin.our_theme import set_up_our_theme
from servicebook.mkdocs_plugin.past_mkdocs import (
    SITEMAP,
    Surroundings,
    is_alone,
    listed_in_sitemap,
)
from servicebook.mkdocs_plugin.plugin_options import USUAL, ServicebookOptions, usual_commits
from servicebook.mkdocs_plugin.sliced import joined_files, preview
from servicebook.mkdocs_plugin.theme_files import list_no_hidden_folders
from servicebook.mkdocs_plugin.what_is_read import load, past
from servicebook.pages.rendering.context import render_context
from servicebook.pages.rendering.environment import compiled
from servicebook.pages.rendering.page import ways_in
from servicebook.pages.sections import navigation
from servicebook.publishing.begun_search import BegunSearch
from servicebook.publishing.kept_pages import BuiltPages
from servicebook.publishing.publication import Publication
from servicebook.publishing.share import WHOLE, Share
from servicebook.reports import text

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer  # a web server, which no build needs

log = logging.getLogger("mkdocs.plugins.servicebook")

LAST = -200
"""Priority: after the other plugins, of which some make every file anew (mkdocs-static-i18n) or index pages."""


@frozen
class Kept:
    """What MkDocs has made of a site, for who makes the catalog's pages after it; ``pages`` has them by their paths."""

    publication: Publication
    pages: Mapping[str, CatalogPage]
    files: Files
    nav: Navigation
    env: Environment


class ServicebookPlugin(BasePlugin[ServicebookOptions]):
    """Adds the catalog beside ``mkdocs.yml`` to the site.

    ``today`` and ``loaded`` may be set by a caller that knows the day, or has read the catalog already, and ``begun``
    the search index of that; ``share`` by one that wants a slice (``may_join`` are then its files) or joins some;
    ``built`` by one that knows the last build.
    With ``lists_pages`` the catalog's pages and data are left to the caller, who finds what they need in ``kept``.
    """

    today: date | None = None
    loaded: LoadedCatalog | None = None
    begun: BegunSearch | None = None
    share: Share = WHOLE
    built: BuiltPages | None = None
    lists_pages = False
    kept: Kept | None = None

    def __init__(self) -> None:
        super().__init__()
        self.root = Path()
        self.mount = Mount()
        self.publication: Publication | None = None
        self.pages = AddedPages()
        self.nav: Navigation | None = None
        self.files: Files | None = None
        self.seconds: dict[str, float] = {}
        self.started = 0.0
        self.serving = self.is_past_known = False
        self.past: ChangeHistory | None = None
        self._known_past = KnownPast()
        self.may_join: tuple[str, ...] = ()
        self.beside: MadeBeside | None = None

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Note what is done. It also makes MkDocs keep this object, and what it holds, while it serves."""
        self.serving = command == "serve"
        self.is_past_known = False

    @event_priority(LAST)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read and check the catalog; errors stop the build before the old site is touched."""
        self.started = time.perf_counter()
        self._forget()
        self.root = Path(config.config_file_path or "mkdocs.yml").parent / self.config.root
        loaded = self.loaded or load(self.root, self.today)
        begun, self.loaded, self.begun = self.begun, None, None
        if loaded.errors:
            raise Abort(wording.text("plugin.errors", report=text.render(loaded)))
        if loaded.warnings:
            log.info("%s", wording.text("plugin.findings", summary=text.summary(loaded), page=links.STATE))
        self.mount = mount(self.config.path, config, is_alone=not self.lists_pages and is_alone(self, config))
        self.publication = self.publication_of(loaded, config)
        self._begin(loaded, self.publication, begun)
        list_no_hidden_folders(config.theme)
        config.site_name = config.site_name or loaded.catalog.settings.organization.name
        if is_our_theme(config):
            # MkDocs writes a script into the pages that it serves, which the policy would not let run
            set_up_our_theme(self.publication, config, has_policy=self.lists_pages or not self.serving)
        return config

    def _begin(self, loaded: LoadedCatalog, publication: Publication, begun: BegunSearch | None) -> None:
        """Let go of all that no page shows, and have the index made meanwhile; where that can be."""
        if self.mount.writer:
            loaded.catalog.forget()  # files, texts, what was found
            self.beside = MadeBeside(publication, self.mount, self.share, self.built, self.root)
            self.beside.begin_search(begun)
            return
        if not self.serving:
            self.loaded = loaded  # a site in several languages is built several times, of the same catalog
        if begun is not None:
            begun.end()

    def publication_of(self, loaded: LoadedCatalog, config: MkDocsConfig) -> Publication:
        """A catalog with what git knows of it, on its way into the site."""
        known = self._known_past.of if self.serving else past_of  # a build asks once
        gone, retired = known(self.root, loaded.catalog) if self.config.history else ((), {})
        return Publication(
            context=render_context(
                loaded,
                address=address(self.mount, config),
                accepted=since_accepted(self.root, loaded.catalog),
                gone=gone,
                history=self._told_history(loaded),
                retired_since=retired,
            ),
            root=self.mount.root,
            framed=is_our_theme(config),
            from_left=is_from_left(config),
        )

    def _told_history(self, loaded: LoadedCatalog) -> ToldHistory | None:
        """What has changed, as far as git knows; while it serves, as of when that began: a save is no commit."""
        if not self.config.history:
            return None
        if not (self.serving and self.is_past_known):
            with self._timed("history"):
                most = self.config.history
                if most == USUAL:
                    most = usual_commits(len(loaded.catalog.services))
                self.past = past(self.root, most, loaded)
            self.is_past_known = True
        return told_history(self.past, loaded.catalog) if self.past else None

    def _forget(self) -> None:
        """MkDocs keeps this object while it serves; a catalog and its pages are of one build."""
        if self.beside is not None:
            self.beside.close()
        self.publication, self.pages, self.nav, self.files, self.beside = None, AddedPages(), None, None, None

    def on_build_error(self, *, error: Exception) -> None:
        """Let go of all that is under way."""
        self._forget()

    def on_shutdown(self) -> None:  # what ends a build may be no error
        self._forget()

    @event_priority(LAST)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add every page of the catalog; a hand-written page in the same place wins."""
        assert self.publication is not None
        if self.lists_pages:
            self.pages = list_pages(self.publication, self.mount, files, config)
        else:
            if self.beside is not None:
                self.beside.begin_data(files, config)
            self.pages = add_pages(self.publication, self.mount, files, config, self.share, self.built)
        # after plugins that make a nav of a page; MkDocs warns of what it does not find before on_nav
        config.nav = with_index_pages(config.nav, {self.mount.source(path) for path in self.pages.all})
        add_policy(files, config)
        add_mark(files, config)
        if self.lists_pages:
            return files
        add_opensearch(self.publication, self.mount, files, config)
        written = self.beside.data_paths() if self.beside else None
        with self._timed("data") if written is None else nullcontext():  # else they are made beside pages
            data = add_data(self.publication, self.mount, files, config, self.share, written)
        add_feeds(self.publication, self.mount, files, config, self.share)
        if self.share.only:
            self.may_join = tuple(joined_files(self.pages.past, data, self.mount))
        else:
            add_redirects(self.publication, self.mount, files, config)
        return files

    @contextmanager
    def _timed(self, part: str) -> Iterator[None]:
        started = time.perf_counter()
        yield
        self.seconds[part] = time.perf_counter() - started

    @event_priority(LAST)
    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Add the catalog's sections; a ``nav`` of mkdocs.yml stays as it is."""
        assert self.publication is not None
        if config.nav is None:
            ours = is_our_theme(config)
            title = None if ours and not self.mount.path else self.config.title
            sections = navigation(self.publication.context.catalog)
            about = (wording.text("title.about"), links.ABOUT)
            if title is None:
                # beside the sections, not one of them: our frame shows it apart, with what is under it
                config.extra["servicebook"]["about"] = {
                    "text": about[0],
                    "url": self.publication.root + about[1],
                }
            else:
                sections = [(wording.text("title.overview"), links.HOME), *sections, about]
            nav = with_sections(nav, self.pages.seen, sections, title)
        keep_titles(config.nav, self.pages.seen)
        set_parents(self.pages.seen)
        if has_frames(config):
            shown = {page.url for page in nav.pages}
            for page in self.pages.seen.values():
                if page.url not in shown:
                    page.meta["template"] = TEMPLATE
        self.nav = nav
        return nav

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Frames are made once; templates are looked for once; every page bears the day of the catalog.

        Hand-written pages are read only now, so that the search index gets them here.
        """
        assert self.publication is not None and self.nav is not None
        context = self.publication.context
        if is_our_theme(config):
            FramedTemplate(env).install()
            env.auto_reload = False
            env.bytecode_cache = compiled("frame")
            for file in files.documentation_pages():
                if file.page is not None:
                    file.page.update_date = context.catalog.today.isoformat()
        if self.lists_pages:
            self.kept = Kept(self.publication, self.pages.seen, files, self.nav, env)
        elif self.beside is not None:
            home = self.pages.seen.get(links.HOME)
            place = Surroundings(self.nav, home.parent if home else None, files, config, env)
            self.beside.tell_search(self.pages, files, config)
            self.beside.prepare_pages(self.pages.past, place)
            self.files = files
        else:
            with self._timed("search index"):
                add_search(context, self.mount, self.pages, files, config)
        if self.share.only:  # only now: what is joined says nothing of its slice
            env.globals["slice_of"] = preview(context.catalog, self.share.only)
        return env

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """The sitemap names all pages, those that MkDocs has not seen, too."""
        if template_name == SITEMAP and self.publication is not None and self.files is not None:
            past = {self.mount.source(page.path): page for page in self.pages.past}
            listed: Any = listed_in_sitemap(self.files, past, self.publication.context.catalog, config)
            context["pages"] = listed
        return context

    @event_priority(LAST)
    def on_page_context(
        self, context: TemplateContext, *, page: MkDocsPage, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Another theme's search and other plugins have seen the page in brief; its readers see the whole.

        Below a hand-written page in our frame stands where readers can say something, as on all others.
        """
        if isinstance(page, CatalogPage):
            page.content = page.body
        elif self.publication is not None and is_our_theme(config) and page.url != "404.html":
            page.content = (page.content or "") + ways_in(self.publication.context, page.url)
        return context

    @event_priority(-LAST)  # others may look at files that come only here
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write pages past MkDocs, wait for what is made beside, note how long it took, and let go of all of it."""
        if self.beside is not None and self.files is not None:
            self.beside.finish(self.files)
        apart = sum(self.seconds.get(part, 0.0) for part in ("history", "search index", "data"))
        self.seconds["pages"] = time.perf_counter() - self.started - apart
        self._forget()

    def on_serve(self, server: LiveReloadServer, /, **_: object) -> LiveReloadServer:
        """Rebuild when a YAML file changes; a mistake leaves the site as it was."""
        server.builder = _keep_serving(server.builder)
        for folder in (CATALOG, SETTINGS):
            if (self.root / folder).is_dir():
                server.watch(str(self.root / folder))
        return server


def _keep_serving(build: Callable[[], None]) -> Callable[[], None]:
    """What MkDocs calls at a change: it answers no request after a build that failed, so none fails for it."""

    def build_or_keep() -> None:
        try:
            build()
        except (MkDocsException, SystemExit) as fault:
            log.error("%s", wording.text("plugin.unchanged", fault=fault))  # noqa: TRY400  # for users

    return build_or_keep
