"""The search index as files of MkDocs: of the catalog, and of the hand-written pages in its folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from servicebook import links
from servicebook.garbage import no_garbage_collection
from servicebook.mkdocs_plugin.added_files import AddedPages, append, refuse
from servicebook.mkdocs_plugin.catalog_page import CatalogPage
from servicebook.mkdocs_plugin.mount import Mount
from servicebook.pages.rendering.context import RenderContext
from servicebook.publishing.begun_search import BegunSearch, ToldLater
from servicebook.publishing.kept_pages import BuiltPages
from servicebook.publishing.searched_pages import other_entries
from servicebook.search.entries import Entry, page_entry


def tell_search(
    begun: BegunSearch,
    context: RenderContext,
    mount: Mount,
    pages: AddedPages,
    files: Files,
    config: MkDocsConfig,
    built: BuiltPages | None,
) -> None:
    """Tell the index under way what else is found; hand-written pages have to have been read."""
    unchanged = built.unchanged(mount.root + links.SEARCH_DATA) if built else None
    others = _others(context, mount, pages, files)
    begun.tell(ToldLater(others, Path(config.site_dir), mount.root, unchanged))


def list_search(begun: BegunSearch, mount: Mount, files: Files, built: BuiltPages | None) -> None:
    """Wait until it is written. Raises :class:`~mkdocs.exceptions.Abort` where the site has files in its place."""
    paths = begun.result()
    for path in paths:
        refuse(mount.path + path, files)
    if built is not None:
        built.stay(paths)


def add_search(
    context: RenderContext, mount: Mount, pages: AddedPages, files: Files, config: MkDocsConfig
) -> None:
    """Add the search index; hand-written pages have to have been read."""
    # which others load, where it is made beside pages
    from servicebook.publishing.search_files import search_files

    made = search_files(context.catalog, _others(context, mount, pages, files), pages.left_out)
    # each search for garbage would walk the whole catalog and all pages
    with no_garbage_collection():
        for file in made:
            append(mount.file(file, config), files)


def _others(context: RenderContext, mount: Mount, pages: AddedPages, files: Files) -> list[Entry]:
    there = {path: page for path, page in pages.all.items() if path not in pages.left_out}
    return list(other_entries(context, there, written_pages(mount, files)))


def written_pages(mount: Mount, files: Files) -> Iterator[Entry]:
    """The hand-written pages in the catalog's folder."""
    for file in files.documentation_pages():
        page = file.page
        if page is not None and not isinstance(page, CatalogPage) and page.url.startswith(mount.root):
            summary = str(page.meta.get("description") or "")
            path = page.url.removeprefix(mount.root)
            maintainers = page.meta.get("readers") == "maintainers"
            yield page_entry(str(page.title), path, summary, page.markdown or "", maintainers=maintainers)
