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
from operator import itemgetter

from spellchecker import SpellChecker

from servicebook.search.american import american, british
from servicebook.search.tokens import stems, stop_words, words

KNOWN = 60_000
"""So many of the language's commonest words find other forms of themselves; what is rarer is as good as never asked."""
UNLISTED = {
    "en": "admin admins alright angeles app apps blog blogs blowjob blowjobs childrens diff etc faq faqs "
    "fyi haha homepage http https intranet kinda login logo logos mens milf milfs misc multi ok okay "
    "pdf prev puerto ringtone ringtones sitemap spyware tech trans unix unsubscribe usb vs "
    "weblog wiki womens"
}
"""Words of a language that the dictionary lacks, though people write them."""
SHORTEST = 3
"""Letters of the shortest word that is proposed for another."""
END = 2
"""Letters by which the ends of words are alike."""


@lru_cache(maxsize=2)
def dictionary(language: str) -> tuple[str, ...]:
    """The commonest words of the language, commonest first; none where there is no list of it."""
    return tuple(_plain(word for word, _ in _by_frequency(language)[:KNOWN]))


@lru_cache(maxsize=2)
def language_words(language: str) -> frozenset[str]:
    """Every word of the language that is known, none of which is a typing error; empty where there is no list of it.

    To readers a wrong look-alike is worse than a rare word that is not mended: all are taken, however rare.
    """
    unlisted = UNLISTED.get(language.partition("-")[0], "").split()
    listed = _plain(word for word, _ in _frequencies(language))
    return frozenset((*listed, *_british(listed, language), *unlisted, *stop_words(language)))


@lru_cache(maxsize=2)
def _alphabetical(language: str) -> tuple[str, ...]:
    return tuple(sorted(word for word in language_words(language) if len(word) >= SHORTEST))


def _by_frequency(language: str) -> list[tuple[str, int]]:
    """The words and how frequent each is; of those that are equally so, by the alphabet."""
    return sorted(_frequencies(language), key=itemgetter(1), reverse=True)


@lru_cache(maxsize=2)
def _frequencies(language: str) -> list[tuple[str, int]]:
    """The words of the list and how frequent each is, in the order of the alphabet."""
    short = language.partition("-")[0]
    if short not in SpellChecker.languages():
        return []
    return sorted(SpellChecker(language=short, distance=1).word_frequency.dictionary.items())


def _plain(listed: Iterable[str]) -> dict[str, None]:
    """Words as queries have them, in the same order."""
    # most are plain letters, for which the whole of words() takes five times as long
    # the list has possessives, often of words that it has not: "hornet's" stands for "hornets", as people write both
    plain = (
        word if word.isascii() and word.isalpha() else next(iter(words(word.replace("'", ""))), "")
        for word in listed
    )
    found = dict.fromkeys(plain)
    found.pop("", None)
    return found


def _british(given: Iterable[str], language: str) -> Iterator[str]:
    """The words that the British spell otherwise, as they do; the lists of words are American for the most part."""
    if language.partition("-")[0] == "en":
        yield from (other for word in given for other in british(word))


def _american(given: Iterable[str], language: str) -> Iterator[str]:
    """The words in American spelling."""
    if language.partition("-")[0] == "en":
        yield from map(american, given)


def forms(stem_of: Mapping[str, str], known: Set[str], language: str) -> dict[str, str]:
    """Words of the dictionary whose stem is among the known, with it; those of ``stem_of`` aside."""
    common = _common_stems(language)
    own = dict.fromkeys(_american(stem_of, language))
    more = [word for word in (*own, *_british(own, language)) if word not in common]
    pairs = chain(common.items(), zip(more, stems(more, language), strict=True))
    return {word: stem for word, stem in pairs if stem in known and word not in stem_of}


@lru_cache(maxsize=2)
def _common_stems(language: str) -> Mapping[str, str]:
    """The words of the dictionary in all their spellings, with their stems."""
    # kept, since no catalog changes them: they took a third of the time in which a small site is built again
    common = list(dict.fromkeys((*dictionary(language), *_british(dictionary(language), language))))
    return dict(zip(common, stems(common, language), strict=True))


def others(given: Collection[str], language: str) -> list[str]:
    """The words of the language that are not among those given, in the order of the alphabet.

    They are only asked for words that can be mended; those are no shorter than the shortest that is proposed.
    """
    return [word for word in _alphabetical(language) if word not in given]


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
