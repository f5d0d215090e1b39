"""The words of a language, whatever a catalog says: all that are known, and the commonest with their stems.

They are those of pyspellchecker's lists, and of English also British spellings and some words that the list lacks. To
work that out takes half a second, a good part of what the search of a large catalog takes, and has the same result each
time. So English has it as data that the package carries: ``word_lists/<language>.npz``, made by ``python -m
benchmarks.search.word_list`` (and see ``word_lists/NOTICE.md``). The file has four arrays:

``words``
    uint8, ASCII: every word, a line each, in the order of the alphabet.
``common``
    int32: the places of the common words among all, commonest first.
``stems``
    uint8, ASCII: the stems of common words, a line each, in the order of the alphabet.
``stem``
    int32: for every word the place of its stem, -1 where it is not a common one, be it in British spelling.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from importlib import resources
from operator import itemgetter

import numpy as np

from servicebook.frozen import frozen
from servicebook.search.american import british
from servicebook.search.entry_texts import Numbers
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


@frozen(eq=False)
class Dictionary:
    """``words`` are all, in the order of the alphabet; ``common`` the places of the commonest, commonest first.

    The ``stem`` of each is the place of its stem among the ``stems``, -1 where it is not common in any spelling. A
    language without a list has none.
    """

    words: Sequence[str]
    common: Numbers
    stems: Sequence[str]
    stem: Numbers


@lru_cache(maxsize=2)
def dictionary_of(language: str) -> Dictionary:
    """The words of a language ("en", "en-GB")."""
    short = language.partition("-")[0]
    file = resources.files("servicebook.search") / "word_lists" / f"{short}.npz"
    if not (short.isalpha() and file.is_file()):
        return made(short)
    with file.open("rb") as opened, np.load(opened, allow_pickle=False) as data:
        words, stems = (data[name].tobytes().decode("ascii").split("\n") for name in ("words", "stems"))
        return Dictionary(words, data["common"], stems, data["stem"])


def made(language: str) -> Dictionary:
    """The words of a language, worked out of the list that there is of it.

    To readers a wrong look-alike is worse than a rare word that is not mended: all are known, however rare.
    """
    frequent = _frequencies(language)
    listed = _plain(word for word, _ in frequent)
    # of those that are equally frequent, by the alphabet
    by_frequency = sorted(frequent, key=itemgetter(1), reverse=True)
    common = list(_plain(word for word, _ in by_frequency[:KNOWN]))
    spelled = list(dict.fromkeys((*common, *british_too(common, language))))
    stem_of = dict(zip(spelled, stems(spelled, language), strict=True))
    unlisted = UNLISTED.get(language, "").split()
    all_words = sorted({*listed, *british_too(listed, language), *unlisted, *stop_words(language)})
    place_of = {word: place for place, word in enumerate(all_words)}
    found = sorted(set(stem_of.values()))
    number_of = {stem: number for number, stem in enumerate(found)}
    return Dictionary(
        words=all_words,
        common=np.array([place_of[word] for word in common], dtype=np.int32),
        stems=found,
        stem=np.array([number_of.get(stem_of.get(word, ""), -1) for word in all_words], dtype=np.int32),
    )


def british_too(given: Iterable[str], language: str) -> Iterator[str]:
    """The words that the British spell otherwise, as they do; the lists of words are American for the most part."""
    if language.partition("-")[0] == "en":
        yield from (other for word in given for other in british(word))


def _frequencies(language: str) -> list[tuple[str, int]]:
    """The words of the list and how frequent each is, in the order of the alphabet."""
    # a language with a file needs none of it
    from spellchecker import SpellChecker

    if language not in SpellChecker.languages():
        return []
    return sorted(SpellChecker(language=language, distance=1).word_frequency.dictionary.items())


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
