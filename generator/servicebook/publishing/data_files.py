"""What the site holds for programs: the catalog as data, and data within the pages of services."""

from __future__ import annotations

from collections.abc import Iterator

from servicebook import links
from servicebook.exchange.feeds import to_ics, to_jsonld, to_llms, to_vcard
from servicebook.exchange.json import catalog_schema, to_json
from servicebook.exchange.results import to_results
from servicebook.exchange.spreadsheet import to_csv
from servicebook.model.service import Service
from servicebook.model.visible import VisibleCatalog
from servicebook.processes import map_chunks
from servicebook.publishing.publication import SiteFile, text_file

_MIN_SERVICES = 3000
"""With fewer services a second process costs more than it saves."""


def data_files(catalog: VisibleCatalog, address: str | None = None) -> Iterator[SiteFile]:
    """Every file of the catalog as data; ``address`` is the catalog's own, as far as it is known."""
    lines = to_json.lines(catalog)
    yield text_file(links.DATA_CATALOG, to_json.document(catalog, lines))
    yield text_file(links.DATA_SCHEMA, catalog_schema.schema_text())
    for qualified_id, line in lines["service"].items():
        yield text_file(links.data_of_service(qualified_id), f"{line}\n")
    yield from _tables_and_dates(catalog, address)
    for person in catalog.people.values():
        yield text_file(links.card(person.id), to_vcard.card(catalog, person))
    for path, text in to_llms.files(catalog).items():
        yield text_file(path, text)


def _tables_and_dates(catalog: VisibleCatalog, address: str | None) -> Iterator[SiteFile]:
    """Each made by itself, so that processes can share the work."""
    makers = {f"{links.DATA}{name}": make for name, make in to_csv.makers(catalog).items()}
    makers[links.DATA_CALENDAR] = lambda: to_ics.text(catalog, address)
    makers.update(to_results.makers(catalog))
    listed = list(makers.items())

    def make(start: int, end: int) -> list[SiteFile]:
        return [text_file(path, maker()) for path, maker in listed[start:end]]

    # they are few and each is large: the number of services says whether processes are worth it
    min_items = 0 if len(catalog.services) >= _MIN_SERVICES else len(listed) + 1
    for chunk in map_chunks(make, len(listed), size=1, min_items=min_items):
        yield from chunk


def data_block(catalog: VisibleCatalog, service: Service, address: str | None) -> str:
    """What is added at the end of a service's page: what it is, in the words of schema.org.

    ``address`` is the catalog's own. A data block: browsers never run it, so that the policy of the pages has nothing
    against it.
    """
    root = address or links.root_of(links.service(service.id))
    block = to_jsonld.service_block(catalog, service, root)
    return f'<script type="application/ld+json">{block}</script>\n'
