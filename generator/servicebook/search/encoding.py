"""How the index writes what entries score: gaps between their numbers and levels of the scores, as letters and digits.

``assets/search_index.js`` reads them, and ``assets/search_called.js`` names without what they share.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from servicebook.search.entry_texts import Integers, Lists, Numbers
from servicebook.search.meaning import Near
from servicebook.search.scores import Floats, Postings
from servicebook.search.vectors import Vector

DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
ALPHABET = np.frombuffer(DIGITS.encode("ascii"), dtype=np.uint8)
MOST_POSTINGS = 3_000
"""A word that is everywhere says little: only the entries that it says most about are kept (static pruning; Carmel
and others, "Static Index Pruning for Information Retrieval Systems", 2001)."""
POSTINGS_AT_ONCE = 100_000
"""Postings that are written at once."""
NEARNESS_LEVELS = 16
"""So many degrees of nearness are told apart."""


def encoded(listed: Iterable[Postings]) -> Iterator[tuple[float, str, str]]:
    """Of each: the highest score; the gaps between entry numbers; the scores, as 64ths of the highest.

    A gap (from -1 on, less 1) is written in digits of five bits, lowest first, 32 added to each but the last; a
    score is one digit: its 64ths, rounded up, less 1. Digits are :data:`DIGITS`.
    """
    some, size = list[tuple[Numbers, Floats]](), 0
    for postings in listed:
        some.append(_most_telling(postings))
        size += len(some[-1][0])
        if size > POSTINGS_AT_ONCE:
            yield from _encoded_scores(some)
            some, size = [], 0
    if some:
        yield from _encoded_scores(some)


def _most_telling(postings: Postings) -> tuple[Numbers, Floats]:
    """The entries that are kept, and their scores."""
    if len(postings.entries) <= MOST_POSTINGS:
        return postings.entries, postings.scores
    # of equals, the first entries
    best = np.sort(np.argsort(-postings.scores, kind="stable")[:MOST_POSTINGS])
    return postings.entries[best], postings.scores[best]


def _encoded_scores(some: Sequence[tuple[Numbers, Floats]]) -> Iterator[tuple[float, str, str]]:
    scores = np.concatenate([own for _, own in some])
    counts = np.array([len(own) for _, own in some])
    bounds = np.concatenate(([0], np.cumsum(counts)))
    highest = np.maximum.reduceat(scores, bounds[:-1])
    levels = np.clip(np.ceil(scores / np.repeat(highest, counts) * 64).astype(np.int64) - 1, 0, 63)
    return _written(highest, Lists(np.concatenate([entries for entries, _ in some]), bounds), levels)


def beginnings_shared(listed: Sequence[str], most: int) -> list[int]:
    """With how many characters, ``most`` at most, each text but the first begins as the one before it."""
    characters = np.array(listed, dtype=f"U{most}").view(np.uint32).reshape(-1, most)
    # behind its end a text is all 0; a character past the first 65,536 would be two in a script
    own = characters[1:]
    differs = (own != characters[:-1]) | (own == 0) | (own > 0xFFFF)
    found: list[int] = np.where(differs.any(axis=1), differs.argmax(axis=1), most).tolist()
    return found


def encoded_near(found: Iterable[Near]) -> Iterator[tuple[str, str]]:
    """Every word, in the order of the alphabet, with the highest nearness, the gaps and the levels of the entries that
    it is near to, as JSON.

    As :func:`encoded`, with nearness in :data:`NEARNESS_LEVELS` steps: a level is that many of them, rounded up,
    less 1. A word that is near to nothing has no levels, and so is known to be one.
    """
    words, written = list[str](), list[str]()
    for some in found:
        words += some.words
        # of so many words JSON is written soonest so: digits need no escapes
        written += [f'[{highest},"{gaps}","{levels}"]' for highest, gaps, levels in _encoded_levels(some)]
    for place in sorted(range(len(words)), key=words.__getitem__):
        yield words[place], written[place]


def _encoded_levels(found: Near) -> Iterator[tuple[float, str, str]]:
    counts = found.entries.lengths
    has_any = counts > 0
    highest: Vector = np.zeros(len(counts), dtype=np.float32)
    if has_any.any():
        highest[has_any] = np.maximum.reduceat(found.nearness, found.entries.bounds[:-1][has_any])
    factors = np.divide(NEARNESS_LEVELS, highest, where=has_any, out=np.zeros_like(highest))
    steps = np.ceil(found.nearness * np.repeat(factors, counts))
    return _written(highest, found.entries, np.minimum(steps, NEARNESS_LEVELS).astype(np.int8) - 1)


def _written(
    highest: npt.NDArray[np.floating], entries: Lists, levels: npt.NDArray[np.integer]
) -> Iterator[tuple[float, str, str]]:
    """Of each list of entries the highest value, the gaps and the ``levels``, which are in the same places."""
    numbers = entries.values.astype(np.int64)
    gaps = np.diff(numbers, prepend=-1) - 1
    firsts = entries.bounds[:-1][entries.lengths > 0]
    gaps[firsts] = numbers[firsts]
    gap_text, gap_ends = _gap_digits(gaps)
    gap_bounds = np.concatenate(([0], gap_ends))[entries.bounds].tolist()
    level_text, bounds = ALPHABET.take(levels).tobytes().decode("ascii"), entries.bounds.tolist()
    tops = np.round(highest.astype(np.float64), 3).tolist()
    for top, (gap_start, gap_end), (start, end) in zip(
        tops, pairwise(gap_bounds), pairwise(bounds), strict=True
    ):
        yield top, gap_text[gap_start:gap_end], level_text[start:end]


def _gap_digits(gaps: Integers) -> tuple[str, Integers]:
    """All gaps in digits of five bits, lowest first, 32 added to each but a gap's last; and where each gap ends."""
    lengths = np.ones(len(gaps), dtype=np.int8)
    more = 32
    while (is_longer := gaps >= more).any():
        lengths += is_longer
        more *= 32
    ends = np.cumsum(lengths, dtype=np.int64)
    written: npt.NDArray[np.uint8] = np.empty(int(ends[-1]) if len(ends) else 0, dtype=np.uint8)
    places = ends - lengths
    while len(gaps):
        written[places] = ALPHABET[(gaps & 31) + 32 * (lengths > 1)]
        longer = np.flatnonzero(lengths > 1)
        gaps, lengths, places = gaps[longer] >> 5, lengths[longer] - 1, places[longer] + 1
    return written.tobytes().decode("ascii"), ends
