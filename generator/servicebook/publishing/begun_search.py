"""The search index, made beside all that makes pages, which takes about as long.

Unless the catalog is large, it is begun as soon as there is one. What is found beside that, and where its files belong,
it is told later. Of a large catalog, one process finds the entries, and another one, which never holds the catalog and
so needs little memory, makes the index of them.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import tempfile
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from functools import cache
from itertools import chain
from multiprocessing.connection import Connection
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from servicebook.beside import Begun, begun_in_another_process, in_another_process
from servicebook.forking import is_forked
from servicebook.frozen import frozen

if TYPE_CHECKING:  # who begins it is about to load what else makes a site
    from servicebook.model.catalog import Catalog
    from servicebook.model.visible import VisibleCatalog
    from servicebook.publishing.last_site import Unchanged
    from servicebook.publishing.publication import SiteFile
    from servicebook.search.entries import Entry

_MIN_SERVICES = 20
"""With fewer services a second process costs more than it saves."""
MOST_SERVICES_EARLY = 1500
"""With more of them there is enough to do on all cores, and what this needs of memory should come after the data's."""
_MIN_FILES_APART = 4000
"""With fewer files to read, memory is no reason to hand entries from one process to another."""


@frozen
class ToldLater:
    """``others`` are found beside the catalog's objects; the catalog lies at ``root`` in the ``site``.

    What is ``unchanged`` of the site's files is not written.
    """

    others: Sequence[Entry]
    site: Path
    root: str
    unchanged: Unchanged | None


BegunSearch = Begun[ToldLater, list[str]]
"""It has the paths of its files, from the catalog's root on, once they are written."""


@frozen
class Indexer:
    """A process that makes an index of what it is sent as ``entries``, and of the rest."""

    begun: BegunSearch
    entries: _Sent


@frozen
class _Sent:
    """What one process sends to another and never waits for: it lies in a file until it is received.

    Who finds entries holds the catalog, and should end as soon as it has found them all.
    """

    file: IO[bytes]
    receiver: Connection
    sender: Connection

    def send(self, message: object) -> None:
        """Send something, and say how long it is."""
        written = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
        self.file.write(written)
        self.file.flush()
        self.sender.send(len(written))

    def received(self) -> Iterator[Any]:
        """All that is sent. Raises :class:`EOFError` when who sends it ends without a word."""
        self.sender.close()  # here, or nobody would hear that
        start = 0
        while True:
            length = self.receiver.recv()
            yield pickle.loads(os.pread(self.file.fileno(), length, start))  # this very program wrote it
            start += length


def is_begun_early(catalog: Catalog) -> bool:
    """Whether it pays to begin before anything else is made, and not to wait for anything."""
    return len(catalog.services) <= MOST_SERVICES_EARLY


class EarlySearch:
    """The search index of a site, for a catalog of about so many ``files`` that is still to be read.

    What is begun ends with ``beside``. It is for a whole site, of which nothing is left out.
    """

    def __init__(self, files: int, beside: ExitStack, kept: Path | None) -> None:
        self.begun: BegunSearch | None = None
        self._files, self._beside, self._kept = files, beside, kept
        self._indexer: Indexer | None = None
        self._stands_by = False

    def stand_by(self) -> None:
        """Begin the process that makes the index, where the catalog is so large that it is one of its own.

        It has in memory what this one has by now: nothing of the catalog, at best, but what both would load.
        """
        if not self._stands_by:
            self._stands_by = True
            self._indexer = self._beside.enter_context(_waiting_indexer(self._files, self._kept))

    def begin(self, catalog: Catalog) -> None:
        """Begin it, if that pays already."""
        from servicebook.model.visible import visible

        self.stand_by()
        if is_begun_early(catalog) or self._indexer:
            self.begun = self._beside.enter_context(
                begun_search(visible(catalog), indexer=self._indexer, kept=self._kept)
            )


@contextmanager
def _waiting_indexer(files: int, kept: Path | None) -> Iterator[Indexer | None]:
    """One that is there within the block, which begins before a catalog of so many files is read; None for few."""
    if not is_forked(files, _MIN_FILES_APART):
        yield None
        return
    receiver, sender = multiprocessing.Pipe(duplex=False)
    with receiver, sender, tempfile.TemporaryFile() as file:
        sent = _Sent(file, receiver, sender)

        def write(later: Callable[[], ToldLater]) -> list[str]:
            from servicebook.publishing.search_files import files_of
            from servicebook.search.kept_index import KeptIndex
            from servicebook.search.unread_runs import in_runs

            told = cache(later)
            received = sent.received()
            made_from = next(received)
            runs = chain(iter(received.__next__, None), in_runs(_others(told)))
            return _written(files_of(runs, made_from, KeptIndex(kept) if kept else None), told)

        with begun_in_another_process(write, files, min_items=0, leaves_cores=True, waits=True) as begun:
            yield Indexer(begun, sent)


@contextmanager
def begun_search(
    catalog: VisibleCatalog,
    left_out: Collection[str] = frozenset(),
    *,
    kept: Path | None = None,
    indexer: Indexer | None = None,
) -> Iterator[BegunSearch]:
    """Write the index, without what is at the paths ``left_out``, beside what the block does.

    In the catalog's folder ``kept`` is what an earlier index left, and what may be taken over of this one; an
    ``indexer`` knows it already.
    """
    if indexer is None:
        with _begun_whole(catalog, left_out, kept) as begun:
            yield begun
        return
    index, sent = indexer.begun, indexer.entries

    def find() -> None:
        from servicebook.publishing.search_files import runs_of, searched

        sent.send(searched(catalog, left_out))
        for run in runs_of(catalog, left_out):
            sent.send(run)
        sent.send(None)

    with in_another_process(find, 1, min_items=0) as found:

        def tell(told: ToldLater) -> None:
            found()
            index.tell(told)

        yield Begun(tell, index.result, index.end, index.then)


def _others(told: Callable[[], ToldLater]) -> Iterator[Entry]:
    yield from told().others


def _begun_whole(
    catalog: VisibleCatalog, left_out: Collection[str], kept: Path | None
) -> AbstractContextManager[BegunSearch]:
    def write(later: Callable[[], ToldLater]) -> list[str]:
        # which only this needs: a process that is forked loads it by itself, beside the other one
        from servicebook.publishing.search_files import search_files
        from servicebook.search.kept_index import KeptIndex

        told = cache(later)
        made = search_files(catalog, _others(told), left_out, KeptIndex(kept) if kept else None)
        return _written(made, told)

    return begun_in_another_process(write, len(catalog.services), min_items=_MIN_SERVICES, leaves_cores=True)


def _written(files: Iterator[SiteFile], told: Callable[[], ToldLater]) -> list[str]:
    from servicebook.publishing.writer import FolderWriter

    first = next(files)  # for which all that is found has been asked for
    writer = FolderWriter(told().site, told().unchanged)
    return writer.write_all(chain((first,), files), told().root)
