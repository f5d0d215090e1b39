"""The search index of a site as files."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from itertools import chain

from servicebook import links
from servicebook.analysis.published_days import window
from servicebook.model.visible import VisibleCatalog
from servicebook.publishing.publication import SiteFile, text_file
from servicebook.search.columns import columns_file, customers_files
from servicebook.search.entries import Entry, entries, services_by_name
from servicebook.search.index import index_files
from servicebook.search.kept_index import KeptIndex
from servicebook.search.sections import sections


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
    services = [one for one in services_by_name(catalog) if links.service(one.id) not in left_out]
    customers = customers_files(catalog, services)
    of_catalog = chain(entries(catalog), sections(catalog, window(catalog.today)[1]))
    listed = chain((entry for entry in of_catalog if entry.path.partition("#")[0] not in left_out), others)
    language = catalog.settings.organization.language
    yield from (_file(*named) for named in index_files(listed, language, customers, kept))
    yield _file(*columns_file(catalog, services))
    yield from (_file(*named) for named in customers.values())


def _file(name: str, text: str) -> SiteFile:
    return text_file(links.SEARCH_DATA + name, text)
