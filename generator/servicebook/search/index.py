"""The index as files, of which a query fetches only what it needs.

``index.json``
    what every search needs: how many entries there are, of which kind (half-open ranges of numbers), where those of
    a kind are, the first word of every file of words and of the language, the spelling lists that there are, stop
    words.
``words/<number>.json``
    a part of the alphabet: ``words`` are the words as written (without accents, in lower case) with their stem and,
    after a space each, those of their family, or 0 where they are their own; ``stems`` have
    ``[highest, gaps, levels]``, see :mod:`servicebook.search.encoding`.
``entries/<number>.json``
    what results show: ``CHUNK`` entries each; a path only where it does not follow from kind and id, see
    :mod:`servicebook.search.usual_paths`.
``language/<number>.json``
    a part of the language's words that the catalog has not: whoever writes one means it.
``meaning/<number>.json``
    a part of the language's words with the entries that they are near to, see :mod:`servicebook.search.meaning`.
``called/<number>.json``
    a part of what entries are called, see :mod:`servicebook.search.called`.
``begin/<letter>.json``, ``end/<letters>.json``
    see :mod:`servicebook.search.spelling`.

The same entries give the same bytes.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, islice
from json.encoder import encode_basestring
from typing import Any

import numpy as np
import numpy.typing as npt

from servicebook.search.called import and_words, begin_apart, called, letters
from servicebook.search.compounds import links
from servicebook.search.encoding import DIGITS, beginnings_shared, encoded, encoded_near
from servicebook.search.entries import Entry
from servicebook.search.entry_texts import Texts, joined_texts
from servicebook.search.families import relatives
from servicebook.search.kept_index import KeptIndex, key_of_names
from servicebook.search.meaning import Directions, near
from servicebook.search.runs import Run, read_runs
from servicebook.search.scores import Postings, scores
from servicebook.search.spelling import beginnings, ends, forms, others
from servicebook.search.tokens import person_words, stop_words, words
from servicebook.search.unread_runs import UnreadRun
from servicebook.search.usual_paths import UsualPath, path_of, usual_paths
from servicebook.search.vectors import word_vectors
from servicebook.source.kept_file import digest_of

CHUNK = 10
"""Entries a file: a search shows about twenty, seldom of the same file."""
PART = 8_000
"""Characters after which a file of words ends."""
CALLED_PART = 5_000
"""The same for what entries are called: without what repeats in it, text is compressed less on its way."""
SPELLINGS_AT_ONCE = 1_000
"""So many names are compared at once with those before them."""
MEANING_PART = 4_000
"""The same for what words are near to: a query's words stand in files of their own, and all of these are fetched."""


def index_files(
    unread: Iterable[UnreadRun],
    language: str,
    customers: Iterable[str] = (),
    kept: KeptIndex | None = None,
) -> Iterator[tuple[str, str]]:
    """The files of the index of all entries in these runs: (name within the search folder, content).

    ``customers`` are the departments that have a file of their own (see :mod:`servicebook.search.columns`). What is
    ``kept`` is taken over.
    """
    runs = read_runs(unread, language, kept)
    listed = [entry for run in runs for entry in run.texts.entries]
    firsts: dict[str, list[str]] = {}
    # each file as soon as it is made, and names before scores: none of it need be held beside what comes next
    named = _numbered("called", _called_parts(called(listed, language)), firsts)
    said = _said(runs, language, firsts)
    if kept is not None:
        named = kept.files("called", key_of_names(listed, language), named, firsts)
        said = kept.files("texts", digest_of((language.encode(), *(run.key for run in runs))), said, firsts)
    yield from named
    yield from said
    kinds = np.array([entry.kind for entry in listed], dtype=str)
    found_kinds = sorted({entry.kind for entry in listed})
    paths = {kind: usual for kind, usual in usual_paths().items() if kind in found_kinds}
    yield (
        "index.json",
        _json(
            {
                "entries": len(listed),
                "chunk": CHUNK,
                "kinds": {kind: _ranges(kinds == kind) for kind in found_kinds},
                "maintainers": _ranges([entry.maintainers for entry in listed]),
                "parts": _ranges([entry.part for entry in listed]),
                "paths": paths,
                "words": firsts["words"],
                "language": firsts["language"],
                "called": firsts["called"],
                "meaning": firsts["meaning"],
                "and": and_words(language),
                "links": list(links(language)),
                "begin": firsts["begin"],
                "end": firsts["end"],
                "who": sorted(person_words(language)),
                "stop": sorted(stop_words(language)),
                "names": sorted(_names(listed) & stop_words(language)),
                "customers": list(customers),
            }
        ),
    )
    for start in range(0, len(listed), CHUNK):
        chunk = [
            [e.kind, e.id, e.name, _own_path(e, paths), e.summary, e.department, e.promise]
            for e in listed[start : start + CHUNK]
        ]
        yield f"entries/{start // CHUNK}.json", _json(chunk)


def _own_path(entry: Entry, paths: Mapping[str, UsualPath]) -> str | None:
    """Its path, where that does not follow from its kind and id."""
    usual = paths.get(entry.kind)
    return None if usual and path_of(entry.id, usual) == entry.path else entry.path


def _said(runs: list[Run], language: str, firsts: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    """The files that follow from what entries say; the runs, which are as large once more, are let go of."""
    texts = joined_texts([run.texts for run in runs])
    directions = [run.directions for run in runs]
    runs.clear()
    own_stems, postings = scores(texts, language)
    family_of = relatives(postings.keys(), language)
    stem_of = {**own_stems, **forms(own_stems, {*postings, *family_of}, language)}
    yield from _numbered("words", _parts(stem_of, postings, family_of), firsts)
    yield from _numbered("language", _language_parts(others(stem_of, language)), firsts)
    yield from _numbered("meaning", _meaning_parts(texts, directions, language, stem_of, postings), firsts)
    proposed = _of_catalog(own_stems, postings, texts.entries)
    for folder, listed in (("begin", beginnings(proposed)), ("end", ends(proposed))):
        firsts[folder] = []
        for key, own_words in listed:
            firsts[folder].append(key)
            yield f"{folder}/{file_name(key)}.json", _json(own_words)


def _numbered(
    folder: str, parts: Iterable[tuple[str, str]], firsts: dict[str, list[str]]
) -> Iterator[tuple[str, str]]:
    """The files of a folder; ``firsts`` is told where each begins."""
    begins = firsts.setdefault(folder, [])
    for number, (first, content) in enumerate(parts):
        begins.append(first)
        yield f"{folder}/{number}.json", content


def _parts(
    stem_of: Mapping[str, str], postings: Mapping[str, Postings], family_of: Mapping[str, Sequence[str]]
) -> Iterator[tuple[str, str]]:
    """The files of words: the first word or stem of each, and its content."""
    words: dict[str, Any] = {}
    stems: dict[str, Any] = {}
    first, size = "", 0
    written = encoded(postings.values())  # in the order of the alphabet, too
    for key in sorted({*stem_of, *postings}):
        scored = next(written) if key in postings else None
        # about what it takes in JSON: quotes, brackets, commas and the highest score are so many characters
        added = len(key) + 8 + (len(scored[1]) + len(scored[2]) + 16 if scored else 0)
        if size and size + added > PART:
            yield first, _json({"words": words, "stems": stems})
            words, stems, first, size = {}, {}, key, 0
        first, size = first or key, size + added
        if key in stem_of:
            stem = stem_of[key]
            words[key] = (
                " ".join((stem, *family_of[stem])) if stem in family_of else 0 if stem == key else stem
            )
        if scored is not None:
            stems[key] = scored
    if size:
        yield first, _json({"words": words, "stems": stems})


def _called_parts(named: Iterable[tuple[str, list[int]]]) -> Iterator[tuple[str, str]]:
    """The files of what entries are called: for each the shortest prefix that sorts after all names of the files before
    it, which is empty for the first, and its content. Names are sorted, and compared with prefixes, without spaces.

    A spelling is written as the number of characters that it shares with the one before (a digit), and the rest: names
    that stand beside each other have half of their characters in common.
    """
    written: list[str] = []
    numbers: list[list[int]] = []
    first, last, size = "", "", 0
    left = iter(named)
    while some := list(islice(left, SPELLINGS_AT_ONCE)):
        alike = beginnings_shared([last, *(spelling for spelling, _ in some)], len(DIGITS) - 1)
        for (spelling, values), shared in zip(some, alike, strict=True):
            # what has the same letters is in one file
            if size > CALLED_PART and letters(spelling) != letters(last):
                yield first, _json({"spellings": "\n".join(written), "numbers": numbers})
                first = begin_apart(letters(spelling), letters(last))
                written, numbers, size, shared = [], [], 0, 0
            written.append(DIGITS[shared] + spelling[shared:])
            numbers.append(values)
            last = spelling
            size += len(written[-1]) + 7 * len(values)
    if written:
        yield first, _json({"spellings": "\n".join(written), "numbers": numbers})


def _meaning_parts(
    texts: Texts,
    directions: list[Directions],
    language: str,
    stem_of: Mapping[str, str],
    postings: Mapping[str, Postings],
) -> Iterator[tuple[str, str]]:
    """The files of words with what they are near to: the first word of each, and its content."""
    vectors = word_vectors(language)
    if vectors is None:
        return
    part: list[str] = []
    first, size = "", 0
    found = near(texts, vectors, stop_words(language), stem_of, postings, directions=directions)
    for word, written in encoded_near(found):
        if size > MEANING_PART:
            yield first, f"{{{','.join(part)}}}"
            part, first, size = [], "", 0
        first = first or word
        part.append(f"{encode_basestring(word)}:{written}")
        size += len(part[-1]) + 1
    if part:
        yield first, f"{{{','.join(part)}}}"


def _language_parts(listed: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The files of words in their order, with spaces between: the first word of each, and its content."""
    ends = list(accumulate(len(word) + 1 for word in listed))  # with the space after each
    start = 0
    while start < len(listed):
        before = ends[start - 1] if start else 0
        # a piece has one word at least, and ends before the word that would make it as long as a part
        end = max(bisect_right(ends, before + PART, start), start + 1)
        yield listed[start], _json(" ".join(listed[start:end]))
        start = end


def _of_catalog(
    own_stems: Mapping[str, str], postings: Mapping[str, Postings], entries: Sequence[Entry]
) -> list[str]:
    """The words that may be meant by a mistyped one: those of the catalog, where it has any.

    Hand-written pages have words of other languages and of programs, which are nearer to many a typing error.
    """
    written = np.array([entry.kind == "page" for entry in entries], dtype=bool)
    known = [word for word, stem in own_stems.items() if not written[postings[stem].entries].all()]
    return known or list(own_stems)


def _names(entries: Sequence[Entry]) -> set[str]:
    """The words that are by themselves a name of a department."""
    names = (
        words(name)
        for entry in entries
        if entry.kind == "department" and not entry.part
        for name in (entry.name, *entry.fields.get("aliases", "").split("\n"))
    )
    return {name[0] for name in names if len(name) == 1}


def _ranges(chosen: Sequence[bool] | npt.NDArray[np.bool_]) -> list[list[int]]:
    """The numbers of the entries that are chosen as half-open ranges: 3, 4, 5, 9 are [3, 6] and [9, 10]."""
    flags = np.concatenate([[0], np.asarray(chosen, dtype=np.int8), [0]])
    ranges: list[list[int]] = np.flatnonzero(np.diff(flags)).reshape(-1, 2).tolist()
    return ranges


def file_name(text: str) -> str:
    """A file name for any letters: themselves where they are ASCII, else their code points."""
    # what is no ASCII is spelled in several ways by disks and servers (composed, decomposed, escaped)
    return text if text.isascii() else "-".join(f"{ord(letter):x}" for letter in text)


def _json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))
