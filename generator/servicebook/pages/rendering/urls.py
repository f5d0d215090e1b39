"""Where a page lies, for the relative addresses on it."""

from __future__ import annotations

from servicebook import links
from servicebook.frozen import frozen
from servicebook.pages.rendering.context import RenderContext


@frozen
class UrlContext:
    """A page's own place: makes the relative addresses on it. ``people`` have a page that may be linked to.

    ``folder`` is the first of its path, if there is another in it: what is there is reached without the root, since
    most links on the page of a service lead to others. ``place`` tells which pages have the same addresses.
    """

    path: str
    root: str
    people: frozenset[str] = frozenset()
    folder: str = ""
    place: str = ""

    def to(self, path: str) -> str:
        """The relative address of a path of :mod:`servicebook.links`."""
        folder = self.folder
        if folder and path.startswith(folder):
            return self.root[3:] + path[len(folder) :]
        return self.root + path


def url_context(context: RenderContext, path: str) -> UrlContext:
    """The place of the page at a path of the site."""
    root = links.root_of(path)
    folder = path[: path.index("/") + 1] if len(root) > len("../") else ""
    return UrlContext(path, root, context.people, folder, root + folder)
