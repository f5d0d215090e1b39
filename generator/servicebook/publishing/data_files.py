"""What the site holds for programs: the catalog as data, and data within the pages of services."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from servicebook import links
from servicebook.exchange.feeds import to_ics, to_jsonld, to_llms, to_vcard
from servicebook.exchange.json import catalog_schema, to_json
from servicebook.exchange.results import to_results
from servicebook.exchange.spreadsheet import to_csv
from servicebook.model.service import Service
from servicebook.model.visible import VisibleCatalog
from servicebook.processes import each_chunk
from servicebook.publishing.publication import SiteFile, text_file, whole_files

MadeLine = Callable[[str], bytes | None]
"""The line of a service, by its id, where it has been made already."""


def data_files(catalog: VisibleCatalog, address: str | None = None) -> Iterator[SiteFile]:
    """Every file of the catalog as data, whole; ``address`` is the catalog's own, as far as it is known."""
    return whole_files(data_parts(catalog, address))


def data_parts(
    catalog: VisibleCatalog, address: str | None = None, made_line: MadeLine | None = None
) -> Iterator[SiteFile]:
    """The same, large files in parts as they are made."""
    keys = to_json.object_keys(catalog)
    chunks = [
        keys[start : start + to_json.OBJECTS_A_CHUNK]
        for start in range(0, len(keys), to_json.OBJECTS_A_CHUNK)
    ]
    tables = [
        (path, make, number < len(parts))
        for path, parts in _tables_and_dates(catalog, address).items()
        for number, make in enumerate(parts, start=1)
    ]

    def make(start: int, _end: int) -> list[bytes]:
        if start < len(chunks):
            return _lines(catalog, chunks[start], made_line)
        return [tables[start - len(chunks)][1]().encode()]

    count = len(chunks) + len(tables)
    # few and large: the number of objects says whether processes are worth it
    min_items = 0 if len(keys) >= to_json.MIN_OBJECTS else count + 1
    made = each_chunk(make, count, size=1, min_items=min_items)
    document = to_json.Document(catalog)
    yield SiteFile(links.DATA_CATALOG, document.begin(), more=True)
    for chunk in chunks:
        lines = next(made)
        yield SiteFile(links.DATA_CATALOG, document.add(chunk, lines), more=True)
        for (kind, qualified_id), line in zip(chunk, lines, strict=True):
            if kind == "service":
                yield SiteFile(links.data_of_service(qualified_id), line + b"\n")
    yield SiteFile(links.DATA_CATALOG, document.end())
    for (path, _, more), (content,) in zip(tables, made, strict=True):
        yield SiteFile(path, content, more)
    yield text_file(links.DATA_SCHEMA, catalog_schema.schema_text())
    for person in catalog.people.values():
        yield text_file(links.card(person.id), to_vcard.card(catalog, person))
    for path, text in to_llms.files(catalog).items():
        yield text_file(path, text)


def data_paths(catalog: VisibleCatalog) -> Iterator[str]:
    """The paths of all of them, without making any."""
    yield from (links.DATA_CATALOG, links.DATA_SCHEMA, *_tables_and_dates(catalog, None), to_llms.FILE)
    yield from map(links.data_of_service, catalog.services)
    yield from map(links.card, catalog.people)


def _lines(catalog: VisibleCatalog, keys: Sequence[to_json.Key], made_line: MadeLine | None) -> list[bytes]:
    """The lines of objects, those that are there already and those that are not."""
    if made_line is None:
        return to_json.lines(catalog, keys)
    known = {key: made_line(key[1]) if key[0] == "service" else None for key in keys}
    made = iter(to_json.lines(catalog, [key for key in keys if known[key] is None]))
    return [next(made) if line is None else line for line in known.values()]


def _tables_and_dates(
    catalog: VisibleCatalog, address: str | None
) -> Mapping[str, Sequence[Callable[[], str]]]:
    """By path, functions that make the parts of each file: each by itself, so that processes can share the work."""
    results = {path: (make,) for path, make in to_results.makers(catalog).items()}
    return {
        **{f"{links.DATA}{name}": parts for name, parts in to_csv.makers(catalog).items()},
        links.DATA_CALENDAR: (lambda: to_ics.text(catalog, address),),
        **results,
    }


def data_block(catalog: VisibleCatalog, service: Service, address: str | None) -> str:
    """What is added at the end of a service's page: what it is, in the words of schema.org.

    ``address`` is the catalog's own. A data block: browsers never run it, so that the policy of the pages has nothing
    against it.
    """
    root = address or links.root_of(links.service(service.id))
    block = to_jsonld.service_block(catalog, service, root)
    return f'<script type="application/ld+json">{block}</script>\n'
