"""Words that measures.yml explains and no row has: a slip of the pen there is silent otherwise."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from servicebook.documents.suggestions import closest
from servicebook.measuring.reading.export_lines import PickedTable, text_of
from servicebook.measuring.reading.export_table import small_word
from servicebook.measuring.reading.not_read import quotable
from servicebook.ticket_sources import OTHERS, CountedTable, TicketSource
from servicebook.wording import text

_SHOWN = 10
_MOST_WORDS = 200
"""More different words are no list, and none of them is named."""


def unused_in_export(tables: Sequence[PickedTable], source: TicketSource) -> Iterator[str]:
    """What to say of the maps of a source."""
    yield from _unused("services", source.services, tables, "service", may_name=True)
    yield from _unused("priorities", source.priorities, tables, "priority", may_name=True)
    yield from _unused("channels", source.channels, tables, "channel")
    # a customer may be a person, so none of the export is named
    yield from _unused("customers", source.customers, tables, "customer")


def unused_in_counted(tables: Sequence[PickedTable], how: CountedTable) -> Iterator[str]:
    """What to say of the maps for results that somebody else has counted."""
    yield from _unused("services", how.services, tables, "service", may_name=True)
    yield from _unused("measures", how.measures, tables, "measure", may_name=True)
    yield from _unused("priorities", how.priorities, tables, "priority", may_name=True)


def _unused(
    name: str,
    written: Mapping[str, str | None],
    tables: Iterable[PickedTable],
    key: str,
    *,
    may_name: bool = False,
) -> Iterator[str]:
    """A line for each word that may be another one of the export, and one for all the others together.

    Nothing where no table has the column: then nothing of the map can be in a row.
    """
    words = _words(tables, key)
    if words is None:
        return
    known = {small_word(word) for word in written}
    may_be = _nameable(words, known) if may_name else {}
    left: list[str] = []
    for word in written:
        if word == OTHERS or small_word(word) in words:
            continue
        near = closest(small_word(word), may_be)
        if near is None:
            if written[word] is not None:  # what is not counted may well not be there
                left.append(word)
        else:
            yield text("tickets.unused-near", map=name, word=word, near=may_be[near])
    if left:
        names = text("list.separator").join(f'"{word}"' for word in left[:_SHOWN])
        shown = names + (" …" if len(left) > _SHOWN else "")
        yield text("tickets.unused", map=name, names=shown)


def _words(tables: Iterable[PickedTable], key: str) -> dict[str, str] | None:
    """The words of a column, by how they are compared; None where no table has it."""
    columns = [(table, table.keys.index(key)) for table in tables if key in table.keys]
    seen = {cells[at] for table, at in columns for _, cells in table.rows}
    words = {small_word(said): said for cell in seen if (said := text_of(cell))}
    return words if columns else None


def _nameable(words: Mapping[str, str], known: Container[str]) -> dict[str, str]:
    """Those that the map does not have, where they are a list."""
    others = {word: said for word, said in words.items() if word not in known and quotable(said)}
    return others if len(others) <= _MOST_WORDS else {}
