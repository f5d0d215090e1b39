"""Words of the catalog that mean nearly what another word means: "invoice" for "bill", "cupboard" for "shelf".

The direction of an entry is the sum of all that it says, in which a word gets lost that is just the one that a reader
means by another. So the entries that have the words related to a word are near to it, too, the more the more they say
about these (their scores, see :mod:`servicebook.search.scores`): the query is expanded (Carpineto and Romano, "A Survey
of Automatic Query Expansion", 2012), and that when the site is built, so that a browser has nothing to look up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from servicebook.frozen import frozen
from servicebook.search.entry_texts import Integers, Lists, distinct
from servicebook.search.scores import Postings
from servicebook.search.vectors import LIKENESS_STEPS, Matrix, Vector, WordVectors, are_highest

RELATED = 5
"""Stems of the catalog that a word is related to, at most."""
WORTH = 0.0625
"""What having a word as like as can be counts, for each point of the score, beside being near."""
MOST_ENTRIES = 200
"""Entries of a stem that count: where it is in more, those that say most about it."""


@frozen(eq=False)
class Related:
    """Words, by their ``row``, with a ``stem`` of the catalog that each is related to, and how like it is to that.

    By row, each pair once. The entries of stem i that count are list i of ``entries``, and what each of them is worth
    for it (``scores``) in the same places.
    """

    row: Integers
    stem: Integers
    likeness: Vector
    entries: Lists
    scores: Vector

    def between(self, first: int, last: int) -> Related:
        """The pairs of the rows ``first`` to ``last - 1``, which are numbered from 0 there."""
        start, end = np.searchsorted(self.row, (first, last))
        row = self.row[start:end] - first
        return Related(row, self.stem[start:end], self.likeness[start:end], self.entries, self.scores)


def related(
    words: Sequence[str],
    rows: Integers,
    vectors: WordVectors,
    stem_of: Mapping[str, str],
    postings: Mapping[str, Postings],
) -> Related:
    """The stems of ``postings`` that words are related to; ``rows`` has the row of each in the vectors.

    ``stem_of`` is the stem of every word that has one. To a stem a word is as like as to the likest of its forms, which
    are words themselves.
    """
    number_of = {stem: number for number, stem in enumerate(postings)}
    own = np.array([number_of.get(stem_of.get(word, ""), -1) for word in words], dtype=np.int64)
    places, stems = (np.full(len(vectors.groups), -1, dtype=np.int64) for _ in range(2))
    places[rows], stems[rows] = np.arange(len(words)), own
    likes = vectors.likes
    pairs = [
        _pairs(places[one], stems[other], likes.likeness)
        for one, other in ((likes.row, likes.other), (likes.other, likes.row))
    ]
    row, stem, likeness = (np.concatenate(parts) for parts in zip(*pairs, strict=True))
    # by row and stem, of each pair the likest first
    order = np.argsort((row * len(postings) + stem) * (LIKENESS_STEPS + 1) - likeness)
    row, stem, likeness = row[order], stem[order], likeness[order]
    is_first = (np.diff(row, prepend=-1) != 0) | (np.diff(stem, prepend=-1) != 0)
    # its own entries have it: that is counted elsewhere
    counts = np.flatnonzero(is_first & (own[row] != stem))
    row, stem, likeness = row[counts], stem[counts], likeness[counts]
    # by row, the likest first; of those that are as like, the first of the alphabet
    order = np.argsort(row * (LIKENESS_STEPS + 1) - likeness, kind="stable")
    place = np.arange(len(row)) - np.searchsorted(row, row)
    chosen = order[place < RELATED]
    numbers, stem = distinct(stem[chosen])
    listed = list(postings.values())
    counted = [_most_telling(listed[number]) for number in numbers.tolist()]
    return Related(
        row=row[chosen],
        stem=stem,
        likeness=likeness[chosen].astype(np.float32) / np.float32(LIKENESS_STEPS),
        entries=Lists(
            np.concatenate([np.zeros(0, np.int32), *(one.entries for one in counted)]),
            np.cumsum([0, *(len(one.entries) for one in counted)]),
        ),
        scores=(WORTH * np.concatenate([np.zeros(0), *(one.scores for one in counted)])).astype(np.float32),
    )


def _pairs(row: Integers, stem: Integers, likeness: npt.NDArray[np.uint8]) -> tuple[Integers, ...]:
    """Of pairs of a row and a stem those that have both."""
    chosen = np.flatnonzero((stem >= 0) & (row >= 0))
    return row[chosen], stem[chosen], likeness[chosen].astype(np.int64)


def _most_telling(postings: Postings) -> Postings:
    """The entries that count, of those with the same score the first."""
    if len(postings.entries) <= MOST_ENTRIES:
        return postings
    best = np.flatnonzero(are_highest(postings.scores[np.newaxis], MOST_ENTRIES))
    return Postings(postings.entries[best], postings.scores[best])


def add_worth(
    similar: Matrix, pairs: Related, place_of: npt.NDArray[np.int32] | None, group: Integers
) -> None:
    """Add to how ``similar`` words (rows) are to entries (columns) what having related stems is worth to these.

    ``place_of`` has by group the column of every entry, -1 where it has none, and ``group`` the group of each row; None
    where every entry has its own.
    """
    stem, columns, scores = pairs.stem, pairs.entries.values, pairs.scores
    lists = Lists(np.arange(len(scores)), pairs.entries.bounds)
    if place_of is not None:
        # words of a group are related to the same stems: what entries these have there is looked up once
        radix = len(lists.bounds)
        keys, stem = distinct(group[pairs.row] * radix + stem)
        lists = lists.taken(keys % radix)
        columns = place_of[np.repeat(keys // radix, lists.lengths), columns[lists.values]]
        lists = lists.where(columns >= 0)
        columns, scores = columns[columns >= 0], scores[lists.values]
        lists = Lists(np.arange(len(scores)), lists.bounds)
    lists = lists.taken(stem)
    rows, columns = np.repeat(pairs.row, lists.lengths), columns[lists.values]
    worth = np.repeat(pairs.likeness, lists.lengths) * scores[lists.values]
    flat = rows * similar.shape[1] + columns
    values = similar.reshape(-1)  # the same numbers
    values[flat] = np.maximum(values[flat], 0)
    np.add.at(values, flat, worth)
