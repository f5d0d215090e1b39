"""Words of the catalog that mean nearly what another word means: "invoice" for "bill", "cupboard" for "shelf".

The direction of an entry is the sum of all that it says, in which a word gets lost that is just the one that a reader
means by another. So the entries that have the words related to a word are near to it, too, the more the more they say
about these (their scores, see :mod:`servicebook.search.scores`): the query is expanded (Carpineto and Romano, "A Survey
of Automatic Query Expansion", 2012), and that when the site is built, so that a browser has nothing to look up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from servicebook.search.entry_texts import Integers
from servicebook.search.scores import Floats, Postings
from servicebook.search.vectors import Matrix, WordVectors, highest

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


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """The words of a catalog that have vectors, by their stems.

    ``units`` has a row of length 1 for each word, ``stem`` the number of its stem, rising; ``own`` for each word that
    is asked for the number of its stem, -1 where the catalog has it not. The entries of stem i, with the highest scores
    first, are ``entries[bounds[i]:bounds[i + 1]]``, and what each of them is worth for it (``scores``) in the same
    places.
    """

    units: Matrix
    stem: Integers
    own: Integers
    entries: Integers
    scores: Floats
    bounds: Integers


def known(
    words: Sequence[str], vectors: WordVectors, stem_of: Mapping[str, str], postings: Mapping[str, Postings]
) -> Known:
    """The stems of ``postings`` for the words that are asked for; ``stem_of`` has that of every word that has one."""
    rows = ((stem, vectors.row_of.get(word)) for word, stem in stem_of.items() if stem in postings)
    forms = sorted((stem, row) for stem, row in rows if row is not None)
    number_of = {stem: number for number, stem in enumerate(dict.fromkeys(stem for stem, _ in forms))}
    units = vectors.matrix[[row for _, row in forms]]
    lengths = np.linalg.norm(units, axis=1, keepdims=True)
    best = [np.argsort(-postings[stem].scores, kind="stable")[:MOST_ENTRIES] for stem in number_of]
    listed = [postings[stem] for stem in number_of]
    pairs = list(zip(listed, best, strict=True))
    return Known(
        units=np.divide(units, lengths, out=np.zeros_like(units), where=lengths > 0),
        stem=np.array([number_of[stem] for stem, _ in forms], dtype=np.int64),
        own=np.array([number_of.get(stem_of.get(word, ""), -1) for word in words], dtype=np.int64),
        entries=np.concatenate([np.zeros(0, np.int64), *(one.entries[places] for one, places in pairs)]),
        scores=WORTH * np.concatenate([np.zeros(0), *(one.scores[places] for one, places in pairs)]),
        bounds=np.cumsum([0, *map(len, best)]),
    )


def likely(found: Known, middles: Matrix) -> Integers:
    """For every group of words, whose middles these are, the catalog's words to compare them with (groups × so many).

    They are rows of ``units``, rising.
    """
    kept = min(LIKELY, len(found.units))
    parts = [np.zeros((0, kept), dtype=np.int64)]
    for first in range(0, len(middles), AT_ONCE):
        toward = middles[first : first + AT_ONCE] @ found.units.T
        parts.append(highest(toward, kept))
    return np.concatenate(parts)


def related(found: Known, units: Matrix, own: Integers, compared: Integers) -> tuple[Integers, Matrix]:
    """The stems of the catalog's words that a group of words is related to, and how like each word is to each of them.

    ``units`` and ``own`` are those of the group's words; ``compared`` has rows of the catalog's. To what it is not
    related a word is like by 0, to a stem as to the likest of its forms.
    """
    stems, firsts = np.unique(found.stem[compared], return_index=True)
    if not len(stems):
        return stems, np.zeros((len(units), 0), dtype=np.float32)
    likeness = np.maximum.reduceat(units @ found.units[compared].T, firsts, axis=1)
    likeness[own[:, np.newaxis] == stems] = 0  # its own entries have it: that is counted elsewhere
    if len(stems) > RELATED:
        place = len(stems) - RELATED
        least = np.partition(likeness, place, axis=1)[:, place, np.newaxis]
        likeness[likeness < least] = 0
    likeness[likeness < LIKENESS] = 0
    is_used = likeness.any(axis=0)
    return stems[is_used], likeness[:, is_used]


def scores_of(found: Known, stems: Integers, place_of: Integers, count: int) -> Matrix:
    """What having each of the stems is worth to entries (stems × ``count``).

    ``place_of`` has the column of every entry, -1 where it has none.
    """
    scores: Matrix = np.zeros((len(stems), count), dtype=np.float32)
    lengths = found.bounds[stems + 1] - found.bounds[stems]
    ends = np.cumsum(lengths)
    places = np.arange(ends[-1]) + np.repeat(found.bounds[stems] - ends + lengths, lengths)
    columns = place_of[found.entries[places]]
    has_place = columns >= 0
    of_stem = np.repeat(np.arange(len(stems)), lengths)
    scores[of_stem[has_place], columns[has_place]] = found.scores[places[has_place]]
    return scores
