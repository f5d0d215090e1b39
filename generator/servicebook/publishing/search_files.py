"""The search index of a site as files."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING

from servicebook import links
from servicebook.analysis.published_days import window
from servicebook.frozen import frozen
from servicebook.model.visible import VisibleCatalog
from servicebook.publishing.publication import SiteFile, text_file
from servicebook.search.columns import columns_file, customers_files
from servicebook.search.entries import Entry, entries, services_by_name
from servicebook.search.sections import sections
from servicebook.search.unread_runs import UnreadRun, in_runs

if TYPE_CHECKING:
    from servicebook.search.kept_index import KeptIndex


@frozen
class Searched:
    """What of a catalog its index is made from, beside entries: the ``language``, the ``customers`` that have a file of
    their own; ``files`` are what the find page filters by."""

    language: str
    customers: tuple[str, ...]
    files: tuple[SiteFile, ...]


def search_files(
    catalog: VisibleCatalog,
    others: Iterable[Entry],
    left_out: Container[str] = frozenset(),
    kept: KeptIndex | None = None,
) -> Iterator[SiteFile]:
    """The index of the catalog, and what the find page filters by.

    ``others`` are what is found beside the catalog's objects, which are asked for after these; ``left_out`` are the
    paths of pages that a slice of the site has not: nobody finds what is on them. Of what is ``kept`` of an earlier
    index is taken over what may be.
    """
    runs = chain(runs_of(catalog, left_out), in_runs(others))
    return files_of(runs, searched(catalog, left_out), kept)


def runs_of(catalog: VisibleCatalog, left_out: Container[str]) -> Iterator[UnreadRun]:
    """What is found of the catalog's objects."""
    of_catalog = chain(entries(catalog), sections(catalog, window(catalog.today)[1]))
    return in_runs(entry for entry in of_catalog if entry.path.partition("#")[0] not in left_out)


def searched(catalog: VisibleCatalog, left_out: Container[str]) -> Searched:
    """What else their index is made from."""
    services = [one for one in services_by_name(catalog) if links.service(one.id) not in left_out]
    customers = customers_files(catalog, services)
    return Searched(
        language=catalog.settings.organization.language,
        customers=tuple(customers),
        files=tuple(_file(*named) for named in (columns_file(catalog, services), *customers.values())),
    )


def files_of(runs: Iterable[UnreadRun], made_from: Searched, kept: KeptIndex | None) -> Iterator[SiteFile]:
    """The files of entries, whoever has found them."""
    # which a process that finds entries, and makes no index of them, does without
    from servicebook.search.index import index_files

    for named in index_files(runs, made_from.language, made_from.customers, kept):
        yield _file(*named)
    yield from made_from.files


def _file(name: str, text: str) -> SiteFile:
    return text_file(links.SEARCH_DATA + name, text)
