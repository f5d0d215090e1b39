"""Whether a text names people: by name, id, address, or how else they are reached."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from servicebook.model.role import Person

_WORD = re.compile(r"\w+")


class NamedPeople:
    """Some people, looked for in texts; quick for a few texts and thousands of people."""

    def __init__(self, people: Iterable[Person]) -> None:
        self._by_first_word: dict[str, list[tuple[str, ...]]] = {}
        for person in people:
            for name in _names(person):
                words = _words(name)
                if words:
                    self._by_first_word.setdefault(words[0], []).append(words)

    def are_in(self, *texts: str) -> bool:
        """Whether any of the texts has all the words of a name, one after another, in whatever case."""
        return any(self._is_in(words) for words in map(_words, texts))

    def _is_in(self, words: tuple[str, ...]) -> bool:
        return any(
            words[start : start + len(name)] == name
            for start, word in enumerate(words)
            for name in self._by_first_word.get(word, ())
        )


def _names(person: Person) -> Iterator[str]:
    yield from (person.id, *person.former_ids, person.name)
    yield from (known for known in (person.email, person.chat, person.phone) if known)
    yield from person.handles.values()


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text.casefold()))
