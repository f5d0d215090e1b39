"""Text to words, in the same way as ``assets/search_tokens.js`` does it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from itertools import pairwise
from unicodedata import category

import Stemmer

from servicebook.search.american import american
from servicebook.search.letters import folded, parted

_ASCII = bytes(
    ord(chr(code).lower()) if code < 128 and chr(code).isalnum() else ord(" ") for code in range(256)
)
"""What separates words becomes a space: most texts are ASCII, and need no more than that and no pattern."""
END = "\0"
"""What stands at the end of each line where the words of several follow one another."""
_ASCII_LINES = bytes([0, *_ASCII[1:]])
_COMPOUND = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+")
_POSSESSIVE = re.compile(r"(?<=[^\W\d_])['’]s(?!\w)", re.IGNORECASE)
# French and Italian articles and the like, which the next word swallows the vowel of
_ELIDED = re.compile(
    r"(?<![\w'’])(?:[cdjlmnst]|qu|un|all|dall|dell|nell|sull)['’](?=[^\W\d_]{3})", re.IGNORECASE
)
# Thai, Lao, Tibetan, Burmese, Khmer, hiragana, katakana, Han and Hangul, which are written without spaces, or with few
_WIDE = "\u0e00-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af\U00020000-\U0003ffff"
# the Arabic article, alone or after "and", "with", "as", "so" and "to", which are written as one with the noun
_ARTICLE = re.compile("^(?:[وبكف]?ال|لل)(?=[\u0620-\u06ff]{2})")

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
    """The words of a text: folded (see :func:`~servicebook.search.letters.folded`), without endings of possessives.

    Scripts without spaces give pairs of letters, each with its marks. A word with hyphens is given in its parts and
    once more as one: ``e-mail`` is ``e``, ``mail`` and ``email``. Arabic words are given without their article.
    """
    if text.isascii():
        plain = _ELIDED.sub("", _POSSESSIVE.sub("", text)) if "'" in text else text
        # a table for bytes takes a tenth of the time that one for letters takes
        found = plain.encode("ascii").translate(_ASCII, b"'").decode("ascii").split()
        return found if "-" not in plain else [*found, *_joined(plain.lower().replace("'", ""))]
    plain = _ELIDED.sub("", _POSSESSIVE.sub("", folded(text)))
    tokens: list[str] = []
    for word in parted(plain):
        if max(word) >= _WIDE[0] and len(runs := _wide().split(word)) > 1:
            # in turn one of other letters, which may be empty, and a wide one
            for number, run in enumerate(runs):
                tokens.extend(_pairs(run) if number % 2 else filter(None, [run]))
        else:
            tokens.append(_ARTICLE.sub("", word))
    return [*tokens, *_joined(plain.replace("'", "").replace("’", ""))]


def is_plain(line: str) -> bool:
    """Whether the words of a line are no more and no less than what stands between signs."""
    return line.isascii() and line.isprintable() and "'" not in line and "-" not in line


def words_of_plain(lines: Iterable[str]) -> list[str]:
    """The words of plain lines, and :data:`END` after those of each: sooner than of each by itself."""
    text = "".join(f"{line} {END} " for line in lines)
    return text.encode("ascii").translate(_ASCII_LINES).decode("ascii").split()


@cache
def _wide() -> re.Pattern[str]:
    """Runs of such letters; made when there are any, as it takes as long as some hundred short texts."""
    return re.compile(f"([{_WIDE}]+)")


def _pairs(run: str) -> list[str]:
    """Every two neighbors of the letters, each of which has its marks with it; one or two are given as they are."""
    letters: list[str] = []
    for character in run:
        if letters and category(character)[0] == "M":
            letters[-1] += character
        else:
            letters.append(character)
    return [one + other for one, other in pairwise(letters)] or letters


def joined(text: str) -> list[str]:
    """The words of a text that are written with hyphens, each as one."""
    return _joined(folded(text).replace("'", "").replace("’", ""))


def _joined(plain: str) -> list[str]:
    if "-" not in plain:
        return []
    return [compound.replace("-", "") for compound in _COMPOUND.findall(plain)]


def stems(words: list[str], language: str) -> list[str]:
    """The words' Snowball stems in the language; the words themselves where there is no stemmer for it.

    British spellings have the stems of American ones.
    """
    short = language.partition("-")[0]
    algorithm = _ALGORITHMS.get(short)
    spelled = [american(word) for word in words] if short == "en" else words
    # the stemmer returns nothing for a word that is nothing but an ending; such a word stays itself
    return [
        stem or word
        for stem, word in zip(
            Stemmer.Stemmer(algorithm).stemWords(spelled) if algorithm else words, words, strict=True
        )
    ]


def stop_words(language: str) -> frozenset[str]:
    """The stop words of the language."""
    return STOP_WORDS.get(language.partition("-")[0], frozenset())


def person_words(language: str) -> frozenset[str]:
    """The words of the language that ask for somebody."""
    return PERSON_WORDS.get(language.partition("-")[0], frozenset())
