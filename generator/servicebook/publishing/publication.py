"""What is published, and where: all that the modules of this package are given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from servicebook.frozen import frozen

if TYPE_CHECKING:  # or who writes files would load all pages
    from servicebook.pages.rendering.context import RenderContext


@frozen(kw_only=True)
class Publication:
    """A catalog on its way into a site.

    ``root`` leads from the site's root to the catalog's: ``services/`` with ``/`` at its end, or empty.
    ``framed``: our theme is around the pages; in another theme they bring what our frame would show.
    ``from_left``: that theme is known to write from left to right.
    """

    context: RenderContext
    root: str = ""
    framed: bool = True
    from_left: bool = True

    @property
    def address(self) -> str | None:
        """The catalog's own address; None where nobody knows that of the site."""
        return self.context.address


@frozen
class SiteFile:
    """``path`` is from the catalog's root on; ``content`` has the line ends that it is to have on every system.

    ``more``: this is a part of the file, and the next one with the path goes on. Large files are made in parts, so
    that none of them stands in memory as a whole.
    """

    path: str
    content: bytes
    more: bool = False


def text_file(path: str, text: str) -> SiteFile:
    """The file of a text, in UTF-8."""
    return SiteFile(path, text.encode())


def whole_files(parts: Iterable[SiteFile]) -> Iterator[SiteFile]:
    """The same files, none of them in parts."""
    begun: dict[str, list[bytes]] = {}
    for part in parts:
        if part.more:
            begun.setdefault(part.path, []).append(part.content)
        elif part.path in begun:
            yield SiteFile(part.path, b"".join((*begun.pop(part.path), part.content)))
        else:
            yield part
