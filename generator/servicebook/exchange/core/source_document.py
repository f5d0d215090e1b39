"""A document of another format, which knows where its values are."""

from __future__ import annotations

from dataclasses import replace

from servicebook.frozen import frozen
from servicebook.problems import Place
from servicebook.source.yaml_positions import locate
from servicebook.source.yaml_reader import Pointer, Value


@frozen(kw_only=True, eq=False)
class SourceDocument:
    """One document of a file: ``path`` is what people are shown, ``text`` is kept to look up positions.

    Where a file holds several documents, ``lines_before`` is the number of lines above this one.
    """

    path: str
    text: str
    value: Value
    lines_before: int = 0

    def place(self, pointer: Pointer, *, key: bool = False) -> Place:
        """Where the value at ``pointer`` is in the file, or with ``key`` its key."""
        place = locate(self.text, self.path, pointer, key=key)
        return replace(place, line=place.line + self.lines_before)
