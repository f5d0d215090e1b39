"""The search index, made beside all that makes pages, which takes about as long.

It is begun as soon as there is a catalog, and told later what is found beside that, and where its files belong.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from servicebook.beside import Begun, begun_in_another_process
from servicebook.model.visible import VisibleCatalog

if TYPE_CHECKING:  # who begins it is about to load what else makes a site
    from servicebook.search.entries import Entry
    from servicebook.search.kept_index import KeptIndex

MIN_SERVICES = 20
"""With fewer services a second process costs more than it saves."""
MOST_SERVICES_EARLY = 1500
"""With more of them, what is read of their files should be let go of first: a process that is begun keeps it."""


@dataclass(frozen=True, slots=True)
class ToldLater:
    """``others`` are found beside the catalog's objects; the catalog lies at ``root`` in the ``site``.

    ``kept`` has what may be taken over of an earlier index.
    """

    others: Sequence[Entry]
    site: Path
    root: str
    kept: KeptIndex | None


BegunSearch = Begun[ToldLater, list[str]]
"""It has the paths of its files, from the catalog's root on, once they are written."""


def begun_search(
    catalog: VisibleCatalog, left_out: Collection[str] = frozenset()
) -> AbstractContextManager[BegunSearch]:
    """Write the index, without what is at the paths ``left_out``, beside what the block does."""

    def write(later: Callable[[], ToldLater]) -> list[str]:
        # which only this needs: a process that is forked loads it by itself, beside the other one
        from servicebook.publishing.search_files import search_files
        from servicebook.publishing.writer import FolderWriter

        told = cache(later)

        def others() -> Iterator[Entry]:
            yield from told().others

        made = search_files(catalog, others(), left_out, lambda: told().kept)
        first = next(made)  # for which all that is found has been asked for
        return FolderWriter(told().site).write_all(chain((first,), made), told().root)

    return begun_in_another_process(write, len(catalog.services), min_items=MIN_SERVICES, leaves_cores=True)
