"""Pages that are written past MkDocs: it need not see thousands of them, one by one and all at once in memory.

Only where nobody could tell: the theme is ours and without overrides, no other plugin and no hook looks at pages or
files, and the page is not in the navigation. All others go through MkDocs, and come out the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from jinja2 import Environment
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation

from servicebook import links
from servicebook.frozen import frozen
from servicebook.mkdocs_plugin.catalog_page import CatalogPage
from servicebook.mkdocs_plugin.frame import frames_of, has_frames
from servicebook.mkdocs_plugin.mount import Mount, WrittenFile
from servicebook.mkdocs_plugin.navigation import named_sources, with_index_pages
from servicebook.model.catalog import Catalog
from servicebook.pages.rendering.page import Page
from servicebook.pages.sections import navigation
from servicebook.publishing.framed_pages import Frames, write_pages
from servicebook.publishing.kept_pages import BuiltPages
from servicebook.publishing.page_files import PublishedPage, facts_of
from servicebook.publishing.publication import Publication, SiteFile
from servicebook.publishing.share import Share
from servicebook.publishing.writer import FolderWriter

SITEMAP = "sitemap.xml"

_UNSEEN = frozenset(("startup", "shutdown", "serve", "config", "pre_build", "post_build", "build_error"))
"""Events at which a plugin is handed no page, no file and no template."""
_TEMPLATES = frozenset(("404.html", SITEMAP))
"""What our theme makes but for pages."""


def is_alone(plugin: BasePlugin[Any], config: MkDocsConfig) -> bool:
    """Whether nothing but our plugin and our theme takes part in what the site becomes."""
    others = (
        event
        for event, methods in config.plugins.events.items()
        if event not in _UNSEEN
        for method in methods
        if getattr(method, "__self__", None) is not plugin
    )
    return (
        has_frames(config)
        and config.use_directory_urls
        and not (config.extra_templates or config.exclude_docs or config.draft_docs)
        and _TEMPLATES.issuperset(config.theme.static_templates)
        and next(others, None) is None
    )


def seen_by_mkdocs(
    pages: Iterable[Page], catalog: Catalog, mount: Mount, files: Files, config: MkDocsConfig
) -> set[str]:
    """The paths of pages that have to go through MkDocs: what the navigation may name, and what has a file's place."""
    by_source = {mount.source(page.path): page.path for page in pages}
    taken = {file.dest_uri for file in files}
    paths = {path for path in by_source.values() if f"{mount.root}{path}index.html" in taken}
    if config.nav is None:
        paths.update(path for _, path in navigation(catalog))
        paths.add(links.ABOUT)
    else:
        named = named_sources(with_index_pages(config.nav, by_source))
        paths.update(by_source[source] for source in named if source in by_source)
    paths.add(links.HOME)  # other pages belong where it does
    return paths


@frozen
class Surroundings:
    """What MkDocs hands to the theme for every page; ``section`` is the one of the navigation that pages belong to."""

    nav: Navigation
    section: Any
    files: Files
    config: MkDocsConfig
    env: Environment


def past_pages(
    pages: list[Page],
    publication: Publication,
    mount: Mount,
    around: Surroundings,
    share: Share,
    built: BuiltPages | None,
) -> Callable[[], None]:
    """What writes pages into the site; those that slices have are written at once, as they are there.

    Where something is known of the last build (``built``), pages that are what they were stay as they are.
    """
    site, own = Path(around.config.site_dir), []
    writer = FolderWriter(site)
    for page in pages:
        path = f"{mount.root}{page.path}index.html"
        if path in share.taken:
            writer.write(SiteFile(path, share.taken[path].read_bytes()))
        else:
            own.append(page)
    frames_of = partial(frames_around, publication=publication, mount=mount, around=around)
    folder = site / mount.root
    if built is None:
        made, frames = own, frames_of(own)
    else:
        made, frames = built.to_make(own, publication, frames_of)
    return partial(write_pages, made, publication, frames, folder)


def frames_around(
    pages: Iterable[Page], publication: Publication, mount: Mount, around: Surroundings
) -> Frames:
    """What the theme puts around pages that are outside of the navigation."""
    files, config = around.files, around.config
    listed = files.documentation_pages()
    day = publication.context.catalog.today

    def context(page: Page) -> Mapping[str, Any]:
        empty = PublishedPage(page=page, body="", brief=None, facts=facts_of(page, publication))
        shown = CatalogPage(empty, day, mount.page(page.path, config), config)
        shown.render(config, files)
        shown.parent = around.section
        shown.active = True  # and with it the section
        return {**get_context(around.nav, listed, config, shown)}

    try:
        return frames_of(pages, publication, config, around.env, context)
    finally:
        if around.section is not None:
            around.section.active = False


@frozen
class _ListedPage:
    """What the theme's sitemap says of a page."""

    canonical_url: str
    update_date: str
    meta: Mapping[str, Any]
    is_link: bool = False


@frozen
class _Listed:
    page: _ListedPage


def listed_in_sitemap(
    files: Iterable[File], past: Mapping[str, Page], catalog: Catalog, config: MkDocsConfig
) -> Iterator[File | _Listed]:
    """All pages of the site, as its sitemap names them; ``past`` are those that MkDocs does not see, by source."""
    site_url, day = config.site_url, catalog.today.isoformat()
    for file in files:
        if isinstance(file, WrittenFile):
            # a site that does not know its own address has no page in its sitemap
            if site_url and (page := past.get(file.src_uri)):
                meta = {"servicebook": {"past": page.is_past}}
                yield _Listed(_ListedPage(urljoin(site_url, file.url), day, meta))
        elif file.is_documentation_page() and file.inclusion.is_included():
            yield file
