"""What the site holds for programs: the catalog as data, and data within the pages of services.

Large files are made in pieces, so that processes can share them, and so that the next build can take over those whose
objects are what they were.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from functools import partial
from itertools import groupby

from servicebook import links
from servicebook.exchange.feeds import to_ics, to_jsonld, to_llms, to_vcard
from servicebook.exchange.json import catalog_schema, to_json
from servicebook.exchange.results import to_results
from servicebook.exchange.spreadsheet import to_csv
from servicebook.frozen import frozen
from servicebook.model.service import Service
from servicebook.model.visible import VisibleCatalog
from servicebook.processes import each_chunk
from servicebook.publishing.kept_data import KeptData, Piece
from servicebook.publishing.publication import SiteFile, text_file, whole_files

MadeLine = Callable[[str], bytes | None]
"""The line of a service, by its id, where it has been made already."""
_PIECES_AT_ONCE = 2


def data_files(catalog: VisibleCatalog, address: str | None = None) -> Iterator[SiteFile]:
    """Every file of the catalog as data, whole; ``address`` is the catalog's own, as far as it is known."""
    return whole_files(data_parts(catalog, address))


def data_parts(
    catalog: VisibleCatalog,
    address: str | None = None,
    made_line: MadeLine | None = None,
    kept: KeptData | None = None,
) -> Iterator[SiteFile]:
    """The same, large files in parts as they are made; but for those files that ``kept`` has put there itself."""
    with closing(kept or KeptData.nothing()) as known:
        yield from _parts(data_makers(catalog, address, made_line), known)
    for path, text in to_llms.files(catalog).items():
        yield text_file(path, text)


def _parts(makers: Sequence[DataMaker], kept: KeptData) -> Iterator[SiteFile]:
    left = [maker for maker in makers if not kept.has(maker.piece)]

    def make(start: int, end: int) -> list[list[bytes]]:
        return [maker.make() for maker in left[start:end]]

    count = len(left)
    # few and large: the number of objects says whether processes are worth it
    min_items = 0 if sum(len(maker.objects) for maker in left) >= to_json.MIN_OBJECTS else count + 1
    chunks = each_chunk(make, count, size=_PIECES_AT_ONCE, min_items=min_items)
    made = (lines for chunk in chunks for lines in chunk)
    for path, of_file in groupby(makers, key=lambda maker: maker.piece.path):
        file = list(of_file)
        if kept.take_over(path, [maker.piece for maker in file]):
            yield from _beside(file, kept)
            continue
        for number, maker in enumerate(file, 1):
            if kept.has(maker.piece):
                content = kept.content(maker.piece)
                yield from _beside([maker], kept)
            else:
                lines = next(made)
                content = maker.piece.lead + to_json.LINE_END.join(lines)
                for name, line in zip(maker.beside, lines, strict=False):
                    yield SiteFile(name, line + b"\n")
            kept.note(maker.piece, len(content))
            yield SiteFile(path, content, more=number < len(file))


def _beside(makers: Sequence[DataMaker], kept: KeptData) -> Iterator[SiteFile]:
    """The files of services beside pieces that are kept: those that cannot be taken over are made."""
    for maker in makers:
        for path, qualified_id in zip(maker.beside, maker.piece.shows, strict=False):
            if not kept.take_over(path):
                yield SiteFile(path, maker.line(qualified_id) + b"\n")


def data_paths(catalog: VisibleCatalog) -> Iterator[str]:
    """The paths of all of them, without making any."""
    makers = data_makers(catalog, None)
    yield from dict.fromkeys(maker.piece.path for maker in makers)
    yield from (path for maker in makers for path in maker.beside)
    yield from to_llms.paths(catalog)


@frozen
class DataMaker:
    """What makes a piece: ``make`` its lines, each of which is a file, too, where there are paths for it ``beside``.

    ``objects`` are those that have a line, by their ids; ``line`` makes that of one that has a file.
    """

    piece: Piece
    objects: Sequence[str]
    make: Callable[[], list[bytes]]
    beside: Sequence[str] = ()
    line: Callable[[str], bytes] = str.encode


def data_makers(
    catalog: VisibleCatalog, address: str | None, made_line: MadeLine | None = None
) -> list[DataMaker]:
    """What makes every piece of every file, in their order; but for the lists for language models."""
    return [
        *_document_makers(catalog, made_line),
        *_table_makers(catalog),
        _text_maker(links.DATA_CALENDAR, lambda: to_ics.text(catalog, address)),
        *(_text_maker(path, make) for path, make in to_results.makers(catalog).items()),
        _text_maker(links.DATA_SCHEMA, catalog_schema.schema_text),
        *(
            _text_maker(links.card(person.id), partial(to_vcard.card, catalog, person), "card")
            for person in catalog.people.values()
        ),
    ]


def _document_makers(catalog: VisibleCatalog, made_line: MadeLine | None) -> Iterator[DataMaker]:
    document = to_json.Document(catalog)
    path = links.DATA_CATALOG
    yield DataMaker(Piece(path, f"{path}/begin"), (), lambda: [document.begin()])
    for kind, of_kind in groupby(to_json.object_keys(catalog), key=lambda key: key[0]):
        keys = list(of_kind)
        for start in range(0, len(keys), to_json.OBJECTS_A_CHUNK):
            chunk = keys[start : start + to_json.OBJECTS_A_CHUNK]
            ids = tuple(qualified_id for _, qualified_id in chunk)
            is_service = kind == "service"
            yield DataMaker(
                Piece(path, f"{path}/{kind}", ids, ids if is_service else (), document.lead(kind)),
                ids,
                partial(_lines, catalog, chunk, made_line if is_service else None),
                [links.data_of_service(one) for one in ids] if is_service else (),
                lambda one: to_json.lines(catalog, [("service", one)])[0],
            )
    lead = document.end_of_lists()
    yield DataMaker(Piece(path, f"{path}/end", lead=lead), (), lambda: [document.settings()])


def _lines(catalog: VisibleCatalog, keys: Sequence[to_json.Key], made_line: MadeLine | None) -> list[bytes]:
    """The lines of objects, those that are there already and those that are not."""
    if made_line is None:
        return to_json.lines(catalog, keys)
    known = {key: made_line(key[1]) for key in keys}
    made = iter(to_json.lines(catalog, [key for key in keys if known[key] is None]))
    return [next(made) if line is None else line for line in known.values()]


def _table_makers(catalog: VisibleCatalog) -> Iterator[DataMaker]:
    for name, parts in to_csv.table_parts(catalog).items():
        for part in parts:
            shows = part.ids if part.kind == "service" else ()
            yield DataMaker(
                Piece(f"{links.DATA}{name}", name, part.ids, shows), (), partial(_encoded, part.make)
            )


def _text_maker(path: str, make: Callable[[], str], kind: str = "") -> DataMaker:
    return DataMaker(Piece(path, kind or path), (), partial(_encoded, make))


def _encoded(make: Callable[[], str]) -> list[bytes]:
    return [make().encode()]


def data_block(catalog: VisibleCatalog, service: Service, address: str | None) -> str:
    """What is added at the end of a service's page: what it is, in the words of schema.org.

    ``address`` is the catalog's own. A data block: browsers never run it, so that the policy of the pages has nothing
    against it.
    """
    path = links.service(service.id)
    root, own = (address, address + path) if address else (links.root_of(path), "./")
    block = to_jsonld.service_block(catalog, service, root, own)
    return f'<script type="application/ld+json">{block}</script>\n'
