"""What the site holds for programs: the catalog as data, and data within the pages of services."""

from __future__ import annotations

from collections.abc import Iterator

from servicebook import links
from servicebook.exchange.core import shown
from servicebook.exchange.feeds import to_ics, to_jsonld, to_llms, to_vcard
from servicebook.exchange.json import catalog_schema, to_json
from servicebook.exchange.spreadsheet import to_csv
from servicebook.model.catalog import Catalog
from servicebook.processes import map_chunks

_WORTH_IT = 3000
"""With fewer services a second process costs more than it brings."""
_PIECE = 500


def data_files(catalog: Catalog) -> Iterator[tuple[str, str]]:
    """(path, content) of every file, with the line ends that it is to have."""
    lines = to_json.lines(catalog)
    yield links.DATA_CATALOG, to_json.document(catalog, lines)
    yield links.DATA_SCHEMA, catalog_schema.schema_text()
    for qualified_id, line in lines["service"].items():
        yield links.data_of_service(qualified_id), f"{line}\n"
    yield from _tables_and_dates(catalog)
    for person in shown.people(catalog):
        yield links.card(person.id), to_vcard.card(catalog, person)
    yield from to_llms.files(catalog).items()


def _tables_and_dates(catalog: Catalog) -> Iterator[tuple[str, str]]:
    """Each made by itself, so that processes can share the work."""
    makers = {f"{links.DATA}{name}": make for name, make in to_csv.makers(catalog).items()}
    makers[links.DATA_CALENDAR] = lambda: to_ics.text(catalog)
    listed = list(makers.values())

    def make(start: int, end: int) -> list[str]:
        return [one() for one in listed[start:end]]

    alone = len(catalog.services) < _WORTH_IT
    pieces = map_chunks(make, len(listed), size=1, min_items=len(listed) + 1 if alone else 0)
    yield from zip(makers, (text for piece in pieces for text in piece), strict=True)


def data_blocks(catalog: Catalog, site_url: str | None) -> dict[str, str]:
    """By path, what stands at the end of a service's page: what it is, in the words of schema.org.

    A data block: browsers never run it, so that the policy of the pages has nothing against it.
    """
    ids = list(catalog.services)

    def make(start: int, end: int) -> list[str]:
        return [_block(catalog, qualified_id, site_url) for qualified_id in ids[start:end]]

    pieces = map_chunks(make, len(ids), size=_PIECE, min_items=_WORTH_IT)
    blocks = (block for piece in pieces for block in piece)
    return {links.service(qualified_id): block for qualified_id, block in zip(ids, blocks, strict=True)}


def _block(catalog: Catalog, qualified_id: str, site_url: str | None) -> str:
    root = site_url or links.root_of(links.service(qualified_id))
    block = to_jsonld.service_block(catalog, catalog.services[qualified_id], root)
    return f'<script type="application/ld+json">{block}</script>\n'
