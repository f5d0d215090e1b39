"""One state of a catalog as the server shows it: pages and files are made when they are asked for, and kept."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping

from servicebook import links
from servicebook.loading import LoadedCatalog
from servicebook.pages import MAKERS
from servicebook.pages.rendering.page import Page
from servicebook.publishing.answer_feed import answer_feed
from servicebook.publishing.asset_files import script_data_files
from servicebook.publishing.data_files import data_files
from servicebook.publishing.feed_files import feed_files
from servicebook.publishing.moment_files import is_moments, moment_file
from servicebook.publishing.opensearch import opensearch_file
from servicebook.publishing.publication import Publication, SiteFile
from servicebook.publishing.redirects import redirect_page, redirects
from servicebook.publishing.request_files import request_files
from servicebook.publishing.search_files import search_files
from servicebook.publishing.searched_pages import other_entries
from servicebook.search.kept_index import KeptIndex
from servicebook.serving.surroundings import Surroundings

Files = Mapping[str, bytes]
"""By path from the catalog's root on."""


class ShownCatalog:
    """A catalog without errors, and what has been made of it so far.

    ``before`` is the state that it takes the place of: it says by whom a path was made, and answers with its search
    index and data until those of this one are there, which takes long in a large catalog. Of the search index that is
    ``kept`` is taken over what may be.
    """

    def __init__(
        self,
        loaded: LoadedCatalog,
        publication: Publication,
        surroundings: Surroundings,
        kept: KeptIndex,
        before: ShownCatalog | None = None,
    ) -> None:
        self.loaded, self.publication, self.surroundings = loaded, publication, surroundings
        self.kept = kept
        self._rendering = threading.RLock()
        self._asked = time.monotonic()
        self._rendered: dict[str, bytes | None] = {}
        self._made = [_Pages(make(publication.context)) for make in MAKERS]
        self._maker_of: dict[str, int] = before._maker_of if before else {}
        self._groups = [_Group(make, where) for make, where in _GROUPS]
        if before:
            for group, former in zip(self._groups, before._groups, strict=True):
                group.former = former.latest()

    def page(self, path: str) -> bytes | None:
        """The page at a path of the catalog; None where it has none there."""
        self._asked = time.monotonic()
        with self._rendering:
            if path not in self._rendered:
                self._rendered[path] = self._made_page(path)
                self._asked = time.monotonic()
            return self._rendered[path]

    def is_at_rest(self, seconds: float) -> bool:
        """Whether no page has been made, or been asked for, for so many seconds: there is time for other work."""
        if not self._rendering.acquire(blocking=False):
            return False
        self._rendering.release()
        return time.monotonic() - self._asked >= seconds

    def _made_page(self, path: str) -> bytes | None:
        page = None if self.surroundings.is_written(path) else self._find(path)
        return None if page is None else self.surroundings.page(self.publication, page, self.paths())

    def has_page(self, path: str) -> bool:
        """Whether the catalog has a page at a path."""
        with self._rendering:
            return not self.surroundings.is_written(path) and self._find(path) is not None

    def paths(self) -> Mapping[str, Page]:
        """All pages of the catalog, where something needs to know them; of a page in our own frame nothing does."""
        return {} if self.publication.framed else self.pages()

    def pages(self) -> dict[str, Page]:
        """All pages of the catalog, by their paths."""
        with self._rendering:
            found = {}
            for number, pages in enumerate(self._made):
                for path, page in pages.all().items():
                    self._maker_of[path] = number
                    if not self.surroundings.is_written(path):
                        found[path] = page
            return found

    def _find(self, path: str) -> Page | None:
        likely = self._maker_of.get(path)
        if likely is not None and (page := self._made[likely].at(path)):
            return page
        for number, pages in enumerate(self._made):
            if page := pages.at(path):
                self._maker_of[path] = number
                return page
        return None

    def file(self, path: str) -> bytes | None:
        """Another file of the catalog; None where it has none there."""
        if is_moments(path):
            table = moment_file(self.publication, path)
            return table.content if table else None
        for group in self._groups:
            if group.where(path) and (content := group.file(self, path)) is not None:
                return content
        return None

    def make_index(self) -> None:
        """Make what the search needs, before somebody asks for it; data for programs, which few ask for while they
        edit, would take twice as much memory again."""
        for group in self._groups:
            if group.make is _search:
                group.all(self)


class _Pages:
    """The pages that one maker makes, as far as they have been looked for."""

    def __init__(self, maker: Iterator[Page]) -> None:
        self._rest, self._known = maker, dict[str, Page]()

    def at(self, path: str) -> Page | None:
        if path not in self._known:
            for page in self._rest:
                self._known[page.path] = page
                if page.path == path:
                    break
        return self._known.get(path)

    def all(self) -> dict[str, Page]:
        self._known.update((page.path, page) for page in self._rest)
        return self._known


class _Group:
    """Files that are made together, once; ``former`` are those of the state before, where it has made them."""

    def __init__(
        self, make: Callable[[ShownCatalog], Iterator[SiteFile]], where: Callable[[str], bool]
    ) -> None:
        self.make, self.where = make, where
        self.former: Files = {}
        self._files: Files | None = None
        self._making = threading.Lock()
        self._behind: threading.Thread | None = None

    def latest(self) -> Files:
        """What there is now, of this state or of the one before."""
        return self.former if self._files is None else self._files

    def file(self, shown: ShownCatalog, path: str) -> bytes | None:
        if self._files is None and path in self.former and self.make in _SLOW:
            if self._behind is None:
                self._behind = threading.Thread(target=self.all, args=(shown,), daemon=True)
                self._behind.start()
            return self.former[path]
        return self.all(shown).get(path)

    def all(self, shown: ShownCatalog) -> Files:
        with self._making:
            if self._files is None:
                self._files = {file.path: file.content for file in self.make(shown)}
                self.former = {}
            return self._files


def _script_data(shown: ShownCatalog) -> Iterator[SiteFile]:
    return script_data_files(shown.publication.context)


def _feeds(shown: ShownCatalog) -> Iterator[SiteFile]:
    yield from feed_files(shown.publication)
    yield from answer_feed(shown.publication)
    if file := opensearch_file(shown.publication):
        yield file


def _requests(shown: ShownCatalog) -> Iterator[SiteFile]:
    return request_files(shown.publication.context.catalog)


def _redirects(shown: ShownCatalog) -> Iterator[SiteFile]:
    context = shown.publication.context
    for redirect in redirects(context.catalog, shown.pages(), context.gone):
        yield redirect_page(redirect, shown.publication)


def _data(shown: ShownCatalog) -> Iterator[SiteFile]:
    return data_files(shown.publication.context.catalog, shown.publication.address)


def _search(shown: ShownCatalog) -> Iterator[SiteFile]:
    context = shown.publication.context
    others = other_entries(context, shown.pages(), shown.surroundings.written())
    return search_files(context.catalog, others, kept=shown.kept)


def _is_data(path: str) -> bool:
    return path.startswith(links.DATA) or path.endswith(".txt")


def _is_search(path: str) -> bool:
    return path.startswith(links.SEARCH_DATA)


def _is_page(path: str) -> bool:
    return path.endswith("index.html")


def _is_other(path: str) -> bool:
    return not (_is_data(path) or _is_search(path) or _is_page(path))


_GROUPS: tuple[tuple[Callable[[ShownCatalog], Iterator[SiteFile]], Callable[[str], bool]], ...] = (
    (_script_data, _is_other),
    (_feeds, _is_other),
    (_requests, _is_other),
    (_redirects, _is_page),
    (_data, _is_data),
    (_search, _is_search),
)
"""What makes files, and the paths at which these lie; the quick ones first."""
_SLOW = frozenset((_data, _search))
