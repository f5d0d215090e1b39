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
from itertools import chain

from servicebook.search.american import american
from servicebook.search.dictionaries import british_too, dictionary_of
from servicebook.search.tokens import stems

SHORTEST = 3
"""Letters of the shortest word that is proposed for another."""
END = 2
"""Letters by which the ends of words are alike."""


def dictionary(language: str) -> tuple[str, ...]:
    """The commonest words of the language, commonest first; none where there is no list of it."""
    return dictionary_of(language).common


@lru_cache(maxsize=2)
def language_words(language: str) -> frozenset[str]:
    """Every word of the language that is known, none of which is a typing error; empty where there is no list of it."""
    return frozenset(dictionary_of(language).words)


def _american(given: Iterable[str], language: str) -> Iterator[str]:
    """The words in American spelling."""
    if language.partition("-")[0] == "en":
        yield from map(american, given)


def forms(stem_of: Mapping[str, str], known: Set[str], language: str) -> dict[str, str]:
    """Words of the dictionary whose stem is among the known, with it; those of ``stem_of`` aside."""
    common = dictionary_of(language).stem_of
    own = dict.fromkeys(_american(stem_of, language))
    more = [word for word in (*own, *british_too(own, language)) if word not in common]
    pairs = chain(common.items(), zip(more, stems(more, language), strict=True))
    return {word: stem for word, stem in pairs if stem in known and word not in stem_of}


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
