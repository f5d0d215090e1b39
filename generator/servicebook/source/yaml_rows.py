"""Files that are mostly rows between braces, below each other: read as YAML reads them, twenty times as fast.

A large catalog has more lines of results than of all else, and nearly all of them as `servicebook measure` has written
them. Whatever is written in any other way is not read here, but as all YAML is.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from sys import intern
from typing import TYPE_CHECKING, Any

from servicebook.source.yaml_scalars import plain_scalar

if TYPE_CHECKING:
    from servicebook.source.yaml_reader import Value  # which tries this first

_COMMENT = r"#[ -~]*\n"
_BEGINS = re.compile(rf"(?:{_COMMENT})*+[0-9]{{4}}(?:-[0-9Q]{{1,2}})?+:\n")
"""How such a file begins; others are told from it at once."""
_BETWEEN = re.compile(rf"(?:{_COMMENT}|\n)*+")
_KEY = re.compile(r"([0-9]{4}(?:-[0-9Q]{1,2})?+):\n")
_AS_OF = re.compile(r"  as_of: ([0-9]{4}-[0-9]{2}-[0-9]{2})\n")
_ROWS = re.compile(r"  results:(?: \[\]\n|\n((?:    - \{[^{}\n]++(?:\n       [^ {}\n][^{}\n]*+)*+\}\n)++))")
_ROW = re.compile(r"    - \{([^}]*)\}\n")
_NOTES = re.compile(r"  notes:[^\n]*\n(?:(?: [^\n]*)?\n)*")

_QUOTED = r"[ !#-\[\]-~]*"
"""What is between quotation marks without an escape."""
_PLAIN = r"[A-Za-z0-9](?:[A-Za-z0-9./_+-]|[ ](?=[A-Za-z0-9]))*+"
"""What needs no quotation marks and is no syntax."""
_PAIR = re.compile(rf'([a-z_]++): (?:"({_QUOTED})"|({_PLAIN}))')
_PAIRS = re.compile(rf'(?:[a-z_]++: (?:"{_QUOTED}"|{_PLAIN})(?:, |\Z))++')


def parse_rows(text: str, other: Callable[[str], Value]) -> dict[str, Value] | None:
    """The value of a file of rows; None for every other text, and where anything in it is written in another way.

    ``other`` gives the value of a part without rows; None where there is anything to say about it.
    """
    if not _BEGINS.match(text):
        return None
    periods: dict[str, Value] = {}
    at, end = 0, len(text)
    while (at := _end(_BETWEEN, text, at)) < end:
        key = _KEY.match(text, at)
        found = None if key is None or key[1] in periods else _period(text, key.end(), other)
        if key is None or found is None:
            return None
        periods[key[1]], at = found
    return periods


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at


def _period(text: str, at: int, other: Callable[[str], Value]) -> tuple[dict[str, Any], int] | None:
    """The value of a period, and where it ends."""
    period: dict[str, Any] = {}
    if as_of := _AS_OF.match(text, at):
        period["as_of"], at = as_of[1], as_of.end()
    rows = _ROWS.match(text, at)
    if rows is None:
        return None
    period["results"], at = [], rows.end()
    for row in _ROW.findall(rows[1] or ""):
        values = _row(row)
        if values is None:
            return None
        period["results"].append(values)
    if notes := _NOTES.match(text, at):
        said = other(notes[0])
        if not isinstance(said, dict) or list(said) != ["notes"]:
            return None
        period |= said
        at = notes.end()
    return period, at


def _row(row: str) -> dict[str, Any] | None:
    values: dict[str, Any] = {}
    count = 0
    for line in row.split(",\n       "):
        pairs = _pairs(line)
        if pairs is None:
            return None
        values |= pairs
        count += len(pairs)
    return values if len(values) == count else None  # else a key is there twice


@lru_cache(maxsize=8192)  # every month has the lines again that say of which promise a row is
def _pairs(line: str) -> dict[str, Any] | None:
    if not _PAIRS.fullmatch(line):
        return None
    pairs = _PAIR.findall(line)
    # equal texts are one object: a hundred thousand rows have the same keys, and what is in them comes again and again
    values = {intern(key): _plain(plain) if plain else intern(quoted) for key, quoted, plain in pairs}
    return values if len(values) == len(pairs) else None


@lru_cache(maxsize=4096)
def _plain(text: str) -> bool | int | float | str | None:
    return plain_scalar(text)
