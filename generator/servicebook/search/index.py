"""The index as files, of which a query fetches only what it needs.

``index.json``
    what every search needs: how many entries there are, of which kind (half-open ranges of numbers), the first
    word of every file of words, the spelling lists that there are, words that are passed over.
``words/<number>.json``
    a part of the alphabet: ``words`` are the words as written (without accents, in lower case) with their stem, or 0
    where they are their own; ``stems`` have ``[most, gaps, levels]``, see :func:`encoded`.
``entries/<number>.json``
    what results show: ``CHUNK`` entries each.
``begin/<letter>.json``, ``end/<letters>.json``
    see :mod:`servicebook.search.spelling`.

The same entries give the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np

from servicebook.search.entries import Entry
from servicebook.search.scores import Postings, scores
from servicebook.search.spelling import beginnings, common, ends, forms
from servicebook.search.tokens import person_words, stop_words

CHUNK = 10
"""Entries a file: a search shows about twenty, seldom of the same file."""
PART = 8_000
"""Signs after which a file of words ends."""
MOST_POSTINGS = 3_000
"""A word that is everywhere says little: only the entries that it says most about are kept (static pruning; Carmel
and others, "Static Index Pruning for Information Retrieval Systems", 2001)."""
DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def index_files(
    entries: Iterable[Entry], language: str, customers: Iterable[str] = ()
) -> Iterator[tuple[str, str]]:
    """The files of the index: (name within the search folder, content).

    ``customers`` are the departments that have a file of their own (see :mod:`servicebook.search.columns`).
    """
    listed = list(entries)
    surfaces, postings = scores(listed, language)
    written = {**surfaces, **forms(surfaces, language)}
    first_letters = dict(beginnings(surfaces, common(written, language)))
    last_letters = dict(ends(surfaces))
    firsts: list[str] = []
    for number, (first, part) in enumerate(_parts(written, postings)):
        firsts.append(first)
        yield f"words/{number}.json", part
    yield (
        "index.json",
        _json(
            {
                "entries": len(listed),
                "chunk": CHUNK,
                "kinds": {kind: _ranges(listed, kind) for kind in sorted({entry.kind for entry in listed})},
                "words": firsts,
                "begin": sorted(first_letters),
                "end": sorted(last_letters),
                "who": sorted(person_words(language)),
                "stop": sorted(stop_words(language)),
                "customers": list(customers),
            }
        ),
    )
    for letter, alike in first_letters.items():
        yield f"begin/{file_name(letter)}.json", _json(alike)
    for letters, same in last_letters.items():
        yield f"end/{file_name(letters)}.json", _json(same)
    for start in range(0, len(listed), CHUNK):
        chunk = [
            [e.kind, e.id, e.name, e.path, e.summary, e.department, e.promise]
            for e in listed[start : start + CHUNK]
        ]
        yield f"entries/{start // CHUNK}.json", _json(chunk)


def _parts(written: Mapping[str, str], postings: Mapping[str, Postings]) -> Iterator[tuple[str, str]]:
    """The files of words: the first word or stem of each, and its content."""
    words: dict[str, Any] = {}
    stems: dict[str, Any] = {}
    first, signs = "", 0
    for key in sorted({*written, *postings}):
        word = written.get(key)
        stem = encoded(postings[key]) if key in postings else None
        adds = len(key) + 8 + (len(stem[1]) + len(stem[2]) + 16 if stem else 0)
        if signs and signs + adds > PART:
            yield first, _json({"words": words, "stems": stems})
            words, stems, first, signs = {}, {}, key, 0
        first, signs = first or key, signs + adds
        if word is not None:
            words[key] = 0 if word == key else word
        if stem is not None:
            stems[key] = stem
    if signs:
        yield first, _json({"words": words, "stems": stems})


def encoded(postings: Postings) -> tuple[float, str, str]:
    """The highest score; the gaps between entry numbers; the scores, as 64ths of the highest.

    A gap (from -1 on, less 1) is written in digits of five bits, lowest first, 32 added to each but the last; a
    score is one digit: its 64ths, rounded up, less 1. Digits are :data:`DIGITS`.
    """
    entries, worth = postings.entries, postings.scores
    if len(entries) > MOST_POSTINGS:
        best = np.sort(np.lexsort((entries, -worth))[:MOST_POSTINGS])
        entries, worth = entries[best], worth[best]
    most = float(worth.max())
    levels = np.clip(np.ceil(worth / most * 64).astype(np.int64) - 1, 0, 63)
    gaps = np.diff(entries, prepend=-1) - 1
    if gaps.max() < 32:
        first = "".join([DIGITS[gap] for gap in gaps.tolist()])
    else:
        first = "".join([_digits(gap) for gap in gaps.tolist()])
    return round(most, 3), first, "".join([DIGITS[level] for level in levels.tolist()])


def _digits(number: int) -> str:
    digits = ""
    while number > 31:
        digits += DIGITS[32 + number % 32]
        number //= 32
    return digits + DIGITS[number]


def _ranges(entries: list[Entry], kind: str) -> list[list[int]]:
    """The numbers of a kind's entries as half-open ranges: 3, 4, 5, 9 are [3, 6] and [9, 10]."""
    ranges: list[list[int]] = []
    for number, entry in enumerate(entries):
        if entry.kind != kind:
            continue
        if ranges and ranges[-1][1] == number:
            ranges[-1][1] = number + 1
        else:
            ranges.append([number, number + 1])
    return ranges


def file_name(letters: str) -> str:
    """A file name for any signs: themselves where plain, else their code points."""
    return letters if letters.isascii() else "-".join(f"{ord(sign):x}" for sign in letters)


def _json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))
