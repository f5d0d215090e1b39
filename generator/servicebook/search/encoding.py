"""How the index writes what entries score: gaps between their numbers and levels of the scores, as letters and digits.

``assets/search_index.js`` reads them.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from servicebook.search.entry_texts import Integers
from servicebook.search.meaning import Near
from servicebook.search.scores import Postings

DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
ALPHABET = np.frombuffer(DIGITS.encode("ascii"), dtype=np.uint8)
MOST_POSTINGS = 3_000
"""A word that is everywhere says little: only the entries that it says most about are kept (static pruning; Carmel
and others, "Static Index Pruning for Information Retrieval Systems", 2001)."""
NEARNESS_LEVELS = 16
"""So many degrees of nearness are told apart."""
WORDS_AT_ONCE = 1_000
"""Words whose entries are written at once: those of all words are millions of numbers."""


def encoded(postings: Postings) -> tuple[float, str, str]:
    """The highest score; the gaps between entry numbers; the scores, as 64ths of the highest.

    A gap (from -1 on, less 1) is written in digits of five bits, lowest first, 32 added to each but the last; a
    score is one digit: its 64ths, rounded up, less 1. Digits are :data:`DIGITS`.
    """
    entries, entry_scores = postings.entries, postings.scores
    if len(entries) > MOST_POSTINGS:
        best = np.sort(
            np.argsort(-entry_scores, kind="stable")[:MOST_POSTINGS]
        )  # of equals, the first entries
        entries, entry_scores = entries[best], entry_scores[best]
    highest = float(entry_scores.max())
    levels = np.clip(np.ceil(entry_scores / highest * 64).astype(np.int64) - 1, 0, 63)
    gaps = np.diff(entries, prepend=-1) - 1
    if gaps.max() < 32:
        encoded_gaps = _digits(gaps)  # most words: a digit each
    else:
        encoded_gaps, _ = _gap_digits(gaps)
    return round(highest, 3), encoded_gaps, _digits(levels)


def _digits(values: Integers) -> str:
    """Each value as a digit."""
    return ALPHABET[values].tobytes().decode("ascii")


def encoded_near(found: Near) -> Iterator[tuple[str, tuple[float, str, str]]]:
    """Every word with the highest nearness, the gaps and the levels of the entries that it is near to.

    As :func:`encoded`, with nearness in :data:`NEARNESS_LEVELS` steps: a level is that many of them,
    rounded up, less 1. What is not near at all is left out; a word that is near to nothing has no levels, and so is
    known to be one.
    """
    if not found.nearness.size:
        return
    for start in range(0, len(found.words), WORDS_AT_ONCE):
        end = start + WORDS_AT_ONCE
        some = Near(found.words[start:end], found.entries[start:end], found.nearness[start:end])
        yield from zip(some.words, _encoded_levels(some), strict=True)


def _encoded_levels(found: Near) -> Iterator[tuple[float, str, str]]:
    highest = found.nearness.max(axis=1)
    factors = np.divide(NEARNESS_LEVELS, highest, where=highest > 0, out=np.zeros_like(highest))
    steps = np.ceil(found.nearness * factors[:, np.newaxis])
    levels = np.minimum(steps, NEARNESS_LEVELS).astype(np.int8) - 1
    is_near = levels >= 0
    counts = is_near.sum(axis=1)
    numbers = found.entries[is_near].astype(np.int64)
    ends = np.cumsum(counts)
    gaps = np.diff(numbers, prepend=-1) - 1
    firsts = (ends - counts)[counts > 0]
    gaps[firsts] = numbers[firsts]
    gap_text, gap_ends = _gap_digits(gaps)
    level_text = ALPHABET.take(levels[is_near]).tobytes().decode("ascii")
    for top, end, count in zip(highest.tolist(), ends.tolist(), counts.tolist(), strict=True):
        if not count:
            yield 0.0, "", ""
            continue
        start = end - count
        gap_start = gap_ends[start - 1] if start else 0
        yield round(top, 3), gap_text[gap_start : gap_ends[end - 1]], level_text[start:end]


def _gap_digits(gaps: Integers) -> tuple[str, list[int]]:
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
    return written.tobytes().decode("ascii"), ends.tolist()
