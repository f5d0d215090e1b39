"""Words beside the catalog's own: other forms of them, and what may be misspelled.

A browser has no stemmer. It finds "cracking" where the catalog says "cracked" because the forms that the language's
dictionary has of a stem are listed with it. A word that is neither known so nor in the dictionary is taken for a typing
error; what it may have been is looked for among the catalog's words with the same beginning and those with the same
end, because one typing error leaves one of them as it was.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Set
from functools import lru_cache

import numpy as np

from servicebook.search.american import american
from servicebook.search.dictionaries import british_too, dictionary_of
from servicebook.search.tokens import stems

SHORTEST = 3
"""Letters of the shortest word that is proposed for another."""
END = 2
"""Letters by which the ends of words are alike."""


def dictionary(language: str, most: int | None = None) -> tuple[str, ...]:
    """The commonest words of the language, ``most`` at most, commonest first; none where there is no list of it."""
    found = dictionary_of(language)
    return tuple(map(found.words.__getitem__, found.common[:most].tolist()))


@lru_cache(maxsize=2)
def language_words(language: str) -> frozenset[str]:
    """Every word of the language that is known, none of which is a typing error; empty where there is no list of it."""
    return frozenset(dictionary_of(language).words)


def known_words(given: Iterable[str], language: str) -> frozenset[str]:
    """Those of some words that are of the language; sooner than to gather all that it has."""
    return frozenset(given).intersection(dictionary_of(language).words)


def _american(given: Iterable[str], language: str) -> Iterator[str]:
    """The words in American spelling."""
    if language.partition("-")[0] == "en":
        yield from map(american, given)


def forms(stem_of: Mapping[str, str], known: Set[str], language: str) -> dict[str, str]:
    """Words of the dictionary whose stem is among the known, with it; those of ``stem_of`` aside."""
    listed = dictionary_of(language)
    # one more, which -1 finds
    is_known = np.array([*(stem in known for stem in listed.stems), False])
    places = np.flatnonzero(is_known[listed.stem])
    found = {
        listed.words[place]: listed.stems[stem]
        for place, stem in zip(places.tolist(), listed.stem[places].tolist(), strict=True)
    }
    own = dict.fromkeys(_american(stem_of, language))
    more = [word for word in (*own, *british_too(own, language)) if word not in found]
    found |= {word: stem for word, stem in zip(more, stems(more, language), strict=True) if stem in known}
    return {word: stem for word, stem in found.items() if word not in stem_of}


def others(given: Collection[str], language: str) -> list[str]:
    """The words of the language that are not among those given, in the order of the alphabet.

    They are only asked for words that can be mended; those are no shorter than the shortest that is proposed.
    """
    return [word for word in dictionary_of(language).words if len(word) >= SHORTEST and word not in given]


def beginnings(own: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The catalog's words by their first letter; in the order of the alphabet."""
    yield from _listed(own, lambda word: word[0])


def ends(own: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The catalog's words by their last two letters; in the order of the alphabet."""
    yield from _listed(own, lambda word: word[-END:])


def _listed(own: Iterable[str], letters: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    listed: defaultdict[str, list[str]] = defaultdict(list)
    for word in own:
        if len(word) >= SHORTEST:
            listed[letters(word)].append(word)
    for key, own_words in sorted(listed.items()):
        yield key, " ".join(sorted(own_words))
