"""Letters as they are compared: whatever people type for them, with or without case, accents and points.

``assets/search_tokens.js`` does the same; a test compares both. Only those marks are taken away that people leave out
when they type: accents of Latin, Greek and Cyrillic letters, Hebrew points, Arabic vowels and the dots of Devanagari
letters. In Hindi, Bengali, Tamil or Thai marks are vowels, without which words are others.
"""

from __future__ import annotations

import re
import unicodedata

_LEFT_OUT = re.compile(
    "["
    "\u0300-\u036f\u1ab0-\u1ace\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f"  # accents of any letter
    "\u0483-\u0489\u2de0-\u2dff\ua66f-\ua67d\ua69e\ua69f"  # of Cyrillic ones
    "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"  # Hebrew points
    "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u08ca-\u08ff\u0640"  # Arabic vowels, and what widens a word
    "\u0711\u0730-\u074a"  # Syriac ones
    "\u093c"  # the dot of Devanagari, for sounds of Persian and English words
    "\u00ad\u061c\u200b-\u200f\u2060\ufeff\ufe00-\ufe0f\U000e0100-\U000e01ef"  # what has no form of its own
    "]"
)
_LETTERS = str.maketrans(
    {
        "ß": "ss", "ı": "i", "ø": "o", "ł": "l", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ħ": "h",
        "ς": "σ", "ँ": "ं",
    }
)  # fmt: skip
"""Letters that have no accent to take away, as people write them who have no such key."""


def folded(text: str) -> str:
    """A text in lower case, in compatibility forms, without the marks that people leave out."""
    if text.isascii():
        return text.lower()
    # decomposed, an accent is a character of its own; what is left is composed again, as Korean syllables have to be
    plain = _LEFT_OUT.sub("", unicodedata.normalize("NFKD", text).lower())
    return unicodedata.normalize("NFC", plain.translate(_LETTERS))


class _Separated(dict[int, int | str | None]):
    """For ``str.translate``: letters, digits and marks stay, the apostrophe goes, all else becomes a space."""

    def __missing__(self, code: int) -> int | str | None:
        self[code] = code if unicodedata.category(chr(code))[0] in "LNM" else " "
        return self[code]


_SEPARATED = _Separated({ord("'"): None, ord("’"): None})


def parted(plain: str) -> list[str]:
    """The runs of letters, digits and marks of a folded text. An apostrophe within a word parts nothing."""
    return plain.translate(_SEPARATED).split()
