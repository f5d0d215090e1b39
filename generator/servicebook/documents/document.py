"""A file that was read: what it says, and where it says it."""

from __future__ import annotations

from dataclasses import dataclass

from servicebook.documents.kinds import Location
from servicebook.problems import Place
from servicebook.source.yaml_reader import Pointer, Value, locate


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Document:
    """A YAML file: its kind and ids from the path, its value, and its text for positions."""

    path: str
    location: Location
    text: str
    value: Value

    def place(self, *pointer: str | int, key: bool = False) -> Place:
        """Where the value (or its key) stands; computed when asked, since few values are ever asked for."""
        return locate(self.text, self.path, pointer, key=key)

    def place_of_text(self, pointer: Pointer, words: str) -> Place:
        """Where ``words`` stand within a long text at ``pointer``; the text's own place when they are not found."""
        start = self.place(*pointer)
        lines = self.text.splitlines()
        for number in range(start.line, len(lines) + 1):
            skipped = start.column - 1 if number == start.line else 0
            column = lines[number - 1].find(words, skipped)
            if column >= 0:
                return Place(self.path, number, column + 1)
        return start


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an object was written: its document, and the object's place within it."""

    document: Document
    pointer: Pointer = ()

    @property
    def path(self) -> str:
        """The file's path, relative to the root."""
        return self.document.path

    def place(self, *keys: str | int, key: bool = False) -> Place:
        """Where one of the object's values (or its key) stands."""
        return self.document.place(*self.pointer, *keys, key=key)
