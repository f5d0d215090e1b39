"""Words beside the catalog's own: other forms of them, and what may be misspelled.

A browser has no stemmer. It finds "cracking" where the catalog says "cracked" because the forms that the language's
dictionary has of a stem are listed with it. A word that is neither known so nor in the dictionary's common words is
taken for a typing error; what it may have been is looked for among the catalog's words with the same beginning and
those with the same end, because one typing error leaves one of them as it was.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from spellchecker import SpellChecker

from servicebook.search.tokens import stems, words

COMMON = 30_000
"""So many of the language's commonest words are taken for what they are, and not for typing errors."""
KNOWN = 60_000
"""So many of them are read at all; what is rarer is as good as unknown."""
SHORTEST = 3
"""Letters of the shortest word that is proposed for another."""
END = 2
"""Letters by which the ends of words are alike."""


@lru_cache(maxsize=2)
def dictionary(language: str) -> tuple[str, ...]:
    """The commonest words of the language, commonest first; none where there is no list of it."""
    short = language.partition("-")[0]
    if short not in SpellChecker.languages():
        return ()
    frequency = SpellChecker(language=short, distance=1).word_frequency.dictionary
    by_frequency = sorted(frequency.items(), key=lambda item: (-item[1], item[0]))[:KNOWN]
    return tuple(dict.fromkeys(plain for word, _ in by_frequency for plain in words(word)[:1]))


def forms(stem_of: Mapping[str, str], language: str) -> dict[str, str]:
    """Words of the dictionary that the catalog has not, with the stem that they share with words that it has."""
    known = set(stem_of.values())
    others = [word for word in dictionary(language) if word not in stem_of]
    pairs = zip(others, stems(others, language), strict=True)
    return {word: stem for word, stem in pairs if stem in known}


def common(given: Iterable[str], language: str) -> list[str]:
    """The common words that are not among those given."""
    known = set(given)
    return [word for word in dictionary(language)[:COMMON] if word not in known]


def beginnings(own: Iterable[str], common: Iterable[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """By first letter: the catalog's words, and common words that it has not; in the order of the alphabet."""
    listed: defaultdict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for place, source in enumerate((own, common)):
        for word in source:
            if len(word) >= SHORTEST:
                listed[word[0]][place].append(word)
    for letter, (own_words, common_words) in sorted(listed.items()):
        yield letter, {"own": " ".join(sorted(own_words)), "common": " ".join(sorted(common_words))}


def ends(own: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The catalog's words by their last two letters; in the order of the alphabet."""
    listed: defaultdict[str, list[str]] = defaultdict(list)
    for word in own:
        if len(word) >= SHORTEST:
            listed[word[-END:]].append(word)
    for end, own_words in sorted(listed.items()):
        yield end, " ".join(sorted(own_words))
