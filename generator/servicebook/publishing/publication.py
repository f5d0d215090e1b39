"""What is published, and where: all that the modules of this package are given."""

from __future__ import annotations

from dataclasses import dataclass

from servicebook.pages.rendering.context import RenderContext


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """A catalog on its way into a site.

    ``root`` leads from the site's root to the catalog's: ``services/`` with ``/`` at its end, or empty.
    ``framed``: our theme is around the pages; in another theme they bring what our frame would show.
    """

    context: RenderContext
    root: str = ""
    framed: bool = True

    @property
    def address(self) -> str | None:
        """The catalog's own address; None where nobody knows that of the site."""
        return self.context.address


@dataclass(frozen=True, slots=True)
class SiteFile:
    """``path`` is from the catalog's root on; ``content`` has the line ends that it is to have on every system."""

    path: str
    content: bytes


def text_file(path: str, text: str) -> SiteFile:
    """The file of a text, in UTF-8."""
    return SiteFile(path, text.encode())
