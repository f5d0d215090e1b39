"""Compounds, words that are written as one: "Laptopreparatur" is found by "Reparatur", too.

German, Dutch and others write together what English writes apart. A compound is parted here into the catalog's own
words and into those of the language, and an entry that has it has its parts as well. What a query writes as one is
parted in the browser (``assets/search_compounds.js``).
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

import numpy as np

from servicebook.search.entry_texts import Lists
from servicebook.search.spelling import dictionary, known_words, language_words
from servicebook.search.tokens import stems

LINKS: Mapping[str, tuple[str, ...]] = {
    "da": ("", "s", "e"), "de": ("", "s", "n", "en", "es"), "fi": ("",), "nb": ("", "s", "e"),
    "nl": ("", "s", "n", "en", "e"), "nn": ("", "s", "e"), "no": ("", "s", "e"), "sv": ("", "s"),
}  # fmt: skip
"""The languages that write compounds as one word, with what they put between the parts."""
SHORTEST = 4
"""Letters of the shortest part."""
SHORTEST_OWN = 3
"""Letters of the shortest part if it is a word of the catalog that is none of the commonest: "Bau", "Amt"."""
EVERYDAY = 1_000
"""So many words of a language are the commonest: "auf", "van"."""
DEPTH = 3
"""How often what is left of a word is parted again."""


def links(language: str) -> tuple[str, ...]:
    """What may stand between the parts of a compound; empty where the language writes none."""
    return LINKS.get(language.partition("-")[0], ())


def parts_of_words(number_of: dict[str, int], language: str, hyphenated: Set[str]) -> Lists:
    """For every word its number, and after it those of its parts where it is a compound.

    ``number_of`` has the numbers of the words, and gets the parts that are no word of a text. ``hyphenated`` are
    compounds that are written with hyphens, too.
    """
    # where compounds are an exception, those with hyphens are: their parts are there already
    own = [word for word in number_of if links(language) or word not in hyphenated]
    followed = {
        number_of[word]: [number_of.setdefault(part, len(number_of)) for part in parts]
        for word, parts in compounds(own, language).items()
    }
    flat, bounds = array("i"), array("q", [0])
    for number in range(len(number_of)):
        flat.extend([number, *followed.get(number, ())])
        bounds.append(len(flat))
    return Lists(np.asarray(flat), np.asarray(bounds))


def compounds(own: Iterable[str], language: str) -> dict[str, list[str]]:
    """The compounds among a catalog's own words, each with its parts, and with the parts of those.

    Of a language that writes none, only words that it has not are parted, and only into the catalog's own: they are of
    another language, or have lost a space.
    """
    given = [word for word in own if word.isalpha()]
    is_usual = bool(links(language))
    listed = frozenset() if is_usual else known_words(given, language)
    parting = _parting(given, language, is_usual=is_usual)
    found: dict[str, list[str]] = {}
    for word in given:
        may_be_one = len(word) >= SHORTEST + parting.shortest and (is_usual or word not in listed)
        if may_be_one and (parts := parting.parts(word)):
            found[word] = parts
    return {
        word: list(dict.fromkeys(further for part in parts for further in (part, *parting.parts(part))))
        for word, parts in found.items()
    }


def _parting(given: Iterable[str], language: str, *, is_usual: bool) -> _Parting:
    """What parts words into those of a catalog; in a language that writes compounds, into all of its words, too."""
    everyday = frozenset(dictionary(language, EVERYDAY))
    shortest = SHORTEST_OWN if is_usual and everyday else SHORTEST
    known = {
        word for word in given if len(word) >= SHORTEST or (len(word) >= shortest and word not in everyday)
    }
    others = (
        frozenset(word for word in language_words(language) if len(word) >= SHORTEST)
        if is_usual
        else frozenset()
    )
    return _Parting(
        own=frozenset(known),
        others=others,
        own_stems=frozenset(stems(sorted(known), language)),
        language=language,
        between=links(language) or ("",),
        shortest=shortest,
    )


class _Parting:
    """What parts the words of a catalog."""

    def __init__(
        self,
        *,
        own: Set[str],
        others: Set[str],
        own_stems: Set[str],
        language: str,
        between: Sequence[str],
        shortest: int,
    ) -> None:
        self._own, self._others, self._own_stems = own, others, own_stems
        self._language, self._between, self.shortest = language, between, shortest
        self._known: dict[tuple[str, int], list[str]] = {}

    def parts(self, word: str, depth: int = DEPTH) -> list[str]:
        """The parts of a word, the catalog's own before others: the fewest, with little between them, and a long last
        one. Empty where it has none."""
        if (word, depth) not in self._known:
            found = list(self._partings(word, depth))
            self._known[word, depth] = min(found, key=self._rank) if found else []
        return self._known[word, depth]

    def _rank(self, parts: list[str]) -> tuple[int, int, int, int]:
        others = sum(part not in self._own for part in parts)
        return others, len(parts), -len("".join(parts)), -len(parts[-1])

    def _partings(self, word: str, depth: int) -> Iterator[list[str]]:
        for at in range(self.shortest, len(word) - self.shortest + 1):
            first = word[:at]
            if first not in self._own and first not in self._others:
                continue
            for link in self._between:
                rest = word[at + len(link) :]
                if len(rest) < self.shortest or not word.startswith(link, at):
                    continue
                if self._is_last(rest):
                    yield [first, rest]
                elif depth and (further := self.parts(rest, depth - 1)):
                    yield [first, *further]

    def _is_last(self, word: str) -> bool:
        """Whether a word is a part, be it in another form."""
        return (
            word in self._own
            or word in self._others
            or (len(word) >= SHORTEST and stems([word], self._language)[0] in self._own_stems)
        )
