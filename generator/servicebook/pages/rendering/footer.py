"""What stands at the foot of a page: where its file is edited, and when it was reviewed."""

from __future__ import annotations

from datetime import date

from servicebook.documents.kinds import CATALOG, location_of
from servicebook.frozen import frozen
from servicebook.pages.parts.page_links import edit_url
from servicebook.pages.rendering.context import RenderContext
from servicebook.pages.rendering.page import Page
from servicebook.wording.formats import day


@frozen(kw_only=True)
class Foot:
    """``suggest`` is where the page's file can be edited, ``source`` its path; ``reviewed`` is in words.

    ``request`` is the object that a form can ask to change, as in ``servicebook apply``: ``role:it/desk-lead``.
    """

    suggest: str | None
    request: str | None
    source: str | None
    reviewed: str | None
    reviewed_date: date | None
    stale: bool


def foot_of(page: Page, context: RenderContext) -> Foot:
    """The foot of a page."""
    return Foot(
        suggest=edit_url(context.catalog, page.source) if page.source else None,
        request=_request_of(page),
        source=page.source,
        reviewed=day(page.reviewed, context.language) if page.reviewed else None,
        reviewed_date=page.reviewed,
        stale=page.stale,
    )


def _request_of(page: Page) -> str | None:
    """The object that is written in the page's file; of a file of several, the one that the page is about.

    A department's list is changed as a whole.
    """
    location = location_of(page.source) if page.source else None
    if location is None or not location.kind.pattern.startswith(CATALOG):
        return None
    kind = location.kind
    if kind.holds == "object":
        return f"{kind.name}:{location.qualified_id}"
    if kind.holds == "list":
        return f"{kind.name}:{location.department}" if location.department else None
    return ":".join(page.about) if page.about and page.about[0] == kind.name else None
