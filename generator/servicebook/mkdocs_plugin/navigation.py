"""The catalog in the site's navigation."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from typing import Any

from mkdocs.structure.nav import Navigation, Section

from servicebook import links
from servicebook.mkdocs_plugin.catalog_page import CatalogPage


def with_sections(
    nav: Navigation, pages: Mapping[str, CatalogPage], sections: Iterable[tuple[str, str]], title: str | None
) -> Navigation:
    """A navigation with the catalog's sections (what they are called, and their paths), where they have a page.

    They stand before everything else; with a ``title``, as one section after it.
    """
    shown: list[CatalogPage] = []
    for name, path in sections:
        if path in pages:
            pages[path].title = name
            shown.append(pages[path])
    if title is None:
        # our frame's name leads home, so that no section needs to
        home = [pages[links.HOME]] if links.HOME in pages else []
        return Navigation([*shown, *nav.items], [*home, *shown, *nav.pages])
    section = Section(title, list(shown))
    for page in shown:
        page.parent = section
    return Navigation([*nav.items, section], [*nav.pages, *shown])


def keep_titles(nav_config: object, pages: Mapping[str, CatalogPage]) -> None:
    """Pages that a ``nav`` of mkdocs.yml names are called there as it says."""
    sources = {page.file.src_uri: page for page in pages.values()}
    for title, source in _titles(nav_config):
        if source in sources:
            sources[source].title = title


def _titles(nav_config: object) -> Iterator[tuple[str, str]]:
    """Every page of a ``nav`` that has a title in it: the title, and the page's source."""
    if isinstance(nav_config, list):
        for item in nav_config:
            yield from _titles(item)
    elif isinstance(nav_config, dict):
        for title, item in nav_config.items():
            if isinstance(item, str):
                yield str(title), item
            else:
                yield from _titles(item)


def named_sources(nav_config: object) -> Iterator[str]:
    """Every page that a ``nav`` names, by its source."""
    if isinstance(nav_config, str):
        yield nav_config
    elif isinstance(nav_config, list | dict):
        for item in nav_config.values() if isinstance(nav_config, dict) else nav_config:
            yield from named_sources(item)


def with_index_pages(nav_config: Any, sources: Container[str]) -> Any:
    """A ``nav`` in which a folder of the catalog (``services/``) is the page that the site has at this address.

    MkDocs and plugins that make a ``nav`` (mkdocs-literate-nav) know of the files in ``docs_dir`` only, and leave a
    folder that is not there as it was written. ``sources`` are those of all pages of the catalog.
    """

    def resolved(item: Any) -> Any:
        if isinstance(item, list):
            return [resolved(one) for one in item]
        if isinstance(item, dict):
            return {title: resolved(one) for title, one in item.items()}
        index = f"{item.strip('/')}/index.md".removeprefix("./") if isinstance(item, str) else None
        return index if index in sources else item

    return resolved(nav_config)


def set_parents(pages: Mapping[str, CatalogPage]) -> None:
    """Pages outside the navigation belong where the catalog's home page does: its section is marked on them, too."""
    home = pages.get(links.HOME)
    for page in pages.values():
        if page.parent is None and home is not None:
            page.parent = home.parent
