"""What every page is: where it lies, what it is called, and how its body comes about."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from urllib.parse import quote

from servicebook.frozen import frozen
from servicebook.model.catalog import Catalog
from servicebook.pages.parts.ways_in import Invitation, Subject, invitations
from servicebook.pages.rendering.context import RenderContext
from servicebook.pages.rendering.environment import render
from servicebook.pages.rendering.harmless import harmless, harmless_bytes
from servicebook.pages.rendering.lean import without_directions
from servicebook.pages.rendering.urls import UrlContext, url_context


@frozen(kw_only=True)
class Page:
    """A page before it is made: ``view`` makes what the template shows, when the body is asked for.

    ``path`` is relative to the site's root and ends with ``/`` (the home page's is empty). ``source`` is the
    YAML file behind it, ``reviewed`` the day of its last review;
    ``about`` are the kind and the id of the object that it shows, where it is of one;
    ``is_past``: what it is about is gone, and search engines are not to list it;
    ``scripts`` are modules of the theme's assets that it needs; ``feed`` is the path of the Atom feed of what it shows.
    """

    path: str
    title: str
    template: str
    view: Callable[[RenderContext, UrlContext], object]
    description: str | None = None
    source: str | None = None
    reviewed: date | None = None
    stale: bool = False
    own_search: bool = False
    is_past: bool = False
    scripts: tuple[str, ...] = ()
    feed: str | None = None
    about: tuple[str, str] | None = None

    def __post_init__(self) -> None:
        # whatever frame is around the page places these two among words of its own
        object.__setattr__(self, "title", harmless(self.title))
        if self.description is not None:
            object.__setattr__(self, "description", harmless(self.description))


@frozen
class _WaysIn:
    invitations: tuple[Invitation, ...]


def body_of(page: Page, context: RenderContext) -> str:
    """The page's body as HTML, with where readers can say something about it."""
    return harmless(_rendered(page, context))


def body_bytes(page: Page, context: RenderContext, *, from_left: bool) -> bytes:
    """The same in UTF-8. ``from_left``: what is around it is known to be written from left to right."""
    content, beyond = harmless_bytes(_rendered(page, context))
    return without_directions(content, beyond) if from_left else content


def _rendered(page: Page, context: RenderContext) -> str:
    body = render(page.template, page.view(context, url_context(context, page.path)))
    return body if page.is_past else body + ways_in(context, page.path, page.about)


def ways_in(context: RenderContext, path: str, about: tuple[str, str] | None = None) -> str:
    """Where readers can say something about the page at a path, as HTML; empty where there is no such place.

    ``about`` are the kind and the id of the object that it shows; otherwise it is about the page.
    """
    kind, subject_id = about or ("page", path.strip("/") or "home")
    parts = subject_id.split("/")
    if not (_AS_IT_IS.fullmatch(subject_id) and len(parts) <= len(_MARKS)):
        return _offered(context, Subject(kind=kind, id=subject_id, path=path))
    pieces = list(
        context.catalog.once(_offered_on, (kind, len(parts), context.address), context, kind, len(parts))
    )
    values = dict(
        zip((*_MARKS[: len(parts)], _PATH_MARK), (*parts, quote(path).replace("/", "%2F")), strict=True)
    )
    pieces[1::2] = [values[mark] for mark in pieces[1::2]]
    return "".join(pieces)


_MARKS = tuple(f"zzPart{number}zz" for number in range(1, 5))
_PATH_MARK = "zzPathzz"
"""Where the parts of an id and the path belong in what is the same on all pages of a kind but for these: an id needs no
escape, and the path has one in every address."""
_AS_IT_IS = re.compile("[a-z0-9/-]+")
"""Of such an id nothing is written otherwise in an address but for what is between its parts."""
_ANY_MARK = re.compile(f"({'|'.join((*_MARKS, _PATH_MARK))})")


def _offered_on(_: Catalog, context: RenderContext, kind: str, parts: int) -> tuple[str, ...]:
    """What is offered on the pages of a kind, cut at marks, which are between: to make it thousands of times would take
    long."""
    html = _offered(context, Subject(kind=kind, id="/".join(_MARKS[:parts]), path=_PATH_MARK))
    return tuple(_ANY_MARK.split(html))


def _offered(context: RenderContext, subject: Subject) -> str:
    offered = invitations(context, subject)
    return render("ways_in.html", _WaysIn(offered)) if offered else ""
