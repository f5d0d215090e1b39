"""Which entries a word of the language is near to by meaning, whether the catalog has the word or not.

A word's nearness to an entry is the dot product of their vectors (:mod:`servicebook.search.vectors`). It depends on
nothing but the catalog and on data that the package carries, so that it is stored, like the scores of the catalog's own
words, and a query only adds up: a browser needs no vectors and no model.

At ten thousand services all words and all entries are a billion pairs. Words of like meaning are near to like entries:
they are in groups, a group's candidates are the entries that are nearest to its middle, and only these are
compared with each of its words (an inverted file whose lists are made for the words; Jégou and others, "Product
Quantization for Nearest Neighbor Search", 2011, section IV).

What is near is the same on every machine, with any number of threads: vectors are multiplied in whole numbers that
floats have exactly, so that it does not matter what a processor adds up first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from types import MappingProxyType
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from servicebook.frozen import frozen
from servicebook.processes import each_chunk
from servicebook.search.entries import Entry
from servicebook.search.entry_texts import Integers, Lists, Texts, distinct
from servicebook.search.related import Related, add_worth, related
from servicebook.search.scores import Postings, kind_factor
from servicebook.search.vectors import STEPS, Matrix, Vector, WordVectors, are_highest, highest, sums, unit

Places: TypeAlias = npt.NDArray[np.int32]
Directions: TypeAlias = npt.NDArray[np.int16]

NEAREST = 50
"""Entries that are kept for a word."""
FEW = 1_000
"""Where there are no more entries than that, every word is compared with all."""
CANDIDATES = 600
"""Else these many are compared with the words of a group."""
GROUPS_A_CHUNK = 64
"""Groups whose words a process is given at once."""
GROUPS_AT_ONCE = 16
"""Groups whose words are compared with entries at once: as many as a processor's cache has room for."""
MIDDLES = 32
"""Groups whose candidates are looked for at once: how near they are to all entries takes a number for each."""
STEPS_OF_MIDDLES, STEPS_OF_DIRECTIONS = 1024, 8192
"""Of so many steps is 1 where directions are whole numbers. Words have :data:`vectors.STEPS`, and are up to 38 long: no
product of any two reaches 2 ** 24, up to which floats have all whole numbers."""
FIELD_WEIGHTS: Mapping[str, float] = {
    "name": 4.0,
    "aliases": 4.0,
    "summary": 2.0,
    "questions": 1.5,
    "responsibilities": 1.5,
    "text": 1.0,
    "answers": 0.5,
    "topics": 0.5,
    "department": 0.3,
    "concerns": 2.0,
}
"""What a field adds to the direction of its entry; the others do not say what it is about."""
DEPARTMENT = 0.25
"""What the direction of all that a department has adds to each of these."""
LEAST = 0.1
"""The least nearness that says anything."""
LONGEST = 30
"""Words of a line that are read: what a long text is about stands in its beginning."""
LARGEST = np.float32(32767)
"""The largest number of a direction that is kept."""
ENTRIES_AT_ONCE = 1_000
"""Entries whose texts are summed at once."""


@frozen(eq=False)
class Near:
    """For every one of ``words`` the entries that it is near to, :data:`NEAREST` at most.

    List i of ``entries`` (int32) has their numbers, rising, and ``nearness`` (float32) in the same places how near they
    are, :data:`LEAST` at least.
    """

    words: Sequence[str]
    entries: Lists
    nearness: Vector


def near(
    texts: Texts,
    vectors: WordVectors,
    ignored: frozenset[str],
    stem_of: Mapping[str, str] = MappingProxyType({}),
    postings: Mapping[str, Postings] = MappingProxyType({}),
    *,
    directions: list[Directions] | None = None,
    department: float = DEPARTMENT,
) -> Iterator[Near]:
    """What every word of the vectors is near to, but for those that are ignored; some words after the other, by group.

    ``stem_of`` is the stem of every word that has one in the catalog, and ``postings`` are those of the stems: with
    them, entries are near that have words related to a word. ``directions`` are what :func:`own_directions` says of the
    entries, part by part, where that is known; they are let go of. ``department`` is how much the direction of all that
    a department has adds to each of these.
    """
    entries = texts.entries
    if not entries:
        return
    words = [word for word in vectors.row_of if word not in ignored]
    rows = np.array([vectors.row_of[word] for word in words], dtype=np.int64)
    if directions is None:
        directions = [own_directions(texts, vectors)]
    toward = toward_departments(_telling(directions), entries, department)
    toward *= np.array([kind_factor(entry) for entry in entries], dtype=np.float32)[:, np.newaxis]
    toward *= STEPS_OF_DIRECTIONS
    np.rint(toward, out=toward)
    # words by group, and where each group ends
    order = np.argsort(vectors.groups[rows], kind="stable")
    rows, words = rows[order], [words[place] for place in order.tolist()]
    ends = np.concatenate(([0], np.flatnonzero(np.diff(vectors.groups[rows])) + 1, [len(rows)]))
    by_group = iter(words)
    pairs = related(words, rows, vectors, stem_of, postings)

    def make(start: int, end: int) -> list[tuple[Integers, Places, Vector]]:
        """How many entries each word of some groups is near to; which, and how near, one word after the other."""
        found = []
        candidates: Iterator[Integers] | None = None
        if len(toward) > FEW:
            steps = vectors.matrix.steps(rows[ends[start] : ends[end]])
            candidates = _candidates(_middles(steps, ends[start:end] - ends[start]), toward)
        for first in range(start, end, GROUPS_AT_ONCE):
            last = min(first + GROUPS_AT_ONCE, end)
            own = rows[ends[first] : ends[last]]
            groups = np.split(vectors.matrix.steps(own), ends[first + 1 : last] - ends[first])
            steps = vectors.matrix.scales[own] / np.float32(STEPS * STEPS_OF_DIRECTIONS)
            chosen = None if candidates is None else [*islice(candidates, GROUPS_AT_ONCE)]
            found.append(_nearest(groups, steps, toward, chosen, pairs.between(ends[first], ends[last])))
        return found

    count = len(ends) - 1
    min_items = 0 if len(entries) >= FEW else count + 1
    for chunk in each_chunk(make, count, size=GROUPS_A_CHUNK, min_items=min_items):
        for counts, numbers, nearness in chunk:
            bounds = np.concatenate(([0], np.cumsum(counts)))
            yield Near(list(islice(by_group, len(counts))), Lists(numbers, bounds), nearness)


def _nearest(
    groups: Sequence[Matrix],
    steps: Vector,
    directions: Matrix,
    candidates: Sequence[Integers] | None,
    pairs: Related,
) -> tuple[Integers, Places, Vector]:
    """How many of the candidates each of the groups' words is near to; which, and how near.

    ``groups`` are the vectors of each group's words in whole numbers, as ``directions`` are, ``steps`` what makes each
    word's products nearness, and ``pairs`` what the words are related to; without ``candidates``, which each group has
    as many of, all entries are.
    """
    lengths = [len(group) for group in groups]
    ends = np.cumsum(lengths)
    group_of = np.repeat(np.arange(len(groups)), lengths)
    place_of: Places | None = None
    if candidates is None:
        similar = np.concatenate(groups) @ directions.T
    else:
        similar = np.empty((int(ends[-1]), len(candidates[0])), dtype=np.float32)
        place_of = np.full((len(groups), len(directions)), -1, dtype=np.int32)
        for number, (group, chosen) in enumerate(zip(groups, candidates, strict=True)):
            end = ends[number]
            np.matmul(group, directions.take(chosen, axis=0).T, out=similar[end - len(group) : end])
            place_of[number, chosen] = np.arange(len(chosen))
    similar *= steps[:, np.newaxis]
    add_worth(similar, pairs, place_of, group_of)
    is_near = are_highest(similar, NEAREST, LEAST)
    counts = np.count_nonzero(is_near, axis=1)
    found = np.flatnonzero(is_near)
    nearness = similar.reshape(-1)[found]
    # rows of a group have the same candidates, in a row of their own
    rows_before = np.arange(len(similar)) if candidates is None else np.arange(len(similar)) - group_of
    found -= np.repeat(rows_before * similar.shape[1], counts)
    numbers = found if candidates is None else np.concatenate(candidates).take(found)
    return counts, numbers.astype(np.int32), nearness


def own_directions(texts: Texts, vectors: WordVectors) -> Directions:
    """The directions of entries (n × d) as far as they follow from what each of them says; 0 without a known word.

    An entry's vector is the sum of its fields', each of length 1 and times its weight; a field's the sum of its words'.
    The largest number of each is :data:`LARGEST`.
    """
    weights = np.array([FIELD_WEIGHTS.get(name, 0) for name in texts.fields], dtype=np.float32)[texts.field]
    says = weights > 0
    # the texts of these fields alone
    owner, text, weights = texts.owner[says], texts.text[says], weights[says]
    beginnings = texts.line_words.taken(np.arange(len(texts.line_words.bounds) - 1), LONGEST)
    matrix, rows = _read_alone(vectors, vectors.rows_of_lists(texts.words, beginnings))
    own: Directions = np.empty((len(texts.entries), vectors.matrix.shape[1]), dtype=np.int16)
    # some entries at once: the vectors of all texts would be several times as large as what is wanted
    for first in range(0, len(own), ENTRIES_AT_ONCE):
        last = min(first + ENTRIES_AT_ONCE, len(own))
        bounds = np.searchsorted(owner, np.arange(first, last + 1))
        read, place = distinct(text[bounds[0] : bounds[-1]])
        lines = texts.text_lines.taken(read)
        words = rows.taken(lines.values)
        of_texts = unit(sums(matrix, Lists(words.values, words.bounds[lines.bounds])))
        found = sums(of_texts, Lists(place, bounds - bounds[0]), weights[bounds[0] : bounds[-1]])
        largest = np.abs(found).max(axis=1, keepdims=True, initial=0)
        largest[largest == 0] = 1
        own[first:last] = np.rint(found * (LARGEST / largest))
    return own


def _telling(directions: list[Directions]) -> Matrix:
    """Directions of length 1, without what all have in common, which says nothing of one; the list is emptied."""
    own = np.concatenate(directions)
    directions.clear()
    found = own.astype(np.float32)
    # of such numbers, these have the sums of squares exactly
    lengths = np.sqrt(np.einsum("ij,ij->i", found, found, dtype=np.float64))
    lengths[lengths == 0] = 1
    found /= lengths.astype(np.float32)[:, np.newaxis]
    is_known = own.any(axis=1)
    found -= found.sum(axis=0) / max(1, np.count_nonzero(is_known))
    found[~is_known] = 0
    return unit(found)


def _read_alone(vectors: WordVectors, rows: Lists) -> tuple[Matrix, Lists]:
    """The vectors of the words that are read, and their rows there: a catalog has a tenth of the language's words."""
    is_read = np.zeros(vectors.matrix.shape[0], dtype=bool)
    is_read[rows.values] = True
    new = np.cumsum(is_read, dtype=np.int64) - 1
    return vectors.matrix[np.flatnonzero(is_read)], Lists(new[rows.values], rows.bounds)


def toward_departments(directions: Matrix, entries: Sequence[Entry], weight: float) -> Matrix:
    """The entries' vectors, which are changed: each gets something of all that its department does.

    Who asks for what no text says is at least led to those who do the like.
    """
    names = [entry.department or (entry.name if entry.kind == "department" else "") for entry in entries]
    number_of = {name: number for number, name in enumerate(dict.fromkeys(names))}
    own = np.array([number_of[name] for name in names], dtype=np.int64)
    order = np.argsort(own, kind="stable")
    bounds = np.searchsorted(own[order], np.arange(len(number_of) + 1))
    common = weight * unit(sums(directions, Lists(order, bounds)))
    if "" in number_of:
        common[number_of[""]] = 0
    is_known = directions.any(axis=1)
    # some entries at once: what they all get is as large as what they have
    for first in range(0, len(own), ENTRIES_AT_ONCE):
        directions[first : first + ENTRIES_AT_ONCE] += common[own[first : first + ENTRIES_AT_ONCE]]
    directions[~is_known] = 0
    return unit(directions)


def _middles(steps: Matrix, starts: Integers) -> Matrix:
    """The directions that are the middles of groups, in whole numbers.

    ``steps`` are the vectors of their words in whole numbers, and ``starts`` where each group begins.
    """
    lengths = np.sqrt(np.einsum("ij,ij->i", steps, steps))
    shares = np.divide(1, lengths, out=np.zeros_like(lengths), where=lengths > 0)
    steps *= shares[:, np.newaxis]
    return np.rint(STEPS_OF_MIDDLES * unit(np.add.reduceat(steps, starts, axis=0)))


def _candidates(middles: Matrix, directions: Matrix) -> Iterator[Integers]:
    """For each group of words the entries to compare them with, rising."""
    # some middles at once: to compare them one by one would read all directions from memory for each
    for first in range(0, len(middles), MIDDLES):
        some = middles[first : first + MIDDLES]
        similar: Matrix = np.empty((len(some), len(directions)), dtype=np.float32)
        # of few rows and many columns a product takes twice the time that it takes turned around
        for start in range(0, len(directions), ENTRIES_AT_ONCE):
            similar[:, start : start + ENTRIES_AT_ONCE] = (
                directions[start : start + ENTRIES_AT_ONCE] @ some.T
            ).T
        for one in range(0, len(some), GROUPS_AT_ONCE):
            yield from highest(similar[one : one + GROUPS_AT_ONCE], CANDIDATES)
