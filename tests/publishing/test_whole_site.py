"""All that a catalog adds to a site is made here: MkDocs adds the frame around pages, and what the theme brings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.sites import DAY, build_well, contents
from tests.support import IT, SMALL, opened, write

from servicebook.pages import all_pages
from servicebook.pages.rendering.context import RenderContext, render_context
from servicebook.publishing.asset_files import (
    asset_files,
    form_script_file,
    script_data_files,
    style_sheet,
)
from servicebook.publishing.data_files import data_files
from servicebook.publishing.mark import mark_file
from servicebook.publishing.moment_files import moment_files
from servicebook.publishing.page_files import published_pages
from servicebook.publishing.policy import headers_file
from servicebook.publishing.publication import Publication, SiteFile
from servicebook.publishing.redirects import redirect_list, redirect_page, redirects
from servicebook.publishing.request_files import request_files
from servicebook.publishing.script_texts import texts_files
from servicebook.publishing.search_files import search_files
from servicebook.publishing.searched_pages import other_entries
from servicebook.publishing.writer import write_file

FILES = {
    **SMALL,
    f"{IT}/services/repair.yml": SMALL[f"{IT}/services/repair.yml"] + "former_ids: [it/mending]\n",
    "site_config/organization.yml": "name: Bäckerei 花\n",
}


def whole(publication: Publication) -> Iterator[SiteFile]:
    """Every file that the catalog adds."""
    context = publication.context
    pages = {page.path: page for page in all_pages(context)}
    yield from script_data_files(context)
    yield from moment_files(publication)
    yield from (published.file for published in published_pages(publication, list(pages.values()), pages))
    yield from data_files(context.catalog, context.address)
    yield from request_files(context.catalog)
    yield from search_files(context.catalog, other_entries(context, pages, []))
    moved = list(redirects(context.catalog, pages))
    yield from (redirect_page(redirect, publication) for redirect in moved)
    yield redirect_list(moved, publication)
    yield headers_file()
    yield mark_file()
    yield style_sheet(publication)
    yield form_script_file()
    yield from texts_files()
    yield from asset_files()


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("whole"), FILES)


@pytest.fixture(scope="module")
def published(root: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("published")
    for file in whole(Publication(context=render_context(opened(root, date.fromisoformat(DAY))))):
        assert not (folder / file.path).exists(), file.path
        write_file(folder, file)
    return contents(folder)


@pytest.fixture(scope="module")
def site(root: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return contents(build_well(root, tmp_path_factory.mktemp("built") / "site"))


def test_every_file_but_the_pages_is_in_the_site_byte_for_byte(
    published: dict[str, bytes], site: dict[str, bytes]
) -> None:
    assert published.keys() - site.keys() == set()
    bodies = {path for path in published if path.endswith("/index.html") or path == "index.html"}
    moved = "services/it/mending/index.html"
    differing = [path for path in published if path not in bodies - {moved} and published[path] != site[path]]
    assert differing == [] and moved in bodies


def test_every_body_is_in_its_page_as_it_is(published: dict[str, bytes], site: dict[str, bytes]) -> None:
    bodies = [path for path in published if path.endswith("index.html")]
    assert "services/it/repair/index.html" in bodies
    assert [path for path in bodies if published[path].strip() not in site[path]] == []


def test_the_site_holds_nothing_else_but_frame_and_theme(
    published: dict[str, bytes], site: dict[str, bytes]
) -> None:
    rest = site.keys() - published.keys()
    assert {path for path in rest if not path.startswith("assets/")} == {
        "404.html",
        "sitemap.xml",
        "sitemap.xml.gz",
    }


def elsewhere(context: RenderContext) -> Publication:
    """The catalog in a folder of a site with another theme."""
    placed = replace(context, address="https://example.org/house/")
    return Publication(context=placed, root="house/", framed=False)


def test_in_another_theme_the_pages_bring_what_our_frame_would_show(root: Path) -> None:
    context = render_context(opened(root, date.fromisoformat(DAY)))
    pages = [page for page in all_pages(context) if page.path == "services/it/repair/"]
    (framed,) = published_pages(Publication(context=context), pages, {"services/it/repair/"})
    (guest,) = published_pages(elsewhere(context), pages, {"services/it/repair/"})
    assert framed.brief is None and "<h1>Repair</h1>" in (guest.brief or "")
    assert "sb-bar" in guest.body and "sb-bar" not in framed.body
    assert "https://example.org/house/services/it/repair/" in guest.body


def test_a_page_that_is_made_alone_is_what_it_is_among_all(root: Path) -> None:
    context = render_context(opened(root, date.fromisoformat(DAY)))
    pages = list(all_pages(context))
    paths = {page.path for page in pages}
    for publication in (Publication(context=context), elsewhere(context)):
        fresh = replace(
            publication,
            context=render_context(
                opened(root, date.fromisoformat(DAY)), address=publication.context.address
            ),
        )
        for among_all, page in zip(
            published_pages(publication, pages, paths), all_pages(fresh.context), strict=True
        ):
            (alone,) = published_pages(fresh, [page], paths)
            assert (alone.file, alone.brief, alone.facts) == (
                among_all.file,
                among_all.brief,
                among_all.facts,
            )
