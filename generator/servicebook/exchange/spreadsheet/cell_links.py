"""Where a cell of a workbook leads, written as a cell of its column would say it."""

from __future__ import annotations

import re
from urllib.parse import unquote

from servicebook.exchange.spreadsheet.cell_syntax import split_entries
from servicebook.exchange.spreadsheet.column import CellType, Column

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]*://|www\.)\S+\Z|[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+\Z", re.IGNORECASE)
_BRACKETS = str.maketrans({"[": "\\[", "]": "\\]"})


def with_link(column: Column, text: str, target: str) -> str | None:
    """The text of a cell together with the address that it leads to; None where the column has no place for that.

    A text that is an address itself counts, whatever it leads to: changing the words of a cell does not change its
    link, and readers see the words.
    """
    address = _address(target)
    if _is_same(text, target) or _is_same(text, address):
        # spreadsheets drop the "http://" of what people type, and put it into the link
        return target if column.labelled and column.name == "form" else text
    if _ADDRESS.match(text):
        return None
    if column.type is CellType.MARKDOWN:
        return None if "\n" in text else f"[{text.translate(_BRACKETS)}](<{target}>)"
    if column.name == "email" and address != target:
        # the field holds the address alone where it has no place for a name
        return f"{text} <{address}>" if column.labelled else address
    return f"{text} <{target}>" if _takes_link(column, text) else None


def _takes_link(column: Column, text: str) -> bool:
    """Whether a cell can say an address behind its one entry."""
    is_place = column.type is CellType.LINKS or (column.labelled and column.name == "form")
    return is_place and len(split_entries(text)) == 1 and "<" not in text


def _address(target: str) -> str:
    """An address for people: of ``mailto:a@example.org?subject=x`` that to write to, of ``tel:+491`` the number."""
    scheme = _SCHEME.match(target)
    if scheme and scheme.group().lower() in ("mailto:", "tel:"):
        return unquote(target[scheme.end() :].partition("?")[0])
    return target


def _is_same(text: str, target: str) -> bool:
    return _folded(text) == _folded(target)


def _folded(address: str) -> str:
    """An address without what does not change where it leads, or what a phone number shows between digits."""
    words = re.sub(r"\Ahttps?://", "", address.strip().lower()).rstrip("/")
    return re.sub(r"[\s()-]", "", words) if re.fullmatch(r"[+0-9\s()/-]+", words) else words
