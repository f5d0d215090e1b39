"""Ids made from text of any script, and what is wrong with text that cannot be an id."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

from servicebook import wording
from servicebook.documents.kinds import MAX_ID, is_reserved
from servicebook.problems import Place, Problem, error

_LETTERS = bytes(
    ord(chr(code).lower()) if chr(code).isascii() and chr(code).isalnum() else 32 for code in range(256)
)
"""Of each plain character what stands for it in an id: a letter in lower case, a digit, or what parts words."""
_NOT_WORD = re.compile(r"[^a-z0-9]")
_ROMANIZED = ("LATIN ", "CYRILLIC ", "GREEK ", "ARMENIAN ", "GEORGIAN ", "HANGUL ")
"""The scripts, as the names of their letters begin, in which a letter is written in Latin ones wherever it stands.

Of others a letter alone does not say enough: Arabic and Hebrew leave out vowels, a Chinese character is read
otherwise in Japanese, Thai and Indic vowels stand before, above or around the letters that they follow.
"""


@lru_cache(maxsize=100_000)
def slug(text: str) -> str:
    """An id made from a text: romanized, lower case, hyphens. No letter is lost.

    Empty when no letter or digit is there, or one cannot be romanized: see :func:`lossy_slug`.
    """
    if text.isascii():  # most are, and it is asked for each question of a catalog
        return lossy_slug(text)
    normal = unicodedata.normalize("NFKC", text)
    if any(character.isalpha() and _roman(character) is None for character in normal):
        return ""
    return lossy_slug(text)


@lru_cache(maxsize=100_000)
def lossy_slug(text: str) -> str:
    """The same, without the letters that cannot be romanized: for an address that need not tell one from another."""
    hyphenated = _hyphenated(text)
    if len(hyphenated) <= MAX_ID:
        return hyphenated
    return hyphenated[: MAX_ID + 1].rsplit("-", 1)[0][:MAX_ID].strip("-")


def is_cut(text: str) -> bool:
    """Whether the id made from a text leaves out words at the end, so that other texts make the same."""
    return len(_hyphenated(text)) > MAX_ID


def _hyphenated(text: str) -> str:
    # Letters are composed first, so that one with an accent is looked up as the letter that it is; of what is no
    # letter (½, №), the plain characters that it is made of are kept.
    plain = (
        text
        if text.isascii()
        else "".join(
            (_roman(character) or "") if character.isalpha() else _plain(character)
            for character in unicodedata.normalize("NFC", text)
        )
    )
    # bytes.translate is faster than a pattern, and every question of a catalog needs an id
    return b"-".join(plain.encode("ascii").translate(_LETTERS).split()).decode("ascii")


def _roman(letter: str) -> str | None:
    """A letter in plain Latin ones, in lower case; empty for a soft sign and the like, None where that is not sure."""
    composed = unicodedata.normalize("NFKC", letter)
    if composed.isascii():
        return composed.lower()
    if all(_is_romanized(character) for character in composed):
        return _NOT_WORD.sub("", anyascii(composed).lower())
    return None


def _is_romanized(character: str) -> bool:
    # modifier letters (ʻokina, the Ukrainian apostrophe) are signs between letters that happen to count as some
    return (
        unicodedata.name(character, "").startswith((*_ROMANIZED, "MODIFIER LETTER "))
        or not character.isalpha()
    )


def _plain(character: str) -> str:
    if unicodedata.category(character) in ("Mn", "Cf"):
        return ""  # an accent without a letter to join, or an invisible character: no gap between two words
    if unicodedata.category(character) == "Nd":
        return str(unicodedata.digit(character))
    return unicodedata.normalize("NFKD", character).encode("ascii", "ignore").decode("ascii") or " "


def bad_id(text: str, place: Place) -> Problem:
    """The problem of a name that cannot be an id."""
    if is_reserved(text):
        hint = wording.text("bad-id.reserved-hint", id=text.lower())
        return error("bad-id", place, wording.text("bad-id.reserved", id=text), hint)
    proposal = slug(text)
    usable = proposal and proposal != text and not is_reserved(proposal)
    return error(
        "bad-id",
        place,
        wording.text("bad-id.message", id=text),
        wording.text("bad-id.hint-proposal", id=proposal)
        if usable
        else wording.text("bad-id.hint", max=MAX_ID),
    )
