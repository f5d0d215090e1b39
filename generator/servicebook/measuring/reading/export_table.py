"""A table of an export: the names of its columns, and its rows one after the other."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice

from servicebook.frozen import frozen
from servicebook.measuring.reading.moments import Cell

HEADERS = 40
"""How many rows are looked at for the one that names the columns: titles may stand above it."""
_CUSTOM = re.compile(
    r"(?:custom field|benutzerdefinierte[rs]? feld(?:er)?|campos? personalizados?|champs? personnalises?"
    r"|aangepaste? veld(?:en)?) ?\((.+)\)\Z"
)
_TYPE = re.compile(r" \[(?:list|txt|flag|int|date|dec|rgx)\]\Z")

Row = tuple[int, Sequence[Cell]]
"""A row with the number by which people find it, from 1."""


@frozen(kw_only=True)
class ExportTable:
    """``rows`` are those below the header, and can be taken once. ``sheet`` names that of a workbook.

    ``start_1904``: its numbers of days begin in 1904. Not all columns need be there; see the headers.
    """

    path: str
    sheet: str | None
    header: tuple[str, ...]
    rows: Iterable[Row]
    start_1904: bool = False


@frozen(kw_only=True)
class Wanted:
    """Which columns are looked for: the names that each may have, and those that measures.yml gave itself."""

    names: Mapping[str, tuple[str, ...]]
    given: frozenset[str]

    @property
    def known(self) -> Callable[[str], bool]:
        """Whether a header is one of them."""
        names = {normal_name(name) for several in self.names.values() for name in several}
        return lambda header: normal_name(header) in names


def normal_name(name: str) -> str:
    """The name of a column without what tools put around it: capitals, accents, spaces, ``Custom field (…)``.

    Zammad's French has *Cloturé le*, others *Clôturé le*.
    """
    plain = "".join(
        letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter)
    )
    words = re.sub(r"[\s_\u200b\ufeff]+", " ", plain).strip().casefold()
    if custom := _CUSTOM.match(words):
        words = custom[1].strip()
    return _TYPE.sub("", words.removesuffix(":"))


def small_word(word: str) -> str:
    """A word of a list without capitals and white space that nobody sees: two words that are one are the same."""
    return " ".join(word.split()).casefold()


def positions(header: Sequence[str], wanted: Wanted) -> dict[str, tuple[int, ...]]:
    """Where the columns stand, in the order of their names; repeated ones one after the other."""
    places: dict[str, list[int]] = {}
    for position, name in enumerate(header):
        places.setdefault(normal_name(name), []).append(position)
    found = {
        key: tuple(dict.fromkeys(at for name in names for at in places.get(normal_name(name), ())))
        for key, names in wanted.names.items()
    }
    return {key: at for key, at in found.items() if at}


def split_header(
    rows: Iterator[Row], is_known: Callable[[str], bool]
) -> tuple[tuple[str, ...], Iterator[Row]]:
    """The names of the columns, and the rows below them: the first rows with most known names have them.

    An empty tuple where no row has any; then there are no rows either.
    """
    first = list(islice(rows, HEADERS))
    counts = [
        len({str(cell) for cell in cells if cell is not None and is_known(str(cell))}) for _, cells in first
    ]
    if not counts or max(counts) == 0:
        names = next((cells for _, cells in first if sum(cell not in (None, "") for cell in cells) > 1), ())
        return tuple("" if cell is None else str(cell) for cell in names), iter(())
    at = counts.index(max(counts))
    header = tuple("" if cell is None else str(cell).strip() for cell in first[at][1])

    def below() -> Iterator[Row]:
        yield from first[at + 1 :]
        yield from rows

    return header, below()
