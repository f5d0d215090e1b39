"""Word vectors of a language: words of like meaning have like directions, in data that the package carries.

``word_vectors/<language>.npz`` is made by ``python -m benchmarks.search.word_vectors`` (see there, and the notices in
``word_vectors/NOTICE.md``): what a sentence model says of texts, broken down to their words, so that the sum of a
text's vectors has about the direction of the model's own vector of it. How long a vector is says how much the word
says; those of "the" and "of" are next to nothing. The file has seven arrays, of n words and d dimensions:

``words``
    uint8, UTF-8: the words as :func:`servicebook.search.tokens.words` makes them, a line each, commonest first; a
    phrase of two words has a space between them.
``codes``
    uint8, n × d/2: a number is 4 bits, an index of :data:`LEVELS`; of two in a byte the first is the lower half.
``scales``
    float16, n: what the levels of a word are multiplied by.
``groups``
    uint16, n: the number of the group of like meaning that a word is in, made by ``python -m
    benchmarks.search.word_groups``.
``likes_counts``, ``likes``
    uint16, n, and uint16: how many words after each are like it (:data:`LIKENESS` at least), and the numbers of these,
    one word after the other, rising; made by ``python -m benchmarks.search.word_likes``.
``likeness``
    uint8, in the places of ``likes``: how like each pair is (cosine), in :data:`LIKENESS_STEPS` steps of 1.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from functools import lru_cache
from importlib import resources
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from servicebook.frozen import frozen
from servicebook.search.entry_texts import Integers, Lists

STEPS = 46
"""So many steps are 1."""
_UPPER = (6, 18, 30, 43, 58, 74, 95, 126)
STEPS_OF_LEVELS = np.array([*(-level for level in reversed(_UPPER)), *_UPPER], dtype=np.float32)
"""Whole numbers, so that sums of their products are exact: the same on every machine, whatever is added up first."""
LEVELS = STEPS_OF_LEVELS / np.float32(STEPS)
"""The sixteen levels that lose least of numbers spread like a bell (Max, "Quantizing for Minimum Distortion", 1960), up
to half a step."""

LIKENESS, LIKENESS_STEPS = 0.45, 255
"""The least likeness (cosine) of words that are like each other, and in how many steps of 1 it is kept."""

AT_ONCE = 256
"""Lists whose rows are summed at once: few enough for a processor's cache."""

Matrix: TypeAlias = npt.NDArray[np.float32]
Vector: TypeAlias = npt.NDArray[np.float32]


def _pairs(levels: Vector) -> Integers:
    """The two levels of each byte of codes, taken together for a number of 64 bits: these are looked up soonest."""
    return np.stack((levels[np.arange(256) & 15], levels[np.arange(256) >> 4]), axis=1).view(np.int64)


_LEVELS, _STEPS = _pairs(LEVELS), _pairs(STEPS_OF_LEVELS)


@frozen(eq=False)
class CodedMatrix:
    """The vectors of all words as they are in the file, an eighth as large: rows become numbers when asked for."""

    codes: npt.NDArray[np.uint8]
    scales: Matrix

    @property
    def shape(self) -> tuple[int, int]:
        """How many rows there are, and how long they are."""
        return len(self.codes), 2 * self.codes.shape[1]

    def __getitem__(self, rows: Sequence[int] | Integers | slice) -> Matrix:
        numbers: Matrix = _LEVELS.take(self.codes[rows]).view(np.float32)
        numbers *= self.scales[rows, np.newaxis]
        return numbers

    def steps(self, rows: Sequence[int] | Integers | slice) -> Matrix:
        """The rows before they are multiplied by their scales, in :data:`STEPS` steps of 1: whole numbers."""
        return _STEPS.take(self.codes[rows]).view(np.float32)


@frozen(eq=False)
class Likes:
    """Pairs of rows that are like each other: ``row`` is less than ``other``, ``likeness`` (cosine) in 255ths."""

    row: npt.NDArray[np.integer]
    other: npt.NDArray[np.integer]
    likeness: npt.NDArray[np.uint8]


_NO_LIKES = Likes(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.uint8))


@frozen(eq=False)
class WordVectors:
    """A row of ``matrix`` (n × d, float32) for each word and for some phrases of two words ("day off").

    ``groups`` (n) has for each row the number of its group of like meaning, from 0 on, and ``likes`` the pairs of rows
    that are like each other.
    """

    row_of: Mapping[str, int]
    matrix: CodedMatrix
    groups: Integers
    likes: Likes = _NO_LIKES
    phrases: Sequence[tuple[str, str, int]] = field(init=False)
    """The two words of each phrase, and its row."""
    begin_phrases: frozenset[str] = field(init=False)
    """The first words of the phrases: most words need not be looked up with the next one."""

    def __post_init__(self) -> None:
        parted = ((*word.partition(" ")[::2], row) for word, row in self.row_of.items() if " " in word)
        object.__setattr__(self, "phrases", tuple(parted))
        object.__setattr__(self, "begin_phrases", frozenset(first for first, _, _ in self.phrases))

    def rows(self, words: Iterable[str]) -> list[int]:
        """The rows of a text's words in their order: of a phrase where there is one, else of each known word."""
        listed = list(words)
        if self.begin_phrases.isdisjoint(listed):
            return [row for row in map(self.row_of.get, listed) if row is not None]
        found, at = [], 0
        while at < len(listed):
            word = listed[at]
            is_first = word in self.begin_phrases and at + 1 < len(listed)
            phrase = self.row_of.get(f"{word} {listed[at + 1]}") if is_first else None
            row = self.row_of.get(word) if phrase is None else phrase
            if row is not None:
                found.append(row)
            at += 1 if phrase is None else 2
        return found

    def rows_of_lists(self, words: Sequence[str], texts: Lists) -> Lists:
        """The same as :meth:`rows` for many texts at once, which are lists of numbers of ``words``."""
        row_of_number = np.array([self.row_of.get(word, -1) for word in words], dtype=np.int64)
        rows = row_of_number[texts.values]
        number_of = {word: number for number, word in enumerate(words)}
        phrases = sorted(
            (number_of[first] * len(words) + number_of[second], row)
            for first, second, row in self.phrases
            if first in number_of and second in number_of
        )
        if phrases:
            keys, phrase_rows = np.array(phrases, dtype=np.int64).T
            pairs = texts.values[:-1] * len(words) + texts.values[1:]
            text_of = np.repeat(np.arange(len(texts.lengths)), texts.lengths)
            found = np.minimum(np.searchsorted(keys, pairs), len(keys) - 1)
            places = np.flatnonzero((keys[found] == pairs) & (text_of[:-1] == text_of[1:]))
            # of phrases that share a word the first is read: of those that follow one another the 1st, 3rd, 5th …
            counted = np.arange(len(places))
            begins = np.diff(places, prepend=-2) > 1
            places = places[(counted - np.maximum.accumulate(np.where(begins, counted, 0))) % 2 == 0]
            rows[places] = phrase_rows[found[places]]
            rows[places + 1] = -1
        return Lists(rows, texts.bounds).where(rows >= 0)


def sums(matrix: Matrix, lists: Lists, weights: Matrix | None = None) -> Matrix:
    """For each list of row numbers the sum of these rows of the matrix; of none, 0.

    ``weights`` has for each of the lists' values what its row is multiplied by.
    """
    lengths = lists.lengths
    order = np.argsort(-lengths, kind="stable")[: np.count_nonzero(lengths)]
    found: Matrix = np.zeros((len(lengths), matrix.shape[1]), dtype=np.float32)
    # kept for all: to get and return memory for each took more time than the sums
    rows: Matrix = np.empty((AT_ONCE, matrix.shape[1]), dtype=np.float32)
    totals: Matrix = np.empty_like(rows)
    for first in range(0, len(order), AT_ONCE):
        chosen = order[first : first + AT_ONCE]
        starts = lists.bounds[chosen]
        total = totals[: len(chosen)]
        total.fill(0)
        # the longest come first, so that those that have an n-th row are so many of the first
        having = np.searchsorted(-lengths[chosen], -np.arange(lengths[chosen[0]]))
        for number, count in enumerate(having.tolist()):
            places = starts[:count] + number
            # numbers are never out of bounds; to have that looked at, numpy would need more memory once more
            taken = matrix.take(lists.values[places], axis=0, out=rows[:count], mode="clip")
            if weights is not None:
                taken *= weights[places, np.newaxis]
            total[:count] += taken
        found[chosen] = total
    return found


def highest(values: Matrix, kept: int) -> Integers:
    """The places of the ``kept`` highest values of each row, rising; of equal ones the first (rows × kept)."""
    if not (kept and values.shape[1] > kept and len(values)):
        return np.tile(np.arange(kept), (len(values), 1))
    # in one list, as numpy looks through rows several times as long
    found: Integers = np.flatnonzero(are_highest(values, kept)).reshape(len(values), kept)
    found -= values.shape[1] * np.arange(len(values))[:, np.newaxis]
    return found


def are_highest(
    values: npt.NDArray[np.floating], kept: int, least: float = -math.inf
) -> npt.NDArray[np.bool_]:
    """Of each value whether it is one of the ``kept`` highest of its row, and ``least`` at least.

    Of equal values the first are kept.
    """
    if values.shape[1] <= kept:
        return values >= least
    are_kept: npt.NDArray[np.bool_] = values >= np.float32(least)
    # in a small catalog, most rows have fewer values that are high enough
    crowded = np.flatnonzero(np.count_nonzero(are_kept, axis=1) > kept)
    if 2 * len(crowded) > len(values):
        return _are_highest(values, kept, least)
    are_kept[crowded] = _are_highest(values[crowded], kept, least)
    return are_kept


def _are_highest(values: npt.NDArray[np.floating], kept: int, least: float) -> npt.NDArray[np.bool_]:
    """The same for rows that have more than ``kept`` values."""
    place = values.shape[1] - kept
    # which of equal values argpartition takes depends on the processor, and it takes twice the time
    lowest = np.maximum(np.partition(values, place, axis=1)[:, place, np.newaxis], np.float32(least))
    are_kept = values >= lowest
    if len(crowded := np.flatnonzero(np.count_nonzero(are_kept, axis=1) > kept)):
        are_lowest = values[crowded] == lowest[crowded]
        spare = kept - np.count_nonzero(values[crowded] > lowest[crowded], axis=1)
        are_kept[crowded] &= ~(
            are_lowest & (are_lowest.cumsum(axis=1, dtype=np.int32) > spare[:, np.newaxis])
        )
    return are_kept


def unit(rows: Matrix) -> Matrix:
    """The same rows, each made to be of length 1 if it is not 0."""
    lengths = np.sqrt(_squares(rows))
    lengths[lengths == 0] = 1
    rows /= lengths[:, np.newaxis]
    return rows


def _squares(rows: Matrix) -> Vector:
    """The sum of the squares of each row: halves are added up, as numpy's own order depends on the processor."""
    found: Vector = np.empty(len(rows), dtype=np.float32)
    # some rows at once: a matrix of all squares would be large
    for first in range(0, len(rows), AT_ONCE):
        squares = rows[first : first + AT_ONCE] ** 2
        width = squares.shape[1]
        while width > 1:
            half = (width + 1) // 2
            squares[:, : width - half] += squares[:, half:width]
            width = half
        found[first : first + AT_ONCE] = squares[:, 0]
    return found


@lru_cache(maxsize=2)
def word_vectors(language: str) -> WordVectors | None:
    """The vectors of a language ("en", "en-GB"); None where the package carries none."""
    short = language.partition("-")[0]
    file = resources.files("servicebook.search") / "word_vectors" / f"{short}.npz"
    if not (short.isalpha() and file.is_file()):
        return None
    with file.open("rb") as opened, np.load(opened, allow_pickle=False) as data:
        words = bytes(data["words"]).decode("utf-8").split("\n")
        matrix = CodedMatrix(data["codes"], data["scales"].astype(np.float32))
        groups = data["groups"].astype(np.int64)
        likes = Likes(np.repeat(np.arange(len(words)), data["likes_counts"]), data["likes"], data["likeness"])
    return WordVectors({word: row for row, word in enumerate(words)}, matrix, groups, likes)
