"""What several pages show is made once and kept, by all that it depends on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from tests.sites import DAY
from tests.support import REPOSITORY

from servicebook.loading import load_catalog
from servicebook.pages import all_pages
from servicebook.pages.rendering.context import RenderContext, render_context
from servicebook.pages.rendering.page import Page
from servicebook.pages.rendering.urls import url_context
from servicebook.source.tree import Disk


def views(context: RenderContext, pages: Iterable[Page]) -> dict[str, object]:
    """What each page shows, by its path."""
    return {page.path: page.view(context, url_context(context, page.path)) for page in pages}


def fresh() -> RenderContext:
    """The example, of which nothing has been made yet."""
    return render_context(load_catalog(Disk(REPOSITORY), date.fromisoformat(DAY)))


def test_what_a_page_shows_does_not_depend_on_the_pages_that_were_made_before_it() -> None:
    forwards, backwards = fresh(), fresh()
    first = views(forwards, all_pages(forwards))
    last = views(backwards, reversed(list(all_pages(backwards))))
    assert first.keys() == last.keys()
    assert [path for path in first if first[path] != last[path]] == []
