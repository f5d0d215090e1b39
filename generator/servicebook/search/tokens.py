"""Text to words, in the same way as ``assets/engine.js`` does it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import TypeAlias

import Stemmer

Reader: TypeAlias = Callable[[str], list[str]]
"""What gives the words of a line of text: :func:`words`, or what remembers its answers."""

_WORD = re.compile(r"[^\W_]+")
_ASCII = {
    code: chr(code).lower() if chr(code).isalnum() else None if chr(code) == "'" else " "
    for code in range(128)
}
"""What separates words becomes a space: most texts are ASCII, and need no more than that and no pattern."""
_COMPOUND = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+")
# hiragana, katakana, Han and Hangul, which are written without spaces, or with few
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

_ALGORITHMS = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek",
    "en": "english", "es": "spanish", "et": "estonian", "eu": "basque", "fa": "persian", "fi": "finnish",
    "fr": "french", "ga": "irish", "hi": "hindi", "hu": "hungarian", "hy": "armenian", "id": "indonesian",
    "it": "italian", "lt": "lithuanian", "ne": "nepali", "nl": "dutch", "no": "norwegian", "nb": "norwegian",
    "nn": "norwegian", "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian",
    "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip


def words(text: str) -> list[str]:
    """The words of a text: compatibility forms, no accents, lower case.

    Scripts without spaces give pairs of characters. A word with hyphens is given in its parts and once more as one:
    ``e-mail`` is ``e``, ``mail`` and ``email``.
    """
    if text.isascii():
        found = text.translate(_ASCII).split()
        return found if "-" not in text else [*found, *_joined(text.lower().replace("'", ""))]
    plain = unicodedata.normalize("NFKD", text)
    # decomposed, an accent is a character of its own; what is left is composed again, as Korean syllables have to be
    plain = "".join(character for character in plain if not unicodedata.combining(character)).lower()
    plain = unicodedata.normalize("NFC", plain).replace("'", "").replace("’", "")
    tokens: list[str] = []
    for word in _WORD.findall(plain):
        if _WIDE.search(word) and len(word) > 2:
            tokens.extend(word[index : index + 2] for index in range(len(word) - 1))
        else:
            tokens.append(word)
    return [*tokens, *_joined(plain)]


def _joined(plain: str) -> list[str]:
    if "-" not in plain:
        return []
    return [compound.replace("-", "") for compound in _COMPOUND.findall(plain)]


def stems(words: list[str], language: str) -> list[str]:
    """The words' Snowball stems in the language; the words themselves where there is no stemmer for it."""
    algorithm = _ALGORITHMS.get(language.partition("-")[0])
    # the stemmer returns nothing for a word that is nothing but an ending; such a word stays itself
    return [
        stem or word
        for stem, word in zip(
            Stemmer.Stemmer(algorithm).stemWords(words) if algorithm else words, words, strict=True
        )
    ]


def stop_words(language: str) -> frozenset[str]:
    """The stop words of the language."""
    return STOP_WORDS.get(language.partition("-")[0], frozenset())


def person_words(language: str) -> frozenset[str]:
    """The words of the language that ask for somebody."""
    return PERSON_WORDS.get(language.partition("-")[0], frozenset())
