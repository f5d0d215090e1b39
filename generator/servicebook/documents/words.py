"""Small word work: ids made from text, and "did you mean"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher, get_close_matches
from functools import lru_cache

from servicebook import wording
from servicebook.documents.kinds import MAX_ID

_NOT_ID = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=100_000)
def slug(text: str) -> str:
    """An id made from a text: accents dropped, lower case, hyphens; empty when no letter or digit is left."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii").lower()
    words = _NOT_ID.sub("-", plain).strip("-")
    if len(words) <= MAX_ID:
        return words
    return words[: MAX_ID + 1].rsplit("-", 1)[0][:MAX_ID].strip("-")


def closest(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate that the word was probably meant to be, or None.

    A candidate that ends with the word's last part (``desk-lead`` for ``it/desk-lead``) comes first.
    """
    near = [
        c for c in candidates if abs(len(c) - len(word)) <= max(3, len(word) // 3) or c.endswith("/" + word)
    ]
    last = word.rsplit("/", 1)[-1]
    endings = [c for c in near if c.rsplit("/", 1)[-1] == last]
    if endings:
        return max(endings, key=lambda c: (SequenceMatcher(None, word, c).ratio(), c))
    letters = set(word)
    near = [c for c in near if 2 * len(letters & set(c)) >= len(letters)]
    found = get_close_matches(word, near, n=1, cutoff=0.7)
    return found[0] if found else None


def did_you_mean(word: str, candidates: Iterable[str]) -> str | None:
    """A hint, or None when nothing is near."""
    found = closest(word, candidates)
    return wording.text("hint.did-you-mean", name=found) if found else None
