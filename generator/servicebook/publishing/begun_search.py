"""The search index, made beside all that makes pages, which takes about as long.

Unless the catalog is large, it is begun as soon as there is one. What is found beside that, and where its files belong,
it is told later.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import AbstractContextManager
from functools import cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from servicebook.beside import Begun, begun_in_another_process
from servicebook.frozen import frozen
from servicebook.model.catalog import Catalog
from servicebook.model.visible import VisibleCatalog

if TYPE_CHECKING:  # who begins it is about to load what else makes a site
    from servicebook.publishing.last_site import Unchanged
    from servicebook.search.entries import Entry

_MIN_SERVICES = 20
"""With fewer services a second process costs more than it saves."""
_MOST_SERVICES_EARLY = 1500
"""With more of them there is enough to do on all cores, and what this needs of memory should come after the data's."""


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


def is_begun_early(catalog: Catalog) -> bool:
    """Whether it pays to begin before anything else is made."""
    return len(catalog.services) <= _MOST_SERVICES_EARLY


def begun_search(
    catalog: VisibleCatalog, left_out: Collection[str] = frozenset(), *, kept: Path | None = None
) -> AbstractContextManager[BegunSearch]:
    """Write the index, without what is at the paths ``left_out``, beside what the block does.

    In the catalog's folder ``kept`` is what an earlier index left, and what may be taken over of this one.
    """

    def write(later: Callable[[], ToldLater]) -> list[str]:
        # which only this needs: a process that is forked loads it by itself, beside the other one
        from servicebook.publishing.search_files import search_files
        from servicebook.publishing.writer import FolderWriter
        from servicebook.search.kept_index import KeptIndex

        told = cache(later)

        def others() -> Iterator[Entry]:
            yield from told().others

        made = search_files(catalog, others(), left_out, KeptIndex(kept) if kept else None)
        first = next(made)  # for which all that is found has been asked for
        writer = FolderWriter(told().site, told().unchanged)
        return writer.write_all(chain((first,), made), told().root)

    return begun_in_another_process(write, len(catalog.services), min_items=_MIN_SERVICES, leaves_cores=True)
