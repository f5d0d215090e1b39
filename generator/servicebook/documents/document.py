"""A file that was read: what it says, and where it says it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, Protocol

from servicebook.documents.kinds import Location
from servicebook.documents.markdown_links import possible_links
from servicebook.frozen import frozen
from servicebook.problems import Edit, Place
from servicebook.source.lines import LINE_BREAK, index_at
from servicebook.source.rota_file import ENDING, parse_rota
from servicebook.source.yaml_edits import exchange_edit, key_edit, removal, value_edit
from servicebook.source.yaml_positions import locate
from servicebook.source.yaml_reader import Parsed, Pointer, Value, parse


def value_of(text: str, path: str) -> Parsed:
    """What a file says: YAML, or a rota."""
    return parse_rota(text, path) if path.endswith(ENDING) else parse(text, path)


@frozen(kw_only=True, eq=False)
class Document:
    """A file, YAML or a rota: its kind and ids from the path, its value, and its text for positions."""

    path: str
    location: Location
    text: str
    value: Value

    def place(self, *pointer: str | int, key: bool = False) -> Place:
        """The place of the value (or its key); computed when asked, since few values are ever asked for."""
        if self.path.endswith(ENDING):
            return Place(self.path, self._line_of_event(pointer))
        return locate(self.text, self.path, pointer, key=key)

    def _line_of_event(self, pointer: Pointer) -> int:
        """The line at which the event of a rota begins that a pointer leads into."""
        value: Any = self.value
        return value["events"][pointer[1]]["line"] if len(pointer) > 1 else 1

    def edit(self, pointer: Pointer, value: Value) -> Edit | None:
        """What makes the single value at a pointer another one; None where it stands for more than itself."""
        return value_edit(self.text, self.path, pointer, value)

    def edit_of_key(self, pointer: Pointer, key: str) -> Edit | None:
        """What makes the last key of a pointer another one; None where it stands for more than itself."""
        return key_edit(self.text, self.path, pointer, key)

    def edit_exchanging(self, one: Pointer, other: Pointer) -> Edit | None:
        """What gives two values of one group each other's place; None where one stands for more than itself."""
        return exchange_edit(self.text, self.path, one, other)

    def edit_without(self, pointer: Pointer) -> Edit | None:
        """What takes an entry that is not the first out of its list; None where it stands for more than itself."""
        return removal(self.text, self.path, pointer)

    def value_at(self, pointer: Pointer) -> Any:
        """The value at a pointer that is known to lead somewhere."""
        value: Any = self.value
        for step in pointer:
            value = value[step]
        return value

    def place_of_text(self, pointer: Pointer, words: str) -> Place:
        """The place of ``words`` within a long text at ``pointer``; the text's own place when they are not found."""
        start = self.place(*pointer)
        if at := _links_from(self.text, start.line, start.column).get(words):
            return Place(self.path, *at)
        words_alone = re.compile(rf"{re.escape(words)}(?![\w/-])")
        lines = _lines(self.text)
        for number in range(start.line, len(lines) + 1):
            skipped = start.column - 1 if number == start.line else 0
            if match := words_alone.search(lines[number - 1], skipped):
                return Place(self.path, number, match.start() + 1)
        return start

    def edit_of_words(self, place: Place, old: str, new: str) -> Edit | None:
        """What makes words within a text others; None where they are not at the place, but written with escapes."""
        end = Place(place.path, place.line, place.column + len(old))
        is_there = self.text.startswith(old, index_at(self.text, place))
        return Edit(place, end, new) if is_there else None

    def as_written(self, *pointer: str | int) -> str:
        """The plain scalar at the place, before it became a number or a truth value."""
        place = self.place(*pointer)
        line = _lines(self.text)[place.line - 1]
        return re.split(r"[\s,\]}]", line[place.column - 1 :], maxsplit=1)[0]

    def as_lines(self, text: str, *pointer: str | int) -> str:
        """The plain text at the place with the breaks between its lines, which YAML reads as spaces."""
        place = self.place(*pointer)
        first, *rest = _lines(self.text)[place.line - 1 :]
        together = ""
        for line in (first[place.column - 1 :], *rest):
            together = f"{together}\n{line.strip()}" if together else line.strip()
            if len(together) >= len(text):
                break
        return together if together.replace("\n", " ") == text else text


@lru_cache(maxsize=4)
def _links_from(text: str, line: int, column: int) -> dict[str, tuple[int, int]]:
    """The line and column of what may be the address of a link, where it is first, from a place on.

    A text may have thousands of links with something wrong, and each is looked for.
    """
    places: dict[str, tuple[int, int]] = {}
    for number, words in enumerate(_lines(text)[line - 1 :], line):
        for start, address in possible_links(words, column - 1 if number == line else 0):
            places.setdefault(address, (number, start + 1))
    return places


@lru_cache(maxsize=4)
def _lines(text: str) -> list[str]:
    return LINE_BREAK.split(text)


class Origin(Protocol):
    """Where an object was written: ``path`` of its file, ``pointer`` within it, and ``written``, its content."""

    @property
    def path(self) -> str:
        """The file's path, relative to the root."""
        ...

    @property
    def pointer(self) -> Pointer:
        """The keys and positions that lead to the object within the file."""
        ...

    @property
    def written(self) -> Any:
        """The object as plain values."""
        ...

    @property
    def position(self) -> int:
        """Which of the objects of its file it is, from 0."""
        ...

    @property
    def document(self) -> Document:
        """The whole file. Raises :class:`TypeError` for an object of what may be seen, which has none."""
        ...

    def place(self, *keys: str | int, key: bool = False) -> Place:
        """The place of one of the object's values (or of its key). Raises as :attr:`document`."""
        ...


@frozen
class DocumentOrigin:
    """An object within a document that was read."""

    document: Document
    pointer: Pointer = ()

    @property
    def path(self) -> str:
        """The file's path, relative to the root."""
        return self.document.path

    @property
    def written(self) -> Any:
        """The object as plain values."""
        return self.document.value_at(self.pointer)

    @property
    def position(self) -> int:
        """Which of the objects of its file it is, from 0."""
        last = self.pointer[-1] if self.pointer else 0
        above: Any = self.document.value_at(self.pointer[:-1])
        return last if isinstance(last, int) else list(above).index(last)

    def place(self, *keys: str | int, key: bool = False) -> Place:
        """The place of one of the object's values (or of its key)."""
        return self.document.place(*self.pointer, *keys, key=key)
