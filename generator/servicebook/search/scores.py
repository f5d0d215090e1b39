"""The score of every entry for every word: BM25F.

Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009, section 3.6: a word's counts in
the fields of an entry, each divided by the field's relative length, are weighted and summed to ``tf``; the entry's
score for the word is ``idf × tf / (K1 + tf)``. That depends on nothing but the catalog, so it is stored, and a query
only adds up.
"""

from __future__ import annotations

import math
from collections.abc import Container, Iterator, Mapping
from itertools import pairwise
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from servicebook.frozen import frozen
from servicebook.search.compounds import parts_of_words
from servicebook.search.entries import Entry
from servicebook.search.entry_texts import Integers, Lists, Numbers, Texts, distinct
from servicebook.search.spelling import dictionary
from servicebook.search.tokens import stems, stop_words

WEIGHTS: Mapping[str, float] = {
    "name": 4.0,
    "aliases": 4.0,
    "questions": 2.0,
    "summary": 2.0,
    "responsibilities": 2.5,
    "holders": 1.0,
    "text": 1.0,
    "answers": 0.5,
    "not_for": 0.3,
    "department": 0.7,
    "owner": 0.3,
    "topics": 0.5,
    "concerns": 2.0,
}
KEEPS_STOP_WORDS = ("name", "aliases", "concerns")
"""Fields whose stop words count, because "IT" and "HR for us" are names."""
KIND_FACTORS: Mapping[str, float] = {
    "service": 1.0, "journey": 0.9, "role": 0.85, "department": 0.85, "person": 0.75, "faq": 0.7, "page": 0.6,
    "topic": 0.8, "agreement": 0.85, "calendar": 0.9, "notice": 0.8,
}  # fmt: skip
"""By which the score of an entry of a kind is multiplied, beside a service with the same words."""
RETIRED_FACTOR = 0.5
PART_FACTOR = 0.8
"""The factor of a part of a page, beside the whole page: most who name a department mean all of it."""
EVERYDAY = 10_000
EVERYDAY_FACTOR = 0.3
"""The factor of the commonest word of the language; a word at place :data:`EVERYDAY` among them, or none, has 1.
A small catalog cannot know by its own counts that "put" says less than "printer"."""
ENTRIES_AT_ONCE = 1_000
"""Entries whose words are counted at once."""
K1 = 1.4
B = 0.5

Floats: TypeAlias = npt.NDArray[np.float64]


@frozen(eq=False)
class Postings:
    """The entries that have a word, in rising order, and their scores for it (above 0)."""

    entries: Numbers
    scores: Floats


def scores(texts: Texts, language: str) -> tuple[dict[str, str], dict[str, Postings]]:
    """The stem of every word that counts, and the postings of every stem; both in the order of the alphabet."""
    used, is_stop_word = _counted(texts, stop_words(language))
    number_of = {texts.words[place]: number for number, place in enumerate(np.flatnonzero(used).tolist())}
    parts = parts_of_words(number_of, language, texts.hyphenated)
    stem_of = dict(sorted(zip(number_of, stems(list(number_of), language), strict=True)))
    alphabet = sorted(set(stem_of.values()))
    term_of = {stem: term for term, stem in enumerate(alphabet)}
    term_of_number = np.array([term_of[stem_of[word]] for word in number_of], dtype=np.int32)
    factors = np.ones(len(alphabet))
    for word, factor in everyday_factors(stem_of, language):
        term = term_of[stem_of[word]]
        factors[term] = min(factors[term], factor)
    postings = _weighted(texts, _terms(texts, used, is_stop_word, term_of_number, parts), factors)
    return stem_of, dict(zip(alphabet, postings, strict=True))


def _counted(texts: Texts, ignored: frozenset[str]) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Of every word whether it counts anywhere, and whether it is a stop word."""
    is_stop_word = np.array([word in ignored for word in texts.words], dtype=bool)
    used = ~is_stop_word
    lines = texts.text_lines.taken(distinct(texts.text[_keeps(texts)])[0]).values
    used[texts.line_words.taken(distinct(lines)[0]).values] = True
    return used, is_stop_word


def _keeps(texts: Texts) -> npt.NDArray[np.bool_]:
    """Of every text of an entry whether its stop words count."""
    return np.array([name in KEEPS_STOP_WORDS for name in texts.fields], dtype=bool)[texts.field]


def _terms(
    texts: Texts,
    used: npt.NDArray[np.bool_],
    is_stop_word: npt.NDArray[np.bool_],
    term_of_number: Numbers,
    parts: Lists,
) -> Lists:
    """The terms of every line, and after those of all lines the same once more without those of stop words.

    ``parts`` has the numbers of each word that is used.
    """
    numbers = (np.cumsum(used, dtype=np.int32) - 1)[texts.line_words.values]
    of_numbers = Lists(term_of_number[parts.values], parts.bounds)
    every, telling = (
        Lists(numbers, texts.line_words.bounds).where(is_counted[texts.line_words.values]).filled(of_numbers)
        for is_counted in (used, ~is_stop_word)
    )
    return Lists(
        np.concatenate((every.values, telling.values)),
        np.concatenate((every.bounds, telling.bounds[1:] + every.bounds[-1])),
    )


def _weighted(texts: Texts, terms: Lists, factors: Floats) -> list[Postings]:
    """The postings of every term; ``factors`` has by term what its scores are multiplied by.

    ``terms`` are those of all lines, twice, as :func:`_terms` makes them. A text is a field of an entry: its slot is
    the entry's number × the number of fields + the field's.
    """
    fields, count = len(WEIGHTS), len(texts.entries)
    field = np.array([list(WEIGHTS).index(name) for name in texts.fields], dtype=np.int64)[texts.field]
    slots = texts.owner * fields + field
    lines = texts.text_lines.taken(texts.text)
    # where stop words say nothing, a line is the one without them
    without = np.where(_keeps(texts), 0, len(texts.line_words.bounds) - 1).astype(np.int32)
    lines = Lists(lines.values + np.repeat(without, lines.lengths), lines.bounds)
    ends = np.concatenate(([0], np.cumsum(terms.lengths[lines.values])))
    sizes: npt.NDArray[np.int64] = np.zeros((count, fields), dtype=np.int64)
    sizes.flat[slots] = np.diff(ends[lines.bounds])
    average = np.maximum(1.0, sizes.sum(axis=0) / np.maximum(1, (sizes > 0).sum(axis=0)))
    # what a word is worth in each slot: by the slot, because there are ten times as many words of slots
    worth = (np.array(list(WEIGHTS.values())) / (1 - B + B * sizes / average)).ravel()
    term, entry, tf = map(np.concatenate, zip(*_counts(texts, terms, lines, slots, worth), strict=True))
    entry_counts = np.bincount(term, minlength=len(factors))
    # processors' logarithms differ in the last digit: without it, the index is the same on all of them
    idf = np.log(1 + (count - entry_counts + 0.5) / (entry_counts + 0.5)).round(9)
    kind_factors = np.array([kind_factor(entry) for entry in texts.entries])
    # in place, as there are millions
    scored = (idf * factors)[term]
    scored *= tf
    tf += K1
    scored /= tf
    del tf
    scored *= kind_factors[entry]
    # by term, and of each the entries as they come
    order = np.argsort(term, kind="stable")
    del term
    entry, scored = entry[order], scored[order]
    bounds = np.concatenate(([0], np.cumsum(entry_counts))).tolist()
    return [Postings(entry[start:end], scored[start:end]) for start, end in pairwise(bounds)]


def _counts(
    texts: Texts, terms: Lists, lines: Lists, slots: Integers, worth: Floats
) -> Iterator[tuple[Numbers, Numbers, Floats]]:
    """Terms and entries that have them, with how often they do, each time by what it is ``worth`` in the slot.

    The entries rise, so many at once, and the terms within these: the words of all together would be ten times as
    large as what is wanted.
    """
    yield np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros(0)
    fields = len(WEIGHTS)
    for first in range(0, len(texts.entries), ENTRIES_AT_ONCE):
        start, end = np.searchsorted(texts.owner, (first, first + ENTRIES_AT_ONCE)).tolist()
        said = lines.taken(np.arange(start, end)).filled(terms)
        own_slots = np.repeat(slots[start:end] - first * fields, said.lengths)
        # how often each term is in each slot, sorted by term, entry and field
        keys = said.values * np.int64(ENTRIES_AT_ONCE * fields) + own_slots
        keys.sort()
        starts = np.flatnonzero(np.diff(keys, prepend=-1))
        times = np.diff(starts, append=len(keys))
        keys = keys[starts]
        parts = worth[keys % (ENTRIES_AT_ONCE * fields) + first * fields]
        parts *= times
        # where another term or entry begins: its fields follow one another, and are summed
        keys //= fields
        starts = np.flatnonzero(np.diff(keys, prepend=-1))
        tf = np.add.reduceat(parts, starts) if len(starts) else parts
        term, entry = np.divmod(keys[starts], ENTRIES_AT_ONCE)
        yield term.astype(np.int32), (entry + first).astype(np.int32), tf


def everyday_factors(given: Container[str], language: str) -> Iterator[tuple[str, float]]:
    """For those of the given words that are among the commonest a factor from :data:`EVERYDAY_FACTOR` up to 1."""
    rise = (1 - EVERYDAY_FACTOR) / math.log(EVERYDAY)
    for place, word in enumerate(dictionary(language, EVERYDAY), start=1):
        if word in given:
            yield word, round(EVERYDAY_FACTOR + rise * math.log(place), 9)


def kind_factor(entry: Entry) -> float:
    """By which the scores of an entry are multiplied."""
    return (
        KIND_FACTORS[entry.kind]
        * (RETIRED_FACTOR if entry.retired else 1.0)
        * (PART_FACTOR if entry.part else 1.0)
    )
