"""The pages of a catalog, made."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from html import escape
from typing import Any

from servicebook import links
from servicebook.frozen import frozen
from servicebook.pages.rendering.footer import foot_of
from servicebook.pages.rendering.in_site import in_site
from servicebook.pages.rendering.page import Page, body_bytes, body_of
from servicebook.pages.sections import about_pages, navigation
from servicebook.processes import map_chunks
from servicebook.publishing.data_files import data_block
from servicebook.publishing.publication import Publication, SiteFile, text_file
from servicebook.search.entries import Entry, entries
from servicebook.wording import text

MIN_PAGES = 500
"""With fewer pages a second process costs more than it saves."""
PAGES_A_CHUNK = 100
_SEARCHED = ("aliases", "responsibilities")
"""The fields of an entry whose words another search is to know."""


@frozen(kw_only=True)
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


def published_pages(
    publication: Publication, pages: Sequence[Page], site_paths: Container[str]
) -> Iterator[PublishedPage]:
    """The pages, made, in order; ``site_paths`` are the paths of all that the site has of the catalog's.

    Each is made by itself: alone or with a few others it is what it is among all.
    """
    context = publication.context
    entry_at = {} if publication.framed else {entry.path: entry for entry in entries(context.catalog)}
    catalog = context.catalog
    sections, sides = (
        [(title, path) for title, path in listed if path in site_paths]
        for listed in (
            [
                (text("title.overview"), links.HOME),
                *navigation(catalog),
                (text("title.about"), links.ABOUT),
            ],
            [(page.title, page.path) for page in about_pages(context)],
        )
    )

    def made(page: Page) -> tuple[str, str | None, dict[str, Any]]:
        facts = facts_of(page, publication)
        if publication.framed:
            return framed_body(page, publication).decode(), None, facts
        body = in_site(page, body_of(page, context), context, sections, sides)
        return body + _data_block(page, publication), _brief(page, entry_at.get(page.path)), facts

    def make(start: int, end: int) -> list[tuple[str, str | None, dict[str, Any]]]:
        return [made(page) for page in pages[start:end]]

    chunks = map_chunks(make, len(pages), size=PAGES_A_CHUNK, min_items=MIN_PAGES)
    parts = (part for chunk in chunks for part in chunk)
    for page, (body, brief, facts) in zip(pages, parts, strict=True):
        yield PublishedPage(page=page, body=body, brief=brief, facts=facts)


def framed_body(page: Page, publication: Publication) -> bytes:
    """What our frame is put around, as HTML in UTF-8."""
    body = body_bytes(page, publication.context, from_left=publication.from_left)
    return body + _data_block(page, publication).encode()


def _data_block(page: Page, publication: Publication) -> str:
    """What is added to the page of a service for programs, and to no other."""
    kind, qualified_id = page.about or ("", "")
    if kind != "service" or page.path != links.service(qualified_id):
        return ""
    catalog = publication.context.catalog
    # of what is gone, the page has the path of a service
    service = catalog.services.get(qualified_id)
    return data_block(catalog, service, publication.address) if service else ""


def _brief(page: Page, entry: Entry | None) -> str:
    """A page in the words by which another search is to find it: its name, what it is, and the names that people use.

    Search indexes that every reader loads whole stay small, and results show no words of calculators and tables.
    """
    words = [page.description or "", *(entry.fields.get(field, "") for field in _SEARCHED if entry)]
    return f"<h1>{escape(page.title)}</h1><p>{escape(' '.join(word for word in words if word))}</p>"


def facts_of(page: Page, publication: Publication) -> dict[str, Any]:
    """What the theme's header and footer show on a page."""
    facts: dict[str, Any] = {
        "own_search": page.own_search,
        "scripts": list(page.scripts),
        "section": links.section_of(page.path),
    }
    if page.is_past:
        facts["past"] = True
    if page.feed:
        facts["feed"] = publication.root + page.feed
    foot = foot_of(page, publication.context)
    if foot.source:
        facts["suggest"] = foot.suggest
        if foot.suggest:
            facts["links"] = [{"text": foot.source, "url": foot.suggest}]
    if foot.request:
        facts["request"] = foot.request
    if foot.reviewed_date:
        facts["reviewed"] = foot.reviewed
        facts["reviewed_date"] = foot.reviewed_date.isoformat()
        facts["stale"] = foot.stale
    return facts
