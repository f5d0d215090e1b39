"""What every word is worth to every entry: BM25F.

Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009, section 3.6: a word's counts in
the fields of an entry, each divided by the field's relative length, are weighted and summed to ``tf``; the entry's
score for the word is ``idf × tf / (K1 + tf)``. That depends on nothing but the catalog, so it is stored, and a query
only adds up.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from servicebook.search.entries import Entry
from servicebook.search.spelling import dictionary
from servicebook.search.tokens import stems, stop_words, words

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
}
KEEPS_STOP_WORDS = ("name", "aliases")
"""Fields whose stop words count, because "IT" and "HR for us" are names."""
KIND_FACTORS: Mapping[str, float] = {
    "service": 1.0, "journey": 0.9, "role": 0.85, "department": 0.85, "person": 0.75, "faq": 0.7, "page": 0.6,
}  # fmt: skip
"""What an entry of a kind is worth beside a service with the same words."""
RETIRED_FACTOR = 0.5
EVERYDAY = 10_000
EVERYDAY_FACTOR = 0.3
"""What the commonest word of the language is worth; a word at place :data:`EVERYDAY` among them, or none, is worth 1.
A small catalog cannot know by its own counts that "put" says less than "printer"."""
K1 = 1.4
B = 0.5


Whole: TypeAlias = npt.NDArray[np.int64]
Real: TypeAlias = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Postings:
    """The entries that have a word, in rising order, and their scores for it (above 0)."""

    entries: Whole
    scores: Real


def scores(entries: Sequence[Entry], language: str) -> tuple[dict[str, str], dict[str, Postings]]:
    """The stem of every word of the entries, and what every stem is worth; both in the order of the alphabet."""
    numbers: dict[str, int] = {}
    read: dict[tuple[str, bool], array[int]] = {}
    ignored = stop_words(language)

    def numbers_of(text: str, keeps: bool) -> array[int]:
        if (text, keeps) not in read:
            known = words(text) if keeps else [word for word in words(text) if word not in ignored]
            read[text, keeps] = array("q", [numbers.setdefault(word, len(numbers)) for word in known])
        return read[text, keeps]

    tokens, slots, lengths = array("q"), array("q"), array("q")
    order = {field: place for place, field in enumerate(WEIGHTS)}
    for at, entry in enumerate(entries):
        for field, text in entry.fields.items():
            found = numbers_of(text, field in KEEPS_STOP_WORDS)
            tokens.extend(found)
            slots.append(at * len(order) + order[field])
            lengths.append(len(found))
    stemmed = stems(list(numbers), language)
    alphabet = sorted(set(stemmed))
    places = {stem: place for place, stem in enumerate(alphabet)}
    terms = np.array([places[stem] for stem in stemmed], dtype=np.int64)[np.asarray(tokens, dtype=np.int64)]
    telling = np.ones(len(alphabet))
    for word, worth in commonness(language).items():
        if word in numbers:
            place = places[stemmed[numbers[word]]]
            telling[place] = min(telling[place], worth)
    postings = _weighted(entries, terms, np.asarray(slots), np.asarray(lengths), telling)
    return dict(sorted(zip(numbers, stemmed, strict=True))), dict(zip(alphabet, postings, strict=True))


def _weighted(
    entries: Sequence[Entry], terms: Whole, slots: Whole, lengths: Whole, telling: Real
) -> list[Postings]:
    """The postings of every term, whose scores are multiplied by what ``telling`` has for the term.

    ``terms`` is every word of every text in reading order; a slot is entry × fields + field, and as many words as
    its length are its.
    """
    fields = len(WEIGHTS)
    sizes: npt.NDArray[np.int64] = np.zeros((len(entries), fields), dtype=np.int64)
    sizes.flat[slots] = lengths
    keys, counts = np.unique(terms * sizes.size + np.repeat(slots, lengths), return_counts=True)
    term, slot = np.divmod(keys, sizes.size)
    entry, field = np.divmod(slot, fields)
    average = np.maximum(1.0, sizes.sum(axis=0) / np.maximum(1, (sizes > 0).sum(axis=0)))
    relative = 1 - B + B * sizes[entry, field] / average[field]
    parts = np.array(list(WEIGHTS.values()))[field] * counts / relative
    starts = np.flatnonzero(np.diff(term * len(entries) + entry, prepend=-1))
    tf = np.add.reduceat(parts, starts) if len(starts) else parts
    term, entry = term[starts], entry[starts]
    bounds = np.searchsorted(term, np.arange(len(telling) + 1))
    having = np.diff(bounds)
    idf = np.log(1 + (len(entries) - having + 0.5) / (having + 0.5))
    worth = (idf * telling)[term] * tf / (K1 + tf) * np.array([_factor(one) for one in entries])[entry]
    return [
        Postings(entry[start:end], worth[start:end])
        for start, end in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True)
    ]


def commonness(language: str) -> dict[str, float]:
    """For the commonest words of the language a factor from :data:`EVERYDAY_FACTOR` up to 1."""
    rise = (1 - EVERYDAY_FACTOR) / math.log(EVERYDAY)
    return {
        word: EVERYDAY_FACTOR + rise * math.log(place)
        for place, word in enumerate(dictionary(language)[:EVERYDAY], start=1)
    }


def _factor(entry: Entry) -> float:
    return KIND_FACTORS[entry.kind] * (RETIRED_FACTOR if entry.retired else 1.0)
