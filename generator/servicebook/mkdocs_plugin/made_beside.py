"""What is made past MkDocs: most pages, and beside these the search index and the catalog as data."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, ExitStack
from functools import partial
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from servicebook.mkdocs_plugin.added_data import BegunData, begun_data
from servicebook.mkdocs_plugin.added_files import AddedPages
from servicebook.mkdocs_plugin.added_search import list_search, tell_search
from servicebook.mkdocs_plugin.mount import Mount
from servicebook.mkdocs_plugin.past_mkdocs import Surroundings, past_pages
from servicebook.pages.rendering.page import Page
from servicebook.publishing.begun_search import BegunSearch, begun_search, is_begun_early
from servicebook.publishing.data_files import data_paths
from servicebook.publishing.kept_pages import BuiltPages
from servicebook.publishing.publication import Publication
from servicebook.publishing.request_files import request_paths
from servicebook.publishing.share import Share


class MadeBeside:
    """Of one build: begin what there is to be begun as early as what it needs is there, and close it in any case."""

    def __init__(
        self, publication: Publication, mount: Mount, share: Share, built: BuiltPages | None, root: Path
    ) -> None:
        self._publication, self._mount, self._share, self._built = publication, mount, share, built
        # what is kept of an index beside the catalog is of use where builds are told apart
        self._kept = root if built else None
        self._stack = ExitStack()
        self._search: BegunSearch | None = None
        self._begin_data: Callable[[], AbstractContextManager[BegunData]]
        self.data: BegunData | None = None
        self._write_pages: Callable[[], None] | None = None

    def begin_search(self, begun: BegunSearch | None) -> None:
        """Have the index made, if it is not ``begun`` already, and where that can be before the pages are known."""
        catalog = self._publication.context.catalog
        if begun is None and not self._share.only and is_begun_early(catalog):
            begun = self._stack.enter_context(begun_search(catalog, kept=self._kept))
        self._search = begun

    def begin_data(self, files: Files, config: MkDocsConfig) -> None:
        """Have the data made, but for those that are among the ``files`` of the site.

        After an edit of a large catalog, only when the entries of the index are found: both would need much memory.
        """
        own = frozenset(files.src_uris)
        self._begin_data = partial(
            begun_data, self._publication, self._mount, own, config, self._share, self._built
        )
        if self._is_early or not self._differs_little():
            self.data = self._stack.enter_context(self._begin_data())

    def data_paths(self) -> Sequence[str]:
        """The paths of the data; of a slice, nobody knows before they are made of which it consists."""
        if self._share.only:
            assert self.data is not None
            return self.data.result()[0]
        catalog = self._publication.context.catalog
        return [*data_paths(catalog), *request_paths(catalog)]

    def prepare_pages(self, pages: list[Page], around: Surroundings) -> None:
        """Find out which pages are to be written past MkDocs, and what is around them."""
        self._write_pages = past_pages(
            pages, self._publication, self._mount, around, self._share, self._built
        )

    def tell_search(self, pages: AddedPages, files: Files, config: MkDocsConfig) -> None:
        """Tell the index what else is found; in a large catalog of which all is made, only when the data are."""
        tell = partial(self._tell, pages, files, config)
        at_once = self._is_early or self._differs_little()
        if at_once:
            tell()
        if self.data is None:
            self.data = self._stack.enter_context(self._begin_data())
        if not at_once:  # both would need much memory
            self.data.then(tell)

    @property
    def _is_early(self) -> bool:
        return is_begun_early(self._publication.context.catalog)

    def _differs_little(self) -> bool:
        return self._built is not None and self._built.differs_little(self._publication)

    def _tell(self, pages: AddedPages, files: Files, config: MkDocsConfig) -> None:
        context = self._publication.context
        begun = self._search or self._stack.enter_context(
            begun_search(context.catalog, pages.left_out, kept=self._kept)
        )
        tell_search(begun, context, self._mount, pages, files, config, self._built)
        self._search = begun

    def finish(self, files: Files) -> None:
        """Write the pages that MkDocs does not see, wait for all else, and note what the next build is to know of it.

        Pages come last: what MkDocs does by itself, in this process, is done beside the index and the data.
        """
        assert self._write_pages is not None
        self._write_pages()
        assert self.data is not None
        paths, lengths = self.data.result()
        if self._built is not None:
            self._built.note_data(lengths, paths)
        assert self._search is not None  # by the end of the data at the latest
        list_search(self._search, self._mount, files, self._built)
        self.close()

    def close(self) -> None:
        """End what is under way."""
        self._stack.close()
