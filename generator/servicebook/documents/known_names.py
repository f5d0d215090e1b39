"""Names among which the one that somebody meant is looked for, however many there are."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from heapq import nlargest
from itertools import pairwise
from typing import TypeVar

V = TypeVar("V")

_FEW = 200
"""Among so many names, each is compared with a word."""
_LOOKED_AT = 500
_MOST = 40
"""Among more, so many that have most in common with it, of those that have something rare in common with it."""


class KnownNames(dict[str, V]):
    """Names with what they stand for. All of them are there before the first word is looked for."""

    _index: _Index | None = None

    def like(self, word: str) -> Iterable[str]:
        """The names that the word may have been meant to be: all where there are few, else those most like it."""
        if len(self) <= _FEW:
            return self
        if self._index is None:
            self._index = _Index(self)
        return self._index.like(word)


class _Index:
    """Names by what they have in common with others."""

    def __init__(self, names: Iterable[str]) -> None:
        self._by_letters: dict[str, list[str]] = defaultdict(list)
        self._by_last: dict[str, list[str]] = defaultdict(list)
        self._by_pair: dict[str, list[str]] = defaultdict(list)
        self._pairs: dict[str, frozenset[str]] = {}
        for name in names:
            self._by_letters[letters_of(name)].append(name)
            self._by_last[last_of(name)].append(name)
            self._pairs[name] = _pairs(name)
            for pair in self._pairs[name]:
                self._by_pair[pair].append(name)

    def like(self, word: str) -> Sequence[str]:
        found = dict.fromkeys(self._by_letters.get(letters_of(word), ())[:_MOST])
        found |= dict.fromkeys(self._by_last.get(last_of(word), ())[:_MOST])
        # of the letters that follow one another, the rarest say most: a name that is like the word has some of them
        pairs, some = _pairs(word), dict.fromkeys(found)
        for names in sorted((self._by_pair[pair] for pair in pairs if pair in self._by_pair), key=len):
            if len(some) >= _LOOKED_AT:
                break
            some |= dict.fromkeys(names[:_LOOKED_AT])
        nearest = nlargest(_MOST, some, key=lambda name: (len(self._pairs[name] & pairs), name))
        return list(found | dict.fromkeys(nearest))


def letters_of(word: str) -> str:
    """What is the same of ``Desk_Lead`` and ``desk-lead``; departments stay apart from what is theirs."""
    return re.sub(r"[\s_.-]+", "", word).casefold()


def last_of(word: str) -> str:
    """``desk-lead`` of ``it/desk-lead``."""
    return word.rsplit("/", 1)[-1]


def _pairs(word: str) -> frozenset[str]:
    """The letters that follow one another in the beginning of a word, which no name is longer than."""
    begun = word[:200].casefold()
    return frozenset(map("".join, pairwise(begun)))
