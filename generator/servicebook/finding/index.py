"""The index as files: shards of words, and chunks of what results show.

Ranking is BM25F (Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009,
section 3.6): a word's counts in the fields of an entry, each divided by the field's relative length, are
weighted and summed to ``tf``; the entry's score for the word is ``idf × tf / (K1 + tf)``. That score depends on
nothing but the catalog, so it is stored, as a whole number, and a query only adds up.

Words are stored as written (without accents, in lower case) with their stem, so that a browser needs no
stemmer. A shard holds the words and postings whose stem begins with the same two signs. The words are listed once
more by their length, so that a browser can find what a mistyped word may have been wherever the mistake is.
"""

from __future__ import annotations

import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from servicebook.finding.entries import Entry
from servicebook.finding.tokens import person_words, stem, stop_words, words

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
KIND_FACTORS: Mapping[str, float] = {
    "service": 1.0, "journey": 0.9, "role": 0.85, "department": 0.85, "person": 0.75, "faq": 0.7,
}  # fmt: skip
"""What an entry of a kind is worth beside a service with the same words."""
SOMEBODY = ("role", "person")
K1 = 1.4
B = 0.5
SCALE = 100
CHUNK = 200
PREFIX = 2


def index_files(entries: Iterable[Entry], language: str) -> Iterator[tuple[str, str]]:
    """The files of the index: (name within the search folder, content). The same entries give the same bytes."""
    listed = list(entries)
    surfaces, postings = _postings(listed, language)
    shards: dict[str, dict[str, Any]] = defaultdict(lambda: {"words": {}, "postings": {}})
    for term, found in postings.items():
        shards[term[:PREFIX]]["postings"][term] = found
    for surface, term in surfaces.items():
        shards[surface[:PREFIX]]["words"][surface] = term
    names = {prefix: shard_name(prefix) for prefix in sorted(shards)}
    yield (
        "index.json",
        _json(
            {
                "entries": len(listed),
                "chunk": CHUNK,
                "prefix": PREFIX,
                "shards": sorted(names.values()),
                "who": sorted(person_words(language)),
                "somebody": _ranges([number for number, e in enumerate(listed) if e.kind in SOMEBODY]),
                "spelling": sorted({len(surface) for surface in surfaces}),
                "stop": sorted(stop_words(language)),
            }
        ),
    )
    for prefix, name in names.items():
        yield f"words/{name}.json", _json(shards[prefix])
    by_length: defaultdict[int, list[str]] = defaultdict(list)
    for surface in surfaces:
        by_length[len(surface)].append(surface)
    for length, alike in sorted(by_length.items()):
        yield f"spelling/{length}.json", _json(alike)
    for start in range(0, len(listed), CHUNK):
        chunk = [
            [e.kind, e.id, e.name, e.path, e.summary, e.department, e.promise]
            for e in listed[start : start + CHUNK]
        ]
        yield f"entries/{start // CHUNK}.json", _json(chunk)


def _ranges(numbers: list[int]) -> list[list[int]]:
    """Rising numbers as half-open ranges: 3, 4, 5, 9 are [3, 6] and [9, 10]."""
    ranges: list[list[int]] = []
    for number in numbers:
        if ranges and ranges[-1][1] == number:
            ranges[-1][1] = number + 1
        else:
            ranges.append([number, number + 1])
    return ranges


def shard_name(prefix: str) -> str:
    """A file name for any two signs: themselves where plain, else their code points."""
    return prefix if prefix.isascii() else "-".join(f"{ord(sign):x}" for sign in prefix)


def _postings(entries: list[Entry], language: str) -> tuple[dict[str, str], dict[str, list[int]]]:
    """The stem of every word, and for every stem a flat list: entry number, score, entry number, score…"""
    surfaces: dict[str, str] = {}
    ignored = stop_words(language)
    lengths: defaultdict[str, int] = defaultdict(int)
    filled: Counter[str] = Counter()
    counted: list[dict[str, Counter[str]]] = []
    for entry in entries:
        fields: dict[str, Counter[str]] = {}
        for field, text in entry.fields.items():
            if not text:
                continue
            known = (word for word in words(text) if word not in ignored)
            terms = [surfaces.setdefault(word, stem(word, language)) for word in known]
            fields[field] = Counter(terms)
            lengths[field] += len(terms)
            filled[field] += 1
        counted.append(fields)
    average = {field: max(1.0, lengths[field] / filled[field]) for field in lengths}
    weighted: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
    for number, fields in enumerate(counted):
        sums: defaultdict[str, float] = defaultdict(float)
        for field, counts in fields.items():
            relative = 1 - B + B * counts.total() / average[field]
            for term, times in counts.items():
                sums[term] += WEIGHTS[field] * times / relative
        for term, tf in sums.items():
            weighted[term].append((number, tf))
    postings: dict[str, list[int]] = {}
    for term in sorted(weighted):
        found = weighted[term]
        idf = math.log(1 + (len(entries) - len(found) + 0.5) / (len(found) + 0.5))
        flat: list[int] = []
        for number, tf in found:
            score = idf * tf / (K1 + tf) * KIND_FACTORS[entries[number].kind]
            flat += (number, max(1, round(SCALE * score)))
        postings[term] = flat
    return dict(sorted(surfaces.items())), postings


def _json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
