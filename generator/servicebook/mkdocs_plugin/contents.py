"""What the catalog adds to a site: pages, their scripts and styles, data, old addresses, the search index.

A hand-written page or data file in the same place wins. What pages cannot do without never takes the place of a file
of the site: :class:`~mkdocs.exceptions.Abort` says so.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.structure.files import File, Files

from servicebook import links
from servicebook.mkdocs_plugin.catalog_page import CatalogPage, brief
from servicebook.mkdocs_plugin.mount import Mount, is_our_theme
from servicebook.mkdocs_plugin.published import data_blocks, data_files
from servicebook.mkdocs_plugin.redirects import LIST_FILE, list_text, redirects
from servicebook.mkdocs_plugin.redirects import page as redirect_page
from servicebook.model.catalog import Catalog
from servicebook.pages import all_pages, navigation, side_pages
from servicebook.pages.dates.calendar_files import clock_files
from servicebook.pages.parts.my_department import mine_file
from servicebook.pages.rendering.bodies import bodies
from servicebook.pages.rendering.context import RenderContext
from servicebook.pages.rendering.in_site import in_site
from servicebook.pages.rendering.page import Page
from servicebook.search.columns import columns_file, customers_files
from servicebook.search.entries import Entry, entries, page_entry
from servicebook.search.index import index_files

log = logging.getLogger("mkdocs.plugins.servicebook")


def add_pages(
    context: RenderContext, mount: Mount, files: Files, config: MkDocsConfig
) -> dict[str, CatalogPage]:
    """Every page with the calendars, choices, scripts and styles that it needs; the pages by their path."""
    wanted = list(_wanted(context, mount, files))
    clocks = list(clock_files(context.clock_files))  # before the bodies, whose processes then share them
    blocks = data_blocks(context.catalog, mount.address(config.site_url))
    indexed = {} if is_our_theme(config) else {entry.path: entry for entry in entries(context.catalog)}
    there = {page.path for page in wanted}
    bars = [
        [one for one in listed if one[1] in there] for listed in (navigation(context), side_pages(context))
    ]
    pages = {}
    for page, body in zip(wanted, bodies(wanted, context), strict=True):
        file = mount.page(page.path, config)
        if is_our_theme(config):
            whole, in_brief = body + blocks.get(page.path, ""), None
        else:
            whole = in_site(page, body, context, *bars) + blocks.get(page.path, "")
            in_brief = brief(page, indexed.get(page.path))
        pages[page.path] = CatalogPage(page, whole, in_brief, context, file, config)
        files.append(file)
    for clock in clocks:
        _append(mount.file(clock.path, clock.text, config), files)
    _append(mount.file(*mine_file(context.clocks), config), files)
    for asset in mount.assets(config):
        _append(asset, files)
    return pages


def _wanted(context: RenderContext, mount: Mount, files: Files) -> Iterator[Page]:
    for page in all_pages(context):
        source = f"{mount.path}{page.path}index.md"
        if source in files.src_uris:
            log.info("The hand-written page %s takes the place of the catalog's.", source)
        else:
            yield page


def add_data(catalog: Catalog, mount: Mount, files: Files, config: MkDocsConfig) -> None:
    """The catalog for programs."""
    for path, content in data_files(catalog):
        if mount.path + path not in files.src_uris:
            # as bytes: the line ends are those of the formats on every system
            files.append(mount.file(path, content.encode(), config))


def add_redirects(catalog: Catalog, mount: Mount, files: Files, config: MkDocsConfig) -> None:
    """Old addresses, but for those where something else is now."""
    root, address = mount.root, mount.address(config.site_url)
    paths = {
        file.dest_uri.removeprefix(root).removesuffix("index.html")
        for file in files.documentation_pages()
        if file.dest_uri.startswith(root)
    }
    found = list(redirects(catalog, paths))
    for one in found:
        files.append(mount.file(f"{one.old}index.html", redirect_page(one, address), config))
    if found and not mount.language and LIST_FILE not in files.src_uris:
        content = list_text(found, address or f"/{root}")
        files.append(File.generated(config, LIST_FILE, content=content))


def add_search(
    context: RenderContext, mount: Mount, pages: Mapping[str, CatalogPage], files: Files, config: MkDocsConfig
) -> None:
    """The search index; hand-written pages have to have been read."""
    catalog = context.catalog
    customers = customers_files(catalog)
    listed = [*entries(catalog), *_other_pages(context, mount, pages, files)]
    found = [*index_files(listed, context.language, customers), columns_file(catalog), *customers.values()]
    for name, content in found:
        _append(mount.file(links.SEARCH_DATA + name, content, config), files)


def _other_pages(
    context: RenderContext, mount: Mount, pages: Mapping[str, CatalogPage], files: Files
) -> Iterator[Entry]:
    """The lists of the catalog, and the hand-written pages in its folder."""
    for title, path in (*navigation(context), *side_pages(context)):
        if path in pages and path not in (links.HOME, links.FIND):
            yield page_entry(title, path, pages[path].made_from.description or "", "")
    for file in files.documentation_pages():
        page = file.page
        if page is not None and not isinstance(page, CatalogPage) and page.url.startswith(mount.root):
            summary = str(page.meta.get("description") or "")
            path = page.url.removeprefix(mount.root)
            yield page_entry(str(page.title), path, summary, page.markdown or "")


def _append(file: File, files: Files) -> None:
    """Add a file that the catalog's pages cannot do without."""
    if file.src_uri in files.src_uris:
        raise Abort(
            f"{file.src_uri} of your site lies where the catalog has a file of its own.\n"
            "Move it, or give the catalog a folder: plugins: [{servicebook: {path: services}}]"
        )
    files.append(file)
