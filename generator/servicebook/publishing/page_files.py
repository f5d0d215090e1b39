"""The pages of a catalog, made, and the files that their scripts and styles are and fetch."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import Any

from servicebook.pages import navigation, side_pages
from servicebook.pages.dates.calendar_files import clock_files
from servicebook.pages.parts.my_department import mine_file
from servicebook.pages.rendering.context import RenderContext
from servicebook.pages.rendering.footer import foot_of
from servicebook.pages.rendering.in_site import in_site
from servicebook.pages.rendering.page import Page, body_of
from servicebook.processes import map_chunks
from servicebook.publishing.data_files import data_blocks
from servicebook.publishing.publication import Publication, SiteFile, text_file
from servicebook.search.entries import Entry, entries
from servicebook_theme.sheets import FRAME_SHEET, IN_SITE_SHEET, frame_sheet, in_site_sheet

_MIN_PAGES = 500
"""With fewer pages a second process costs more than it saves."""
_PAGES_A_CHUNK = 100
_SEARCHED = ("aliases", "responsibilities")
"""The fields of an entry whose words another search is to know."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedPage:
    """A page that is made.

    ``body`` is what readers see within the frame, as HTML; ``brief``, where it is not None, what another search is to
    see instead, as HTML. ``facts`` are what the theme's header and footer show.
    """

    page: Page
    body: str
    brief: str | None
    facts: Mapping[str, Any]

    @property
    def file(self) -> SiteFile:
        """The body alone, for what takes bodies from files."""
        return text_file(f"{self.page.path}index.html", self.body)


def published_pages(publication: Publication, pages: Sequence[Page]) -> Iterator[PublishedPage]:
    """The pages, made, in order. ``pages`` are all that the site has of the catalog's."""
    context = publication.context
    blocks = data_blocks(context.catalog, publication.address)
    entry_at = {} if publication.framed else {entry.path: entry for entry in entries(context.catalog)}
    paths = {page.path for page in pages}
    sections, sides = (
        [(title, path) for title, path in listed if path in paths]
        for listed in (navigation(context), side_pages(context))
    )
    for page, body in zip(pages, _bodies(pages, context), strict=True):
        framed = publication.framed
        yield PublishedPage(
            page=page,
            body=(body if framed else in_site(page, body, context, sections, sides))
            + blocks.get(page.path, ""),
            brief=None if framed else _brief(page, entry_at.get(page.path)),
            facts=_facts(page, context),
        )


def _bodies(pages: Sequence[Page], context: RenderContext) -> list[str]:
    """The HTML of each page's body, in order."""

    def make(start: int, end: int) -> list[str]:
        return [body_of(page, context) for page in pages[start:end]]

    chunks = map_chunks(make, len(pages), size=_PAGES_A_CHUNK, min_items=_MIN_PAGES)
    return [body for chunk in chunks for body in chunk]


def _brief(page: Page, entry: Entry | None) -> str:
    """A page in the words by which another search is to find it: its name, what it is, and the names that people use.

    Search indexes that every reader loads whole stay small, and results show no words of calculators and tables.
    """
    words = [page.description or "", *(entry.fields.get(field, "") for field in _SEARCHED if entry)]
    return f"<h1>{escape(page.title)}</h1><p>{escape(' '.join(word for word in words if word))}</p>"


def _facts(page: Page, context: RenderContext) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "own_search": page.own_search,
        "scripts": list(page.scripts),
    }
    foot = foot_of(page, context)
    if foot.source:
        facts["suggest"] = foot.suggest
        if foot.suggest:
            facts["links"] = [{"text": foot.source, "url": foot.suggest}]
    if foot.reviewed_date:
        facts["reviewed"] = foot.reviewed
        facts["reviewed_date"] = foot.reviewed_date.isoformat()
        facts["stale"] = foot.stale
    return facts


def script_data_files(context: RenderContext) -> Iterator[SiteFile]:
    """What the scripts of pages fetch: calendars, and what a reader may say to be theirs.

    Made before the pages, they are there for all processes that make pages.
    """
    for clock in clock_files(context.clock_files):
        yield text_file(clock.path, clock.text)
    yield text_file(*mine_file(context.clocks))


def style_sheet(publication: Publication) -> SiteFile:
    """The one style sheet that every page of the catalog links."""
    if publication.framed:
        return text_file(FRAME_SHEET, frame_sheet())
    return text_file(IN_SITE_SHEET, in_site_sheet())


def asset_files() -> Iterator[SiteFile]:
    """Scripts and drawings of our theme, for a site whose own theme does not bring them."""
    folder = Path(str(files("servicebook_theme"))) / "assets"
    for asset in sorted(path for path in folder.iterdir() if path.is_file()):
        yield SiteFile(f"assets/{asset.name}", asset.read_bytes())
