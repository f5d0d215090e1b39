"""What a column of a spreadsheet is: how its cells are read, and which place of an object they mean."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

from servicebook.documents.folding import folded
from servicebook.exchange.spreadsheet.translated_names import column_names, table_names
from servicebook.frozen import frozen
from servicebook.source.yaml_reader import Value


class CellType(StrEnum):
    """How a cell is read."""

    TEXT = "text"
    """As it is, line breaks included."""
    MARKDOWN = "markdown"
    """The same; a line break at the end stays, too."""
    LIST = "list"
    """Several texts: separated by ``;``, or one a line where there is a line break
    (see :func:`~servicebook.exchange.spreadsheet.cell_syntax.split_entries`)."""
    ID = "id"
    """An own id: lower-case letters, digits and hyphens."""
    REFERENCE = "reference"
    """Another object: its id or qualified id, else its name."""
    REFERENCES = "references"
    """Several of them, separated like a list."""
    DATE = "date"
    """A day, as 2026-11-22."""
    DURATION = "duration"
    """A time as in ``within``: ``3 working days``."""
    SPAN = "span"
    """A span of calendar time: ``6 months``."""
    PERCENT = "percent"
    """A number above 0, at most 100, with or without the percent sign."""
    CHOICE = "choice"
    """One of a few words, in upper or lower case."""
    COST = "cost"
    """``free``, or an amount and what it is for, or other words, which become a note
    (see :func:`~servicebook.exchange.spreadsheet.cell_syntax.parse_cost`)."""
    LINKS = "links"
    """Several, separated like a list, each ``text <address>`` (or the address alone)."""
    PLAIN = "plain"
    """Words for machines: an address, a phone number, the name of an icon. Typographic characters of spreadsheets
    are replaced."""
    PLAINS = "plains"
    """Several of them, separated like a list."""


LIST_TYPES = frozenset({CellType.LIST, CellType.REFERENCES, CellType.LINKS, CellType.PLAINS})
"""The cells that hold several entries."""


_TARGETS = ("targets",)
_SPECIAL = frozenset({"priority", "channel", "none"})


class CellError(Exception):
    """A cell without a clear meaning for its column: the problem's code, the fact, and one action."""

    def __init__(self, code: str, message: str, hint: str | None) -> None:
        super().__init__(message)
        self.code, self.message, self.hint = code, message, hint


@frozen(kw_only=True, eq=False)
class Column:
    """A column: its ``name`` in the first row, the ``type`` of its cells, and the place of an object that they mean.

    - ``path`` alone: the value there (``("roles", "owner")`` is ``roles: {owner: …}``).
    - With ``item_key``: the path leads to a list of maps, and the cell holds the value of that key of each, so that
      all else in the maps stays as it is. ``selector`` are the values that tell those maps from others in the list:
      the column ``form`` holds the ``url`` of each channel with ``type: form``. Where ``allows_plain``, an entry may
      also be the value alone: a holder is an id, or a map with ``person``.

    Some columns mean no place and have no path: ``id``, ``department`` (the folder of the object), for questions
    ``service`` (the service that the question belongs to), and for people ``department`` and ``role`` (a role that they
    hold).

    An entry of a ``labelled`` column may have a name in front
    (see :func:`~servicebook.exchange.spreadsheet.cell_syntax.parse_labelled`). ``target_kind`` is the kind of object
    that a reference names. ``synonyms`` are other names of the column that are read, and never written. ``about`` is
    its description, for the page on importing. A new object must have what is ``required``. What other columns
    say as well is not ``exported``.
    """

    name: str
    type: CellType
    path: tuple[str, ...] = ()
    about: str
    item_key: str = ""
    selector: Mapping[str, str] = field(default_factory=dict)
    allows_plain: bool = False
    labelled: bool = False
    target_kind: str = ""
    synonyms: tuple[str, ...] = ()
    required: bool = False
    exported: bool = True

    def selects(self, entry: Any) -> bool:
        """Whether an entry of the list at ``path`` is one of those that the column means."""
        if not isinstance(entry, dict):
            return self.allows_plain
        # Promises for one priority or channel, and reasons for having none, have no column.
        if self.path == _TARGETS and not _SPECIAL.isdisjoint(entry):
            return False
        for key, value in self.selector.items():  # noqa: SIM110  # a generator for each takes twice the time
            if entry.get(key) != value:
                return False
        return True

    def item_in(self, entry: Any) -> Any:
        """The value that a cell shows of an entry; None where the entry has none."""
        return entry.get(self.item_key) if isinstance(entry, dict) else entry

    def new_entry(self, item: Any) -> Value:
        """An entry with this value and nothing else."""
        return item if self.allows_plain else {**self.selector, self.item_key: item}


@dataclass(frozen=True, kw_only=True, eq=False)
class Sheet:
    """The table of one kind of object; ``kind`` is its name in :mod:`~servicebook.documents.kinds`.

    Of each group in ``required_columns`` one must be there. ``synonyms`` are other names of the sheet that are read.
    """

    kind: str
    name: str
    columns: tuple[Column, ...]
    required_columns: tuple[tuple[str, ...], ...]
    synonyms: tuple[str, ...] = ()

    @property
    def file(self) -> str:
        """The name of its file."""
        return f"{self.name}.csv"

    @property
    def title(self) -> str:
        """The column with what an object is called."""
        return {"role": "title", "faq": "question"}.get(self.kind, "name")

    @property
    def other_names(self) -> tuple[str, ...]:
        """What the table is called besides its name: in English, and in other languages."""
        return (*self.synonyms, *table_names(self.kind))

    @cached_property
    def _by_name(self) -> Mapping[str, Column]:
        """The columns by every name, normalized. What a column is called in English counts most."""
        by_name: dict[str, Column] = {}
        for column in self.columns:
            by_name.update((normalized_name(name), column) for name in (column.name, *column.synonyms))
        for column in self.columns:
            for name in column_names(self.kind, column.name):
                by_name.setdefault(normalized_name(name), column)
        return by_name

    def column(self, name: str) -> Column | None:
        """The column of a name or synonym, whatever its case, accents and spaces."""
        return self._by_name.get(normalized_name(name))


def normalized_name(header: str) -> str:
    """A column's name as it is compared: small letters without accents, ``_`` for anything between words."""
    return re.sub(r"[\W_]+", "_", folded(header)).strip("_")
