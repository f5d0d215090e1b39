"""What stands at the foot of a page: where its file is edited, and when it was reviewed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from servicebook.pages.parts.page_links import edit_url
from servicebook.pages.rendering.context import RenderContext
from servicebook.pages.rendering.page import Page
from servicebook.wording.formats import day


@dataclass(frozen=True, slots=True, kw_only=True)
class Foot:
    """``suggest`` is where the page's file can be edited, ``source`` its path; ``reviewed`` is in words."""

    suggest: str | None
    source: str | None
    reviewed: str | None
    reviewed_date: date | None
    stale: bool


def foot_of(page: Page, context: RenderContext) -> Foot:
    """The foot of a page."""
    return Foot(
        suggest=edit_url(context.catalog, page.source) if page.source else None,
        source=page.source,
        reviewed=day(page.reviewed, context.language) if page.reviewed else None,
        reviewed_date=page.reviewed,
        stale=page.stale,
    )
