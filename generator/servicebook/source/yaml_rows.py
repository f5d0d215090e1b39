"""Files that are mostly rows between braces, below each other: read as YAML reads them, twenty times as fast.

A large catalog has more lines of results than of all else, and nearly all of them as `servicebook measure` has written
them. Whatever is written in any other way is not read here, but as all YAML is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
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
_KEY_LINE = re.compile(rf"^{_KEY.pattern}", re.MULTILINE)
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


def row_position(text: str, pointer: Sequence[str | int]) -> tuple[int, int] | None:
    """The line and column, from 0, at which a row of a text that parses begins; None for whatever is not such a row."""
    if len(pointer) != 3 or pointer[1] != "results" or not _BEGINS.match(text):
        return None
    lines, index = _lines_of_rows(text).get(str(pointer[0]), ()), pointer[2]
    return (lines[index], len("    - ")) if isinstance(index, int) and index < len(lines) else None


@lru_cache(maxsize=16)
def _lines_of_rows(text: str) -> dict[str, tuple[int, ...]]:
    """The lines at which the rows of each period begin, of those periods in which all rows are written alike."""
    return {key[1]: _lines_after(text, key.end()) for key in _KEY_LINE.finditer(text)}


def _lines_after(text: str, at: int) -> tuple[int, ...]:
    rows = _ROWS.match(text, _end(_AS_OF, text, at))
    # where a text between quotation marks may go on in the next line, a line does not say what begins there
    if rows is None or not rows[1] or "'" in rows[1] or "\\" in rows[1]:
        return ()
    found = list(_ROW.finditer(text, rows.start(1), rows.end(1)))
    if any(row[1].count('"') % 2 for row in found):
        return ()
    lines, line, end = [], text.count("\n", 0, rows.start(1)), rows.start(1)
    for row in found:
        line += text.count("\n", end, row.start())
        end = row.start()
        lines.append(line)
    return tuple(lines)


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
