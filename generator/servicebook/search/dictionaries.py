"""The words of a language, whatever a catalog says: all that are known, and the commonest with their stems.

They are those of pyspellchecker's lists, and of English also British spellings and some words that the list lacks. To
work that out takes half a second, a good part of what the search of a large catalog takes, and has the same result each
time. So English has it as data that the package carries: ``word_lists/<language>.npz``, made by ``python -m
benchmarks.search.word_list`` (and see ``word_lists/NOTICE.md``). The file has three arrays:

``words``
    uint8, ASCII: every word, a line each, in the order of the alphabet.
``stems``
    uint8, ASCII: a line for every word: its stem if it is a common one, be it in British spelling, and else nothing.
``common``
    int32: the places of the common words among all, commonest first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from importlib import resources
from itertools import compress
from operator import itemgetter

import numpy as np
from spellchecker import SpellChecker

from servicebook.frozen import frozen
from servicebook.search.american import british
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


@frozen
class Dictionary:
    """``words`` are all, in the order of the alphabet; ``common`` the commonest, commonest first.

    ``stem_of`` has the common words in all their spellings, with their stems. A language without a list has none.
    """

    words: tuple[str, ...]
    common: tuple[str, ...]
    stem_of: Mapping[str, str]


@lru_cache(maxsize=2)
def dictionary_of(language: str) -> Dictionary:
    """The words of a language ("en", "en-GB")."""
    short = language.partition("-")[0]
    file = resources.files("servicebook.search") / "word_lists" / f"{short}.npz"
    if not (short.isalpha() and file.is_file()):
        return made(short)
    with file.open("rb") as opened, np.load(opened, allow_pickle=False) as data:
        listed, stemmed = (data[name].tobytes().decode("ascii").split("\n") for name in ("words", "stems"))
        common = data["common"].tolist()
    return Dictionary(
        words=tuple(listed),
        common=tuple(map(listed.__getitem__, common)),
        stem_of=dict(compress(zip(listed, stemmed, strict=True), stemmed)),
    )


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
    unlisted = UNLISTED.get(language, "").split()
    return Dictionary(
        words=tuple(sorted({*listed, *british_too(listed, language), *unlisted, *stop_words(language)})),
        common=tuple(common),
        stem_of=dict(zip(spelled, stems(spelled, language), strict=True)),
    )


def british_too(given: Iterable[str], language: str) -> Iterator[str]:
    """The words that the British spell otherwise, as they do; the lists of words are American for the most part."""
    if language.partition("-")[0] == "en":
        yield from (other for word in given for other in british(word))


def _frequencies(language: str) -> list[tuple[str, int]]:
    """The words of the list and how frequent each is, in the order of the alphabet."""
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
