"""Whole pages in our theme, without MkDocs: the body in a frame, and the foot below it.

Header, scripts and everything else around a page depend on how deep it lies, on its section and first folder, and on
little else; only title, description, address, body and foot are its own. So the plugin has the theme render each frame
and each foot once, with marks in these places. Any page can then be made by itself, in whatever process.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import AnyStr
from urllib.parse import quote

from markupsafe import escape

from servicebook import links
from servicebook.analysis.closure import prepare_closures
from servicebook.frozen import frozen
from servicebook.garbage import no_garbage_collection
from servicebook.pages import all_pages
from servicebook.pages.rendering.footer import Foot, foot_of
from servicebook.pages.rendering.lean import lean
from servicebook.pages.rendering.page import Page
from servicebook.processes import Elsewhere, each_chunk
from servicebook.publishing.page_files import MIN_PAGES, PAGES_A_CHUNK, framed_body
from servicebook.publishing.publication import Publication, SiteFile
from servicebook.publishing.writer import FolderWriter

Pieces = tuple[str, ...]
"""HTML and names of marks in turn, from HTML to HTML: what is at an odd place is the name of what belongs there."""

Cut = tuple[bytes, ...]
"""The same in UTF-8: a frame is around thousands of pages."""

_MIN_PAGES_SHARED = 150
"""With fewer pages a second process costs more than it saves, even where it begins only once a core is idle."""
_CHUNKS = 32
"""In so many chunks pages are shared at least, so that no process waits long for the last one of another."""
_MOST_AT_ONCE = 40
"""Pages of a chunk at most: while this process makes one, it hears nobody, and some pages take long."""
_MOST_CHUNKS = 100
"""Chunks that a process makes before another takes its place, which works out anew what many pages need."""
MIN_PAGES_ANEW = 1500
"""With fewer pages a process that begins anew, and is sent the catalog, costs more than it saves."""

_EDGE = "\ue000"
"""Around a mark: a character for private use, which no template holds otherwise."""
_MARK = re.compile(rf"(?:#(?={_EDGE}suggest))?{_EDGE}(\w+){_EDGE}")


@frozen
class FrameKey:
    """All that a frame depends on, within one site.

    The page of a ``folder`` is ".." from all of them, and from nowhere else; a feed lies beside its page, so that all
    have the same address.
    """

    depth: int
    folder: str
    section: str | None
    own_search: bool
    scripts: tuple[str, ...]
    has_feed: bool
    is_past: bool
    has_description: bool


@frozen
class FootKey:
    """All that a foot depends on but for its words: where its links lead from, and what it says at all."""

    depth: int
    folder: str
    has_source: bool
    has_suggest: bool
    has_request: bool
    has_review: bool
    is_stale: bool


@frozen
class Frames:
    """What is around the pages of a site. ``address`` is the catalog's own, as it stands in addresses, if known.

    ``pages`` has the path of a page for each.
    """

    frames: Mapping[FrameKey, Cut]
    feet: Mapping[FootKey, Cut]
    address: str | None
    pages: Mapping[FrameKey | FootKey, str]


def frame_key(page: Page) -> FrameKey:
    """The frame that a page needs."""
    return FrameKey(
        depth=page.path.count("/"),
        folder=page.path.partition("/")[0],
        section=links.section_of(page.path),
        own_search=page.own_search,
        scripts=page.scripts,
        has_feed=page.feed is not None,
        is_past=page.is_past,
        has_description=bool(page.description),
    )


def foot_key(page: Page, foot: Foot) -> FootKey:
    """The foot that a page needs."""
    return FootKey(
        depth=page.path.count("/"),
        folder=page.path.partition("/")[0],
        has_source=foot.source is not None,
        has_suggest=foot.suggest is not None,
        has_request=foot.request is not None,
        has_review=foot.reviewed is not None,
        is_stale=foot.stale,
    )


def mark(name: str) -> str:
    """What the theme is given in the place of something that is a page's own."""
    # the theme makes an address relative to the page, unless it is one within it
    return f"{'#' if name == 'suggest' else ''}{_EDGE}{name}{_EDGE}"


def pieces(html: str) -> Pieces:
    """What the theme made, trimmed and cut at the marks."""
    return tuple(_MARK.split(trimmed(html)))


def trimmed(html: str) -> str:
    """What the theme made, without the lines and margins of its templates, and shorter.

    No theme of ours frames pages with what shows white space as it is written.
    """
    return lean(_MARGINS.sub("\n", html.strip()))


_MARGINS = re.compile(r"[ \t\n]*\n[ \t\n]*")


def encoded(made: Pieces) -> Cut:
    """The pieces in UTF-8."""
    return tuple([_written(piece) for piece in made])


def _written(html: str) -> bytes:
    """HTML as MkDocs writes it, which writes in numbers what is no character."""
    return html.encode(errors="xmlcharrefreplace")


def filled(cut: tuple[AnyStr, ...], values: Mapping[AnyStr, AnyStr]) -> AnyStr:
    """The pieces with the values, which are HTML, in the places of the marks."""
    parts = list(cut)
    parts[1::2] = [values[name] for name in cut[1::2]]
    return cut[0][:0].join(parts)


def described(page: Page) -> str:
    """A page's description on one line."""
    return " ".join((page.description or "").split())


def page_bytes(page: Page, publication: Publication, frames: Frames) -> bytes:
    """One whole page, as it is in the site; ``frames`` has to have its frame and its foot."""
    foot = foot_of(page, publication.context)
    reviewed = foot.reviewed_date.isoformat() if foot.reviewed_date else ""
    below = {
        b"source": _written(escape(foot.source or "")),
        b"suggest": _written(escape(foot.suggest or "")),
        b"request": _written(escape(foot.request or "")),
        b"reviewed": _written(escape(foot.reviewed or "")),
        b"reviewed_date": reviewed.encode(),
    }
    address = "" if frames.address is None else frames.address + quote(page.path)
    values = {
        b"title": _written(escape(page.title)),
        b"description": _written(escape(described(page))),
        b"address": _written(address),
        b"body": framed_body(page, publication),
        b"footer": filled(frames.feet[foot_key(page, foot)], below),
    }
    return filled(frames.frames[frame_key(page)], values)


def write_pages(pages: Sequence[Page], publication: Publication, frames: Frames, folder: Path) -> None:
    """Make pages and write them below the catalog's folder, on all cores. Raises :class:`OSError`.

    The kind of which there are most comes last: its pages take about as long as each other, and none takes long.
    """
    of_kind = Counter(page.template for page in pages)
    pages = sorted(pages, key=lambda page: of_kind[page.template])
    write = partial(_write, pages, publication, frames, folder)
    if len(pages) >= MIN_PAGES:
        _prepare(pages, of_kind, publication, frames)

    anew = _Anew(tuple(page.path for page in pages), publication, frames, folder)
    with no_garbage_collection():  # it would find none, and touch all that processes share
        chunks = each_chunk(
            write,
            len(pages),
            size=min(_MOST_AT_ONCE, len(pages) // _CHUNKS + 1),
            min_items=_MIN_PAGES_SHARED,
            elsewhere=Elsewhere(anew, MIN_PAGES_ANEW),
            helps=True,
            most=_MOST_CHUNKS,
        )
        for _ in chunks:  # written as soon as they are made
            pass


def _prepare(
    pages: Sequence[Page], of_kind: Mapping[str, int], publication: Publication, frames: Frames
) -> None:
    """Make one page of each kind ``of_kind`` there are many, so that processes find what all of these share."""
    if of_kind.get("service.html", 0) >= PAGES_A_CHUNK:
        prepare_closures(publication.context.catalog)
    kinds = {page.template: page for page in pages}
    for template, count in of_kind.items():
        if count >= PAGES_A_CHUNK:
            page_bytes(kinds[template], publication, frames)


def _write(
    pages: Sequence[Page], publication: Publication, frames: Frames, folder: Path, start: int, end: int
) -> None:
    writer = FolderWriter(folder)
    for page in pages[start:end]:
        writer.write(SiteFile(f"{page.path}index.html", page_bytes(page, publication, frames)))


@frozen
class _Anew:
    """The same in a process that is given what pages are made from, and lists them by itself."""

    paths: Sequence[str]
    publication: Publication
    frames: Frames
    folder: Path

    def __call__(self) -> Callable[[int, int], None]:
        by_path = {page.path: page for page in all_pages(self.publication.context)}
        pages = [by_path[path] for path in self.paths]
        return partial(_write, pages, self.publication, self.frames, self.folder)
