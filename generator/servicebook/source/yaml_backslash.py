"""A backslash in double quotes, where it means a character of its own and not itself: a path of Windows, mostly."""

from __future__ import annotations

import re

from servicebook.frozen import frozen
from servicebook.source.yaml_lines import Line

_QUOTED = re.compile(r"\"((?:[^\"\\]|\\.)*)\"")
_KEY = re.compile(r"([A-Za-z_]+):\s+\Z")
_LOCAL = re.compile(r"[A-Za-z]:\\|\\\\")


@frozen
class QuotedText:
    """A text in double quotes with its columns in a line, from 0; ``end`` is the one behind it."""

    key: str
    inner: str
    start: int
    end: int

    @property
    def is_local_file(self) -> bool:
        """Whether an address was wanted, and a file on a computer or a network drive is named."""
        return self.key == "url" and _LOCAL.match(self.inner) is not None

    @property
    def meant(self) -> str | None:
        """The text as it is to be written: a path of the catalog with slashes, anything else in single quotes.

        None where that would change what else a backslash stands for in it, and for what is no address.
        """
        if self.is_local_file or '\\"' in self.inner:
            return None
        if self.key == "path":
            return '"' + re.sub(r"\\+", "/", self.inner) + '"'
        return "'" + self.inner.replace("'", "''") + "'"


def quoted_text_at(line: Line, column: int) -> QuotedText | None:
    """The text in double quotes that a column from 0 of a line is in."""
    for found in _QUOTED.finditer(line.text):
        if found.start() < column < found.end():
            key = _KEY.search(line.text[: found.start()])
            return QuotedText(key[1] if key else "", found[1], found.start(), found.end())
    return None
