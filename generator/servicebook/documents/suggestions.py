"""What somebody probably meant: the name that is most like the one that was written."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher, get_close_matches

from servicebook import wording
from servicebook.documents.known_names import KnownNames, last_of, letters_of


def closest(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate that the word was probably meant to be, or None.

    A candidate that ends with the word's last part (``desk-lead`` for ``it/desk-lead``) comes first.
    """
    similar = [
        c
        for c in _likely(word, candidates)
        if abs(len(c) - len(word)) <= max(3, len(word) // 3) or c.endswith("/" + word)
    ]
    if same := [c for c in similar if letters_of(c) == letters_of(word)]:
        return max(same)
    last = last_of(word)
    same_ending = [c for c in similar if last_of(c) == last]
    if same_ending:
        return max(same_ending, key=lambda c: (SequenceMatcher(None, word, c).ratio(), c))
    letters = set(word)
    # comparing letter by letter is slow: first those that share at least half of the letters
    similar = [c for c in similar if 2 * len(letters & set(c)) >= len(letters)]
    return next(iter(get_close_matches(word, similar, n=1, cutoff=_NEAR)), None)


def did_you_mean(word: str, candidates: Iterable[str]) -> str | None:
    """The suggestion as a hint, or None when nothing is like the word."""
    name = closest(word, candidates)
    return wording.text("hint.did-you-mean", name=name) if name else None


def only_meant(word: str, candidates: Iterable[str], *, are_all: bool = False) -> str | None:
    """The candidate that the word must have been meant to be; None where there is any doubt.

    It is spelled like the word but for capitals and what joins its parts, or is the only one that the word is the end
    of, or the only one that the word is a typo of. Where the candidates ``are_all`` that there can ever be, a word that
    is less like the only one is a typo of it, too; an id may be that of something that nobody has added yet.
    """
    candidates = list(_likely(word, candidates))
    meant = closest(word, candidates)
    if meant is None:
        return None
    for alike in (
        [c for c in candidates if letters_of(c) == letters_of(word)],
        [c for c in candidates if c.endswith(f"/{word}")],
    ):
        if alike:
            return meant if alike == [meant] else None
    if are_all and get_close_matches(word, candidates, n=2, cutoff=_CLOSE) == [meant]:
        return meant
    near = get_close_matches(word, candidates, n=5, cutoff=_NEAR)
    return meant if [c for c in near if is_typo_of(word, c) or sorted(word) == sorted(c)] == [meant] else None


_NEAR = 0.7
_CLOSE = 0.8
_LONGEST = 300
"""No name is longer, and what is has too many letters to be compared one by one."""


def _likely(word: str, candidates: Iterable[str]) -> Iterable[str]:
    """The candidates that are worth a closer look."""
    if len(word) > _LONGEST:
        return ()
    return candidates.like(word) if isinstance(candidates, KnownNames) else candidates


def is_typo_of(word: str, other: str) -> bool:
    """Whether two different names are so alike that one may be the other, mistyped; other digits are other names."""
    if _digits(word) != _digits(other) or abs(len(word) - len(other)) > 2:
        return False
    if min(len(word), len(other)) <= 5:
        return len(word) == len(other) > 2 and sum(a != b for a, b in zip(word, other, strict=True)) == 1
    return SequenceMatcher(None, word, other).ratio() >= 0.86


def _digits(word: str) -> list[str]:
    return [character for character in word if character.isdigit()]
