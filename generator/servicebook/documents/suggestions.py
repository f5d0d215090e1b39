"""What somebody probably meant: the name that is most like the one that was written."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher, get_close_matches

from servicebook import wording


def closest(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate that the word was probably meant to be, or None.

    A candidate that ends with the word's last part (``desk-lead`` for ``it/desk-lead``) comes first.
    """
    similar = [
        c for c in candidates if abs(len(c) - len(word)) <= max(3, len(word) // 3) or c.endswith("/" + word)
    ]
    last = word.rsplit("/", 1)[-1]
    same_ending = [c for c in similar if c.rsplit("/", 1)[-1] == last]
    if same_ending:
        return max(same_ending, key=lambda c: (SequenceMatcher(None, word, c).ratio(), c))
    letters = set(word)
    # comparing letter by letter is slow: first those that share at least half of the letters
    similar = [c for c in similar if 2 * len(letters & set(c)) >= len(letters)]
    return next(iter(get_close_matches(word, similar, n=1, cutoff=0.7)), None)


def did_you_mean(word: str, candidates: Iterable[str]) -> str | None:
    """The suggestion as a hint, or None when nothing is like the word."""
    name = closest(word, candidates)
    return wording.text("hint.did-you-mean", name=name) if name else None


def is_typo_of(word: str, other: str) -> bool:
    """Whether two different names are so alike that one may be the other, mistyped; other digits are other names."""
    if _digits(word) != _digits(other) or abs(len(word) - len(other)) > 2:
        return False
    if min(len(word), len(other)) <= 5:
        return len(word) == len(other) > 2 and sum(a != b for a, b in zip(word, other, strict=True)) == 1
    return SequenceMatcher(None, word, other).ratio() >= 0.86


def _digits(word: str) -> list[str]:
    return [character for character in word if character.isdigit()]
