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
from servicebook.search.entry_texts import Integers
from servicebook.search.scores import Postings
from servicebook.search.vectors import Matrix, Vector, WordVectors, highest

RELATED = 5
"""Stems of the catalog that a word is related to, at most."""
LIKENESS = 0.45
"""The least likeness (cosine) of words that are related."""
WORTH = 0.0625
"""What having a word as like as can be counts, for each point of the score, beside being near."""
LIKELY = 200
"""Words of the catalog that those of a group are compared with: those that are likest to its middle."""
AT_ONCE = 32
"""Groups whose stems are looked for at once."""
MOST_ENTRIES = 200
"""Entries of a stem that count: where it is in more, those that say most about it."""


@frozen(eq=False)
class Known:
    """The words of a catalog that have vectors, by their stems.

    ``steps`` has the vector of each word in whole numbers, ``shares`` what makes these of length 1, ``stem`` the number
    of its stem, rising; ``own`` for each word that is asked for the number of its stem, -1 where the catalog has it
    not. The entries of stem i that count are ``entries[bounds[i]:bounds[i + 1]]``, and what each of them is worth for
    it (``scores``) in the same places.
    """

    steps: Matrix
    shares: Vector
    stem: Integers
    own: Integers
    entries: Integers
    scores: Vector
    bounds: Integers


@frozen(eq=False)
class Related:
    """Words, by their ``row``, with a ``stem`` of the catalog that each is related to, and how like it is to that.

    By row and stem, each pair once.
    """

    row: Integers
    stem: Integers
    likeness: Vector


def known(
    words: Sequence[str], vectors: WordVectors, stem_of: Mapping[str, str], postings: Mapping[str, Postings]
) -> Known:
    """The stems of ``postings`` for the words that are asked for; ``stem_of`` has that of every word that has one."""
    rows = ((stem, vectors.row_of.get(word)) for word, stem in stem_of.items() if stem in postings)
    forms = sorted((stem, row) for stem, row in rows if row is not None)
    number_of = {stem: number for number, stem in enumerate(dict.fromkeys(stem for stem, _ in forms))}
    steps = vectors.matrix.steps([row for _, row in forms])
    listed = [_most_telling(postings[stem]) for stem in number_of]
    return Known(
        steps=steps,
        shares=shares(steps),
        stem=np.array([number_of[stem] for stem, _ in forms], dtype=np.int64),
        own=np.array([number_of.get(stem_of.get(word, ""), -1) for word in words], dtype=np.int64),
        entries=np.concatenate([np.zeros(0, np.int64), *(one.entries for one in listed)]),
        scores=(WORTH * np.concatenate([np.zeros(0), *(one.scores for one in listed)])).astype(np.float32),
        bounds=np.cumsum([0, *(len(one.entries) for one in listed)]),
    )


def shares(steps: Matrix) -> Vector:
    """What makes each of some vectors, which are in whole numbers, of length 1; 0 for those of length 0."""
    lengths = np.sqrt(np.einsum("ij,ij->i", steps, steps))
    found: Vector = np.divide(1, lengths, out=np.zeros_like(lengths), where=lengths > 0)
    return found


def _most_telling(postings: Postings) -> Postings:
    """The entries that count, of those with the same score the first."""
    if len(postings.entries) <= MOST_ENTRIES:
        return postings
    best = np.argsort(-postings.scores, kind="stable")[:MOST_ENTRIES]
    return Postings(postings.entries[best], postings.scores[best])


def likely(found: Known, middles: Matrix) -> Integers:
    """For every group of words, whose middles these are, the catalog's words to compare them with (groups × so many).

    They are rows of ``steps``, rising.
    """
    kept = min(LIKELY, len(found.steps))
    parts = [np.zeros((0, kept), dtype=np.int64)]
    for first in range(0, len(middles), AT_ONCE):
        toward = middles[first : first + AT_ONCE] @ found.steps.T
        toward *= found.shares
        parts.append(highest(toward, kept))
    return np.concatenate(parts)


def related(found: Known, groups: Sequence[Matrix], own: Integers, compared: Integers) -> Related:
    """The stems of the catalog's words that some groups of words are related to.

    ``groups`` have the vectors of each group's words in whole numbers, ``own`` the numbers of the words' own stems;
    ``compared`` has for each group rows of the catalog's. To a stem a word is as like as to the likest of its forms.
    """
    rows, forms, likeness = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)], [np.zeros(0, np.float32)]
    first = 0
    for of_group, chosen in zip(groups, compared, strict=True):
        toward = found.steps.take(chosen, axis=0) @ of_group.T
        toward *= found.shares[chosen, np.newaxis]
        toward *= shares(of_group)
        # most words are like to few others: what is worked out of these is as good as nothing
        is_like = np.flatnonzero(toward >= LIKENESS)
        form, row = np.divmod(is_like, len(of_group))
        rows.append(row + first)
        forms.append(chosen[form])
        likeness.append(toward.ravel()[is_like])
        first += len(of_group)
    row, stem, like = _likest_forms(
        np.concatenate(rows), found.stem[np.concatenate(forms)], np.concatenate(likeness)
    )
    is_other = own[row] != stem  # its own entries have it: that is counted elsewhere
    row, stem, like = row[is_other], stem[is_other], like[is_other]
    # by row, the likest first; of those that are as like as the last that counts, all count
    order = np.lexsort((-like, row))
    last = np.searchsorted(row, row) + RELATED - 1
    has_more = last < np.searchsorted(row, row, side="right")
    counts = np.ones(len(row), dtype=bool)
    counts[has_more] = like[has_more] >= like[order[last[has_more]]]
    return Related(row[counts], stem[counts], like[counts])


def _likest_forms(row: Integers, stem: Integers, like: Vector) -> tuple[Integers, Integers, Vector]:
    """Of every row and stem the highest likeness, by row and stem."""
    order = np.lexsort((stem, row))
    row, stem, like = row[order], stem[order], like[order]
    firsts = np.flatnonzero((np.diff(row, prepend=-1) != 0) | (np.diff(stem, prepend=-1) != 0))
    return row[firsts], stem[firsts], np.maximum.reduceat(like, firsts) if len(firsts) else like


def add_worth(
    similar: Matrix, found: Known, pairs: Related, place_of: npt.NDArray[np.int32] | None, group: Integers
) -> None:
    """Add to how ``similar`` words (rows) are to entries (columns) what having related stems is worth to these.

    ``place_of`` has by group the column of every entry, -1 where it has none, and ``group`` the group of each row; None
    where every entry has its own.
    """
    lengths = found.bounds[pairs.stem + 1] - found.bounds[pairs.stem]
    ends = np.cumsum(lengths)
    total = int(ends[-1]) if len(ends) else 0
    places = np.arange(total) + np.repeat(found.bounds[pairs.stem] - ends + lengths, lengths)
    columns, rows = found.entries[places], np.repeat(pairs.row, lengths)
    worth = np.repeat(pairs.likeness, lengths) * found.scores[places]
    if place_of is not None:
        columns = place_of[group[rows], columns]
        has_place = columns >= 0
        columns, rows, worth = columns[has_place], rows[has_place], worth[has_place]
    flat = rows * similar.shape[1] + columns
    values = similar.reshape(-1)  # the same numbers
    values[flat] = np.maximum(values[flat], 0)
    np.add.at(values, flat, worth)
