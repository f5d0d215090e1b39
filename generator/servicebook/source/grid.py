"""A table as a spreadsheet holds it: rows of cells, each with the number by which people find it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from servicebook.frozen import frozen
from servicebook.problems import Place, Problem
from servicebook.wording import text


@frozen
class Row:
    """A row: ``number`` is the spreadsheet's, from 1; ``line`` is where it begins in the file.

    ``links`` are the addresses that cells lead to, and ``spans`` the last positions that cells stretch to, both by the
    position of the cell, from 0.
    """

    number: int
    line: int
    cells: tuple[str, ...]
    links: Mapping[int, str] = field(default_factory=dict)
    spans: Mapping[int, int] = field(default_factory=dict)


@frozen(kw_only=True)
class Grid:
    """The rows of a file, or of a workbook's sheet, that hold anything; ``name`` is the sheet's, or the file's stem.

    ``notes`` are what somebody should know about how it was read. While there are ``problems``, nothing was. A sheet
    ``is_hidden`` that its workbook does not show; ``table`` says which table it is where its name does not.
    """

    path: str
    name: str
    rows: tuple[Row, ...] = ()
    notes: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    is_sheet: bool = False
    is_hidden: bool = False
    table: str = ""

    def place(self, row: Row | None = None) -> Place:
        """The place of a row; without one, of the table."""
        return Place(self.path, row.line if row else 1)

    def where(self, row: Row | None = None, column: str = "") -> str:
        """The same in a spreadsheet's words: ``sheet roles, row 12, column owner``."""
        parts = [text("cell.sheet", sheet=self.name)] if self.is_sheet else []
        parts += [text("cell.row", row=row.number)] if row else []
        parts += [text("cell.column", column=column)] if column else []
        return text("list.separator").join(parts)
