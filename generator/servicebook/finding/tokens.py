"""Text to words, in the same way as ``assets/engine.js`` does it."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import snowballstemmer

_WORD = re.compile(r"[^\W_]+")
_WIDE = re.compile(r"[぀-ヿ㐀-鿿豈-﫿가-힯]")

_ENGLISH = """
a about am an and any are as at be been but by can cant could did do does dont for from get got had has have he her
his how i if im in into is it its ive just me my need no not of on or our please she so some that the their them then
there they this to up us want was we were what when where which who whom whose why will with would you your
also being cannot may might must shall should
"""
STOP_WORDS = {"en": frozenset(_ENGLISH.split())}
"""Words that say nothing about what is looked for, by language; other languages rely on rarity alone."""

PERSON_WORDS = {"en": frozenset({"who", "whom", "whose"})}
"""Words, by language, that ask for somebody rather than something."""

_STEMMERS = {
    "ar": "arabic", "ca": "catalan", "da": "danish", "de": "german", "el": "greek", "en": "english",
    "es": "spanish", "et": "estonian", "eu": "basque", "fi": "finnish", "fr": "french", "ga": "irish",
    "hi": "hindi", "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian", "lt": "lithuanian",
    "ne": "nepali", "nl": "dutch", "no": "norwegian", "nb": "norwegian", "pt": "portuguese", "ro": "romanian",
    "ru": "russian", "sr": "serbian", "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip


def words(text: str) -> list[str]:
    """The words of a text: compatibility forms, no accents, lower case. Scripts without spaces give pairs of signs."""
    plain = unicodedata.normalize("NFKD", text)
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign)).lower()
    plain = unicodedata.normalize("NFC", plain).replace("'", "").replace("’", "")
    found: list[str] = []
    for word in _WORD.findall(plain):
        if _WIDE.search(word) and len(word) > 2:
            found.extend(word[index : index + 2] for index in range(len(word) - 1))
        else:
            found.append(word)
    return found


@lru_cache(maxsize=8)
def _stemmer(language: str) -> snowballstemmer.stemmer | None:
    algorithm = _STEMMERS.get(language.partition("-")[0])
    return snowballstemmer.stemmer(algorithm) if algorithm else None


@lru_cache(maxsize=200_000)
def stem(word: str, language: str) -> str:
    """The word's Snowball stem in the language; the word itself where there is no stemmer."""
    stemmer = _stemmer(language)
    return str(stemmer.stemWord(word)) if stemmer else word


def stop_words(language: str) -> frozenset[str]:
    """The stop words of the language."""
    return STOP_WORDS.get(language.partition("-")[0], frozenset())


def person_words(language: str) -> frozenset[str]:
    """The words of the language that ask for somebody."""
    return PERSON_WORDS.get(language.partition("-")[0], frozenset())
