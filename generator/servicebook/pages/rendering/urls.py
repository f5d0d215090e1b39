"""Where a page lies, for the relative addresses on it."""

from __future__ import annotations

from servicebook import links
from servicebook.frozen import frozen
from servicebook.pages.rendering.context import RenderContext


@frozen
class UrlContext:
    """A page's own place: makes the relative addresses on it. ``people`` have a page that may be linked to."""

    path: str
    root: str
    people: frozenset[str] = frozenset()

    def to(self, path: str) -> str:
        """The relative address of a path of :mod:`servicebook.links`."""
        return self.root + path


def url_context(context: RenderContext, path: str) -> UrlContext:
    """The place of the page at a path of the site."""
    return UrlContext(path, links.root_of(path), context.people)
