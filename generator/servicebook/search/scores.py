"""The score of every entry for every word: BM25F.

Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009, section 3.6: a word's counts in
the fields of an entry, each divided by the field's relative length, are weighted and summed to ``tf``; the entry's
score for the word is ``idf × tf / (K1 + tf)``. That depends on nothing but the catalog, so it is stored, and a query
only adds up.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from servicebook.search.compounds import with_parts
from servicebook.search.entries import Entry
from servicebook.search.entry_texts import Integers, Lists, Texts
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
K1 = 1.4
B = 0.5

Floats: TypeAlias = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Postings:
    """The entries that have a word, in rising order, and their scores for it (above 0)."""

    entries: Integers
    scores: Floats


def scores(texts: Texts, language: str) -> tuple[dict[str, str], dict[str, Postings]]:
    """The stem of every word that counts, and the postings of every stem; both in the order of the alphabet."""
    counted, slots = _counted(texts, stop_words(language))
    used = np.bincount(counted.values, minlength=len(texts.words)) > 0
    number_of = {texts.words[place]: number for number, place in enumerate(np.flatnonzero(used).tolist())}
    tokens, lengths = with_parts(
        number_of, (np.cumsum(used) - 1)[counted.values], counted.lengths, language, texts.hyphenated
    )
    stem_of = dict(sorted(zip(number_of, stems(list(number_of), language), strict=True)))
    alphabet = sorted(set(stem_of.values()))
    term_of = {stem: term for term, stem in enumerate(alphabet)}
    term_of_number = np.array([term_of[stem_of[word]] for word in number_of], dtype=np.int64)
    factors = np.ones(len(alphabet))
    for word, factor in everyday_factors(language).items():
        if word in stem_of:
            term = term_of[stem_of[word]]
            factors[term] = min(factors[term], factor)
    postings = _weighted(texts.entries, term_of_number[tokens], slots, lengths, factors)
    return stem_of, dict(zip(alphabet, postings, strict=True))


def _counted(texts: Texts, ignored: frozenset[str]) -> tuple[Lists, Integers]:
    """The numbers of the words that count of every text, and the text's slot."""
    fields = list(WEIGHTS)
    field = np.array([fields.index(name) for name in texts.fields], dtype=np.int64)[texts.field]
    slots = texts.owner * len(fields) + field
    lines = texts.line_words.taken(texts.text_lines.values)
    found = Lists(lines.values, lines.bounds[texts.text_lines.bounds]).taken(texts.text)
    is_stop_word = np.array([word in ignored for word in texts.words], dtype=bool)
    keeps = np.array([name in KEEPS_STOP_WORDS for name in fields], dtype=bool)[field]
    counted = found.where(~is_stop_word[found.values] | np.repeat(keeps, found.lengths))
    return counted, slots


def _weighted(
    entries: Sequence[Entry], terms: Integers, slots: Integers, lengths: Integers, factors: Floats
) -> list[Postings]:
    """The postings of every term; ``factors`` has by term what its scores are multiplied by.

    ``terms`` has one number for every word of every text in reading order. A text is a field of an entry: its slot is
    the entry's number × the number of fields + the field's, and its length is how many of the words are its.
    """
    fields = len(WEIGHTS)
    sizes: npt.NDArray[np.int64] = np.zeros((len(entries), fields), dtype=np.int64)
    sizes.flat[slots] = lengths
    average = np.maximum(1.0, sizes.sum(axis=0) / np.maximum(1, (sizes > 0).sum(axis=0)))
    # what a word is worth in each slot: by the slot, because there are ten times as many words of slots
    worth = (np.array(list(WEIGHTS.values())) / (1 - B + B * sizes / average)).ravel()
    # how often each term is in each slot, sorted by term, entry and field
    keys, counts = np.unique(terms * sizes.size + np.repeat(slots, lengths), return_counts=True)
    parts = worth[keys % sizes.size]
    parts *= counts
    # where another term or entry begins: its fields follow one another, and are summed
    keys //= fields
    starts = np.flatnonzero(np.diff(keys, prepend=-1))
    tf = np.add.reduceat(parts, starts) if len(starts) else parts
    term, entry = np.divmod(keys[starts], len(entries))
    bounds = np.searchsorted(term, np.arange(len(factors) + 1))
    entry_counts = np.diff(bounds)
    idf = np.log(1 + (len(entries) - entry_counts + 0.5) / (entry_counts + 0.5))
    kind_factors = np.array([kind_factor(entry) for entry in entries])
    scored = (idf * factors)[term] * tf / (K1 + tf) * kind_factors[entry]
    return [
        Postings(entry[start:end], scored[start:end])
        for start, end in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True)
    ]


def everyday_factors(language: str) -> dict[str, float]:
    """For the commonest words of the language a factor from :data:`EVERYDAY_FACTOR` up to 1."""
    rise = (1 - EVERYDAY_FACTOR) / math.log(EVERYDAY)
    return {
        word: EVERYDAY_FACTOR + rise * math.log(place)
        for place, word in enumerate(dictionary(language)[:EVERYDAY], start=1)
    }


def kind_factor(entry: Entry) -> float:
    """By which the scores of an entry are multiplied."""
    return (
        KIND_FACTORS[entry.kind]
        * (RETIRED_FACTOR if entry.retired else 1.0)
        * (PART_FACTOR if entry.part else 1.0)
    )
