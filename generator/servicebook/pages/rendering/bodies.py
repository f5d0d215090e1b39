"""The bodies of many pages."""

from __future__ import annotations

from collections.abc import Sequence

from servicebook.pages.rendering.context import RenderContext
from servicebook.pages.rendering.page import Page, body_of
from servicebook.processes import map_chunks

WORTH_IT = 500
"""With fewer pages a second process costs more than it brings."""
PIECE = 100


def bodies(pages: Sequence[Page], context: RenderContext) -> list[str]:
    """The HTML of each page's body, in order."""

    def make(start: int, end: int) -> list[str]:
        return [body_of(page, context) for page in pages[start:end]]

    pieces = map_chunks(make, len(pages), size=PIECE, min_items=WORTH_IT)
    return [body for piece in pieces for body in piece]
