"""What the catalog adds to the files of MkDocs: pages, their scripts and styles, feeds, old addresses.

A hand-written page or data file in the same place wins. What pages cannot do without never takes the place of a file
of the site: :class:`~mkdocs.exceptions.Abort` says so.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, replace

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.structure.files import File, Files

from servicebook import links
from servicebook.frozen import frozen
from servicebook.mkdocs_plugin.catalog_page import CatalogPage
from servicebook.mkdocs_plugin.frame import has_frames
from servicebook.mkdocs_plugin.mount import Mount, WrittenFile, file_at_root, is_our_theme
from servicebook.mkdocs_plugin.past_mkdocs import seen_by_mkdocs
from servicebook.pages import all_pages
from servicebook.pages.rendering.context import RenderContext
from servicebook.pages.rendering.page import Page
from servicebook.pages.rendering.urls import UrlContext
from servicebook.publishing.answer_feed import answer_feed
from servicebook.publishing.asset_files import (
    asset_files,
    form_script_file,
    script_data_files,
    style_sheet,
)
from servicebook.publishing.feed_files import feed_files
from servicebook.publishing.kept_pages import BuiltPages
from servicebook.publishing.mark import mark_file
from servicebook.publishing.moment_files import moment_files
from servicebook.publishing.opensearch import opensearch_file
from servicebook.publishing.page_files import PublishedPage, published_pages
from servicebook.publishing.policy import headers_file
from servicebook.publishing.publication import Publication, SiteFile
from servicebook.publishing.redirects import redirect_list, redirect_page, redirects
from servicebook.publishing.script_texts import texts_files
from servicebook.publishing.share import Share
from servicebook.wording import text
from servicebook_theme.material import is_never_loaded
from servicebook_theme.sheets import is_source

log = logging.getLogger("mkdocs.plugins.servicebook")


@frozen
class AddedPages:
    """By their paths, ``all`` pages of the catalog, those that MkDocs makes, and those that a slice leaves out."""

    all: Mapping[str, Page] = field(default_factory=dict)
    seen: Mapping[str, CatalogPage] = field(default_factory=dict)
    left_out: frozenset[str] = frozenset()

    @property
    def past(self) -> list[Page]:
        """Those that are written past MkDocs."""
        made_otherwise = self.seen.keys() | self.left_out
        return [page for path, page in self.all.items() if path not in made_otherwise]


def add_pages(
    publication: Publication,
    mount: Mount,
    files: Files,
    config: MkDocsConfig,
    share: Share,
    built: BuiltPages | None,
) -> AddedPages:
    """Every page with the calendars, choices, scripts and styles that it needs; those that are left out are listed.

    Where something is known of the last build (``built``), what scripts fetch may stay as it is.
    """
    context = publication.context
    needed = _for_scripts(publication, mount, files, config, built)  # before the pages, see there
    wanted = {page.path: page for page in _pages_without_another(context, mount, files)}
    for_mkdocs = set(wanted)
    left_out: frozenset[str] = frozenset()
    if mount.writer or share.only:
        named = for_mkdocs & seen_by_mkdocs(wanted.values(), context.catalog, mount, files, config)
        left_out = frozenset(
            path for path in wanted if path not in named and not share.has(path, context.catalog)
        )
        for_mkdocs = named if mount.writer else for_mkdocs - left_out
    made = published_pages(publication, [wanted[path] for path in wanted if path in for_mkdocs], wanted)
    pages = {}
    for path in wanted:
        if path in for_mkdocs:
            file = mount.page(path, config)
            pages[path] = CatalogPage(next(made), context.catalog.today, file, config)
        else:
            file = mount.written_page(path, config)
        files.append(file)
    _append_needed([*needed, *_own_files(publication)], mount, files, config)
    return AddedPages(all=wanted, seen=pages, left_out=left_out)


def _for_scripts(
    publication: Publication, mount: Mount, files: Files, config: MkDocsConfig, built: BuiltPages | None
) -> list[SiteFile]:
    """What scripts fetch, unless it is there already."""
    if built is not None and mount.writer:
        taken = built.scripts(publication)
        if taken is not None:
            for path in taken:
                append(mount.written_file(path, config), files)
            return []
    made = [*script_data_files(publication.context), *moment_files(publication)]
    if built is not None:
        built.note_scripts([file.path for file in made])
    return made


def list_pages(publication: Publication, mount: Mount, files: Files, config: MkDocsConfig) -> AddedPages:
    """The same pages without anything on them, for who makes them later, and the files that follow from no catalog."""
    context = publication.context
    # what a page is made by holds the whole catalog
    listed = {
        page.path: replace(page, view=_nothing) for page in _pages_without_another(context, mount, files)
    }
    seen = {}
    for path, page in listed.items():
        file = mount.written_page(path, config)
        published = PublishedPage(page=page, body="", brief=None, facts={})
        seen[path] = CatalogPage(published, context.catalog.today, file, config)
        files.append(file)
    list_files((links.DATA_CATALOG, links.DATA_SCHEMA, links.DATA_CALENDAR), mount, files, config)
    _append_needed(list(_own_files(publication)), mount, files, config)
    return AddedPages(all=listed, seen=seen)


def _nothing(context: RenderContext, urls: UrlContext) -> object:
    return None


def _own_files(publication: Publication) -> Iterator[SiteFile]:
    yield style_sheet(publication)
    yield form_script_file()
    yield from texts_files()


def _append_needed(needed: list[SiteFile], mount: Mount, files: Files, config: MkDocsConfig) -> None:
    """Add what the catalog's pages load; sources of the style sheet are no part of a site."""
    if not is_our_theme(config) or mount.root:  # at the root, our theme brings them
        needed.extend(asset_files())
    # MkDocs publishes all files of a theme; the joined sheet holds what sheets say
    unneeded = [is_source, is_never_loaded] if has_frames(config) else [is_source]
    for file in list(files):
        if file.abs_src_path and any(check(file.abs_src_path) for check in unneeded):
            files.remove(file)
    for needed_file in needed:
        append(mount.file(needed_file, config), files)


def _pages_without_another(context: RenderContext, mount: Mount, files: Files) -> Iterator[Page]:
    """The catalog's pages, but for those in whose place somebody has written one."""
    for page in all_pages(context):
        source = f"{mount.path}{page.path}index.md"
        if source in files.src_uris:
            log.info("%s", text("plugin.page-replaced", path=source))
        else:
            yield page


def list_files(paths: Iterable[str], mount: Mount, files: Files, config: MkDocsConfig) -> None:
    """List files that others make, so that MkDocs finds no fault with links to them."""
    for path in paths:
        if mount.path + path not in files.src_uris:
            files.append(mount.written_file(path, config))


def add_feeds(
    publication: Publication, mount: Mount, files: Files, config: MkDocsConfig, share: Share
) -> None:
    """The feeds of what has changed and of answers, unless the site has files of its own there."""
    catalog = publication.context.catalog
    for file in (*feed_files(publication), *answer_feed(publication)):
        if not share.has(file.path, catalog):
            list_files([file.path], mount, files, config)
        elif mount.path + file.path not in files.src_uris:
            files.append(mount.file(file, config))


def add_redirects(publication: Publication, mount: Mount, files: Files, config: MkDocsConfig) -> None:
    """Old addresses, but for those where something else is now."""
    root = mount.root
    paths = {
        file.dest_uri.removeprefix(root).removesuffix("index.html")
        for file in (*files.documentation_pages(), *(file for file in files if isinstance(file, WrittenFile)))
        if file.dest_uri.startswith(root)
    }
    moved = list(redirects(publication.context.catalog, paths, publication.context.gone))
    for redirect in moved:
        files.append(mount.file(redirect_page(redirect, publication), config))
    if moved and not mount.language:  # a server reads one list: that of the site's first language
        _append_at_root(redirect_list(moved, publication), files, config)


def add_policy(files: Files, config: MkDocsConfig) -> None:
    """The headers for servers; another theme's pages may need what our policy forbids."""
    if is_our_theme(config):
        _append_at_root(headers_file(), files, config)


def add_mark(files: Files, config: MkDocsConfig) -> None:
    """What says whose site it is, in whatever theme."""
    _append_at_root(mark_file(), files, config)


def add_opensearch(publication: Publication, mount: Mount, files: Files, config: MkDocsConfig) -> None:
    """What makes the catalog a search engine of browsers, unless the site has a file of its own there."""
    file = opensearch_file(publication)
    if file is not None and mount.path + file.path not in files.src_uris:
        files.append(mount.file(file, config))


def append(file: File, files: Files) -> None:
    """Add a file that the catalog's pages cannot do without."""
    refuse(file.src_uri, files)
    files.append(file)


def refuse(source: str, files: Files) -> None:
    """Raises :class:`~mkdocs.exceptions.Abort` where the site has a file of its own at a path."""
    if source in files.src_uris:
        raise Abort(text("plugin.file-collision", path=source))


def _append_at_root(file: SiteFile, files: Files, config: MkDocsConfig) -> None:
    """Add a file for servers, unless the site has one of its own."""
    if file.path not in files.src_uris:
        files.append(file_at_root(file, config))
